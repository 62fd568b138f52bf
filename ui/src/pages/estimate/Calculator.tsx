/** The frame of each calculator: its inputs, one button, what came of it, and what it rests on. */
import { Button, makeStyles, Spinner, Text, tokens } from "@fluentui/react-components";
import type { FormEvent, ReactNode, RefObject } from "react";
import type { Problem } from "../../api/problem";
import { ProblemBar } from "../../components/ProblemBar";
import { testId } from "../../testIds";

const useStyles = makeStyles({
  calculator: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalL, minWidth: 0 },
  form: {
    display: "flex",
    flexDirection: "column",
    alignItems: "flex-start",
    rowGap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    minWidth: 0,
  },
  fields: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "flex-start",
    gap: tokens.spacingHorizontalM,
    minWidth: 0,
    maxWidth: "100%",
  },
  heading: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  summary: { display: "block", fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  result: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalM, minWidth: 0 },
  notes: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalXS, maxWidth: "90ch" },
  note: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

interface CalculatorProps {
  /** What it works out. */
  about: string;
  element: RefObject<HTMLFormElement | null>;
  onCalculate(): void;
  problem: Problem | undefined;
  isPending: boolean;
  /** The result in a sentence, as the program says it. */
  summary: string | undefined;
  fields: ReactNode;
  /** Tables and charts of the result. */
  children: ReactNode;
  /** What the result rests on, in sentences. */
  notes: ReactNode;
}

export function Calculator(props: CalculatorProps) {
  const styles = useStyles();
  const { about, element, onCalculate, problem, isPending, summary, fields, children, notes } = props;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onCalculate();
  };
  return (
    <div className={styles.calculator}>
      <Text>{about}</Text>
      <form ref={element} onSubmit={submit} noValidate className={styles.form}>
        {fields}
        <Button appearance="primary" type="submit" data-testid={testId("estimate-calculate")}>
          Calculate
        </Button>
      </form>
      <ProblemBar problem={problem} />
      <section className={styles.result} aria-labelledby="estimate-result">
        <h2 id="estimate-result" className={styles.heading}>
          Result
        </h2>
        {/* The region stays, so that screen readers notice what comes into it. */}
        <div role="status" data-testid={testId("estimate-summary")}>
          {isPending && <Spinner size="tiny" label="Calculating" labelPosition="after" />}
          {!isPending && (summary ? <span className={styles.summary}>{summary}</span> : "Nothing was calculated.")}
        </div>
        {children}
      </section>
      <div className={styles.notes}>{notes}</div>
    </div>
  );
}

/** Fields beside each other, as far as there is room. */
export function Fields({ label, children }: { label?: string; children: ReactNode }) {
  const styles = useStyles();
  return label ? (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset does not wrap its fields in narrow windows
    <div role="group" aria-label={label} className={styles.fields}>
      {children}
    </div>
  ) : (
    <div className={styles.fields}>{children}</div>
  );
}

/** What a result rests on. */
export function Note({ children }: { children: ReactNode }) {
  const styles = useStyles();
  return <div className={styles.note}>{children}</div>;
}
