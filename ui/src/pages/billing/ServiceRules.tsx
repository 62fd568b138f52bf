/** What holds for a service: its rate and its conditions, each with where that is stated. */
import { makeStyles, Text, tokens } from "@fluentui/react-components";
import type { ReasonView } from "../../generated/ReasonView";
import { testId } from "../../testIds";

const useStyles = makeStyles({
  list: {
    margin: 0,
    paddingLeft: tokens.spacingHorizontalXL,
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalXS,
  },
  source: { display: "block", color: tokens.colorNeutralForeground3 },
});

export function ServiceRules({ rules }: { rules: ReasonView[] }) {
  const styles = useStyles();
  return (
    <section aria-label="About this service" data-testid={testId("service-rules")}>
      <Text weight="semibold">About this service</Text>
      <ul className={styles.list}>
        {rules.map(({ text, source }) => (
          <li key={text}>
            {text}
            <Text size={200} className={styles.source}>
              {source}
            </Text>
          </li>
        ))}
      </ul>
    </section>
  );
}
