/** First step: what the plan is for, its name, what is charged, and which meters it bears. */
import { Field, Input, Radio, RadioGroup, Text } from "@fluentui/react-components";
import { fieldMessage } from "../../../components/FieldMessage";
import { ProblemBar } from "../../../components/ProblemBar";
import type { PlanKindKey } from "../../../generated/PlanKindKey";
import { testId } from "../../../testIds";
import { AzurePlace } from "./AzurePlace";
import { ProductsField } from "./ProductsField";
import type { PlanForm } from "./usePlanForm";
import { KINDS } from "./words";

const ABOUT: Record<PlanKindKey, string> = {
  azureSubscription: "For environments that you choose in the next step.",
  copilotChat:
    "For Microsoft 365 Copilot Chat. The environment of this name is made and linked by itself; there are no products, no region and no other environments.",
};

export function PlanDetailsStep({ form }: { form: PlanForm }) {
  const { input, change, errors, problem } = form;
  return (
    <>
      <ProblemBar problem={problem} />
      <Field label="What the plan is for">
        <RadioGroup value={input.kind} onChange={(_, { value }) => change({ kind: value as PlanKindKey, moved: [] })}>
          {Object.entries(KINDS).map(([kind, label]) => (
            <Radio key={kind} value={kind} label={label} data-testid={testId("plan-kind-<kind>", { kind })} />
          ))}
        </RadioGroup>
      </Field>
      <Text>{ABOUT[input.kind]}</Text>
      <Field label="Name" required validationMessage={fieldMessage(errors.name)}>
        <Input
          value={input.name}
          onChange={(_, { value }) => change({ name: value })}
          data-testid={testId("plan-name")}
        />
      </Field>
      <AzurePlace {...input} errors={errors} onChange={change} />
      {input.kind === "azureSubscription" && (
        <ProductsField
          products={input.products}
          error={errors.products}
          onChange={(products) => change({ products })}
        />
      )}
    </>
  );
}
