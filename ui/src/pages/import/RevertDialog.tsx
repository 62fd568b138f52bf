/** Takes an import back after naming what that does. */
import { Spinner } from "@fluentui/react-components";
import { useAct, usePreview } from "../../api/hooks";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import { useNotices } from "../../components/Notices";
import { formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";

interface RevertDialogProps {
  importId: string;
  fileName: string;
  onClose(): void;
}

export function RevertDialog({ importId, fileName, onClose }: RevertDialogProps) {
  const request = { import: importId };
  const revert = useAct("import_revert");
  const preview = usePreview("import_revert", request, { enabled: revert.isIdle || revert.isError });
  const { say } = useNotices();
  const confirm = () =>
    revert.mutate(request, {
      onSuccess: ({ removed }) => {
        say(`"${fileName}" was reverted: ${formatQuantity(removed, "row no longer counts", "rows no longer count")}.`);
        onClose();
      },
    });
  return (
    <ConfirmDialog
      title={`Revert "${fileName}"?`}
      confirmLabel="Revert"
      problem={revert.error ?? preview.error}
      onConfirm={confirm}
      onCancel={onClose}
    >
      {preview.isPending && <Spinner size="tiny" label="Working out what this does" />}
      {preview.data && (
        <ul data-testid={testId("revert-effects")}>
          <li>{formatQuantity(preview.data.removed, "row no longer counts", "rows no longer count")}.</li>
          <li>
            {formatQuantity(preview.data.restored, "row of an earlier import counts", "rows of earlier imports count")}{" "}
            again.
          </li>
          <li>Who paid is worked out again for the months concerned.</li>
        </ul>
      )}
    </ConfirmDialog>
  );
}
