/** The range of days of a report: the last days up to now, this month, or any two days. */
import { Button, Dropdown, Field, Input, makeStyles, Option, tokens } from "@fluentui/react-components";
import { type FormEvent, useState } from "react";
import { flushSync } from "react-dom";
import type { Address } from "../../app/address";
import { focusFirstError } from "../../components/focusFirstError";
import type { UsageSeriesView } from "../../generated/UsageSeriesView";
import { addDays, dayOf, isDay, monthStart } from "../../locale/calendar";
import { testId } from "../../testIds";

interface Range {
  from: string;
  until: string;
}

interface Preset {
  key: string;
  label: string;
  range(today: string): Range;
}

const lastDays = (days: number): Preset => ({
  key: `last-${days}`,
  label: `Last ${days} days`,
  range: (today) => ({ from: addDays(today, 1 - days), until: addDays(today, 1) }),
});

const PRESETS: Preset[] = [
  lastDays(7),
  lastDays(30),
  lastDays(90),
  {
    key: "month",
    label: "This month",
    range: (today) => ({ from: monthStart(today), until: addDays(today, 1) }),
  },
];

const CUSTOM = "custom";

const useStyles = makeStyles({
  range: { display: "flex", flexWrap: "wrap", alignItems: "flex-start", gap: tokens.spacingHorizontalS },
  day: { width: "130px" },
  apply: { marginTop: "26px" },
});

interface RangePickerProps {
  shown: Pick<UsageSeriesView, "from" | "until" | "asOf">;
  onChange(parts: Partial<Address>): void;
}

export function RangePicker({ shown, onChange }: RangePickerProps) {
  const styles = useStyles();
  const today = dayOf(shown.asOf);
  const [asking, setAsking] = useState(false);
  const preset = PRESETS.find(({ range }) => {
    const { from, until } = range(today);
    return from === shown.from && until === shown.until;
  });
  const isCustom = asking || !preset;
  return (
    <div className={styles.range}>
      <Field label="Range">
        <Dropdown
          inlinePopup
          value={isCustom ? "Custom" : preset.label}
          selectedOptions={[isCustom ? CUSTOM : preset.key]}
          onOptionSelect={(_, { optionValue }) => {
            const chosen = PRESETS.find(({ key }) => key === optionValue);
            setAsking(!chosen);
            if (chosen) {
              onChange(chosen.range(today));
            }
          }}
          data-testid={testId("usage-range")}
        >
          {PRESETS.map(({ key, label }) => (
            <Option key={key} value={key} data-testid={testId("usage-range-<choice>", { choice: key })}>
              {label}
            </Option>
          ))}
          <Option value={CUSTOM} data-testid={testId("usage-range-<choice>", { choice: CUSTOM })}>
            Custom
          </Option>
        </Dropdown>
      </Field>
      {isCustom && (
        <CustomRange
          key={`${shown.from} ${shown.until}`}
          range={shown}
          onApply={(range) => {
            setAsking(false);
            onChange(range);
          }}
        />
      )}
    </div>
  );
}

/** Any two days. */
export function CustomRange({ range, onApply }: { range: Range; onApply(range: Range): void }) {
  const styles = useStyles();
  const [from, setFrom] = useState(range.from);
  const [to, setTo] = useState(addDays(range.until, -1));
  const [checked, setChecked] = useState(false);
  const fromError = isDay(from) ? undefined : "Enter YYYY-MM-DD.";
  const toError = !isDay(to) ? "Enter YYYY-MM-DD." : to < from ? "Must not be before From." : undefined;

  function apply(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    flushSync(() => setChecked(true));
    if (fromError || toError) {
      focusFirstError(event.currentTarget);
    } else {
      onApply({ from, until: addDays(to, 1) });
    }
  }

  return (
    <form className={styles.range} onSubmit={apply} noValidate>
      <Field label="From" validationMessage={checked ? fromError : undefined}>
        <Input
          className={styles.day}
          value={from}
          onChange={(_, { value }) => setFrom(value)}
          data-testid={testId("usage-from")}
        />
      </Field>
      <Field label="To" validationMessage={checked ? toError : undefined}>
        <Input
          className={styles.day}
          value={to}
          onChange={(_, { value }) => setTo(value)}
          data-testid={testId("usage-to")}
        />
      </Field>
      <Button className={styles.apply} type="submit" data-testid={testId("usage-range-apply")}>
        Apply
      </Button>
    </form>
  );
}
