/** Picks a person by a part of the name. */
import { Field } from "@fluentui/react-components";
import { useState } from "react";
import { useRead } from "../../api/hooks";
import { type FieldError, fieldMessage } from "../../components/FieldMessage";
import { type Choice, SearchPicker } from "../../components/SearchPicker";

const OFFERED = 20;

interface PersonFieldProps {
  error: FieldError | undefined;
  picked: Choice | undefined;
  onPick(person: Choice | undefined): void;
}

export function PersonField({ error, picked, onPick }: PersonFieldProps) {
  const [typed, setTyped] = useState(picked?.label ?? "");
  const search = picked?.label === typed ? "" : typed;
  const people = useRead("user_list", { limit: OFFERED, ...(search && { search }) }, { keepPrevious: true });
  return (
    <Field label="Person" required validationMessage={fieldMessage(error)}>
      <SearchPicker
        name="person"
        placeholder="Search by name"
        typed={typed}
        onType={(text) => {
          setTyped(text);
          onPick(undefined);
        }}
        choices={people.data?.rows.map(({ id, displayName, userPrincipalName, copilotLicensed }) => ({
          id,
          label: displayName,
          detail: copilotLicensed ? `${userPrincipalName}, Microsoft 365 Copilot` : userPrincipalName,
        }))}
        total={people.data?.total}
        picked={picked}
        onPick={(person) => {
          setTyped(person.label);
          onPick(person);
        }}
      />
    </Field>
  );
}
