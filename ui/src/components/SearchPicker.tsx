/** Picks one object out of many by typing a part of its name; the program searches, not the window. */
import { Combobox, Option } from "@fluentui/react-components";
import { testId } from "../testIds";

export interface Choice {
  id: string;
  label: string;
  /** What tells it from others of the same name. */
  detail?: string;
}

interface SearchPickerProps {
  /** The name of the picker in test ids. */
  name: string;
  placeholder: string;
  typed: string;
  onType(text: string): void;
  choices: Choice[] | undefined;
  /** How many match in all. */
  total: number | undefined;
  picked: Choice | undefined;
  onPick(choice: Choice): void;
}

export function SearchPicker(props: SearchPickerProps) {
  const { name, placeholder, typed, onType, choices = [], total, picked, onPick } = props;
  const hidden = total !== undefined && total > choices.length;
  return (
    <Combobox
      inlinePopup
      freeform
      placeholder={placeholder}
      value={typed}
      selectedOptions={picked ? [picked.id] : []}
      onInput={(event) => onType(event.currentTarget.value)}
      onOptionSelect={(_, { optionValue }) => {
        const choice = choices.find(({ id }) => id === optionValue);
        if (choice) {
          onPick(choice);
        }
      }}
      data-testid={testId("picker-<name>", { name })}
    >
      {choices.map((choice) => (
        <Option
          key={choice.id}
          value={choice.id}
          text={choice.label}
          data-testid={testId("picker-option-<id>", { id: choice.id })}
        >
          {choice.detail ? `${choice.label} (${choice.detail})` : choice.label}
        </Option>
      ))}
      {choices.length === 0 && <Option disabled>No match</Option>}
      {hidden && <Option disabled>Type more of the name to see others</Option>}
    </Combobox>
  );
}
