/** Connects and disconnects billing policies of one service: one change per Save, a disconnection is confirmed. */
import { Button, Link, MessageBar, MessageBarBody, Spinner } from "@fluentui/react-components";
import { useState } from "react";
import { useAct, usePreview, useRead } from "../../api/hooks";
import { useAddress } from "../../app/useAddress";
import type { FieldError } from "../../components/FieldMessage";
import { LearnMore } from "../../components/help/LearnMore";
import { useNotices } from "../../components/Notices";
import { ProblemBar } from "../../components/ProblemBar";
import { SidePanel } from "../../components/panel/SidePanel";
import type { ArticleKey } from "../../generated/ArticleKey";
import type { ServiceKey } from "../../generated/ServiceKey";
import type { ServiceRow } from "../../generated/ServiceRow";
import { formatInstant } from "../../locale/locale";
import { testId } from "../../testIds";
import { ConnectEffects, DisconnectEffects } from "./ConnectionEffects";
import { type ConnectionChange, ConnectionTable } from "./ConnectionTable";
import { CopilotCredits } from "./CopilotCredits";
import { DisconnectDialog } from "./DisconnectDialog";
import { ConnectPrerequisites } from "./Prerequisites";
import { ServiceRules } from "./ServiceRules";

/** More than a tenant can have. */
const ALL_POLICIES = { limit: 500 };

/** What to read about each service. */
const ARTICLES: Record<ServiceKey, ArticleKey> = {
  copilotChat: "overview",
  sharePointAgents: "sharePointAgents",
  retrievalApi: "retrievalApi",
  copilotStudio: "meters",
};

export function ServicePanel({ service, onClose }: { service: ServiceRow; onClose(): void }) {
  const { change: changeAddress } = useAddress();
  const policies = useRead("policy_list", ALL_POLICIES);
  const connect = useAct("service_connect");
  const { say } = useNotices();
  const [change, setChange] = useState<ConnectionChange>();
  const request = { service: service.service, policy: change?.policy ?? "", revision: service.revision };
  const unsaved = connect.isIdle || connect.isError;
  const connecting = usePreview("service_connect", request, { enabled: change?.connect === true && unsaved });
  const disconnecting = usePreview("service_disconnect", request, { enabled: change?.connect === false && unsaved });
  const preview = change && (change.connect ? connecting : disconnecting);
  const [hint, setHint] = useState<string>();
  // A second switch was turned while the change of another is not saved.
  const [second, setSecond] = useState<{ policy: string; error: string }>();
  const [confirming, setConfirming] = useState(false);

  function toggle(next: ConnectionChange) {
    connect.reset();
    setHint(undefined);
    if (change && change.policy !== next.policy) {
      const error = `Save or undo the change of "${change.name}" first: one policy is connected or disconnected at a time.`;
      setSecond({ policy: next.policy, error });
      return;
    }
    setSecond(undefined);
    setChange(change ? undefined : next);
  }

  const refused = connect.error ?? preview?.error;
  const atSwitch = refused?.field === "policy";
  const errors: Record<string, FieldError> = {
    ...(change && refused && atSwitch && { [change.policy]: refused }),
    ...(second && { [second.policy]: second.error }),
  };

  function save() {
    if (!change) {
      setHint("Nothing has been changed: turn a connection on or off first.");
    } else if (change.connect) {
      connect.mutate(request, { onSuccess: () => finish(`"${change.name}" now pays for ${service.label}.`) });
    } else {
      setConfirming(true);
    }
  }

  function finish(said: string) {
    say(said);
    setChange(undefined);
    onClose();
  }

  return (
    <SidePanel
      id="service"
      title={`Manage billing for ${service.label}`}
      wide
      onClose={onClose}
      footer={
        <>
          <Button appearance="primary" onClick={save} data-testid={testId("service-save")}>
            Save
          </Button>
          <Button onClick={onClose} data-testid={testId("service-cancel")}>
            Cancel
          </Button>
        </>
      }
    >
      <MessageBar intent="info" layout="multiline" data-kind="about-connections">
        <MessageBarBody>
          Connecting a billing policy covers all agents of this service, the present ones and those made later, for the
          users included in the policy.
        </MessageBarBody>
      </MessageBar>
      <ConnectPrerequisites service={service.service} />
      {service.service === "copilotChat" && <CopilotCredits />}
      <ProblemBar problem={policies.error ?? (atSwitch ? null : refused)} />
      {hint && (
        <MessageBar
          intent="info"
          layout="multiline"
          role="status"
          data-kind="hint"
          data-testid={testId("service-hint")}
        >
          <MessageBarBody>{hint}</MessageBarBody>
        </MessageBar>
      )}
      {policies.isPending && <Spinner label="Loading" />}
      {policies.data &&
        (policies.data.total === 0 && service.connections.length === 0 ? (
          <span data-testid={testId("service-no-policies")}>
            You don't have any billing policies.{" "}
            <Link
              as="button"
              onClick={() => changeAddress({ tab: "policies", panel: "create", service: undefined })}
              data-testid={testId("service-add-policy")}
            >
              Add a billing policy
            </Link>
          </span>
        ) : (
          <ConnectionTable
            service={service}
            policies={policies.data.rows}
            change={change}
            errors={errors}
            onToggle={toggle}
          />
        ))}
      {preview?.isPending && <Spinner size="tiny" label="Working out what this does" />}
      {change?.connect && connecting.data && <ConnectEffects effects={connecting.data} />}
      {change?.connect === false && !confirming && disconnecting.data && (
        <DisconnectEffects effects={disconnecting.data} />
      )}
      <ServiceRules rules={service.rules} />
      <LearnMore article={ARTICLES[service.service]} place="panel" />
      {confirming && change && (
        <DisconnectDialog
          service={service}
          policy={change}
          onCancel={() => setConfirming(false)}
          onDisconnected={(endsAt) =>
            finish(
              `"${change.name}" is being disconnected from ${service.label}, at the latest by ${formatInstant(endsAt)}.`,
            )
          }
        />
      )}
    </SidePanel>
  );
}
