/** Makes a security group; a mail address makes it mail-enabled. */
import { Field, Input } from "@fluentui/react-components";
import { useState } from "react";
import { useAct } from "../../api/hooks";
import { fieldMessage } from "../../components/FieldMessage";
import { useNotices } from "../../components/Notices";
import { testId } from "../../testIds";
import { FormPanel } from "../azure/FormPanel";
import { useFieldErrors } from "../azure/useFieldErrors";

const EMPTY = { name: "", mail: "" };
const FIELDS = ["name", "mail"] as const;

export function CreateGroupPanel({ onClose }: { onClose(): void }) {
  const [input, setInput] = useState(EMPTY);
  const form = useFieldErrors(FIELDS);
  const create = useAct("group_create");
  const { say } = useNotices();
  const change = (field: (typeof FIELDS)[number], value: string) => {
    setInput((before) => ({ ...before, [field]: value }));
    form.clear(field);
  };
  const missing = input.name.trim() === "" ? { name: "Enter a name." } : {};
  const save = () =>
    form.run(missing, async () => {
      const mail = input.mail.trim();
      const { group } = await create.mutateAsync({ name: input.name, ...(mail && { mail }) });
      say(`The group "${group.name}" was made. It has no members yet.`);
      onClose();
    });
  return (
    <FormPanel
      id="create-group"
      title="Add a security group"
      saveLabel="Create group"
      dirty={input !== EMPTY}
      problem={form.problem}
      onSave={save}
      onClose={onClose}
    >
      <Field label="Name" required validationMessage={fieldMessage(form.errors.name)}>
        <Input
          value={input.name}
          onChange={(_, { value }) => change("name", value)}
          data-testid={testId("group-name")}
        />
      </Field>
      <Field
        label="Group email address"
        hint="Optional. It makes the group mail-enabled: budget alerts can go to it."
        validationMessage={fieldMessage(form.errors.mail)}
      >
        <Input
          type="email"
          value={input.mail}
          onChange={(_, { value }) => change("mail", value)}
          data-testid={testId("group-mail")}
        />
      </Field>
    </FormPanel>
  );
}
