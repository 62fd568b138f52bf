/** Fields of a calculator: amounts and words, with what the program refused under each. */
import { Dropdown, Field, Input, makeStyles, Option } from "@fluentui/react-components";
import { fieldMessage } from "../../components/FieldMessage";
import { testId } from "../../testIds";
import type { Form } from "./useForm";

const useStyles = makeStyles({
  short: { width: "180px", maxWidth: "100%" },
  field: { minWidth: 0, maxWidth: "100%" },
  // The list has the width of its field, which gives way in a narrow window.
  wide: { width: "300px", minWidth: 0, maxWidth: "100%", gridTemplateColumns: "minmax(0, 1fr)" },
  choice: { minWidth: 0, width: "100%" },
});

interface FieldProps {
  form: Form;
  name: string;
  label: string;
  hint?: string;
}

export function TextField({ form, name, label, hint, optional }: FieldProps & { optional?: boolean }) {
  const styles = useStyles();
  return (
    <Field
      className={styles.field}
      label={label}
      hint={hint}
      required={!optional}
      validationMessage={fieldMessage(form.errorOf(name))}
    >
      <Input
        className={styles.short}
        value={form.values[name] ?? ""}
        onChange={(_, { value }) => form.set({ [name]: value })}
        data-testid={testId("estimate-field-<name>", { name })}
      />
    </Field>
  );
}

export interface Word {
  value: string;
  label: string;
}

export function ChoiceField({ form, name, label, hint, options }: FieldProps & { options: readonly Word[] }) {
  const styles = useStyles();
  const chosen = form.values[name] ?? "";
  return (
    <Field className={styles.wide} label={label} hint={hint} validationMessage={fieldMessage(form.errorOf(name))}>
      <Dropdown
        inlinePopup
        className={styles.choice}
        value={options.find(({ value }) => value === chosen)?.label ?? chosen}
        selectedOptions={[chosen]}
        onOptionSelect={(_, { optionValue }) => optionValue !== undefined && form.set({ [name]: optionValue })}
        data-testid={testId("estimate-field-<name>", { name })}
      >
        {options.map((option) => (
          <Option
            key={option.value}
            value={option.value}
            data-testid={testId("estimate-choice-<name>-<value>", { name, value: option.value })}
          >
            {option.label}
          </Option>
        ))}
      </Dropdown>
    </Field>
  );
}
