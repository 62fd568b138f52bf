/** Set limit: an agent's monthly Copilot Credits, from when on administrators are told, and whether it stops there. */
import { Button, Field, Input, Switch, Text } from "@fluentui/react-components";
import { useState } from "react";
import { useAct } from "../../api/hooks";
import { fieldMessage } from "../../components/FieldMessage";
import { useNotices } from "../../components/Notices";
import type { AgentRow } from "../../generated/AgentRow";
import { testId } from "../../testIds";
import { FormPanel } from "../azure/FormPanel";
import { useFieldErrors } from "../azure/useFieldErrors";

const FIELDS = ["limit", "notifyAt"] as const;

export function AgentLimitPanel({ agent, onClose }: { agent: AgentRow; onClose(): void }) {
  const before = { limit: agent.limit ?? "", notifyAt: String(agent.notifyAt ?? 80), stop: agent.stop ?? false };
  const [input, setInput] = useState(before);
  const form = useFieldErrors(FIELDS);
  const set = useAct("agent_limit_set");
  const { say } = useNotices();
  const { limit, notifyAt, stop } = input;
  const target = { environment: agent.environment ?? "", agent: agent.agent };
  const missing = {
    ...(limit.trim() === "" && { limit: "Enter a monthly limit in Copilot Credits." }),
    ...(!/^\d{1,3}$/.test(notifyAt.trim()) && { notifyAt: "Enter a whole percentage from 50 to 100." }),
  };
  const save = () =>
    form.run(missing, async () => {
      await set.mutateAsync({ ...target, limit: limit.trim(), notifyAt: Math.min(Number(notifyAt), 255), stop });
      say(`The monthly limit of "${agent.agent}" was set.`);
      onClose();
    });
  const remove = () =>
    form.run({}, async () => {
      await set.mutateAsync(target);
      say(`The monthly limit of "${agent.agent}" was removed.`);
      onClose();
    });
  const dirty = limit !== before.limit || notifyAt !== before.notifyAt || stop !== before.stop;
  return (
    <FormPanel
      id="agent-limit"
      title={`Set limit: ${agent.agent}`}
      saveLabel="Save"
      article="manageCapacity"
      dirty={dirty}
      problem={form.problem}
      onSave={save}
      onClose={onClose}
    >
      <Text>
        In "{agent.environmentName}". The limit counts Copilot Credits of a capacity period, which is a month; limits of
        agents are no ceiling for their environment.
      </Text>
      <Field label="Monthly limit (Copilot Credits)" required validationMessage={fieldMessage(form.errors.limit)}>
        <Input
          inputMode="numeric"
          value={limit}
          onChange={(_, { value }) => {
            setInput({ ...input, limit: value });
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
          value={notifyAt}
          onChange={(_, { value }) => {
            setInput({ ...input, notifyAt: value });
            form.clear("notifyAt");
          }}
          data-testid={testId("agent-notify")}
        />
      </Field>
      <Switch
        label="Stop usage"
        checked={stop}
        onChange={(_, { checked }) => setInput({ ...input, stop: checked })}
        data-testid={testId("agent-stop")}
      />
      {agent.limit != null && (
        <div>
          <Button onClick={() => void remove()} data-testid={testId("agent-remove")}>
            Remove limit
          </Button>
        </div>
      )}
    </FormPanel>
  );
}
