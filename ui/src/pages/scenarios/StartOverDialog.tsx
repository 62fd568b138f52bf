/** Makes the workbook anew after naming what goes. */
import { useStartOver } from "../../api/workbookFiles";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import { useNotices } from "../../components/Notices";
import type { WorkbookView } from "../../generated/WorkbookView";
import { testId } from "../../testIds";
import { doneSince } from "./WorkbookCard";

export function StartOverDialog({ workbook, onClose }: { workbook: WorkbookView; onClose(): void }) {
  const startOver = useStartOver();
  const { say } = useNotices();
  const { scenario, seed } = workbook;
  const confirm = () =>
    startOver.mutate(undefined, {
      onSuccess: () => {
        say(`The workbook was started over from the scenario ${scenario}, seed ${seed}.`);
        onClose();
      },
    });
  return (
    <ConfirmDialog
      title="Start over?"
      confirmLabel="Start over"
      problem={startOver.error}
      onConfirm={confirm}
      onCancel={onClose}
    >
      <ul data-testid={testId("start-over-effects")}>
        <li>
          The workbook is made anew from the scenario {scenario}, seed {seed}: the same people, policies and figures as
          at its beginning.
        </li>
        <li>What was done since is gone: {doneSince(workbook)}.</li>
        <li>This can't be undone. Save a copy first to keep it.</li>
        {workbook.underWay && <li>{workbook.underWay} is under way: wait for its end.</li>}
      </ul>
    </ConfirmDialog>
  );
}
