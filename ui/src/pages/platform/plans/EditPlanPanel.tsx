/** Edits a billing plan: name, status, products. Subscription and resource group stay as they are. */
import { Field, Input, Radio, RadioGroup } from "@fluentui/react-components";
import { useState } from "react";
import { useAct } from "../../../api/hooks";
import { fieldMessage } from "../../../components/FieldMessage";
import { useNotices } from "../../../components/Notices";
import type { PlanRow } from "../../../generated/PlanRow";
import { testId } from "../../../testIds";
import { FormPanel } from "../../azure/FormPanel";
import { useFieldErrors } from "../../azure/useFieldErrors";
import { ProductsField } from "./ProductsField";

const FIELDS = ["name", "products"] as const;

export function EditPlanPanel({ plan, onClose }: { plan: PlanRow; onClose(): void }) {
  const [before] = useState({ name: plan.name, enabled: plan.enabled, products: plan.products });
  const [input, setInput] = useState(before);
  const form = useFieldErrors(FIELDS);
  const edit = useAct("plan_edit");
  const { say } = useNotices();
  const missing = {
    ...(input.name.trim() === "" && { name: "Enter a name." }),
    ...(plan.kind === "azureSubscription" &&
      input.products.length === 0 && { products: "Choose at least one product." }),
  };
  const save = () =>
    form.run(missing, async () => {
      const { name, enabled, products } = input;
      const { effects } = await edit.mutateAsync({
        plan: plan.id,
        revision: plan.revision,
        name,
        enabled,
        ...(plan.kind === "azureSubscription" && { products }),
      });
      say(`The billing plan "${name.trim()}" was saved.`, effects.join(" "));
      onClose();
    });
  return (
    <FormPanel
      id="edit-plan"
      title={`Edit "${plan.name}"`}
      saveLabel="Save"
      article="payAsYouGoPlans"
      dirty={input !== before}
      problem={form.problem}
      onSave={save}
      onClose={onClose}
    >
      <Field label="Name" required validationMessage={fieldMessage(form.errors.name)}>
        <Input
          value={input.name}
          onChange={(_, { value }) => {
            setInput({ ...input, name: value });
            form.clear("name");
          }}
          data-testid={testId("plan-edit-name")}
        />
      </Field>
      <Field label="Status" hint="A disabled plan keeps its environments and pays for nothing.">
        <RadioGroup
          value={input.enabled ? "enabled" : "disabled"}
          onChange={(_, { value }) => setInput({ ...input, enabled: value === "enabled" })}
        >
          <Radio
            value="enabled"
            label="Enabled"
            data-testid={testId("plan-edit-status-<status>", { status: "enabled" })}
          />
          <Radio
            value="disabled"
            label="Disabled"
            data-testid={testId("plan-edit-status-<status>", { status: "disabled" })}
          />
        </RadioGroup>
      </Field>
      {plan.kind === "azureSubscription" && (
        <ProductsField
          products={input.products}
          error={form.errors.products}
          onChange={(products) => {
            setInput({ ...input, products });
            form.clear("products");
          }}
        />
      )}
    </FormPanel>
  );
}
