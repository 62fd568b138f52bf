/** Edits what an environment is, and which group it is in. */
import { Checkbox } from "@fluentui/react-components";
import { useState } from "react";
import { useAct, useRead } from "../../api/hooks";
import { useNotices } from "../../components/Notices";
import type { EnvironmentRow } from "../../generated/EnvironmentRow";
import type { WorkloadKey } from "../../generated/WorkloadKey";
import { testId } from "../../testIds";
import { FormPanel } from "../azure/FormPanel";
import { useFieldErrors } from "../azure/useFieldErrors";
import { ChoiceField } from "./ChoiceField";
import { WORKLOADS } from "./kinds";

const FIELDS = ["workload", "group"] as const;
const NO_GROUP = "none";
const RUNS = Object.entries(WORKLOADS).map(([value, label]) => ({ value, label }));

export function EditEnvironmentPanel({ environment, onClose }: { environment: EnvironmentRow; onClose(): void }) {
  const before = {
    managed: environment.managed,
    workload: environment.workload,
    group: environment.group ?? NO_GROUP,
  };
  const [input, setInput] = useState(before);
  const groups = useRead("environment_group_list", {});
  const form = useFieldErrors(FIELDS);
  const edit = useAct("environment_edit");
  const regroup = useAct("environment_regroup");
  const { say } = useNotices();
  const target = { environment: environment.id };
  const edited = input.managed !== before.managed || input.workload !== before.workload;
  const regrouped = input.group !== before.group;
  const put = () => regroup.mutateAsync({ ...target, ...(input.group !== NO_GROUP && { group: input.group }) });
  const save = () =>
    form.run({}, async () => {
      // Out of a group before the environment stops being managed, into one once it is.
      if (regrouped && input.group === NO_GROUP) {
        await put();
      }
      if (edited || !regrouped) {
        await edit.mutateAsync({ ...target, managed: input.managed, workload: input.workload });
      }
      if (regrouped && input.group !== NO_GROUP) {
        await put();
      }
      say(`"${environment.name}" was edited.`);
      onClose();
    });
  const choices = [
    { value: NO_GROUP, label: "None" },
    ...(groups.data?.rows ?? []).map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <FormPanel
      id="edit-environment"
      title={`Edit "${environment.name}"`}
      saveLabel="Save"
      article="environmentGroups"
      dirty={edited || regrouped}
      problem={form.problem}
      onSave={save}
      onClose={onClose}
    >
      <Checkbox
        label="Managed Environment"
        checked={input.managed}
        onChange={(_, { checked }) => setInput({ ...input, managed: checked === true })}
        data-testid={testId("environment-managed")}
      />
      <ChoiceField
        name="workload"
        label="Runs"
        value={input.workload}
        choices={RUNS}
        error={form.errors.workload}
        onChange={(value) => {
          setInput({ ...input, workload: value as WorkloadKey });
          form.clear("workload");
        }}
      />
      <ChoiceField
        name="group"
        label="Environment group"
        hint="Groups hold Managed Environments."
        value={input.group}
        choices={choices}
        error={form.errors.group}
        onChange={(group) => {
          setInput({ ...input, group });
          form.clear("group");
        }}
      />
    </FormPanel>
  );
}
