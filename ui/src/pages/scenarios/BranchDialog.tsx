/** Makes a branch: from how this one is, or rewound to a happening. The window works on it afterwards. */
import { Checkbox, Field, Input, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useAct, usePreview } from "../../api/hooks";
import { useBranch, useSwitchBranch } from "../../app/branch";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import { fieldMessage } from "../../components/FieldMessage";
import { useNotices } from "../../components/Notices";
import { formatInstant, formatList, formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";

const useStyles = makeStyles({
  fields: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalM },
});

interface BranchDialogProps {
  /** What the branch begins at; how the present branch is now where nothing is named. */
  happening?: { id: string; text: string };
  onClose(): void;
}

export function BranchDialog({ happening, onClose }: BranchDialogProps) {
  const styles = useStyles();
  const present = useBranch();
  const switchBranch = useSwitchBranch();
  const { say } = useNotices();
  const [name, setName] = useState("");
  const [bring, setBring] = useState(true);
  // What the branch would be does not depend on its name, and a name that is being typed is not judged.
  const [unnamed] = useState(() => crypto.randomUUID());
  const create = useAct("branch_create");
  const place = happening ? { happening: happening.id } : {};
  const preview = usePreview(
    "branch_create",
    { name: unnamed, ...place },
    { enabled: create.isIdle || create.isError },
  );
  const atName = create.error?.field === "name" ? create.error : undefined;
  const brought = preview.data?.brought ?? [];
  const confirm = () =>
    create.mutate(
      { name, ...place, ...(!bring && { withoutLaterImports: true }) },
      {
        onSuccess: async ({ branch }) => {
          await switchBranch(branch.name);
          say(`The branch "${branch.name}" was made.`, "This window works on it now.");
          onClose();
        },
      },
    );
  return (
    <ConfirmDialog
      title={happening ? "Rewind to here?" : "New branch"}
      confirmLabel={happening ? "Rewind on a new branch" : "Make the branch"}
      problem={atName ? preview.error : (create.error ?? preview.error)}
      onConfirm={confirm}
      onCancel={onClose}
    >
      <div className={styles.fields}>
        {happening && <span>{happening.text}</span>}
        <Field label="Name of the branch" required validationMessage={fieldMessage(atName)}>
          <Input value={name} onChange={(_, { value }) => setName(value)} data-testid={testId("branch-name")} />
        </Field>
        {brought.length > 0 && (
          <Checkbox
            checked={bring}
            label={`Bring later imports along, so that the branch judges the same usage: ${formatList(brought)}`}
            onChange={(_, { checked }) => setBring(checked === true)}
            data-testid={testId("branch-bring")}
          />
        )}
        {preview.data && (
          <ul data-testid={testId("branch-effects")}>
            <li>Simulated time on it is {formatInstant(preview.data.branch.now)}.</li>
            <li>
              {preview.data.leftBehind === 0
                ? `It begins with everything that was done on "${present}".`
                : `It leaves ${formatQuantity(preview.data.leftBehind, "later entry", "later entries")} behind.`}
            </li>
            <li>"{present}" stays as it is.</li>
          </ul>
        )}
      </div>
    </ConfirmDialog>
  );
}
