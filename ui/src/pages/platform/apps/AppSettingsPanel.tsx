/** Settings of an app: Set up pay-as-you-go, which makes a billing plan and links the app's environment to it. */
import { Field, Input, Subtitle2, Text } from "@fluentui/react-components";
import { useState } from "react";
import { useAct } from "../../../api/hooks";
import { fieldMessage } from "../../../components/FieldMessage";
import { LearnMore } from "../../../components/help/LearnMore";
import { useNotices } from "../../../components/Notices";
import { PageLink } from "../../../components/PageLink";
import { SidePanel } from "../../../components/panel/SidePanel";
import type { EnvironmentRow } from "../../../generated/EnvironmentRow";
import type { PlanProductKey } from "../../../generated/PlanProductKey";
import { testId } from "../../../testIds";
import { FormPanel } from "../../azure/FormPanel";
import { useFieldErrors } from "../../azure/useFieldErrors";
import { AzurePlace } from "../plans/AzurePlace";

const FIELDS = ["name", "subscription", "resourceGroup"] as const;
const EMPTY = { name: "", subscription: "", resourceGroup: "" };

/** The meters that a plan made here bears; they can be changed under Pay-as-you-go plans. */
const PRODUCTS: PlanProductKey[] = ["copilotStudio", "dataverse", "powerApps"];

interface AppSettingsPanelProps {
  environment: EnvironmentRow;
  onClose(): void;
}

export function AppSettingsPanel({ environment, onClose }: AppSettingsPanelProps) {
  return environment.plan ? (
    <SidePanel id="app-settings" title="Settings" reading onClose={onClose}>
      <Subtitle2 as="h3">Pay-as-you-go</Subtitle2>
      <Text data-testid={testId("app-plan")} data-value={environment.plan}>
        The environment "{environment.name}" is linked to the billing plan "{environment.planName}".
      </Text>
      <PageLink
        to="/power-platform/billing-plans"
        search={{ panel: "plan", id: environment.plan }}
        data-testid={testId("app-plan-edit")}
      >
        Edit pay-as-you-go billing
      </PageLink>
      <LearnMore article="payAsYouGoPlans" place="panel" />
    </SidePanel>
  ) : (
    <SetUp environment={environment} onClose={onClose} />
  );
}

function SetUp({ environment, onClose }: AppSettingsPanelProps) {
  const [input, setInput] = useState(EMPTY);
  const form = useFieldErrors(FIELDS);
  const create = useAct("plan_create");
  const { say } = useNotices();
  const { name, subscription, resourceGroup } = input;
  const change = (parts: Partial<typeof EMPTY>) => {
    setInput((before) => ({ ...before, ...parts }));
    for (const field of FIELDS) {
      form.clear(field);
    }
  };
  const missing = {
    ...(name.trim() === "" && { name: "Enter a name." }),
    ...(subscription === "" && { subscription: "Choose an Azure subscription." }),
    ...(resourceGroup === "" && { resourceGroup: "Choose a resource group." }),
  };
  const save = () =>
    form.run(missing, async () => {
      const { plan, effects } = await create.mutateAsync({
        name,
        kind: "azureSubscription",
        subscription,
        resourceGroup,
        region: environment.region,
        products: PRODUCTS,
        environments: [environment.id],
      });
      say(`The billing plan "${plan.name}" was created for "${environment.name}".`, effects.join(" "));
      onClose();
    });
  return (
    <FormPanel
      id="app-settings"
      title="Set up pay-as-you-go"
      saveLabel="Connect subscription"
      article="payAsYouGoPlans"
      dirty={input !== EMPTY}
      problem={form.problem}
      onSave={save}
      onClose={onClose}
    >
      <Text>
        For every app in the environment "{environment.name}": what it uses beyond prepaid capacity is charged to the
        Azure subscription.
      </Text>
      <Field label="Billing plan name" required validationMessage={fieldMessage(form.errors.name)}>
        <Input
          value={name}
          onChange={(_, { value }) => change({ name: value })}
          data-testid={testId("app-plan-name")}
        />
      </Field>
      <AzurePlace subscription={subscription} resourceGroup={resourceGroup} errors={form.errors} onChange={change} />
    </FormPanel>
  );
}
