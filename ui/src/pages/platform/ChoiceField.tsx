/** A field that offers a few words, inside the page. */
import { Dropdown, Field, Option } from "@fluentui/react-components";
import { type FieldError, fieldMessage } from "../../components/FieldMessage";
import { testId } from "../../testIds";

interface ChoiceFieldProps {
  /** The name of the field in test ids. */
  name: string;
  label: string;
  hint?: string;
  required?: boolean;
  value: string;
  choices: { value: string; label: string }[];
  error?: FieldError | undefined;
  onChange(value: string): void;
}

export function ChoiceField({
  name,
  label,
  hint,
  required = false,
  value,
  choices,
  error,
  onChange,
}: ChoiceFieldProps) {
  const chosen = choices.find((choice) => choice.value === value);
  return (
    <Field label={label} hint={hint} required={required} validationMessage={fieldMessage(error)}>
      <Dropdown
        inlinePopup
        placeholder="Choose"
        value={chosen?.label ?? ""}
        selectedOptions={[value]}
        onOptionSelect={(_, { optionValue = "" }) => onChange(optionValue)}
        data-testid={testId("environment-<field>", { field: name })}
      >
        {choices.map((choice) => (
          <Option
            key={choice.value}
            value={choice.value}
            text={choice.label}
            data-testid={testId("environment-<field>-<choice>", { field: name, choice: choice.value })}
          >
            {choice.label}
          </Option>
        ))}
      </Dropdown>
    </Field>
  );
}
