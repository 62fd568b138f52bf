/** The Power Platform products whose meters a billing plan bears. */
import { Dropdown, Field, Option } from "@fluentui/react-components";
import { AssumptionNote } from "../../../components/AssumptionNote";
import { type FieldError, fieldMessage } from "../../../components/FieldMessage";
import type { PlanProductKey } from "../../../generated/PlanProductKey";
import { testId } from "../../../testIds";
import { PRODUCTS, productNames } from "./words";

interface ProductsFieldProps {
  products: PlanProductKey[];
  error: FieldError | undefined;
  onChange(products: PlanProductKey[]): void;
}

export function ProductsField({ products, error, onChange }: ProductsFieldProps) {
  return (
    <>
      <Field label="Power Platform products" required validationMessage={fieldMessage(error)}>
        <Dropdown
          multiselect
          inlinePopup
          placeholder="Choose products"
          value={productNames(products)}
          selectedOptions={products}
          onOptionSelect={(_, { selectedOptions }) => onChange(selectedOptions as PlanProductKey[])}
          data-testid={testId("plan-products")}
        >
          {Object.entries(PRODUCTS).map(([product, label]) => (
            <Option key={product} value={product} data-testid={testId("plan-product-<product>", { product })}>
              {label}
            </Option>
          ))}
        </Dropdown>
      </Field>
      <AssumptionNote id="plan-products" />
    </>
  );
}
