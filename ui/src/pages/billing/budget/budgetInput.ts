/** A budget as it is being typed. The program reads it; nothing is judged here. */
import type { FieldError } from "../../../components/FieldMessage";
import type { Choice } from "../../../components/SearchPicker";
import type { BudgetInput } from "../../../generated/BudgetInput";
import type { BudgetReset } from "../../../generated/BudgetReset";
import type { BudgetView } from "../../../generated/BudgetView";

export interface TypedThreshold {
  /** Tells rows apart while they come and go. */
  key: number;
  text: string;
}

export interface TypedBudget {
  amount: string;
  reset: BudgetReset;
  /** Besides the one at 100 %, which every budget has. */
  thresholds: TypedThreshold[];
  recipients: Choice[];
}

/** By the program's names of fields, such as `budget.thresholds.1`. */
export type BudgetErrors = Record<string, FieldError>;

export const NO_BUDGET: TypedBudget = { amount: "", reset: "month", thresholds: [], recipients: [] };

const ALWAYS = 100;

export function toBudget({ amount, reset, thresholds, recipients }: TypedBudget): BudgetInput {
  return {
    amount,
    reset,
    thresholds: thresholds.map(({ text }) => text),
    recipients: recipients.map(({ id }) => id),
  };
}

export function typedBudget(budget: BudgetView): TypedBudget {
  return {
    amount: budget.amount,
    reset: budget.reset,
    thresholds: budget.thresholds
      .filter(({ percent }) => percent !== ALWAYS)
      .map(({ percent }) => ({ key: percent, text: String(percent) })),
    recipients: budget.recipients.map(({ id, name }) => ({ id, label: name })),
  };
}

export function isBudgetField(field: string): boolean {
  return field === "budget" || field.startsWith("budget.");
}
