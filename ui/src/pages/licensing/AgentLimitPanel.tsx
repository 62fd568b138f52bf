/** Set limit: an agent's monthly Copilot Credits, from when on administrators are told, and whether it stops there. */
import { Button, Field, Input, Switch, Text } from "@fluentui/react-components";
import { useState } from "react";
import { useAct } from "../../api/hooks";
import { fieldMessage } from "../../components/FieldMessage";
import { focusFirstError } from "../../components/focusFirstError";
import { LearnMore } from "../../components/help/LearnMore";
import { useNotices } from "../../components/Notices";
import { ProblemBar } from "../../components/ProblemBar";
import { SidePanel } from "../../components/panel/SidePanel";
import type { AgentRow } from "../../generated/AgentRow";
import { testId } from "../../testIds";
import { useFieldErrors } from "../azure/useFieldErrors";

const FIELDS = ["limit", "notifyAt"] as const;

export function AgentLimitPanel({ agent, onClose }: { agent: AgentRow; onClose(): void }) {
  const [limit, setLimit] = useState(agent.limit ?? "");
  const [notify, setNotify] = useState(String(agent.notifyAt ?? 80));
  const [stop, setStop] = useState(agent.stop ?? false);
  const form = useFieldErrors(FIELDS);
  const set = useAct("agent_limit_set");
  const { say } = useNotices();
  const percent = Number(notify);
  const target = { environment: agent.environment ?? "", agent: agent.agent };
  const missing = {
    ...(limit.trim() === "" && { limit: "Enter a monthly limit in Copilot Credits." }),
    ...(!/^\d{1,3}$/.test(notify.trim()) && { notifyAt: "Enter a whole percentage from 50 to 100." }),
  };
  const save = () =>
    form.run(missing, async () => {
      await set.mutateAsync({ ...target, limit: limit.trim(), notifyAt: Math.min(percent, 255), stop });
      say(`The monthly limit of "${agent.agent}" was set.`);
      onClose();
    });
  const remove = () =>
    form.run({}, async () => {
      await set.mutateAsync(target);
      say(`The monthly limit of "${agent.agent}" was removed.`);
      onClose();
    });
  const dirty =
    limit !== (agent.limit ?? "") || notify !== String(agent.notifyAt ?? 80) || stop !== (agent.stop ?? false);
  return (
    <SidePanel
      id="agent-limit"
      title={`Set limit: ${agent.agent}`}
      dirty={dirty}
      onClose={onClose}
      footer={
        <>
          <Button appearance="primary" type="submit" form="agent-limit-form" data-testid={testId("agent-save")}>
            Save
          </Button>
          {agent.limit != null && (
            <Button onClick={() => void remove()} data-testid={testId("agent-remove")}>
              Remove limit
            </Button>
          )}
        </>
      }
    >
      <Text>
        In "{agent.environmentName}". A limit counts credits of a calendar month or billing period, whichever capacity
        goes by.
      </Text>
      <form
        id="agent-limit-form"
        noValidate
        style={{ display: "contents" }}
        onSubmit={async (event) => {
          event.preventDefault();
          const shown = event.currentTarget;
          if (!(await save())) {
            focusFirstError(shown);
          }
        }}
      >
        <Field label="Monthly limit (Copilot Credits)" required validationMessage={fieldMessage(form.errors.limit)}>
          <Input
            inputMode="numeric"
            value={limit}
            onChange={(_, { value }) => {
              setLimit(value);
              form.clear("limit");
            }}
            data-testid={testId("agent-limit")}
          />
        </Field>
        <Field
          label="Notification threshold (%)"
          hint="Administrators are told from this percentage of the limit on, 50 to 100."
          validationMessage={fieldMessage(form.errors.notifyAt)}
        >
          <Input
            inputMode="numeric"
            value={notify}
            onChange={(_, { value }) => {
              setNotify(value);
              form.clear("notifyAt");
            }}
            data-testid={testId("agent-notify")}
          />
        </Field>
        <Switch
          label="Stop usage"
          checked={stop}
          onChange={(_, { checked }) => setStop(checked)}
          data-testid={testId("agent-stop")}
        />
      </form>
      <ProblemBar problem={form.problem} />
      <LearnMore article="manageCapacity" place="panel" />
    </SidePanel>
  );
}
