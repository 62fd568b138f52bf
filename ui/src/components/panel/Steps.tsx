/** The steps of a wizard, the present one marked, and "Step n of m" for everybody, announced when it changes. */
import { makeStyles, mergeClasses, Text, tokens } from "@fluentui/react-components";
import { CheckmarkCircleFilled, CircleFilled, CircleRegular } from "@fluentui/react-icons";
import { testId } from "../../testIds";

const useStyles = makeStyles({
  steps: { flexShrink: 0, width: "200px", "@media (max-width: 700px)": { width: "auto" } },
  list: {
    listStyleType: "none",
    margin: 0,
    marginTop: tokens.spacingVerticalM,
    padding: 0,
    display: "grid",
    rowGap: tokens.spacingVerticalM,
    "@media (max-width: 700px)": { display: "none" },
  },
  step: { display: "flex", alignItems: "center", columnGap: tokens.spacingHorizontalS },
  current: { fontWeight: tokens.fontWeightSemibold },
  mark: { color: tokens.colorBrandForeground1, fontSize: "20px", display: "inline-flex" },
});

interface StepsProps {
  wizard: string;
  steps: { key: string; label: string }[];
  current: number;
}

export function Steps({ wizard, steps, current }: StepsProps) {
  const styles = useStyles();
  return (
    <div className={styles.steps}>
      <Text role="status" data-testid={testId("<wizard>-wizard-progress", { wizard })} data-value={current + 1}>
        Step {current + 1} of {steps.length}
      </Text>
      <ol className={styles.list}>
        {steps.map((step, index) => (
          <li
            key={step.key}
            className={mergeClasses(styles.step, index === current && styles.current)}
            aria-current={index === current ? "step" : undefined}
          >
            <span className={styles.mark}>
              {index < current ? <CheckmarkCircleFilled /> : index === current ? <CircleFilled /> : <CircleRegular />}
            </span>
            {step.label}
          </li>
        ))}
      </ol>
    </div>
  );
}
