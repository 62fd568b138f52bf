/** Makes an environment known. */
import { Checkbox, Field, Input } from "@fluentui/react-components";
import { useState } from "react";
import { useAct } from "../../api/hooks";
import { fieldMessage } from "../../components/FieldMessage";
import { useNotices } from "../../components/Notices";
import type { EnvironmentKindKey } from "../../generated/EnvironmentKindKey";
import type { WorkloadKey } from "../../generated/WorkloadKey";
import { testId } from "../../testIds";
import { FormPanel } from "../azure/FormPanel";
import { useFieldErrors } from "../azure/useFieldErrors";
import { ChoiceField } from "./ChoiceField";
import { KINDS, WORKLOADS } from "./kinds";

const EMPTY = {
  name: "",
  kind: "" as EnvironmentKindKey | "",
  region: "",
  workload: "none" as WorkloadKey,
  managed: false,
};
const FIELDS = ["name", "kind", "region", "workload"] as const;

/** The environment of Copilot Chat is made by itself. */
const OFFERED = Object.entries(KINDS)
  .filter(([value]) => value !== "copilotChat")
  .map(([value, label]) => ({ value, label }));
const RUNS = Object.entries(WORKLOADS).map(([value, label]) => ({ value, label }));

interface CreateEnvironmentPanelProps {
  /** Where an environment can be. */
  regions: string[];
  onClose(): void;
}

export function CreateEnvironmentPanel({ regions, onClose }: CreateEnvironmentPanelProps) {
  const [input, setInput] = useState(EMPTY);
  const form = useFieldErrors(FIELDS);
  const create = useAct("environment_create");
  const { say } = useNotices();
  const change = (parts: Partial<typeof EMPTY>) => {
    setInput((before) => ({ ...before, ...parts }));
    for (const field of FIELDS.filter((field) => field in parts)) {
      form.clear(field);
    }
  };
  const { kind } = input;
  const missing = {
    ...(input.name.trim() === "" && { name: "Enter a name." }),
    ...(kind === "" && { kind: "Choose a type." }),
    ...(input.region === "" && { region: "Choose a region." }),
  };
  const save = () =>
    form.run(missing, async () => {
      if (kind !== "") {
        const { environment } = await create.mutateAsync({ ...input, kind });
        say(`The environment "${environment.name}" was made.`);
        onClose();
      }
    });
  return (
    <FormPanel
      id="create-environment"
      title="New environment"
      saveLabel="Save"
      article="convertTrial"
      dirty={input !== EMPTY}
      problem={form.problem}
      onSave={save}
      onClose={onClose}
    >
      <Field label="Name" required validationMessage={fieldMessage(form.errors.name)}>
        <Input
          value={input.name}
          onChange={(_, { value }) => change({ name: value })}
          data-testid={testId("environment-name")}
        />
      </Field>
      <ChoiceField
        name="kind"
        label="Type"
        required
        value={kind}
        choices={OFFERED}
        error={form.errors.kind}
        onChange={(value) => change({ kind: value as EnvironmentKindKey })}
      />
      <ChoiceField
        name="region"
        label="Region"
        required
        value={input.region}
        choices={regions.map((value) => ({ value, label: value }))}
        error={form.errors.region}
        onChange={(region) => change({ region })}
      />
      <ChoiceField
        name="workload"
        label="Runs"
        hint="Copilot for Sales needs a production environment; a Dynamics 365 environment has to be linked to a Power Platform environment."
        value={input.workload}
        choices={RUNS}
        error={form.errors.workload}
        onChange={(value) => change({ workload: value as WorkloadKey })}
      />
      <Checkbox
        label="Managed Environment"
        checked={input.managed}
        onChange={(_, { checked }) => change({ managed: checked === true })}
        data-testid={testId("environment-managed")}
      />
    </FormPanel>
  );
}
