/** People whom a file names and the directory doesn't, and whether they come into it first. */
import { Checkbox, Text } from "@fluentui/react-components";
import { formatCount, formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";

interface UnknownPeopleProps {
  count: number;
  /** The first of them. */
  names: string[];
  add: boolean;
  onChange(add: boolean): void;
}

export function UnknownPeople({ count, names, add, onChange }: UnknownPeopleProps) {
  if (count === 0) {
    return null;
  }
  const more = count - names.length;
  return (
    <div data-value={count} data-testid={testId("import-unknown-people")}>
      <Text block>
        The directory of this workbook does not have {formatQuantity(count, "person", "people")} of the file:{" "}
        {names.join(", ")}
        {more > 0 && ` and ${formatCount(more)} more`}.
      </Text>
      <Checkbox
        label="Add them to the directory first, without licenses"
        checked={add}
        onChange={(_, { checked }) => onChange(checked === true)}
        data-testid={testId("import-add-people")}
      />
    </div>
  );
}
