/** Buys a pre-purchase plan: family and tier, scope, renewal. */
import { Checkbox, Dropdown, Field, Input, Option, Radio, RadioGroup, Spinner, Text } from "@fluentui/react-components";
import { useState } from "react";
import { useAct, useRead } from "../../api/hooks";
import { AssumptionNote } from "../../components/AssumptionNote";
import { fieldMessage } from "../../components/FieldMessage";
import { useNotices } from "../../components/Notices";
import { ProblemBar } from "../../components/ProblemBar";
import type { PrepurchaseTier } from "../../generated/PrepurchaseTier";
import type { PurchaseScopeKey } from "../../generated/PurchaseScopeKey";
import { formatAmount, formatMoney } from "../../locale/locale";
import { testId } from "../../testIds";
import { AzurePlace } from "../platform/plans/AzurePlace";
import { FormPanel } from "./FormPanel";
import { useFieldErrors } from "./useFieldErrors";

const FIELDS = ["tier", "subscription", "resourceGroup", "managementGroup"] as const;

const SCOPES: Record<PurchaseScopeKey, string> = {
  resourceGroup: "Single resource group",
  subscription: "Single subscription",
  shared: "Shared",
  managementGroup: "Management group",
};

const EMPTY = {
  tier: undefined as PrepurchaseTier | undefined,
  scope: "shared" as PurchaseScopeKey,
  subscription: "",
  resourceGroup: "",
  managementGroup: "",
  autoRenew: true,
};

function tierText({ name, tier, credits, usd, discountPercent }: PrepurchaseTier): string {
  return `${name}, tier ${tier}: ${formatAmount(credits)} Copilot Credits for ${formatMoney(usd)} (${formatAmount(discountPercent)}% off)`;
}

export function BuyReservationPanel({ onClose }: { onClose(): void }) {
  const [input, setInput] = useState(EMPTY);
  const offers = useRead("purchase_offer_get", {});
  const { tier, scope, subscription, resourceGroup, managementGroup, autoRenew } = input;
  const ofSubscription = scope === "subscription" || scope === "resourceGroup";
  // What is refused about a subscription stands above the form where none is asked for.
  const form = useFieldErrors(FIELDS.filter((field) => ofSubscription || field !== "subscription"));
  const buy = useAct("prepurchase_buy");
  const { say } = useNotices();

  function change(parts: Partial<typeof EMPTY>) {
    setInput((before) => ({ ...before, ...parts }));
    for (const field of FIELDS) {
      form.clear(field);
    }
  }

  const missing = {
    ...(!tier && { tier: "Choose a tier." }),
    ...(ofSubscription && subscription === "" && { subscription: "Choose an Azure subscription." }),
    ...(scope === "resourceGroup" && resourceGroup === "" && { resourceGroup: "Choose a resource group." }),
  };
  const save = () =>
    form.run(missing, async () => {
      if (!tier) {
        return;
      }
      const { purchase } = await buy.mutateAsync({
        family: tier.family,
        tier: tier.tier,
        scope,
        autoRenew,
        ...(ofSubscription && { subscription }),
        ...(scope === "resourceGroup" && { resourceGroup }),
        ...(scope === "managementGroup" && { managementGroup }),
      });
      say(`${purchase.name} was bought for ${formatMoney(purchase.usd)}.`);
      onClose();
    });
  return (
    <FormPanel
      id="buy-reservation"
      title="Purchase a pre-purchase plan"
      saveLabel="Buy now"
      article="prePurchasePlan"
      dirty={input !== EMPTY}
      problem={form.problem}
      onSave={save}
      onClose={onClose}
    >
      <ProblemBar problem={offers.error} onRetry={() => offers.refetch()} />
      {offers.isPending && <Spinner label="Loading" />}
      <Field label="Plan and tier" required validationMessage={fieldMessage(form.errors.tier)}>
        <Dropdown
          inlinePopup
          placeholder="Choose a tier"
          value={tier ? tierText(tier) : ""}
          selectedOptions={tier ? [`${tier.family}-${tier.tier}`] : []}
          onOptionSelect={(_, { optionValue }) =>
            change({ tier: offers.data?.tiers.find((one) => `${one.family}-${one.tier}` === optionValue) })
          }
          data-testid={testId("reservation-tier")}
        >
          {offers.data?.tiers.map((one) => (
            <Option
              key={`${one.family}-${one.tier}`}
              value={`${one.family}-${one.tier}`}
              text={tierText(one)}
              data-testid={testId("reservation-tier-<tier>", { tier: `${one.family}-${one.tier}` })}
            >
              {tierText(one)}
            </Option>
          ))}
        </Dropdown>
      </Field>
      <Field label="Scope">
        <RadioGroup value={scope} onChange={(_, { value }) => change({ scope: value as PurchaseScopeKey })}>
          {Object.entries(SCOPES).map(([key, label]) => (
            <Radio
              key={key}
              value={key}
              label={label}
              data-testid={testId("reservation-scope-<scope>", { scope: key })}
            />
          ))}
        </RadioGroup>
      </Field>
      {ofSubscription && (
        <AzurePlace
          subscription={subscription}
          resourceGroup={resourceGroup}
          withoutGroup={scope === "subscription"}
          errors={form.errors}
          onChange={change}
        />
      )}
      {scope === "managementGroup" && (
        <>
          <Field label="Management group" required validationMessage={fieldMessage(form.errors.managementGroup)}>
            <Input
              value={managementGroup}
              onChange={(_, { value }) => change({ managementGroup: value })}
              data-testid={testId("reservation-management-group")}
            />
          </Field>
          <AssumptionNote id="management-groups" />
        </>
      )}
      <Checkbox
        label="Renew automatically"
        checked={autoRenew}
        onChange={(_, { checked }) => change({ autoRenew: checked === true })}
        data-testid={testId("reservation-renew")}
      />
      <Text>The whole year is paid at once. The plan can't be cancelled, exchanged, split or merged afterwards.</Text>
    </FormPanel>
  );
}
