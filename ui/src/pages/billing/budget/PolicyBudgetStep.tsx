/** Third step: an optional budget. */
import { Checkbox } from "@fluentui/react-components";
import { ProblemBar } from "../../../components/ProblemBar";
import { testId } from "../../../testIds";
import type { PolicyForm } from "../usePolicyForm";
import { BudgetFields } from "./BudgetFields";

export function PolicyBudgetStep({ form }: { form: PolicyForm }) {
  const { input, change, errors, problem } = form;
  return (
    <>
      <ProblemBar problem={problem} />
      <Checkbox
        label="Set a budget for this policy"
        checked={input.hasBudget}
        onChange={(_, { checked }) => change({ hasBudget: checked === true })}
        data-testid={testId("budget-set")}
      />
      {input.hasBudget && (
        <BudgetFields
          budget={input.budget}
          errors={errors}
          onChange={(parts) => change({ budget: { ...input.budget, ...parts } })}
        />
      )}
    </>
  );
}
