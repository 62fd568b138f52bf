/** Two days of one's own. The program refuses what is no range; the field says so. */
import { Button, Field, Input, makeStyles, tokens } from "@fluentui/react-components";
import { type FormEvent, useState } from "react";
import type { Problem } from "../../api/problem";
import { fieldMessage } from "../../components/FieldMessage";
import { addDays, isDay } from "../../locale/calendar";
import { testId } from "../../testIds";

const useStyles = makeStyles({
  days: { display: "flex", flexWrap: "wrap", alignItems: "flex-start", gap: tokens.spacingHorizontalS },
  day: { width: "130px" },
  apply: { marginTop: "26px" },
});

interface CustomDaysProps {
  from: string;
  /** The day after the last one. */
  until: string;
  error: Problem | undefined;
  onApply(from: string, until: string): void;
}

export function CustomDays({ from: first, until, error, onApply }: CustomDaysProps) {
  const styles = useStyles();
  const [from, setFrom] = useState(first);
  const [to, setTo] = useState(isDay(until) ? addDays(until, -1) : until);
  const at = (field: string) => fieldMessage(error?.field === field ? error : undefined);

  function apply(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    onApply(from.trim(), isDay(to.trim()) ? addDays(to.trim(), 1) : to.trim());
  }

  return (
    <form className={styles.days} onSubmit={apply} noValidate>
      <Field label="From (UTC)" validationMessage={at("view.from")}>
        <Input
          className={styles.day}
          value={from}
          onChange={(_, { value }) => setFrom(value)}
          data-testid={testId("costs-from")}
        />
      </Field>
      <Field label="To (UTC)" validationMessage={at("view.until")}>
        <Input
          className={styles.day}
          value={to}
          onChange={(_, { value }) => setTo(value)}
          data-testid={testId("costs-to")}
        />
      </Field>
      <Button className={styles.apply} type="submit" data-testid={testId("costs-apply")}>
        Apply
      </Button>
    </form>
  );
}
