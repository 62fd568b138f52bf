/** Removes licences of a product, never below what is assigned to people. */
import { Dropdown, Field, Input, Option, Text } from "@fluentui/react-components";
import { useState } from "react";
import { useAct, useRead } from "../../api/hooks";
import { fieldMessage } from "../../components/FieldMessage";
import { useNotices } from "../../components/Notices";
import { ProblemBar } from "../../components/ProblemBar";
import type { LicenceProduct } from "../../generated/LicenceProduct";
import { formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";
import { FormPanel } from "../azure/FormPanel";
import { useFieldErrors } from "../azure/useFieldErrors";
import { wholeNumber } from "./wholeNumber";

const FIELDS = ["products", "licences"] as const;

export function RemoveLicencesPanel({ onClose }: { onClose(): void }) {
  const [product, setProduct] = useState<LicenceProduct>();
  const [number, setNumber] = useState("");
  const owned = useRead("licence_list", { limit: 500 });
  const form = useFieldErrors(FIELDS);
  const remove = useAct("licence_remove");
  const { say } = useNotices();
  // Packs have a panel of their own, which knows what is allocated.
  const rows = owned.data?.rows.filter((row) => row.owned > 0 && row.product !== "copilotStudioPack") ?? [];
  const chosen = rows.find((row) => row.product === product);
  const wanted = wholeNumber(number);
  const save = () =>
    form.run(
      {
        ...(!chosen && { products: "Choose a product." }),
        ...(wanted === undefined && { licences: "Enter a whole number of licenses." }),
      },
      async () => {
        if (chosen) {
          const request = { product: chosen.product, licences: wanted ?? 0, revision: chosen.revision };
          const { effects } = await remove.mutateAsync(request);
          say(effects.join(" "));
          onClose();
        }
      },
    );
  return (
    <FormPanel
      id="remove-licenses"
      title="Remove licenses"
      saveLabel="Remove licenses"
      dirty={product !== undefined || number !== ""}
      problem={form.problem}
      onSave={save}
      onClose={onClose}
    >
      <ProblemBar problem={owned.error} />
      <Field label="Product" required validationMessage={fieldMessage(form.errors.products)}>
        <Dropdown
          inlinePopup
          placeholder="Choose a product"
          value={chosen?.name ?? ""}
          selectedOptions={product ? [product] : []}
          onOptionSelect={(_, { optionValue }) => {
            setProduct(rows.find((row) => row.product === optionValue)?.product);
            form.clear("products");
          }}
          data-testid={testId("remove-licenses-product")}
        >
          {rows.map((row) => (
            <Option
              key={row.product}
              value={row.product}
              data-testid={testId("remove-licenses-product-<product>", { product: row.product })}
            >
              {row.name}
            </Option>
          ))}
        </Dropdown>
      </Field>
      {chosen && (
        <Text data-testid={testId("remove-licenses-facts")}>
          The tenant owns {formatQuantity(chosen.owned, "license", "licenses")}, of which {chosen.assigned ?? 0} are
          assigned to people.
        </Text>
      )}
      <Field label="Licenses to remove" required validationMessage={fieldMessage(form.errors.licences)}>
        <Input
          inputMode="numeric"
          value={number}
          onChange={(_, { value }) => {
            setNumber(value);
            form.clear("licences");
          }}
          data-testid={testId("remove-licenses-number")}
        />
      </Field>
    </FormPanel>
  );
}
