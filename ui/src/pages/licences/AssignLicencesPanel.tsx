/** Assigns a product to a person or to the direct members of a security group, after saying what that does. */
import { Field, Radio, RadioGroup, Spinner, Text } from "@fluentui/react-components";
import { useState } from "react";
import { useAct, usePreview, useRead } from "../../api/hooks";
import { fieldMessage } from "../../components/FieldMessage";
import { useNotices } from "../../components/Notices";
import { ProblemBar } from "../../components/ProblemBar";
import { type Choice, SearchPicker } from "../../components/SearchPicker";
import type { LicenceRow } from "../../generated/LicenceRow";
import { testId } from "../../testIds";
import { FormPanel } from "../azure/FormPanel";
import { useFieldErrors } from "../azure/useFieldErrors";

const OFFERED = 20;
const FIELDS = ["users", "group"] as const;

type To = "person" | "group";

export function AssignLicencesPanel({ row, onClose }: { row: LicenceRow; onClose(): void }) {
  const [to, setTo] = useState<To>("person");
  const [picked, setPicked] = useState<Choice>();
  const [typed, setTyped] = useState("");
  const form = useFieldErrors(FIELDS);
  const { say } = useNotices();
  const search = picked?.label === typed ? "" : typed;
  const asked = { limit: OFFERED, ...(search && { search }) };
  const people = useRead("user_list", asked, { enabled: to === "person", keepPrevious: true });
  const groups = useRead("group_list", asked, { enabled: to === "group", keepPrevious: true });
  const toPerson = useAct("user_licences_set");
  const toGroup = useAct("group_licences_set");
  const forPerson = { users: [picked?.id ?? ""], add: [row.product] };
  const forGroup = { group: picked?.id ?? "", add: [row.product] };
  const idle = toPerson.isIdle && toGroup.isIdle;
  const ofPerson = usePreview("user_licences_set", forPerson, { enabled: Boolean(picked) && to === "person" && idle });
  const ofGroup = usePreview("group_licences_set", forGroup, { enabled: Boolean(picked) && to === "group" && idle });
  const preview = to === "person" ? ofPerson : ofGroup;
  const effects: string[] = picked ? (preview.data?.effects ?? []) : [];
  const field = to === "person" ? "users" : "group";
  const choices: Choice[] | undefined =
    to === "person"
      ? people.data?.rows.map(({ id, displayName, userPrincipalName }) => ({
          id,
          label: displayName,
          detail: userPrincipalName,
        }))
      : groups.data?.rows.map(({ id, name }) => ({ id, label: name }));
  const save = () =>
    form.run(picked ? {} : { [field]: to === "person" ? "Choose a person." : "Choose a security group." }, async () => {
      const done = to === "person" ? await toPerson.mutateAsync(forPerson) : await toGroup.mutateAsync(forGroup);
      say(done.effects.join(" "));
      onClose();
    });
  return (
    <FormPanel
      id="assign-licenses"
      title={`Assign licenses: ${row.name}`}
      saveLabel="Assign"
      article="groupLicensing"
      dirty={picked !== undefined}
      problem={form.problem}
      onSave={save}
      onClose={onClose}
    >
      <Field label="Assign to">
        <RadioGroup
          value={to}
          onChange={(_, { value }) => {
            setTo(value as To);
            setPicked(undefined);
            setTyped("");
            form.clear(field);
          }}
        >
          <Radio value="person" label="A person" data-testid={testId("assign-to-<kind>", { kind: "person" })} />
          <Radio
            value="group"
            label="A security group: its direct members"
            data-testid={testId("assign-to-<kind>", { kind: "group" })}
          />
        </RadioGroup>
      </Field>
      <Field
        label={to === "person" ? "Person" : "Security group"}
        required
        validationMessage={fieldMessage(form.errors[field])}
      >
        <SearchPicker
          name="licensed"
          placeholder="Search by name"
          typed={typed}
          onType={(text) => {
            setTyped(text);
            setPicked(undefined);
            form.clear(field);
          }}
          choices={choices}
          total={to === "person" ? people.data?.total : groups.data?.total}
          picked={picked}
          onPick={(choice) => {
            setTyped(choice.label);
            setPicked(choice);
            form.clear(field);
          }}
        />
      </Field>
      {picked && preview.isPending && idle && <Spinner size="tiny" label="Working out what this does" />}
      <ProblemBar problem={picked && idle && !form.problem ? preview.error : null} />
      {effects.length > 0 && (
        <ul data-testid={testId("assign-effects")}>
          {effects.map((effect) => (
            <li key={effect}>{effect}</li>
          ))}
        </ul>
      )}
      {to === "group" && <Text>People of groups in a group get nothing: only its direct members do.</Text>}
    </FormPanel>
  );
}
