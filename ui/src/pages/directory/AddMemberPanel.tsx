/** Makes a person a direct member of a group, after saying what that means for billing. */
import { Field, Spinner } from "@fluentui/react-components";
import { useState } from "react";
import { useAct, usePreview, useRead } from "../../api/hooks";
import { fieldMessage } from "../../components/FieldMessage";
import { useNotices } from "../../components/Notices";
import { type Choice, SearchPicker } from "../../components/SearchPicker";
import type { GroupRow } from "../../generated/GroupRow";
import { FormPanel } from "../azure/FormPanel";
import { useFieldErrors } from "../azure/useFieldErrors";
import { GroupEffects } from "./GroupDialog";

const OFFERED = 20;
const FIELDS = ["user"] as const;

export function AddMemberPanel({ group, onClose }: { group: GroupRow; onClose(): void }) {
  const [person, setPerson] = useState<Choice>();
  const [typed, setTyped] = useState("");
  const form = useFieldErrors(FIELDS);
  const add = useAct("group_member_add");
  const { say } = useNotices();
  const search = person?.label === typed ? "" : typed;
  const people = useRead("user_list", { limit: OFFERED, ...(search && { search }) }, { keepPrevious: true });
  const request = { group: group.id, user: person?.id ?? "", revision: group.revision };
  const preview = usePreview("group_member_add", request, { enabled: person !== undefined && add.isIdle });
  const save = () =>
    form.run(person ? {} : { user: "Choose a person." }, async () => {
      await add.mutateAsync(request);
      say(`${person?.label} was added to "${group.name}".`);
      onClose();
    });
  return (
    <FormPanel
      id="add-member"
      title={`Add a member to "${group.name}"`}
      saveLabel="Add member"
      dirty={person !== undefined}
      problem={form.problem}
      onSave={save}
      onClose={onClose}
    >
      <Field
        label="Person"
        required
        validationMessage={fieldMessage(form.errors.user ?? (person && preview.error ? preview.error : undefined))}
      >
        <SearchPicker
          name="person"
          placeholder="Search by name"
          typed={typed}
          onType={(text) => {
            setTyped(text);
            setPerson(undefined);
            form.clear("user");
          }}
          choices={people.data?.rows.map(({ id, displayName, userPrincipalName }) => ({
            id,
            label: displayName,
            detail: userPrincipalName,
          }))}
          total={people.data?.total}
          picked={person}
          onPick={(picked) => {
            setTyped(picked.label);
            setPerson(picked);
            form.clear("user");
          }}
        />
      </Field>
      {person && preview.isPending && add.isIdle && <Spinner size="tiny" label="Working out what this does" />}
      {person && preview.data && <GroupEffects changed={preview.data} />}
    </FormPanel>
  );
}
