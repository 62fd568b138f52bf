/** A change of a billing plan that is confirmed after naming what follows from it. */
import { Spinner } from "@fluentui/react-components";
import type { Request } from "../../../api/call";
import { useAct, usePreview } from "../../../api/hooks";
import { ConfirmDialog } from "../../../components/ConfirmDialog";
import { useNotices } from "../../../components/Notices";
import { testId } from "../../../testIds";

type PlanCommand = "plan_unlink" | "plan_enable" | "plan_delete";

interface PlanDialogProps<N extends PlanCommand> {
  command: N;
  request: Request<N>;
  title: string;
  confirmLabel: string;
  /** What is said once it is done. */
  done: string;
  onDone(): void;
  onCancel(): void;
}

export function PlanDialog<N extends PlanCommand>(props: PlanDialogProps<N>) {
  const { command, request, title, confirmLabel, done, onDone, onCancel } = props;
  const act = useAct(command);
  const preview = usePreview(command, request, { enabled: act.isIdle || act.isError });
  const effects: string[] | undefined = preview.data?.effects;
  const { say } = useNotices();
  return (
    <ConfirmDialog
      title={title}
      confirmLabel={confirmLabel}
      problem={act.error ?? preview.error}
      onConfirm={() =>
        act.mutate(request, {
          onSuccess: () => {
            say(done);
            onDone();
          },
        })
      }
      onCancel={onCancel}
    >
      {preview.isPending && <Spinner size="tiny" label="Working out what this does" />}
      {effects && <PlanEffects effects={effects} />}
    </ConfirmDialog>
  );
}

export function PlanEffects({ effects }: { effects: string[] }) {
  return (
    <ul data-testid={testId("plan-effects")}>
      {effects.map((effect) => (
        <li key={effect}>{effect}</li>
      ))}
    </ul>
  );
}
