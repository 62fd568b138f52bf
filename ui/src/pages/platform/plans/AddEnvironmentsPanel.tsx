/** Links more environments of its region to a billing plan, all in one act. */
import { Field, Text } from "@fluentui/react-components";
import { useState } from "react";
import { useAct } from "../../../api/hooks";
import { AssumptionNote } from "../../../components/AssumptionNote";
import { fieldMessage } from "../../../components/FieldMessage";
import { useNotices } from "../../../components/Notices";
import type { PlanRow } from "../../../generated/PlanRow";
import { FormPanel } from "../../azure/FormPanel";
import { useFieldErrors } from "../../azure/useFieldErrors";
import { type ChosenEnvironments, EnvironmentChoice } from "./EnvironmentChoice";

const NOTHING: ChosenEnvironments = { environments: [], moved: [] };
const FIELDS = ["environment"] as const;

export function AddEnvironmentsPanel({ plan, onClose }: { plan: PlanRow; onClose(): void }) {
  const [chosen, setChosen] = useState(NOTHING);
  const form = useFieldErrors(FIELDS);
  const link = useAct("plan_environments_change");
  const { say } = useNotices();
  const missing = chosen.environments.length === 0 ? { environment: "Choose at least one environment." } : {};
  const save = () =>
    form.run(missing, async () => {
      const { effects } = await link.mutateAsync({
        plan: plan.id,
        revision: plan.revision,
        add: chosen.environments,
        moveLinked: chosen.moved.length > 0,
      });
      say(`Environments were linked to "${plan.name}".`, effects.join(" "));
      onClose();
    });
  return (
    <FormPanel
      id="add-environments"
      title="Select environments"
      saveLabel="Save"
      article="payAsYouGoPlans"
      dirty={chosen !== NOTHING}
      problem={form.problem}
      onSave={save}
      onClose={onClose}
    >
      <Text>Environments in {plan.region}, the region of the plan.</Text>
      <Field validationMessage={fieldMessage(form.errors.environment)}>
        <div>
          <EnvironmentChoice
            of={{ plan: plan.id }}
            chosen={chosen}
            onChange={(next) => {
              setChosen(next);
              form.clear("environment");
            }}
          />
        </div>
      </Field>
      <AssumptionNote id="plan-environments" />
    </FormPanel>
  );
}
