/** The time that a report without dates is for, as the person states it. */
import { Field, Input, makeStyles, tokens } from "@fluentui/react-components";
import type { FieldError } from "../../components/FieldMessage";
import { fieldMessage } from "../../components/FieldMessage";
import type { ImportChoice } from "../../generated/ImportChoice";
import { addDays, isDay } from "../../locale/calendar";
import { testId } from "../../testIds";
import type { ImportChoices } from "./importWork";

const useStyles = makeStyles({
  fields: { display: "flex", flexWrap: "wrap", alignItems: "flex-start", gap: tokens.spacingHorizontalM },
  field: { maxWidth: "280px" },
});

/** First and last day as they were put in. */
export interface TimeInput {
  first: string;
  last: string;
}

const NOT_A_DAY = "Enter YYYY-MM-DD.";

/** What is wrong with the input for what the file needs; nothing where it needs no time. */
export function timeErrors(needs: ImportChoice | null | undefined, { first, last }: TimeInput) {
  const ofLast = isDay(last) ? undefined : NOT_A_DAY;
  if (needs === "asOf") {
    return { last: ofLast };
  }
  if (needs !== "period") {
    return {};
  }
  const order = isDay(first) && last < first ? "Must not be before the first day." : undefined;
  return { first: isDay(first) ? undefined : NOT_A_DAY, last: ofLast ?? order };
}

/** The input as the import takes it. */
export function timeChoice(needs: ImportChoice | null | undefined, { first, last }: TimeInput): ImportChoices {
  switch (needs) {
    case "period":
      return { period: { from: first, until: addDays(last, 1) } };
    case "asOf":
      return { asOf: last };
    default:
      return {};
  }
}

interface StatedTimeProps {
  needs: "period" | "asOf";
  /** Whether files of both sorts are asked about at once. */
  both?: boolean;
  value: TimeInput;
  errors: { first?: FieldError | undefined; last?: FieldError | undefined };
  onChange(value: TimeInput): void;
}

export function StatedTime({ needs, both, value, errors, onChange }: StatedTimeProps) {
  const styles = useStyles();
  return (
    <div className={styles.fields}>
      {needs === "period" && (
        <Field
          className={styles.field}
          label="First day of the report"
          required
          hint="The file has no dates. State the days that you downloaded it for, in UTC."
          validationMessage={fieldMessage(errors.first)}
        >
          <Input
            value={value.first}
            placeholder="YYYY-MM-DD"
            onChange={(_, { value: first }) => onChange({ ...value, first })}
            data-testid={testId("import-first-day")}
          />
        </Field>
      )}
      <Field
        className={styles.field}
        label={needs === "period" ? "Last day of the report" : "Day of the download"}
        required
        hint={
          needs === "period"
            ? "This day is part of it."
            : "The file has no dates. Its figures are for the 7 and 30 days that end with this day, in UTC."
        }
        validationMessage={fieldMessage(errors.last)}
      >
        <Input
          value={value.last}
          placeholder="YYYY-MM-DD"
          onChange={(_, { value: last }) => onChange({ ...value, last })}
          data-testid={testId(both && needs === "asOf" ? "import-download-day" : "import-last-day")}
        />
      </Field>
    </div>
  );
}
