/** Rehearsal › Exhaustion drill: when this month would run out, were last month's use asked for again. */
import { Button, Field, makeStyles, ProgressBar, Text, tokens } from "@fluentui/react-components";
import { useEffect, useRef } from "react";
import { EmptyState } from "../../components/list/EmptyState";
import { Page } from "../../components/Page";
import { ProblemBar } from "../../components/ProblemBar";
import { testId } from "../../testIds";
import { Drill } from "./Drill";
import { useDrill } from "./useDrill";

const useStyles = makeStyles({
  commands: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS },
});

export function DrillPage() {
  const styles = useStyles();
  const { run, running, problem, found, job, cancel } = useDrill();
  const beginButton = useRef<HTMLButtonElement>(null);
  const cancelButton = useRef<HTMLButtonElement>(null);
  const wasRunning = useRef(false);
  // The focus goes along: to what stops the work, and back to what begins it again.
  useEffect(() => {
    if (running !== wasRunning.current) {
      wasRunning.current = running;
      (running ? cancelButton : beginButton).current?.focus();
    }
  }, [running]);
  const begin = (
    <Button ref={beginButton} appearance="primary" disabled={running} onClick={run} data-testid={testId("drill-run")}>
      {found ? "Run the drill again" : "Run the drill"}
    </Button>
  );
  return (
    <Page
      title="Exhaustion drill"
      subtitle="Asks for last month's use again, day by day of this month, under today's set-up: what is blocked first and when, and what each mend would change. Nothing is changed by it."
      onlyHere
    >
      {(found || running) && (
        <div className={styles.commands}>
          {begin}
          {running && (
            <Button ref={cancelButton} onClick={cancel}>
              Cancel
            </Button>
          )}
        </div>
      )}
      {running && (
        <Field validationMessage={job?.step ?? "Starting"} validationState="none">
          <ProgressBar
            aria-label="Going through the month"
            value={job && job.totalSeconds > 0 ? job.seconds / job.totalSeconds : 0}
          />
        </Field>
      )}
      <ProblemBar problem={problem} onRetry={run} />
      {!found && !running && !problem && (
        <EmptyState
          title="The drill has not been run"
          text="It goes through this month once for today's set-up and once for each mend, with the settlement that judges real use."
          action={begin}
        />
      )}
      {found && !running && <Drill found={found} />}
      {found === null && !running && <Text>The drill was cancelled.</Text>}
    </Page>
  );
}
