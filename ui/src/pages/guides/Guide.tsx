/** One guide: what is charged, the steps with their state, and the article's related information. */
import { Badge, Button, makeStyles, Subtitle1, Subtitle2, Text, tokens } from "@fluentui/react-components";
import { useNavigate } from "@tanstack/react-router";
import { LearnMore } from "../../components/help/LearnMore";
import { Instant } from "../../components/values";
import type { GuideState } from "../../generated/GuideState";
import type { GuideStep } from "../../generated/GuideStep";
import type { GuideView } from "../../generated/GuideView";
import { testId } from "../../testIds";
import { placeOf } from "./places";

const useStyles = makeStyles({
  guide: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalL, maxWidth: "90ch" },
  block: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS },
  steps: { margin: 0, padding: 0, listStyleType: "none", display: "grid", rowGap: tokens.spacingVerticalM },
  step: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  line: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2 },
  related: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, display: "grid", rowGap: tokens.spacingVerticalXS },
});

const COLOURS = {
  done: "success",
  toDo: "brand",
  blocked: "warning",
  optional: "informative",
  note: "subtle",
} as const satisfies Record<GuideState, string>;

export function Guide({ guide }: { guide: GuideView }) {
  const styles = useStyles();
  return (
    <div className={styles.guide}>
      <Subtitle1 as="h2">{guide.title}</Subtitle1>
      <div className={styles.block} data-testid={testId("guide-intro")}>
        {guide.intro.map((text) => (
          <Text key={text}>{text}</Text>
        ))}
        <Text data-value={`${guide.done}/${guide.needed}`} data-testid={testId("guide-progress")}>
          {guide.done} of {guide.needed} steps are done, as of <Instant value={guide.asOf} />.
        </Text>
        <LearnMore article={guide.article} place="page" />
      </div>
      {guide.sections.map(({ title, steps }) => (
        <section key={title} className={styles.block} aria-label={title}>
          <Subtitle2 as="h3">{title}</Subtitle2>
          <ol className={styles.steps}>
            {steps.map((step) => (
              <Step key={step.key} step={step} />
            ))}
          </ol>
        </section>
      ))}
      <section className={styles.block} aria-label="Related information" data-testid={testId("guide-related")}>
        <Subtitle2 as="h3">Related information</Subtitle2>
        <ul className={styles.related}>
          {guide.related.map((article) => (
            <li key={article}>
              <LearnMore article={article} place="help" />
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function Step({ step }: { step: GuideStep }) {
  const styles = useStyles();
  const navigate = useNavigate();
  const { key, title, state, stateLabel, found, text, needs, place, placeId, placeLabel, article } = step;
  return (
    <li className={styles.step} data-value={state} data-testid={testId("guide-step-<key>", { key })}>
      <span className={styles.line}>
        <Text weight="semibold">{title}</Text>
        <Badge appearance="tint" color={COLOURS[state]} shape="rounded">
          {stateLabel}
        </Badge>
      </span>
      <Text>{found}</Text>
      <Text className={styles.quiet}>
        {text}
        {needs && ` It takes the role ${needs}.`}
      </Text>
      <span className={styles.line}>
        {place && (
          <Button
            size="small"
            appearance={state === "toDo" ? "primary" : "secondary"}
            onClick={() => void navigate(placeOf(place, placeId ?? undefined))}
            data-testid={testId("guide-go-<key>", { key })}
          >
            {placeLabel}
          </Button>
        )}
        {article && <LearnMore article={article} place="step" within={key} />}
      </span>
    </li>
  );
}
