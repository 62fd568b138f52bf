/** Sets, changes or removes the budget of a billing plan, with a forecast alert and an action. */
import { Checkbox, Dropdown, Field, Input, Option, Text } from "@fluentui/react-components";
import { useState } from "react";
import { useAct } from "../../../api/hooks";
import { type FieldError, fieldMessage } from "../../../components/FieldMessage";
import { useNotices } from "../../../components/Notices";
import { Tag } from "../../../components/Tag";
import type { PlanBudgetRow } from "../../../generated/PlanBudgetRow";
import { testId } from "../../../testIds";
import { BudgetFields } from "../../billing/budget/BudgetFields";
import { NO_BUDGET, type TypedBudget, toBudget, typedBudget } from "../../billing/budget/budgetInput";
import { FormPanel } from "../FormPanel";
import { useFieldErrors } from "../useFieldErrors";

/** The fields that the program may blame; a budget has at most five rows of thresholds. */
const FIELDS = [
  "budget.amount",
  "budget.thresholds",
  "budget.thresholds.0",
  "budget.thresholds.1",
  "budget.thresholds.2",
  "budget.thresholds.3",
  "budget.thresholds.4",
  "budget.recipients",
  "forecast",
  "unlinkAt",
] as const;

const NO_ACTION = "none";

interface BudgetForm {
  wanted: boolean;
  budget: TypedBudget;
  forecast: string;
  unlinkAt: string;
}

function inputOf(row: PlanBudgetRow): BudgetForm {
  return {
    wanted: true,
    budget: row.budget ? typedBudget(row.budget) : NO_BUDGET,
    forecast: row.forecastAt ? String(row.forecastAt) : "",
    unlinkAt: row.unlinkAt ? String(row.unlinkAt) : NO_ACTION,
  };
}

export function PlanBudgetPanel({ row, onClose }: { row: PlanBudgetRow; onClose(): void }) {
  const [before] = useState(() => inputOf(row));
  const [input, setInput] = useState(before);
  const form = useFieldErrors(FIELDS);
  const set = useAct("plan_budget_set");
  const { say } = useNotices();
  const { wanted, budget, forecast, unlinkAt } = input;
  const errors: Record<string, FieldError | undefined> = form.errors;
  const percentages = ["100", ...budget.thresholds.map(({ text }) => text.trim()).filter((text) => text !== "")];

  function change(parts: Partial<BudgetForm>) {
    setInput((known) => ({ ...known, ...parts }));
    for (const field of FIELDS) {
      form.clear(field);
    }
  }

  const save = () =>
    form.run({}, async () => {
      const { effects } = await set.mutateAsync({
        plan: row.plan,
        revision: row.revision,
        ...(wanted && {
          budget: toBudget(budget),
          ...(forecast.trim() !== "" && { forecast }),
          ...(unlinkAt !== NO_ACTION && { unlinkAt: Number(unlinkAt) }),
        }),
      });
      say(wanted ? "The budget was saved." : "The budget was removed.", effects.join(" "));
      onClose();
    });
  return (
    <FormPanel
      id="plan-budget"
      title={`Budget of "${row.name}"`}
      saveLabel="Save"
      dirty={input !== before}
      problem={form.problem}
      onSave={save}
      onClose={onClose}
    >
      {row.missing && <Text data-testid={testId("plan-budget-missing")}>{row.missing}</Text>}
      {row.budget && (
        <Checkbox
          label="Keep a budget for this billing plan"
          checked={wanted}
          onChange={(_, { checked }) => change({ wanted: checked === true })}
          data-testid={testId("plan-budget-wanted")}
        />
      )}
      {wanted && (
        <>
          <BudgetFields
            budget={budget}
            errors={errors as Record<string, FieldError>}
            hint="A budget sends alerts by mail. Without an action it never stops use."
            onChange={(parts) => change({ budget: { ...budget, ...parts } })}
          />
          <Field
            label="Also alert when the forecast reaches this percentage of budget (optional)"
            validationMessage={fieldMessage(errors.forecast)}
          >
            <Input
              style={{ maxWidth: "110px" }}
              inputMode="numeric"
              contentAfter="%"
              value={forecast}
              onChange={(_, { value }) => change({ forecast: value })}
              data-testid={testId("plan-budget-forecast")}
            />
          </Field>
          <Field
            label="Action group"
            hint="The kill switch that administrators build: a runbook that the alert starts takes every environment off the billing plan."
            validationMessage={fieldMessage(errors.unlinkAt)}
          >
            <Dropdown
              inlinePopup
              value={actionLabel(unlinkAt)}
              selectedOptions={[unlinkAt]}
              onOptionSelect={(_, { optionValue = NO_ACTION }) => change({ unlinkAt: optionValue })}
              data-testid={testId("plan-budget-action")}
            >
              {[NO_ACTION, ...new Set(percentages)].map((percent) => (
                <Option key={percent} value={percent} data-testid={testId("plan-budget-action-<percent>", { percent })}>
                  {actionLabel(percent)}
                </Option>
              ))}
            </Dropdown>
          </Field>
          <Text>
            <Tag kind="onlyHere" /> The action is rehearsed: Azure has none ready-made. Use goes on, paid by the plan,
            until the next look.
          </Text>
        </>
      )}
    </FormPanel>
  );
}

function actionLabel(percent: string): string {
  return percent === NO_ACTION ? "No action" : `At ${percent}%: unlink the environments`;
}
