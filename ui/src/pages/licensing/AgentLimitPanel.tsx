/**
 * Set limit: an agent's monthly Copilot Credits, from when on administrators are told, and whether it stops there. Below it,
 * whose agent it is, which decides when depleted capacity stops it.
 */
import { Button, Field, Input, Radio, RadioGroup, Switch, Text } from "@fluentui/react-components";
import { useState } from "react";
import { useAct } from "../../api/hooks";
import { fieldMessage } from "../../components/FieldMessage";
import { useNotices } from "../../components/Notices";
import { Tag } from "../../components/Tag";
import type { AgentKindKey } from "../../generated/AgentKindKey";
import type { AgentRow } from "../../generated/AgentRow";
import { testId } from "../../testIds";
import { FormPanel } from "../azure/FormPanel";
import { useFieldErrors } from "../azure/useFieldErrors";

const FIELDS = ["limit", "notifyAt", "kind"] as const;

export function AgentLimitPanel({ agent, onClose }: { agent: AgentRow; onClose(): void }) {
  const before = { limit: agent.limit ?? "", notifyAt: String(agent.notifyAt ?? 80), stop: agent.stop ?? false };
  const [input, setInput] = useState(before);
  const [kind, setKind] = useState(agent.kind);
  const form = useFieldErrors(FIELDS);
  const set = useAct("agent_limit_set");
  const setOwner = useAct("agent_kind_set");
  const { say } = useNotices();
  const { limit, notifyAt, stop } = input;
  const target = { environment: agent.environment ?? "", agent: agent.agent };
  const otherKind = kind !== agent.kind;
  const otherLimit = limit !== before.limit || notifyAt !== before.notifyAt || stop !== before.stop;
  const missing =
    (otherLimit || !otherKind) && limit.trim() === "" ? { limit: "Enter a monthly limit in Copilot Credits." } : {};
  const save = () =>
    form.run(missing, async () => {
      if (otherLimit || !otherKind) {
        await set.mutateAsync({ ...target, limit: limit.trim(), notifyAt, stop });
        say(`The monthly limit of "${agent.agent}" was set.`);
      }
      if (otherKind) {
        await setOwner.mutateAsync({ ...target, kind });
        say(`"${agent.agent}" is now taken for ${kind === "custom" ? "a custom agent" : "an agent of Dynamics 365"}.`);
      }
      onClose();
    });
  const remove = () =>
    form.run({}, async () => {
      await set.mutateAsync(target);
      say(`The monthly limit of "${agent.agent}" was removed.`);
      onClose();
    });
  return (
    <FormPanel
      id="agent-limit"
      title="Set limit"
      saveLabel="Save"
      article="manageCapacity"
      dirty={otherLimit || otherKind}
      problem={form.problem}
      onSave={save}
      onClose={onClose}
    >
      <Text>
        "{agent.agent}" in "{agent.environmentName}". The limit counts Copilot Credits of a capacity period, which is a
        month; limits of agents are no ceiling for their environment.
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
      <Field
        label={
          <>
            Whose agent it is <Tag kind="onlyHere" />
          </>
        }
        hint="An agent of Dynamics 365 stops when its quota is depleted; a custom agent goes on to 125% of prepaid capacity."
        validationMessage={fieldMessage(form.errors.kind)}
      >
        <RadioGroup value={kind} onChange={(_, { value }) => setKind(value as AgentKindKey)}>
          <Radio value="custom" label="A custom agent" data-testid={testId("agent-kind-<kind>", { kind: "custom" })} />
          <Radio
            value="dynamics365"
            label="Comes with Dynamics 365"
            data-testid={testId("agent-kind-<kind>", { kind: "dynamics365" })}
          />
        </RadioGroup>
      </Field>
    </FormPanel>
  );
}
