/** The whole window when the workbook could not be opened: what is wrong and what to do. */
import { makeStyles, Text, Title2, tokens } from "@fluentui/react-components";
import { useEffect } from "react";
import type { Problem } from "../api/problem";
import { testId } from "../testIds";

const useStyles = makeStyles({
  page: {
    minHeight: "100vh",
    boxSizing: "border-box",
    padding: tokens.spacingHorizontalXXXL,
    display: "flex",
    flexDirection: "column",
    alignItems: "center",
    justifyContent: "center",
    rowGap: tokens.spacingVerticalL,
    textAlign: "center",
  },
  text: { maxWidth: "70ch", overflowWrap: "anywhere" },
});

/** What to do, per cause; the message itself says what is wrong. */
const ADVICE: Record<string, string> = {
  not_a_workbook: "Open another file, or make a new workbook.",
  newer_workbook: "Update Meterdesk and open the workbook again. The file has not been touched.",
  damaged: "Go back to a backup of the workbook. The file has not been touched.",
  read_only: "Give yourself the right to write to the file, or copy it to another folder.",
  bad_request: "Start Meterdesk again with other flags.",
  invalid_field: "Start Meterdesk again with other flags.",
  busy: "Wait for the other import to end, or close the other program, and start again.",
};

interface StartProblemProps {
  problem: Problem;
  workbook: string | null | undefined;
}

export function StartProblem({ problem, workbook }: StartProblemProps) {
  const styles = useStyles();
  useEffect(() => {
    document.title = "The workbook can't be opened - Meterdesk";
  }, []);
  return (
    <main className={styles.page} data-kind="failure" data-code={problem.code} data-testid={testId("start-problem")}>
      <Title2 as="h1">The workbook can't be opened</Title2>
      {workbook && <Text weight="semibold">{workbook}</Text>}
      <Text align="center" className={styles.text}>
        {problem.message}
      </Text>
      <Text align="center" className={styles.text}>
        {ADVICE[problem.code] ?? "Close Meterdesk and try again. If it stays so, go back to a backup of the workbook."}
      </Text>
    </main>
  );
}
