/** Capacity packs: how many, and whether they are bought here or recorded as bought by a partner. */
import { Button, Field, Input, Radio, RadioGroup, Text } from "@fluentui/react-components";
import { useState } from "react";
import { AssumptionNote } from "../../components/AssumptionNote";
import { type FieldError, fieldMessage } from "../../components/FieldMessage";
import { Credits, Money } from "../../components/values";
import type { CapacityView } from "../../generated/CapacityView";
import type { PurchaseChannelKey } from "../../generated/PurchaseChannelKey";
import type { PurchaseOffers } from "../../generated/PurchaseOffers";
import { formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";
import { CapacityDialog } from "./CapacityDialog";
import { PurchaseCard } from "./PurchaseCard";
import { wholeNumber } from "./wholeNumber";

/** What a partner sold was paid there already: it is recorded, not ordered. */
const ORDERS: Record<PurchaseChannelKey, (packs: string) => { title: string; confirmLabel: string }> = {
  adminCenter: (packs) => ({ title: `Buy ${packs}?`, confirmLabel: "Place order" }),
  partnerCenter: (packs) => ({ title: `Record ${packs} bought through Partner Center?`, confirmLabel: "Record packs" }),
};

export function PackCard({ offers, owned }: { offers: PurchaseOffers; owned: CapacityView }) {
  const [packs, setPacks] = useState("1");
  const [channel, setChannel] = useState<PurchaseChannelKey>("adminCenter");
  const [error, setError] = useState<FieldError>();
  const [buying, setBuying] = useState<number>();
  const { packCredits, packUsd } = offers;

  function buy() {
    const wanted = wholeNumber(packs);
    setError(wanted === undefined ? "Enter a whole number of packs." : undefined);
    setBuying(wanted);
  }

  return (
    <PurchaseCard title="Copilot Credit capacity pack">
      {packCredits && packUsd ? (
        <Text>
          <Credits value={packCredits} testId={testId("pack-credits")} /> a month for the tenant,{" "}
          <Money value={packUsd} testId={testId("pack-usd")} /> a month. What is left of a month is lost.
        </Text>
      ) : (
        <Text>No capacity pack is on sale at the simulated time.</Text>
      )}
      <Text data-testid={testId("pack-owned")} data-value={owned.packs}>
        The tenant owns {formatQuantity(owned.packs, "capacity pack", "capacity packs")}.
      </Text>
      <Field label="Quantity" required validationMessage={fieldMessage(error)}>
        <Input
          inputMode="numeric"
          value={packs}
          onChange={(_, { value }) => {
            setPacks(value);
            setError(undefined);
          }}
          data-testid={testId("pack-quantity")}
        />
      </Field>
      <Field label="Bought through">
        <RadioGroup value={channel} onChange={(_, { value }) => setChannel(value as PurchaseChannelKey)}>
          <Radio
            value="adminCenter"
            label="Microsoft 365 admin center"
            data-testid={testId("pack-channel-<channel>", { channel: "adminCenter" })}
          />
          <Radio
            value="partnerCenter"
            label="Partner Center (recorded as bought there)"
            data-testid={testId("pack-channel-<channel>", { channel: "partnerCenter" })}
          />
        </RadioGroup>
      </Field>
      <div>
        <Button appearance="primary" onClick={buy} data-testid={testId("pack-buy")}>
          Buy
        </Button>
      </div>
      <AssumptionNote id="self-service-purchase" />
      {buying !== undefined && (
        <CapacityDialog
          command="capacity_purchase"
          request={{ packs: buying, channel }}
          {...ORDERS[channel](formatQuantity(buying, "capacity pack", "capacity packs"))}
          onRefused={(refusal) => {
            setError(refusal);
            setBuying(undefined);
          }}
          onDone={() => setBuying(undefined)}
          onCancel={() => setBuying(undefined)}
        />
      )}
    </PurchaseCard>
  );
}
