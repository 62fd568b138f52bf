/** Creates an Azure subscription with its first resource group. */
import { Field, Input } from "@fluentui/react-components";
import { useState } from "react";
import { useAct } from "../../api/hooks";
import { AssumptionNote } from "../../components/AssumptionNote";
import { fieldMessage } from "../../components/FieldMessage";
import { useNotices } from "../../components/Notices";
import type { SubscriptionRow } from "../../generated/SubscriptionRow";
import { testId } from "../../testIds";
import { FormPanel } from "./FormPanel";
import { RegionField } from "./RegionField";
import { useFieldErrors } from "./useFieldErrors";

const EMPTY = { name: "", resourceGroup: "", region: "" };
const FIELDS = ["name", "resourceGroup", "region"] as const;

interface CreateSubscriptionPanelProps {
  onCreated(subscription: SubscriptionRow): void;
  onClose(): void;
}

export function CreateSubscriptionPanel({ onCreated, onClose }: CreateSubscriptionPanelProps) {
  const [input, setInput] = useState(EMPTY);
  const form = useFieldErrors(FIELDS);
  const create = useAct("subscription_create");
  const { say } = useNotices();
  const change = (field: (typeof FIELDS)[number], value: string) => {
    setInput((before) => ({ ...before, [field]: value }));
    form.clear(field);
  };
  const missing = {
    ...(input.name.trim() === "" && { name: "Enter a name." }),
    ...(input.resourceGroup.trim() === "" && { resourceGroup: "Enter a name for the resource group." }),
    ...(input.region === "" && { region: "Choose a region." }),
  };
  const save = () =>
    form.run(missing, async () => {
      const { subscription } = await create.mutateAsync(input);
      say(`The Azure subscription "${subscription.name}" was created.`);
      onCreated(subscription);
    });
  return (
    <FormPanel
      id="create-subscription"
      title="Create a new subscription"
      saveLabel="Save"
      article="azureNames"
      dirty={input !== EMPTY}
      problem={form.problem}
      onSave={save}
      onClose={onClose}
    >
      <Field label="Subscription name" required validationMessage={fieldMessage(form.errors.name)}>
        <Input
          value={input.name}
          onChange={(_, { value }) => change("name", value)}
          data-testid={testId("azure-name")}
        />
      </Field>
      <Field label="Resource group name" required validationMessage={fieldMessage(form.errors.resourceGroup)}>
        <Input
          value={input.resourceGroup}
          onChange={(_, { value }) => change("resourceGroup", value)}
          data-testid={testId("azure-resource-group")}
        />
      </Field>
      <RegionField value={input.region} error={form.errors.region} onChange={(region) => change("region", region)} />
      <AssumptionNote id="who-creates-subscriptions" />
      <AssumptionNote id="subscription-names" />
    </FormPanel>
  );
}
