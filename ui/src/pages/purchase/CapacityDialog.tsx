/** A purchase, or the removal of what was bought, that is confirmed after naming what follows from it. */
import { Spinner } from "@fluentui/react-components";
import { useEffect } from "react";
import type { Request } from "../../api/call";
import { useAct, usePreview } from "../../api/hooks";
import type { Problem } from "../../api/problem";
import { AssumptionNote } from "../../components/AssumptionNote";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import { useNotices } from "../../components/Notices";
import { testId } from "../../testIds";

type CapacityCommand = "capacity_purchase" | "capacity_return" | "capacity_included_set";

interface CapacityDialogProps<N extends CapacityCommand> {
  command: N;
  request: Request<N>;
  title: string;
  confirmLabel: string;
  /** The assumption that it rests on. */
  assumption?: string;
  /** What was typed can't be taken: it belongs under its field, not before an order. */
  onRefused(refusal: Problem): void;
  onDone(): void;
  onCancel(): void;
}

export function CapacityDialog<N extends CapacityCommand>(props: CapacityDialogProps<N>) {
  const { command, request, title, confirmLabel, assumption, onRefused, onDone, onCancel } = props;
  const act = useAct(command);
  const preview = usePreview(command, request, { enabled: act.isIdle || act.isError });
  const { say } = useNotices();
  const refused = preview.error?.field ? preview.error : undefined;
  useEffect(() => {
    if (refused) {
      onRefused(refused);
    }
  });
  const effects: string[] = preview.data?.effects ?? [];
  return (
    <ConfirmDialog
      title={title}
      confirmLabel={confirmLabel}
      problem={act.error ?? preview.error}
      onConfirm={() =>
        act.mutate(request, {
          onSuccess: (changed) => {
            const [first = ""]: string[] = changed.effects;
            say(first);
            onDone();
          },
        })
      }
      onCancel={onCancel}
    >
      {preview.isPending && <Spinner size="tiny" label="Working out what this does" />}
      {preview.data && (
        <ul data-testid={testId("capacity-effects")}>
          {effects.map((effect) => (
            <li key={effect}>{effect}</li>
          ))}
        </ul>
      )}
      {assumption && <AssumptionNote id={assumption} />}
    </ConfirmDialog>
  );
}
