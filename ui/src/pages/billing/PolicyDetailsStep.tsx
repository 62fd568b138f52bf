/** First step: name, what is charged, where usage data are kept, and the terms. */
import {
  Checkbox,
  Dropdown,
  Field,
  Input,
  makeStyles,
  Option,
  Subtitle2,
  Text,
  tokens,
} from "@fluentui/react-components";
import { useRead } from "../../api/hooks";
import { AssumptionNote } from "../../components/AssumptionNote";
import { fieldMessage } from "../../components/FieldMessage";
import { ProblemBar } from "../../components/ProblemBar";
import type { SubscriptionRow } from "../../generated/SubscriptionRow";
import { testId } from "../../testIds";
import { chosenFrom, NewResourceGroup, NewSubscription } from "./NewInAzure";
import type { PolicyForm } from "./usePolicyForm";

/** The largest page that the program gives. */
const ALL_SUBSCRIPTIONS = { limit: 500 };

const useStyles = makeStyles({ block: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalM } });

export function PolicyDetailsStep({ form }: { form: PolicyForm }) {
  const styles = useStyles();
  const { input, change, errors, problem } = form;
  const tenant = useRead("tenant_get", {});
  const subscriptions = useRead("subscription_list", ALL_SUBSCRIPTIONS);
  const chosen = subscriptions.data?.rows.find(({ id }) => id === input.subscription);
  return (
    <>
      <ProblemBar problem={problem ?? subscriptions.error ?? tenant.error} />
      <Field label="Name" required validationMessage={fieldMessage(errors.name)}>
        <Input
          value={input.name}
          onChange={(_, { value }) => change({ name: value })}
          data-testid={testId("policy-name")}
        />
      </Field>
      <div className={styles.block}>
        <Subtitle2 as="h4">Subscription details</Subtitle2>
        <Text>The subscription and the resource group can't be changed later.</Text>
        <Field
          label="Subscription"
          required
          validationMessage={fieldMessage(errors.subscription)}
          hint={chosen?.missing ?? undefined}
        >
          <Dropdown
            inlinePopup
            placeholder="Choose a subscription"
            value={chosen?.name ?? ""}
            selectedOptions={[input.subscription]}
            onOptionSelect={(_, { optionValue = "" }) => change({ subscription: optionValue, resourceGroup: "" })}
            data-testid={testId("policy-subscription")}
          >
            {subscriptions.data?.rows.map((subscription) => (
              <Option
                key={subscription.id}
                value={subscription.id}
                text={subscription.name}
                data-testid={testId("policy-subscription-<id>", { id: subscription.id })}
              >
                {subscriptionText(subscription)}
              </Option>
            ))}
          </Dropdown>
        </Field>
        <NewSubscription onCreated={(made) => change(chosenFrom(made))} />
        <ResourceGroup form={form} subscription={chosen} />
        {chosen && <NewResourceGroup subscription={chosen} onCreated={(resourceGroup) => change({ resourceGroup })} />}
        <Field
          label="Region"
          required
          validationMessage={fieldMessage(errors.region)}
          hint="Where the tenant's ID and usage data are kept."
        >
          <Dropdown
            inlinePopup
            placeholder="Choose a region"
            value={input.region}
            selectedOptions={[input.region]}
            onOptionSelect={(_, { optionValue = "" }) => change({ region: optionValue })}
            data-testid={testId("policy-region")}
          >
            {tenant.data?.regions.map((region) => (
              <Option key={region} value={region} data-testid={testId("policy-region-<region>", { region })}>
                {region}
              </Option>
            ))}
          </Dropdown>
        </Field>
        <AssumptionNote id="regions" />
      </div>
      <div className={styles.block}>
        <Subtitle2 as="h4">Terms of service</Subtitle2>
        <Field validationMessage={fieldMessage(errors.termsAccepted)}>
          <Checkbox
            label="I accept the pay-as-you-go billing terms of service"
            checked={input.termsAccepted}
            onChange={(_, { checked }) => change({ termsAccepted: checked === true })}
            data-testid={testId("policy-terms")}
          />
        </Field>
      </div>
    </>
  );
}

function ResourceGroup({ form, subscription }: { form: PolicyForm; subscription: SubscriptionRow | undefined }) {
  const { input, change, errors } = form;
  const groups = subscription?.resourceGroups ?? [];
  const chosen = groups.find(({ name }) => name === input.resourceGroup);
  return (
    <Field
      label="Resource group"
      required
      validationMessage={fieldMessage(errors.resourceGroup)}
      hint={
        chosen?.missing ??
        (subscription && groups.length === 0 ? "This subscription has no resource group." : undefined)
      }
    >
      <Dropdown
        inlinePopup
        placeholder={subscription ? "Choose a resource group" : "Choose a subscription first"}
        value={input.resourceGroup}
        selectedOptions={[input.resourceGroup]}
        onOptionSelect={(_, { optionValue = "" }) => change({ resourceGroup: optionValue })}
        data-testid={testId("policy-resource-group")}
      >
        {groups.map(({ name, region }) => (
          <Option key={name} value={name} text={name} data-testid={testId("policy-resource-group-<name>", { name })}>
            {`${name} (${region})`}
          </Option>
        ))}
      </Dropdown>
    </Field>
  );
}

function subscriptionText({ name, state }: SubscriptionRow): string {
  return state === "disabled" ? `${name} (disabled)` : name;
}
