/** Gives a person a role on a subscription or on one of its resource groups. */
import { Dropdown, Field, Option, Radio, RadioGroup } from "@fluentui/react-components";
import { useState } from "react";
import { useAct, useRead } from "../../api/hooks";
import { type FieldError, fieldMessage } from "../../components/FieldMessage";
import { useNotices } from "../../components/Notices";
import { type Choice, SearchPicker } from "../../components/SearchPicker";
import type { AzureRoleKey } from "../../generated/AzureRoleKey";
import type { SubscriptionRow } from "../../generated/SubscriptionRow";
import { testId } from "../../testIds";
import { FormPanel } from "./FormPanel";
import { useFieldErrors } from "./useFieldErrors";

const OFFERED = 20;
const FIELDS = ["user", "role", "resourceGroup"] as const;

const ROLES: { role: AzureRoleKey; label: string }[] = [
  { role: "owner", label: "Owner: manages everything and grants roles" },
  { role: "contributor", label: "Contributor: manages everything, grants no roles" },
  { role: "reader", label: "Reader: looks at everything" },
];

/** The place in the picker that stands for the whole subscription; no resource group can have this name. */
const WHOLE = "/";

interface GrantRolePanelProps {
  subscription: SubscriptionRow;
  onClose(): void;
}

export function GrantRolePanel({ subscription, onClose }: GrantRolePanelProps) {
  const [person, setPerson] = useState<Choice>();
  const [role, setRole] = useState<AzureRoleKey>();
  const [place, setPlace] = useState(WHOLE);
  const form = useFieldErrors(FIELDS);
  const grant = useAct("subscription_role_grant");
  const { say } = useNotices();
  const missing = {
    ...(!person && { user: "Choose a person." }),
    ...(!role && { role: "Choose a role." }),
  };
  const save = () =>
    form.run(missing, async () => {
      if (!person || !role) {
        return;
      }
      const { id, revision } = subscription;
      const where = place === WHOLE ? {} : { resourceGroup: place };
      await grant.mutateAsync({ subscription: id, revision, user: person.id, role, ...where });
      say(`${person.label} was given a role on "${place === WHOLE ? subscription.name : place}".`);
      onClose();
    });
  const whole = `The subscription "${subscription.name}"`;
  return (
    <FormPanel
      id="grant-role"
      title="Grant a role"
      saveLabel="Grant role"
      article="azureRoles"
      dirty={person !== undefined || role !== undefined || place !== WHOLE}
      problem={form.problem}
      onSave={save}
      onClose={onClose}
    >
      <PersonField
        error={form.errors.user}
        picked={person}
        onPick={(picked) => {
          setPerson(picked);
          form.clear("user");
        }}
      />
      <Field label="Role" required validationMessage={fieldMessage(form.errors.role)}>
        <RadioGroup
          value={role ?? ""}
          onChange={(_, { value }) => {
            setRole(value as AzureRoleKey);
            form.clear("role");
          }}
        >
          {ROLES.map(({ role: value, label }) => (
            <Radio key={value} value={value} label={label} data-testid={testId("grant-role-<role>", { role: value })} />
          ))}
        </RadioGroup>
      </Field>
      <Field
        label="On"
        required
        hint="A role on the subscription holds for its resource groups too."
        validationMessage={fieldMessage(form.errors.resourceGroup)}
      >
        <Dropdown
          inlinePopup
          value={place === WHOLE ? whole : place}
          selectedOptions={[place]}
          onOptionSelect={(_, { optionValue = WHOLE }) => {
            setPlace(optionValue);
            form.clear("resourceGroup");
          }}
          data-testid={testId("grant-place")}
        >
          <Option value={WHOLE} text={whole} data-testid={testId("grant-place-subscription")}>
            {whole}
          </Option>
          {subscription.resourceGroups.map(({ name }) => (
            <Option key={name} value={name} data-testid={testId("grant-place-group-<name>", { name })}>
              {name}
            </Option>
          ))}
        </Dropdown>
      </Field>
    </FormPanel>
  );
}

interface PersonFieldProps {
  error: FieldError | undefined;
  picked: Choice | undefined;
  onPick(person: Choice | undefined): void;
}

function PersonField({ error, picked, onPick }: PersonFieldProps) {
  const [typed, setTyped] = useState("");
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
        choices={people.data?.rows.map(({ id, displayName, userPrincipalName }) => ({
          id,
          label: displayName,
          detail: userPrincipalName,
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
