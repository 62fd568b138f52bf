/** A receipt as it is read: who and what, then per feature the steps under their headings, each with its source. */
import { Badge, makeStyles, Text, tokens } from "@fluentui/react-components";
import { DetailList } from "../../components/panel/DetailList";
import { Tag } from "../../components/Tag";
import { Amount, Instant, Money } from "../../components/values";
import type { OutcomeKind } from "../../generated/OutcomeKind";
import type { ReceiptLine } from "../../generated/ReceiptLine";
import type { UsageReceiptView } from "../../generated/UsageReceiptView";
import { testId } from "../../testIds";

const OUTCOMES: Record<OutcomeKind, string> = {
  paid: "Paid",
  included: "Included",
  notCharged: "Not charged",
  blocked: "Blocked",
};

const useStyles = makeStyles({
  receipt: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    minWidth: 0,
    overflowWrap: "anywhere",
  },
  what: { fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  heading: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  stage: { margin: 0, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300 },
  steps: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, display: "grid", rowGap: tokens.spacingVerticalS },
  source: { display: "block", color: tokens.colorNeutralForeground3 },
  line: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS, minWidth: 0 },
});

export function Receipt({ receipt, level }: { receipt: UsageReceiptView; level: 3 }) {
  const styles = useStyles();
  const Heading = `h${level}` as const;
  return (
    <article
      className={styles.receipt}
      aria-label="Receipt"
      data-outcome={receipt.outcome}
      data-kind={receipt.hypothetical ? "hypothetical" : "row"}
      data-testid={testId("receipt")}
    >
      <Text className={styles.what} data-testid={testId("receipt-what")}>
        {receipt.what}
      </Text>
      <Text weight="semibold" data-testid={testId("receipt-summary")}>
        <Badge appearance="tint" shape="rounded" color="informative">
          {OUTCOMES[receipt.outcome]}
        </Badge>{" "}
        {receipt.summary}
      </Text>
      <DetailList
        details={[
          {
            key: "receipt-credits",
            label: `Worth (${receipt.unit})`,
            value: <Amount value={receipt.credits} testId={testId("receipt-credits")} />,
          },
          {
            key: "receipt-usd",
            label: "Charged by pay-as-you-go (USD)",
            value: <Money value={receipt.usd} testId={testId("receipt-usd")} />,
          },
          {
            key: "receipt-times",
            label: "Time of use, and as of when this holds",
            value: (
              <>
                <Instant value={receipt.at} />; as of <Instant value={receipt.asOf} />
              </>
            ),
          },
          ...(receipt.eventId ? [{ key: "receipt-event", label: "Event ID", value: receipt.eventId }] : []),
        ]}
      />
      {receipt.lines.map((line) => (
        <section key={line.feature} className={styles.line} aria-label={line.feature}>
          {receipt.lines.length > 1 && (
            <Heading className={styles.heading}>
              <Amount value={line.quantity} /> × {line.feature}
            </Heading>
          )}
          <Stages line={line} below={receipt.lines.length > 1} />
        </section>
      ))}
    </article>
  );
}

function Stages({ line, below }: { line: ReceiptLine; below: boolean }) {
  const styles = useStyles();
  const Heading = below ? "h4" : "h3";
  return line.stages.map(({ stage, title, steps }) => (
    <div key={stage} className={styles.line}>
      <Heading className={styles.stage}>{title}</Heading>
      <ol className={styles.steps}>
        {steps.map(({ text, source, assumption }) => (
          <li key={text} data-kind={`receipt-${stage}`}>
            {text} {assumption && <Tag kind="assumption" />}
            {source && <Text className={styles.source}>Source: {source}</Text>}
          </li>
        ))}
      </ol>
    </div>
  ));
}
