/** Disconnects a billing policy from a service after naming what that does. */
import { Spinner } from "@fluentui/react-components";
import { useAct, usePreview } from "../../api/hooks";
import { AssumptionNote } from "../../components/AssumptionNote";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import { LearnMore } from "../../components/help/LearnMore";
import type { ServiceRow } from "../../generated/ServiceRow";
import { formatInstant, formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";

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
      {preview.data && (
        <ul data-testid={testId("disconnect-effects")}>
          <li>
            {formatQuantity(preview.data.people, "person is", "people are")} no longer covered for {service.label} by
            this policy.
          </li>
          <li>It has reached everybody at the latest by {formatInstant(preview.data.endsAt)}.</li>
          <li>Agents that somebody has never used are gone for them at once.</li>
          <li>Use until then is still charged.</li>
        </ul>
      )}
      <AssumptionNote id="disconnect-after-two-hours" />
      <LearnMore article="setUp" place="dialog" />
    </ConfirmDialog>
  );
}
