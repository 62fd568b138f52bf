/** Deletes a branch, after naming what goes with it. */
import { Spinner } from "@fluentui/react-components";
import { useAct, usePreview } from "../../api/hooks";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import { useNotices } from "../../components/Notices";
import { formatList, formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";

export function DeleteBranchDialog({ branch, onClose }: { branch: string; onClose(): void }) {
  // The dialog says which branches go too, so whoever confirms it has said so.
  const request = { branch, withDescendants: true };
  const remove = useAct("branch_delete");
  const preview = usePreview("branch_delete", request, { enabled: remove.isIdle || remove.isError });
  const { say } = useNotices();
  const confirm = () =>
    remove.mutate(request, {
      onSuccess: ({ branches }) => {
        say(`${formatList(branches.map((name) => `"${name}"`))} ${branches.length === 1 ? "was" : "were"} deleted.`);
        onClose();
      },
    });
  const others = preview.data?.branches.slice(1) ?? [];
  return (
    <ConfirmDialog
      title={`Delete "${branch}"?`}
      confirmLabel="Delete branch"
      problem={remove.error ?? preview.error}
      onConfirm={confirm}
      onCancel={onClose}
    >
      {preview.isPending && <Spinner size="tiny" label="Working out what this does" />}
      {preview.data && (
        <ul data-testid={testId("branch-delete-effects")}>
          <li>
            {formatQuantity(preview.data.entries, "entry", "entries")} of the journal that no other branch has{" "}
            {preview.data.entries === 1 ? "goes" : "go"}. This can't be undone.
          </li>
          {others.length > 0 && (
            <li>
              {others.length === 1 ? "A branch that descends" : "Branches that descend"} from it{" "}
              {others.length === 1 ? "goes" : "go"} too: {formatList(others.map((name) => `"${name}"`))}.
            </li>
          )}
          {preview.data.imports.length > 0 && (
            <li>
              Imported files that no other branch has go too:{" "}
              {formatList(preview.data.imports.map((name) => `"${name}"`))}.
            </li>
          )}
          <li>Nothing changes on other branches.</li>
        </ul>
      )}
    </ConfirmDialog>
  );
}
