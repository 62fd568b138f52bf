/** Licences of other products that include Copilot Credits: how many the tenant has. */
import { Button, Field, Input, Text } from "@fluentui/react-components";
import { useState } from "react";
import { type FieldError, fieldMessage } from "../../components/FieldMessage";
import { Credits } from "../../components/values";
import type { CapacityView } from "../../generated/CapacityView";
import type { PurchaseOffers } from "../../generated/PurchaseOffers";
import { formatList, formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";
import { CapacityDialog } from "./CapacityDialog";
import { PurchaseCard } from "./PurchaseCard";
import { wholeNumber } from "./wholeNumber";

export function IncludedCard({ offers, owned }: { offers: PurchaseOffers; owned: CapacityView }) {
  const [licences, setLicences] = useState(String(owned.licences));
  const [error, setError] = useState<FieldError>();
  const [saving, setSaving] = useState<number>();
  return (
    <PurchaseCard title="Licenses that include Copilot Credits">
      {offers.licenceCredits ? (
        <Text>
          {formatList(offers.licences)}: each includes <Credits value={offers.licenceCredits} /> a month, which join the
          tenant's prepaid capacity.
        </Text>
      ) : (
        <Text>No license includes Copilot Credits at the simulated time.</Text>
      )}
      <Text data-testid={testId("included-owned")} data-value={owned.licences}>
        The tenant has {formatQuantity(owned.licences, "such license", "such licenses")}.
      </Text>
      <Field label="Licenses" required validationMessage={fieldMessage(error)}>
        <Input
          inputMode="numeric"
          value={licences}
          onChange={(_, { value }) => {
            setLicences(value);
            setError(undefined);
          }}
          data-testid={testId("included-licenses")}
        />
      </Field>
      <div>
        <Button
          onClick={() => {
            const wanted = wholeNumber(licences);
            setError(wanted === undefined ? "Enter a whole number of licenses." : undefined);
            setSaving(wanted);
          }}
          data-testid={testId("included-save")}
        >
          Save
        </Button>
      </div>
      {saving !== undefined && (
        <CapacityDialog
          command="capacity_included_set"
          request={{ licences: saving }}
          title={`Set ${formatQuantity(saving, "license", "licenses")} with included credits?`}
          confirmLabel="Save licenses"
          onRefused={(refusal) => {
            setError(refusal);
            setSaving(undefined);
          }}
          onDone={() => setSaving(undefined)}
          onCancel={() => setSaving(undefined)}
        />
      )}
    </PurchaseCard>
  );
}
