/** Raises a budget and links again what its action took off the billing plan. */
import { Field, Input, Text } from "@fluentui/react-components";
import { useState } from "react";
import { useAct } from "../../../api/hooks";
import { fieldMessage } from "../../../components/FieldMessage";
import { useNotices } from "../../../components/Notices";
import type { PlanBudgetRow } from "../../../generated/PlanBudgetRow";
import { formatList, formatMoney } from "../../../locale/locale";
import { testId } from "../../../testIds";
import { FormPanel } from "../FormPanel";
import { useFieldErrors } from "../useFieldErrors";

const FIELDS = ["amount"] as const;

export function RaisePanel({ row, onClose }: { row: PlanBudgetRow; onClose(): void }) {
  const [amount, setAmount] = useState("");
  const form = useFieldErrors(FIELDS);
  const raise = useAct("plan_budget_raise");
  const { say } = useNotices();
  const save = () =>
    form.run(amount.trim() === "" ? { amount: "Enter the new budget in US dollars." } : {}, async () => {
      const { effects } = await raise.mutateAsync({ plan: row.plan, revision: row.revision, amount });
      say(`The budget of "${row.name}" was raised.`, effects.join(" "));
      onClose();
    });
  return (
    <FormPanel
      id="raise-budget"
      title="Raise budget and link again"
      saveLabel="Raise and link"
      dirty={amount !== ""}
      problem={form.problem}
      onSave={save}
      onClose={onClose}
    >
      <Text>
        The budget of "{row.name}" is {row.budget && formatMoney(row.budget.amount)}
        {row.acted && `, and ${formatMoney(row.acted.spent)} was spent of it`}. Its action took{" "}
        {formatList(row.acted?.environments ?? [])} off the billing plan; linked again, the plan pays for what they use
        at once.
      </Text>
      <Field label="New budget ($ USD)" required validationMessage={fieldMessage(form.errors.amount)}>
        <Input
          inputMode="decimal"
          contentBefore="$"
          value={amount}
          onChange={(_, { value }) => {
            setAmount(value);
            form.clear("amount");
          }}
          data-testid={testId("plan-budget-raise-amount")}
        />
      </Field>
    </FormPanel>
  );
}
