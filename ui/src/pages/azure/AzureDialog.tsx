/** An act in Azure that is confirmed after naming what follows from it. */
import { Spinner } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { Request } from "../../api/call";
import { useAct, usePreview } from "../../api/hooks";
import { AssumptionNote } from "../../components/AssumptionNote";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import { useNotices } from "../../components/Notices";
import type { SubscriptionChanged } from "../../generated/SubscriptionChanged";
import { testId } from "../../testIds";

type AzureCommand =
  | "subscription_disable"
  | "subscription_enable"
  | "subscription_role_remove"
  | "resource_group_delete";

interface AzureDialogProps<N extends AzureCommand> {
  command: N;
  request: Request<N>;
  title: string;
  confirmLabel: string;
  /** What is said once it is done. */
  done: string;
  /** The assumption that the effects rest on. */
  assumption?: string;
  onClose(): void;
}

export function AzureDialog<N extends AzureCommand>(props: AzureDialogProps<N>) {
  const { command, request, title, confirmLabel, done, assumption, onClose } = props;
  const act = useAct(command);
  const preview = usePreview(command, request, { enabled: act.isIdle || act.isError });
  const effects: SubscriptionChanged | undefined = preview.data;
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
      {preview.isPending && <Spinner size="tiny" label="Working out what this does" />}
      {effects && <Effects changed={effects} />}
      {assumption && effects && effects.policies.length > 0 && <AssumptionNote id={assumption} />}
    </ConfirmDialog>
  );
}

function Effects({ changed }: { changed: SubscriptionChanged }): ReactNode {
  return (
    <ul data-testid={testId("azure-effects")}>
      {changed.effects.map((effect) => (
        <li key={effect}>{effect}</li>
      ))}
      {changed.policies.map(({ policy, name, resourceGroup, servicesLabel }) => (
        <li key={policy}>
          "{name}" charges its resource group {resourceGroup} for {servicesLabel}.
        </li>
      ))}
    </ul>
  );
}
