/** Creates a resource group in a subscription. */
import { Field, Input, Text } from "@fluentui/react-components";
import { useState } from "react";
import { useAct } from "../../api/hooks";
import { fieldMessage } from "../../components/FieldMessage";
import { useNotices } from "../../components/Notices";
import type { SubscriptionRow } from "../../generated/SubscriptionRow";
import { testId } from "../../testIds";
import { FormPanel } from "./FormPanel";
import { RegionField } from "./RegionField";
import { useFieldErrors } from "./useFieldErrors";

const EMPTY = { name: "", region: "" };
const FIELDS = ["name", "region"] as const;

interface CreateResourceGroupPanelProps {
  subscription: SubscriptionRow;
  onCreated(name: string): void;
  onClose(): void;
}

export function CreateResourceGroupPanel({ subscription, onCreated, onClose }: CreateResourceGroupPanelProps) {
  const [input, setInput] = useState(EMPTY);
  const form = useFieldErrors(FIELDS);
  const create = useAct("resource_group_create");
  const { say } = useNotices();
  const change = (field: (typeof FIELDS)[number], value: string) => {
    setInput((before) => ({ ...before, [field]: value }));
    form.clear(field);
  };
  const missing = {
    ...(input.name.trim() === "" && { name: "Enter a name." }),
    ...(input.region === "" && { region: "Choose a region." }),
  };
  const save = () =>
    form.run(missing, async () => {
      const { id, revision } = subscription;
      await create.mutateAsync({ ...input, subscription: id, revision });
      const name = input.name.trim();
      say(`The resource group "${name}" was created in "${subscription.name}".`);
      onCreated(name);
    });
  return (
    <FormPanel
      id="create-resource-group"
      title="Create a new resource group"
      saveLabel="Save"
      article="resourceGroups"
      dirty={input !== EMPTY}
      problem={form.problem}
      onSave={save}
      onClose={onClose}
    >
      <Text>In the subscription "{subscription.name}".</Text>
      <Field label="Name" required validationMessage={fieldMessage(form.errors.name)}>
        <Input
          value={input.name}
          onChange={(_, { value }) => change("name", value)}
          data-testid={testId("azure-name")}
        />
      </Field>
      <RegionField value={input.region} error={form.errors.region} onChange={(region) => change("region", region)} />
    </FormPanel>
  );
}
