/** Gives a branch another name. */
import { Field, Input } from "@fluentui/react-components";
import { useState } from "react";
import { useAct } from "../../api/hooks";
import { setBranch, useBranch } from "../../app/branch";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import { fieldMessage } from "../../components/FieldMessage";
import { useNotices } from "../../components/Notices";
import { testId } from "../../testIds";

export function RenameDialog({ branch, onClose }: { branch: string; onClose(): void }) {
  const present = useBranch();
  const rename = useAct("branch_rename");
  const { say } = useNotices();
  const [name, setName] = useState(branch);
  const atName = rename.error?.field === "name" ? rename.error : undefined;
  const confirm = () =>
    rename.mutate(
      { branch, name },
      {
        onSuccess: (renamed) => {
          if (renamed.was === present) {
            setBranch(renamed.name);
          }
          say(`"${renamed.was}" is named "${renamed.name}" now.`);
          onClose();
        },
      },
    );
  return (
    <ConfirmDialog
      title={`Rename "${branch}"`}
      confirmLabel="Rename"
      problem={atName ? null : rename.error}
      onConfirm={confirm}
      onCancel={onClose}
    >
      <Field label="Name of the branch" required validationMessage={fieldMessage(atName)}>
        <Input value={name} onChange={(_, { value }) => setName(value)} data-testid={testId("branch-name")} />
      </Field>
    </ConfirmDialog>
  );
}
