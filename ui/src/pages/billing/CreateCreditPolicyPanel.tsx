/** Makes a Copilot credit policy: its name, and whom it covers. */
import { Field, Input, Radio, RadioGroup, Text } from "@fluentui/react-components";
import { useState } from "react";
import { useAct, useRead } from "../../api/hooks";
import { fieldMessage } from "../../components/FieldMessage";
import { useNotices } from "../../components/Notices";
import { type Choice, SearchPicker } from "../../components/SearchPicker";
import type { PolicyUsers } from "../../generated/PolicyUsers";
import { formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";
import { FormPanel } from "../azure/FormPanel";
import { useFieldErrors } from "../azure/useFieldErrors";

const FIELDS = ["name", "users"] as const;
const EMPTY = { name: "", ofGroup: false, typed: "", group: undefined as Choice | undefined };

/** A picker that is longer can't be read; the rest is found by typing. */
const OFFERED = 50;

export function CreateCreditPolicyPanel({ onClose }: { onClose(): void }) {
  const [input, setInput] = useState(EMPTY);
  const { name, ofGroup, typed, group } = input;
  const search = group?.label === typed ? "" : typed;
  const groups = useRead(
    "group_list",
    { limit: OFFERED, ...(search && { search }) },
    { keepPrevious: true, enabled: ofGroup },
  );
  const form = useFieldErrors(FIELDS);
  const create = useAct("credit_policy_create");
  const { say } = useNotices();
  const change = (parts: Partial<typeof EMPTY>) => {
    setInput((before) => ({ ...before, ...parts }));
    form.clear("name" in parts ? "name" : "users");
  };
  const missing = {
    ...(name.trim() === "" && { name: "Enter a name." }),
    ...(ofGroup && !group && { users: "Choose a group, or choose All users." }),
  };
  const save = () =>
    form.run(missing, async () => {
      const users: PolicyUsers = ofGroup && group ? { kind: "group", group: group.id } : { kind: "allUsers" };
      await create.mutateAsync({ name, users });
      say(`The Copilot credit policy "${name.trim()}" was created.`);
      onClose();
    });
  return (
    <FormPanel
      id="create-credit-policy"
      title="Create a Copilot credit policy"
      saveLabel="Save"
      article="capacityPacks"
      dirty={input !== EMPTY}
      problem={form.problem}
      onSave={save}
      onClose={onClose}
    >
      <Text>
        Its users' Copilot Chat draws on prepaid credits. The environment Microsoft 365 Copilot Chat is made with the
        first policy, or used again.
      </Text>
      <Field label="Name" required validationMessage={fieldMessage(form.errors.name)}>
        <Input
          value={name}
          onChange={(_, { value }) => change({ name: value })}
          data-testid={testId("credit-policy-name")}
        />
      </Field>
      <Field label="Users" validationMessage={fieldMessage(ofGroup ? undefined : form.errors.users)}>
        <RadioGroup
          value={ofGroup ? "group" : "allUsers"}
          onChange={(_, { value }) => change({ ofGroup: value === "group" })}
        >
          <Radio value="allUsers" label="All users" data-testid={testId("credit-policy-users-all")} />
          <Radio value="group" label="Specific group" data-testid={testId("credit-policy-users-group")} />
        </RadioGroup>
      </Field>
      {ofGroup && (
        <Field label="Group" required validationMessage={fieldMessage(form.errors.users)}>
          <SearchPicker
            name="credit-group"
            placeholder="Search for a group"
            typed={typed}
            onType={(text) => change({ typed: text, group: undefined })}
            choices={groups.data?.rows.map(({ id, name: label, members }) => ({
              id,
              label,
              detail: formatQuantity(members, "member", "members"),
            }))}
            total={groups.data?.total}
            picked={group}
            onPick={(picked) => change({ typed: picked.label, group: picked })}
          />
        </Field>
      )}
    </FormPanel>
  );
}
