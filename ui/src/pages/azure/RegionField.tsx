/** One of the regions that Meterdesk knows. */
import { Dropdown, Field, Option } from "@fluentui/react-components";
import { useRead } from "../../api/hooks";
import { type FieldError, fieldMessage } from "../../components/FieldMessage";
import { testId } from "../../testIds";

interface RegionFieldProps {
  value: string;
  error: FieldError | undefined;
  onChange(region: string): void;
}

export function RegionField({ value, error, onChange }: RegionFieldProps) {
  const tenant = useRead("tenant_get", {});
  return (
    <Field label="Region" required validationMessage={fieldMessage(error)}>
      <Dropdown
        inlinePopup
        placeholder="Choose a region"
        value={value}
        selectedOptions={[value]}
        onOptionSelect={(_, { optionValue = "" }) => onChange(optionValue)}
        data-testid={testId("azure-region")}
      >
        {tenant.data?.regions.map((region) => (
          <Option key={region} value={region} data-testid={testId("azure-region-<region>", { region })}>
            {region}
          </Option>
        ))}
      </Dropdown>
    </Field>
  );
}
