/** The fields of a budget, in the wizard and in a policy's settings. Money beside percentages is the program's. */
import { Field, Input, makeStyles, Radio, RadioGroup, Text, tokens } from "@fluentui/react-components";
import { fieldMessage } from "../../../components/FieldMessage";
import type { BudgetReset } from "../../../generated/BudgetReset";
import { testId } from "../../../testIds";
import type { BudgetErrors, TypedBudget } from "./budgetInput";
import { RecipientsField } from "./RecipientsField";
import { ThresholdRows } from "./ThresholdRows";

interface BudgetFieldsProps {
  budget: TypedBudget;
  errors: BudgetErrors;
  onChange(parts: Partial<TypedBudget>): void;
  /** What is said of it where it isn't a billing policy's. */
  hint?: string;
}

const RESETS: { reset: BudgetReset; label: string }[] = [
  { reset: "month", label: "On the first day of the month" },
  { reset: "quarter", label: "On the first day of the quarter" },
  { reset: "year", label: "On the first day of the year" },
];

const useStyles = makeStyles({ amount: { maxWidth: "240px" }, hint: { color: tokens.colorNeutralForeground3 } });

const OF_POLICY = "A budget sends alerts by mail. It never stops use: only disconnecting the service does.";

export function BudgetFields({ budget, errors, onChange, hint = OF_POLICY }: BudgetFieldsProps) {
  const styles = useStyles();
  return (
    <>
      <Text className={styles.hint}>{hint}</Text>
      <Field label="Budget ($ USD)" required validationMessage={fieldMessage(errors["budget.amount"])}>
        <Input
          className={styles.amount}
          inputMode="decimal"
          contentBefore="$"
          value={budget.amount}
          onChange={(_, { value }) => onChange({ amount: value })}
          data-testid={testId("budget-amount")}
        />
      </Field>
      <Field label="Reset the budget">
        <RadioGroup value={budget.reset} onChange={(_, { value }) => onChange({ reset: value as BudgetReset })}>
          {RESETS.map(({ reset, label }) => (
            <Radio
              key={reset}
              value={reset}
              label={label}
              data-testid={testId("budget-reset-<choice>", { choice: reset })}
            />
          ))}
        </RadioGroup>
      </Field>
      <ThresholdRows budget={budget} errors={errors} onChange={onChange} />
      <RecipientsField
        recipients={budget.recipients}
        error={errors["budget.recipients"]}
        onChange={(recipients) => onChange({ recipients })}
      />
    </>
  );
}
