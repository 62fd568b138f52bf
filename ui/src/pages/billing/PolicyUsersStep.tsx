/** Second step: everybody, or one group. */
import { Field, Radio, RadioGroup, Text } from "@fluentui/react-components";
import { useState } from "react";
import { useRead } from "../../api/hooks";
import { AssumptionNote } from "../../components/AssumptionNote";
import { fieldMessage } from "../../components/FieldMessage";
import { ProblemBar } from "../../components/ProblemBar";
import { SearchPicker } from "../../components/SearchPicker";
import { formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";
import type { PolicyForm } from "./usePolicyForm";

/** A picker that is longer can't be read; the rest is found by typing. */
const OFFERED = 50;

export function PolicyUsersStep({ form }: { form: PolicyForm }) {
  const { input, change, errors, problem } = form;
  return (
    <>
      <ProblemBar problem={problem} />
      <Text>Choose whose use this policy pays for, once a service is connected to it.</Text>
      <Field
        label="Users"
        required
        validationMessage={fieldMessage(input.scope === "allUsers" ? errors.users : undefined)}
      >
        <RadioGroup
          value={input.scope}
          onChange={(_, { value }) => change({ scope: value === "group" ? "group" : "allUsers" })}
        >
          <Radio value="allUsers" label="All users" data-testid={testId("policy-users-all")} />
          <Radio value="group" label="Specific group" data-testid={testId("policy-users-group")} />
        </RadioGroup>
      </Field>
      {input.scope === "group" && <GroupField form={form} />}
      <AssumptionNote id="direct-members" />
    </>
  );
}

function GroupField({ form }: { form: PolicyForm }) {
  const { input, change, errors } = form;
  const [typed, setTyped] = useState(input.group?.label ?? "");
  const search = input.group?.label === typed ? "" : typed;
  const groups = useRead("group_list", { limit: OFFERED, ...(search && { search }) }, { keepPrevious: true });
  return (
    <Field
      label="Group"
      required
      validationMessage={fieldMessage(errors.users)}
      hint="One security group. Its members are covered."
    >
      <SearchPicker
        name="group"
        placeholder="Search for a group"
        typed={typed}
        onType={(text) => {
          setTyped(text);
          change({ group: undefined });
        }}
        choices={groups.data?.rows.map(({ id, name, members }) => ({
          id,
          label: name,
          detail: formatQuantity(members, "member", "members"),
        }))}
        total={groups.data?.total}
        picked={input.group}
        onPick={(group) => {
          setTyped(group.label);
          change({ group });
        }}
      />
    </Field>
  );
}
