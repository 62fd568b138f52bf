/** An act upon an environment that is confirmed first; what stands against it is said before it is pressed. */
import { Spinner } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { Request } from "../../api/call";
import { useAct, usePreview } from "../../api/hooks";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import { useNotices } from "../../components/Notices";

type Confirmed = "environment_convert" | "environment_extend";

interface EnvironmentDialogProps<N extends Confirmed> {
  command: N;
  request: Request<N>;
  title: string;
  confirmLabel: string;
  /** What is said once it is done. */
  done: string;
  children: ReactNode;
  onClose(): void;
}

export function EnvironmentDialog<N extends Confirmed>(props: EnvironmentDialogProps<N>) {
  const { command, request, title, confirmLabel, done, children, onClose } = props;
  const act = useAct(command);
  const preview = usePreview(command, request, { enabled: act.isIdle || act.isError });
  const { say } = useNotices();
  const confirm = () =>
    act.mutate(request, {
      onSuccess: () => {
        say(done);
        onClose();
      },
    });
  return (
    <ConfirmDialog
      title={title}
      confirmLabel={confirmLabel}
      problem={act.error ?? preview.error}
      onConfirm={confirm}
      onCancel={onClose}
    >
      {children}
      {preview.isPending && <Spinner size="tiny" label="Looking whether this can be done" />}
    </ConfirmDialog>
  );
}
