/** Second step: the region, and environments of it. */
import { Dropdown, Field, Option, Text } from "@fluentui/react-components";
import { useRead } from "../../../api/hooks";
import { AssumptionNote } from "../../../components/AssumptionNote";
import { fieldMessage } from "../../../components/FieldMessage";
import { ProblemBar } from "../../../components/ProblemBar";
import { testId } from "../../../testIds";
import { EnvironmentChoice } from "./EnvironmentChoice";
import type { PlanForm } from "./usePlanForm";

export function PlanEnvironmentsStep({ form }: { form: PlanForm }) {
  const { input, change, errors, problem } = form;
  const regions = useRead("plan_candidate_list", { region: input.region, limit: 500 });
  return (
    <>
      <ProblemBar problem={problem ?? regions.error} />
      <Text>The plan and its environments are in one region. You can add and remove environments later.</Text>
      <Field label="Region" required validationMessage={fieldMessage(errors.region)}>
        <Dropdown
          inlinePopup
          placeholder="Choose a region"
          value={input.region}
          selectedOptions={[input.region]}
          onOptionSelect={(_, { optionValue = "" }) => change({ region: optionValue, environments: [], moved: [] })}
          data-testid={testId("plan-region")}
        >
          {regions.data?.regions.map((region) => (
            <Option key={region} value={region} data-testid={testId("plan-region-<region>", { region })}>
              {region}
            </Option>
          ))}
        </Dropdown>
      </Field>
      {input.region && (
        <Field validationMessage={fieldMessage(errors.environment)}>
          <div>
            <EnvironmentChoice of={{ region: input.region }} chosen={input} onChange={change} />
          </div>
        </Field>
      )}
      <AssumptionNote id="plan-environments" />
    </>
  );
}
