/** Which Azure subscription and resource group are charged. Neither can be made here, as in the real admin center. */
import { Dropdown, Field, Option } from "@fluentui/react-components";
import { useRead } from "../../../api/hooks";
import { type FieldError, fieldMessage } from "../../../components/FieldMessage";
import { ProblemBar } from "../../../components/ProblemBar";
import { testId } from "../../../testIds";

/** The largest page that the program gives. */
const ALL = { limit: 500 };

interface AzurePlaceProps {
  subscription: string;
  resourceGroup: string;
  /** Only the subscription is asked for. */
  withoutGroup?: boolean;
  errors: { subscription?: FieldError; resourceGroup?: FieldError };
  onChange(place: { subscription?: string; resourceGroup: string }): void;
}

export function AzurePlace({ subscription, resourceGroup, withoutGroup, errors, onChange }: AzurePlaceProps) {
  const subscriptions = useRead("subscription_list", ALL);
  const chosen = subscriptions.data?.rows.find(({ id }) => id === subscription);
  const groups = chosen?.resourceGroups ?? [];
  return (
    <>
      <ProblemBar problem={subscriptions.error} />
      <Field
        label="Azure subscription"
        required
        validationMessage={fieldMessage(errors.subscription)}
        hint={chosen?.missing ?? undefined}
      >
        <Dropdown
          inlinePopup
          placeholder="Choose an Azure subscription"
          value={chosen?.name ?? ""}
          selectedOptions={[subscription]}
          onOptionSelect={(_, { optionValue = "" }) => onChange({ subscription: optionValue, resourceGroup: "" })}
          data-testid={testId("plan-subscription")}
        >
          {subscriptions.data?.rows.map(({ id, name, state }) => (
            <Option key={id} value={id} text={name} data-testid={testId("plan-subscription-<id>", { id })}>
              {state === "disabled" ? `${name} (disabled)` : name}
            </Option>
          ))}
        </Dropdown>
      </Field>
      {!withoutGroup && (
        <Field
          label="Resource group"
          required
          validationMessage={fieldMessage(errors.resourceGroup)}
          hint={
            chosen && groups.length === 0
              ? "This subscription has no resource group. Create one under Azure › Subscriptions."
              : groups.find(({ name }) => name === resourceGroup)?.missing
          }
        >
          <Dropdown
            inlinePopup
            placeholder={chosen ? "Choose a resource group" : "Choose an Azure subscription first"}
            value={resourceGroup}
            selectedOptions={[resourceGroup]}
            onOptionSelect={(_, { optionValue = "" }) => onChange({ resourceGroup: optionValue })}
            data-testid={testId("plan-resource-group")}
          >
            {groups.map(({ name, region }) => (
              <Option key={name} value={name} text={name} data-testid={testId("plan-resource-group-<name>", { name })}>
                {`${name} (${region})`}
              </Option>
            ))}
          </Dropdown>
        </Field>
      )}
    </>
  );
}
