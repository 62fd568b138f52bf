/** Disconnects a billing policy from a service after naming what that does. */
import { Spinner } from "@fluentui/react-components";
import { useAct, usePreview } from "../../api/hooks";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import { LearnMore } from "../../components/help/LearnMore";
import type { ServiceRow } from "../../generated/ServiceRow";
import { DisconnectEffects } from "./ConnectionEffects";

interface DisconnectDialogProps {
  service: ServiceRow;
  policy: { policy: string; name: string };
  onDisconnected(endsAt: string): void;
  onCancel(): void;
}

export function DisconnectDialog({ service, policy, onDisconnected, onCancel }: DisconnectDialogProps) {
  const request = { service: service.service, policy: policy.policy, revision: service.revision };
  const disconnect = useAct("service_disconnect");
  const preview = usePreview("service_disconnect", request, { enabled: disconnect.isIdle || disconnect.isError });
  return (
    <ConfirmDialog
      title={`Disconnect "${policy.name}" from ${service.label}?`}
      confirmLabel="Disconnect"
      problem={disconnect.error ?? preview.error}
      onConfirm={() => disconnect.mutate(request, { onSuccess: ({ endsAt }) => onDisconnected(endsAt) })}
      onCancel={onCancel}
    >
      {preview.isPending && <Spinner size="tiny" label="Working out what this does" />}
      {preview.data && <DisconnectEffects effects={preview.data} />}
      <LearnMore article="setUp" place="dialog" />
    </ConfirmDialog>
  );
}
