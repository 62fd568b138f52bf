/** One of a few words that say what the page shows. */
import { Dropdown, Field, Option } from "@fluentui/react-components";
import { FILTER_WIDTH } from "../../components/list/filter";
import { testId } from "../../testIds";

interface ChoiceProps<T extends string> {
  name: string;
  label: string;
  words: Record<T, string>;
  value: T;
  onChange(value: T): void;
}

export function Choice<T extends string>({ name, label, words, value, onChange }: ChoiceProps<T>) {
  return (
    <Field label={label}>
      <Dropdown
        inlinePopup
        style={FILTER_WIDTH}
        value={words[value]}
        selectedOptions={[value]}
        onOptionSelect={(_, { optionValue }) => optionValue && onChange(optionValue as T)}
        data-testid={testId("credits-<choice>", { choice: name })}
      >
        {(Object.keys(words) as T[]).map((key) => (
          <Option key={key} value={key} data-testid={testId("credits-<choice>-<value>", { choice: name, value: key })}>
            {words[key]}
          </Option>
        ))}
      </Dropdown>
    </Field>
  );
}
