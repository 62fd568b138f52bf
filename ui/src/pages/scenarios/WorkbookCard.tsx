/** What this workbook is, and what can be done with its file. */
import { Button, makeStyles, Subtitle2, tokens } from "@fluentui/react-components";
import { useId, useState } from "react";
import { useRead } from "../../api/hooks";
import { useOpenWorkbook, useSaveCopy } from "../../api/workbookFiles";
import { useNotices } from "../../components/Notices";
import { onDemand } from "../../components/onDemand";
import { ProblemBar } from "../../components/ProblemBar";
import { DetailList } from "../../components/panel/DetailList";
import { Instant } from "../../components/values";
import type { WorkbookView } from "../../generated/WorkbookView";
import { formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";

const StartOverDialog = onDemand(async () => (await import("./StartOverDialog")).StartOverDialog);
const NewWorkbookDialog = onDemand(async () => (await import("./NewWorkbookDialog")).NewWorkbookDialog);

const useStyles = makeStyles({
  card: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalL,
    minWidth: 0,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  buttons: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

/** What was done since the workbook was made. */
export function doneSince({ acts, imports, branches }: WorkbookView): string {
  return [
    formatQuantity(acts, "entry of the journal", "entries of the journal"),
    formatQuantity(imports, "imported file", "imported files"),
    formatQuantity(branches, "branch", "branches"),
  ].join(", ");
}

export function WorkbookCard() {
  const styles = useStyles();
  const headingId = useId();
  const workbook = useRead("workbook_get", {});
  const copy = useSaveCopy();
  const open = useOpenWorkbook();
  const { say } = useNotices();
  // Kept while the figures are read anew, so that the dialog ends when it is done and not before.
  const [startingOver, setStartingOver] = useState<WorkbookView>();
  const [making, setMaking] = useState(false);
  const saveCopy = () =>
    copy.mutate(undefined, {
      onSuccess: (name) => name !== null && say(`A copy was saved as "${name}".`, "It holds every branch."),
    });
  return (
    <section className={styles.card} aria-labelledby={headingId} data-testid={testId("workbook-card")}>
      <Subtitle2 as="h2" id={headingId}>
        This workbook
      </Subtitle2>
      <ProblemBar
        problem={workbook.error ?? copy.error ?? open.error}
        onRetry={workbook.error ? () => void workbook.refetch() : undefined}
      />
      {workbook.data && (
        <DetailList
          details={[
            { key: "workbook-file", label: "File", value: workbook.data.file },
            {
              key: "workbook-scenario",
              label: "Made from",
              value: `Scenario ${workbook.data.scenario}, seed ${workbook.data.seed}`,
            },
            {
              key: "workbook-started",
              label: "Journal begins, simulated (UTC)",
              value: <Instant value={workbook.data.startedAt} />,
            },
            { key: "workbook-since", label: "Done since it was made", value: doneSince(workbook.data) },
          ]}
        />
      )}
      <div className={styles.buttons}>
        <Button onClick={() => setStartingOver(workbook.data)} data-testid={testId("workbook-start-over")}>
          Start over
        </Button>
        <Button onClick={() => setMaking(true)} data-testid={testId("workbook-new")}>
          New workbook
        </Button>
        <Button onClick={() => open.mutate()} data-testid={testId("workbook-open")}>
          Open
        </Button>
        <Button onClick={saveCopy} data-testid={testId("workbook-copy")}>
          Save a copy
        </Button>
      </div>
      {startingOver && <StartOverDialog workbook={startingOver} onClose={() => setStartingOver(undefined)} />}
      {making && <NewWorkbookDialog onClose={() => setMaking(false)} />}
    </section>
  );
}
