/** What came of a tried use: what the person sees, the credits, who pays and why. */
import { Badge, makeStyles, Subtitle2, Text, tokens } from "@fluentui/react-components";
import { FocusedHeading } from "../../components/FocusedHeading";
import { DetailList } from "../../components/panel/DetailList";
import { Tag } from "../../components/Tag";
import { Amount, Credits, Money } from "../../components/values";
import type { OutcomeKind } from "../../generated/OutcomeKind";
import type { UsageTried } from "../../generated/UsageTried";
import { testId } from "../../testIds";

const OUTCOMES: Record<OutcomeKind, string> = {
  paid: "Paid",
  included: "Included",
  notCharged: "Not charged",
  blocked: "Refused",
};

const useStyles = makeStyles({
  result: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  reasons: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, display: "grid", rowGap: tokens.spacingVerticalS },
  source: { display: "block", color: tokens.colorNeutralForeground3 },
});

export function TryResult({ tried, isPreview }: { tried: UsageTried; isPreview: boolean }) {
  const styles = useStyles();
  return (
    <section
      className={styles.result}
      aria-label="Result"
      data-kind={isPreview ? "preview" : "tried"}
      data-outcome={tried.outcome}
      data-testid={testId("try-result")}
    >
      <FocusedHeading level={3}>
        {isPreview ? "What would happen" : "What happened"}{" "}
        <Badge appearance="tint" shape="rounded" color="informative">
          {OUTCOMES[tried.outcome]}
        </Badge>
      </FocusedHeading>
      <DetailList
        details={[
          { key: "try-sees", label: "The person sees", value: tried.sees },
          {
            key: "try-credits",
            label: "Copilot Credits",
            value: <Credits value={tried.credits} testId={testId("try-credits")} />,
          },
          {
            key: "try-usd",
            label: "Charged by pay-as-you-go (USD)",
            value: <Money value={tried.usd} testId={testId("try-usd")} />,
          },
          { key: "try-payer", label: "Who pays", value: tried.payer ?? "None" },
        ]}
      />
      {tried.lines.length > 0 && (
        <ul className={styles.reasons} aria-label="What was metered">
          {tried.lines.map(({ label, quantity, credits }, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an agent's run may meter a feature twice, and lines never move
            <li key={place}>
              {label}: <Amount value={quantity} />, <Credits value={credits} />
            </li>
          ))}
        </ul>
      )}
      <Subtitle2 as="h4">Why</Subtitle2>
      <ol className={styles.reasons} data-testid={testId("try-reasons")}>
        {tried.reasons.map(({ text, source, assumption }) => (
          <li key={text}>
            {text} {assumption && <Tag kind="assumption" />}
            {source && <Text className={styles.source}>{source}</Text>}
          </li>
        ))}
      </ol>
      {!isPreview && tried.eventIds.length === 0 && (
        <Text>It is kept as a refused use under What happened; no usage was added.</Text>
      )}
    </section>
  );
}
