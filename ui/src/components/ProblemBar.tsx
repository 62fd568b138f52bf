/** Why a command did not do what it was asked. A refusal is an answer and looks like one; only a failure looks broken. */
import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import type { Problem } from "../api/problem";
import { testId } from "../testIds";
import { LearnMoreLater } from "./help/LearnMoreLater";
import { useFocusReturn } from "./useFocusReturn";

interface ProblemBarProps {
  problem: Problem | null | undefined;
  onRetry?: () => void;
}

export function ProblemBar({ problem, onRetry }: ProblemBarProps) {
  return problem ? <Bar problem={problem} onRetry={onRetry} /> : null;
}

function Bar({ problem, onRetry }: ProblemBarProps & { problem: Problem }) {
  useFocusReturn();
  const kind = problem.isRefusal ? "refusal" : "failure";
  return (
    <MessageBar
      intent={problem.isRefusal ? "info" : "error"}
      layout="multiline"
      role={problem.isRefusal ? "status" : "alert"}
      data-kind={kind}
      data-code={problem.code}
      data-field={problem.field}
      data-testid={testId("problem-bar")}
    >
      <MessageBarBody>
        <MessageBarTitle>{problem.isRefusal ? "This can't be done now" : "Something went wrong"}</MessageBarTitle>
        <br />
        {problem.message}
        {problem.article && <LearnMoreLater article={problem.article} place="refusal" />}
      </MessageBarBody>
      {onRetry && (
        <MessageBarActions>
          <Button onClick={onRetry} data-testid={testId("problem-retry")}>
            Retry
          </Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}
