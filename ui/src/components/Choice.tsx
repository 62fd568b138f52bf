/** One of a few words that say what the page shows. */
import { Dropdown, Field, Option } from "@fluentui/react-components";
import { testId } from "../testIds";
import { FILTER_WIDTH } from "./list/filter";

/** Test ids of the field and of one of its words, by the page that they are of. */
const IDS = {
  costs: ["costs-<choice>", "costs-<choice>-<value>"],
  mix: ["mix-<choice>", "mix-<choice>-<value>"],
  sessions: ["sessions-<choice>", "sessions-<choice>-<value>"],
  rates: ["rates-<choice>", "rates-<choice>-<value>"],
  credits: ["credits-<choice>", "credits-<choice>-<value>"],
} as const;

interface ChoiceProps<T extends string> {
  area: keyof typeof IDS;
  name: string;
  label: string;
  words: Record<T, string>;
  value: T;
  onChange(value: T): void;
}

export function Choice<T extends string>({ area, name, label, words, value, onChange }: ChoiceProps<T>) {
  return (
    <Field label={label}>
      <Dropdown
        inlinePopup
        style={FILTER_WIDTH}
        // What is chosen may be known before its word; a field without a value would keep its own from then on.
        value={words[value] ?? ""}
        selectedOptions={[value]}
        onOptionSelect={(_, { optionValue }) => optionValue && onChange(optionValue as T)}
        data-testid={testId(IDS[area][0], { choice: name })}
      >
        {(Object.keys(words) as T[]).map((key) => (
          <Option key={key} value={key} data-testid={testId(IDS[area][1], { choice: name, value: key })}>
            {words[key]}
          </Option>
        ))}
      </Dropdown>
    </Field>
  );
}
