/** Signs a person up for a trial. */
import { Field, Radio, RadioGroup, Text } from "@fluentui/react-components";
import { useState } from "react";
import { useAct, useRead } from "../../api/hooks";
import { fieldMessage } from "../../components/FieldMessage";
import { useNotices } from "../../components/Notices";
import { type Choice, SearchPicker } from "../../components/SearchPicker";
import type { LicenceProduct } from "../../generated/LicenceProduct";
import { testId } from "../../testIds";
import { FormPanel } from "../azure/FormPanel";
import { useFieldErrors } from "../azure/useFieldErrors";

const OFFERED = 20;
const FIELDS = ["user", "product"] as const;

const TRIALS: { product: LicenceProduct; label: string }[] = [
  { product: "copilotStudioTrial", label: "Microsoft Copilot Studio trial" },
  { product: "powerVirtualAgentsTrial", label: "Power Virtual Agents trial (until the end of 2023)" },
];

export function SignUpPanel({ onClose }: { onClose(): void }) {
  const [product, setProduct] = useState<LicenceProduct>("copilotStudioTrial");
  const [person, setPerson] = useState<Choice>();
  const [typed, setTyped] = useState("");
  const form = useFieldErrors(FIELDS);
  const start = useAct("trial_start");
  const { say } = useNotices();
  const search = person?.label === typed ? "" : typed;
  const people = useRead("user_list", { limit: OFFERED, ...(search && { search }) }, { keepPrevious: true });
  const save = () =>
    form.run(person ? {} : { user: "Choose a person." }, async () => {
      const { effects } = await start.mutateAsync({ user: person?.id ?? "", product });
      say(effects.join(" "));
      onClose();
    });
  return (
    <FormPanel
      id="sign-up"
      title="Sign up for a trial"
      saveLabel="Start trial"
      article="selfServiceSignUp"
      dirty={person !== undefined}
      problem={form.problem}
      onSave={save}
      onClose={onClose}
    >
      <Field label="Trial" validationMessage={fieldMessage(form.errors.product)}>
        <RadioGroup
          value={product}
          onChange={(_, { value }) => {
            setProduct(value as LicenceProduct);
            form.clear("product");
          }}
        >
          {TRIALS.map((trial) => (
            <Radio
              key={trial.product}
              value={trial.product}
              label={trial.label}
              data-testid={testId("trial-product-<product>", { product: trial.product })}
            />
          ))}
        </RadioGroup>
      </Field>
      <Field label="Person" required validationMessage={fieldMessage(form.errors.user)}>
        <SearchPicker
          name="trial-person"
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
          onPick={(choice) => {
            setTyped(choice.label);
            setPerson(choice);
            form.clear("user");
          }}
        />
      </Field>
      <Text>A trial needs a work or school account of this tenant.</Text>
    </FormPanel>
  );
}
