/** Asks before unsaved input is lost, whichever way leads out: closing, Back, or another page. */
import { useBlocker } from "@tanstack/react-router";
import { ConfirmDialog } from "../ConfirmDialog";

export function UnsavedInput({ dirty }: { dirty: boolean }) {
  const blocker = useBlocker({ shouldBlockFn: () => dirty, enableBeforeUnload: false, withResolver: true });
  if (blocker.status !== "blocked") {
    return null;
  }
  return (
    <ConfirmDialog
      title="Discard what you entered?"
      confirmLabel="Discard"
      cancelLabel="Keep editing"
      onConfirm={blocker.proceed}
      onCancel={blocker.reset}
    >
      Nothing has been saved yet. If you leave now, your input is lost.
    </ConfirmDialog>
  );
}
