/** Sets, changes or removes a policy's budget. An edit rests on the revision that was shown. */
import { Button, Checkbox, makeStyles, tokens } from "@fluentui/react-components";
import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useAct } from "../../../api/hooks";
import { AssumptionNote } from "../../../components/AssumptionNote";
import { focusFirstError } from "../../../components/focusFirstError";
import { LearnMore } from "../../../components/help/LearnMore";
import { useNotices } from "../../../components/Notices";
import { ProblemBar } from "../../../components/ProblemBar";
import type { PolicyView } from "../../../generated/PolicyView";
import { testId } from "../../../testIds";
import { BudgetFields } from "./BudgetFields";
import { type BudgetErrors, isBudgetField, NO_BUDGET, toBudget, typedBudget } from "./budgetInput";

const useStyles = makeStyles({
  form: { display: "flex", flexDirection: "column", alignItems: "stretch", rowGap: tokens.spacingVerticalL },
  save: { alignSelf: "flex-start" },
});

interface BudgetSettingsProps {
  policy: PolicyView;
  onDirty(dirty: boolean): void;
}

export function BudgetSettings({ policy, onDirty }: BudgetSettingsProps) {
  const styles = useStyles();
  const body = useRef<HTMLDivElement>(null);
  const [wanted, setWanted] = useState(Boolean(policy.budget));
  const [budget, setBudget] = useState(() => (policy.budget ? typedBudget(policy.budget) : NO_BUDGET));
  const [errors, setErrors] = useState<BudgetErrors>({});
  const set = useAct("policy_budget_set");
  const { say } = useNotices();

  function touch(): void {
    onDirty(true);
    setErrors({});
    set.reset();
  }

  function save(): void {
    const request = { policy: policy.id, revision: policy.revision, ...(wanted && { budget: toBudget(budget) }) };
    set.mutate(request, {
      onSuccess: () => {
        onDirty(false);
        say(wanted ? `The budget of "${policy.name}" was saved.` : `The budget of "${policy.name}" was removed.`);
      },
      onError: (problem) => {
        const { field } = problem;
        if (field && isBudgetField(field)) {
          flushSync(() => setErrors({ [field]: problem }));
          focusFirstError(body.current);
        }
      },
    });
  }

  const shownElsewhere = set.error?.field
    ? errors[set.error.field] !== undefined && set.error.field !== "budget"
    : false;
  return (
    <div className={styles.form} ref={body}>
      <ProblemBar problem={shownElsewhere ? null : set.error} />
      <Checkbox
        label="Set a budget for this policy"
        checked={wanted}
        onChange={(_, { checked }) => {
          touch();
          setWanted(checked === true);
        }}
        data-testid={testId("budget-set")}
      />
      {wanted && (
        <BudgetFields
          budget={budget}
          errors={errors}
          onChange={(parts) => {
            touch();
            setBudget((before) => ({ ...before, ...parts }));
          }}
        />
      )}
      <Button appearance="primary" className={styles.save} onClick={save} data-testid={testId("budget-save")}>
        Save
      </Button>
      <AssumptionNote id="budget-set-midway" />
      <LearnMore article="budget" place="panel" />
    </div>
  );
}
