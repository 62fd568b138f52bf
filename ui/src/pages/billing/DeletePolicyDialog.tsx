/** Deletes a billing policy after naming what that does. */
import { Spinner } from "@fluentui/react-components";
import { type Act, usePreview } from "../../api/hooks";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import { LearnMore } from "../../components/help/LearnMore";
import { useNotices } from "../../components/Notices";
import type { PolicyDeleted } from "../../generated/PolicyDeleted";
import type { PolicyView } from "../../generated/PolicyView";
import { formatInstant, formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";

interface DeletePolicyDialogProps {
  policy: PolicyView;
  remove: Act<"policy_delete">;
  onDeleted(): void;
  onCancel(): void;
}

export function DeletePolicyDialog({ policy, remove, onDeleted, onCancel }: DeletePolicyDialogProps) {
  const request = { policy: policy.id, revision: policy.revision };
  const preview = usePreview("policy_delete", request, { enabled: remove.isIdle || remove.isError });
  const { say } = useNotices();
  const confirm = () =>
    remove.mutate(request, {
      onSuccess: () => {
        say(`"${policy.name}" was deleted.`);
        onDeleted();
      },
    });
  return (
    <ConfirmDialog
      title={`Delete "${policy.name}"?`}
      confirmLabel="Delete billing policy"
      problem={remove.error ?? preview.error}
      onConfirm={confirm}
      onCancel={onCancel}
    >
      {preview.isPending && <Spinner size="tiny" label="Working out what this does" />}
      {preview.data && <Effects effects={preview.data} />}
      <LearnMore article="setUp" place="dialog" />
    </ConfirmDialog>
  );
}

function Effects({ effects }: { effects: PolicyDeleted }) {
  const { disconnects, people } = effects;
  if (disconnects.length === 0) {
    return <p data-testid={testId("delete-effects")}>No service is connected to it, so nobody loses anything.</p>;
  }
  return (
    <ul data-testid={testId("delete-effects")}>
      {disconnects.map(({ service, label, endsAt }) => (
        <li key={service}>
          {label} is disconnected{endsAt ? `, at the latest by ${formatInstant(endsAt)}` : ""}.
        </li>
      ))}
      <li>{formatQuantity(people, "person is", "people are")} no longer covered by this policy.</li>
      <li>Usage until then is still charged to the Azure subscription.</li>
    </ul>
  );
}
