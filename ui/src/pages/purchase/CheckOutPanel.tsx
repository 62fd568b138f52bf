/** The confirmation screen: how many licences of each product chosen, what that costs, and the order. */
import { Field, Input, Spinner, Text } from "@fluentui/react-components";
import { useState } from "react";
import { useAct, usePreview } from "../../api/hooks";
import { AssumptionNote } from "../../components/AssumptionNote";
import { fieldMessage } from "../../components/FieldMessage";
import { useNotices } from "../../components/Notices";
import { ProblemBar } from "../../components/ProblemBar";
import type { LicenceOfferRow } from "../../generated/LicenceOfferRow";
import { testId } from "../../testIds";
import { FormPanel } from "../azure/FormPanel";
import { useFieldErrors } from "../azure/useFieldErrors";
import { wholeNumber } from "./wholeNumber";

interface CheckOutPanelProps {
  products: LicenceOfferRow[];
  onDone(): void;
  onClose(): void;
}

export function CheckOutPanel({ products, onDone, onClose }: CheckOutPanelProps) {
  const [numbers, setNumbers] = useState<Record<string, string>>({});
  const form = useFieldErrors(products.map(({ product }) => product));
  const buy = useAct("licence_buy");
  const { say } = useNotices();
  const typed = (product: string) => numbers[product] ?? "1";
  const lines = products.map(({ product }) => ({ product, licences: wholeNumber(typed(product)) ?? 0 }));
  const complete = products.every(({ product }) => wholeNumber(typed(product)) !== undefined);
  const preview = usePreview("licence_buy", { lines }, { enabled: complete && (buy.isIdle || buy.isError) });
  const effects: string[] = preview.data?.effects ?? [];
  const save = () => {
    const missing = products.filter(({ product }) => wholeNumber(typed(product)) === undefined);
    return form.run(
      Object.fromEntries(missing.map(({ product }) => [product, "Enter a whole number of licenses."])),
      async () => {
        const { effects: done } = await buy.mutateAsync({ lines });
        say(done.join(" "));
        onDone();
      },
    );
  };
  return (
    <FormPanel
      id="check-out"
      title="How many licenses?"
      saveLabel="Place order"
      dirty={Object.keys(numbers).length > 0}
      problem={form.problem}
      onSave={save}
      onClose={onClose}
    >
      {products.map(({ product, name, about }) => (
        <Field
          key={product}
          label={`Number of licenses: ${name}`}
          hint={about}
          required
          validationMessage={fieldMessage(form.errors[product])}
        >
          <Input
            inputMode="numeric"
            value={typed(product)}
            onChange={(_, { value }) => {
              setNumbers({ ...numbers, [product]: value });
              form.clear(product);
            }}
            data-testid={testId("check-out-<product>", { product })}
          />
        </Field>
      ))}
      {complete && preview.isPending && <Spinner size="tiny" label="Working out what this does" />}
      <ProblemBar problem={complete && !form.problem ? preview.error : null} />
      {effects.length > 0 && (
        <ul data-testid={testId("check-out-effects")}>
          {effects.map((effect) => (
            <li key={effect}>{effect}</li>
          ))}
        </ul>
      )}
      <Text>Nothing is paid for: the order is rehearsed in this workbook.</Text>
      <AssumptionNote id="licence-term" />
    </FormPanel>
  );
}
