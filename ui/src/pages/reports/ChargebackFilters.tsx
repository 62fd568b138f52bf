/** What a chargeback is asked for: month, who is charged, whose money, and how shared costs are divided. */
import { Dropdown, Field, Input, makeStyles, Option, tokens } from "@fluentui/react-components";
import { useState } from "react";
import type { Problem } from "../../api/problem";
import { fieldMessage } from "../../components/FieldMessage";
import type { ChargebackBasisView } from "../../generated/ChargebackBasisView";
import type { ImportKind } from "../../generated/ImportKind";
import { formatMonth } from "../../locale/locale";
import { testId } from "../../testIds";
import { BASES, CHARGED, type ChargebackTerms, RULES } from "./chargebackTerms";

const useStyles = makeStyles({
  filters: { display: "flex", flexWrap: "wrap", alignItems: "flex-start", gap: tokens.spacingHorizontalM },
  filter: { minWidth: "min(200px, 100%)", maxWidth: "320px" },
});

const BILLS: Partial<Record<ImportKind, string>> = { azureCost: "Azure Cost Management", focusCost: "FOCUS" };

/** Fields whose input the program refuses under the field. */
export const REFUSED_FIELDS = ["prepaidCost", "bearer"];

interface ChargebackFiltersProps {
  terms: ChargebackTerms;
  /** What was answered; absent while nothing was, or the question was refused. */
  answer: { month: string; months: string[]; basis: ChargebackBasisView } | undefined;
  refusal: Problem | undefined;
  onAsk(parts: Record<string, string>): void;
}

export function ChargebackFilters({ terms, answer, refusal, onAsk }: ChargebackFiltersProps) {
  const styles = useStyles();
  const { by, basis = "settled", shared = "used", prepaidCost = "", bearer = "" } = terms;
  const month = answer?.month ?? terms.month;
  // The present month can be asked for before anything is settled in it.
  const known = answer?.months ?? [];
  const months = month && !known.includes(month) ? [month, ...known] : known;
  const bill = answer?.basis.bill;
  const currency = answer?.basis.currency ?? "USD";
  const refused = (field: string) => (refusal?.field === field ? refusal : undefined);
  return (
    <div className={styles.filters}>
      <Pick
        label="Month (UTC)"
        id={testId("chargeback-month")}
        value={month}
        choices={months.map((key) => [key, formatMonth(`${key}-01`)])}
        choiceId={(month) => testId("chargeback-month-<month>", { month })}
        onChoose={(month) => onAsk({ month })}
      />
      <Pick
        label="Charged by"
        id={testId("chargeback-by")}
        value={by}
        choices={Object.entries(CHARGED)}
        choiceId={(choice) => testId("chargeback-by-<choice>", { choice })}
        onChoose={(by) => onAsk({ by })}
      />
      <Pick
        label="Basis of the money"
        id={testId("chargeback-basis")}
        value={basis}
        choices={Object.entries(BASES)}
        choiceId={(choice) => testId("chargeback-basis-<choice>", { choice })}
        onChoose={(basis) => onAsk({ basis })}
      />
      {basis === "azure" && answer && bill && (
        <>
          <Pick
            label="Bill"
            id={testId("chargeback-bill")}
            value={bill}
            choices={answer.basis.bills.map((kind) => [kind, BILLS[kind] ?? kind])}
            choiceId={(choice) => testId("chargeback-bill-<choice>", { choice })}
            onChoose={(bill) => onAsk({ bill })}
          />
          <Pick
            label="Currency"
            id={testId("chargeback-currency")}
            value={currency}
            choices={answer.basis.currencies.map((code) => [code, code || "None named"])}
            choiceId={(choice) => testId("chargeback-currency-<choice>", { choice })}
            onChoose={(currency) => onAsk({ currency })}
          />
        </>
      )}
      <Pick
        label="Shared costs"
        id={testId("chargeback-shared")}
        value={shared}
        choices={Object.entries(RULES)}
        choiceId={(choice) => testId("chargeback-shared-<choice>", { choice })}
        onChoose={(shared) => onAsk({ shared })}
      />
      {shared === "one" && (
        <Typed
          key={`bearer ${bearer}`}
          label="Who bears shared costs"
          hint="A name of the list, or a cost center of its own."
          id={testId("chargeback-bearer")}
          value={bearer}
          error={refused("bearer")}
          onType={(bearer) => onAsk({ bearer })}
        />
      )}
      <Typed
        key={`cost ${prepaidCost}`}
        label={`Cost of prepaid capacity (${currency || "the bill's currency"})`}
        hint="What capacity packs cost in the month. Left empty, they count at their list price in US dollars."
        id={testId("chargeback-cost")}
        value={prepaidCost}
        error={refused("prepaidCost")}
        onType={(cost) => onAsk({ cost })}
      />
    </div>
  );
}

interface PickProps {
  label: string;
  id: string;
  value: string | undefined;
  choices: [key: string, label: string][];
  choiceId(key: string): string;
  onChoose(key: string): void;
}

function Pick({ label, id, value, choices, choiceId, onChoose }: PickProps) {
  const styles = useStyles();
  const chosen = choices.find(([key]) => key === value);
  return (
    <Field className={styles.filter} label={label}>
      <Dropdown
        inlinePopup
        value={chosen?.[1] ?? ""}
        selectedOptions={value === undefined ? [] : [value]}
        onOptionSelect={(_, { optionValue }) => optionValue !== undefined && onChoose(optionValue)}
        data-testid={id}
      >
        {choices.map(([key, text]) => (
          <Option key={key} value={key} data-testid={choiceId(key)}>
            {text}
          </Option>
        ))}
      </Dropdown>
    </Field>
  );
}

interface TypedProps {
  label: string;
  hint: string;
  id: string;
  value: string;
  error: Problem | undefined;
  onType(text: string): void;
}

/** Counts once the field is left, or Enter is pressed. */
function Typed({ label, hint, id, value, error, onType }: TypedProps) {
  const styles = useStyles();
  const [typed, setTyped] = useState(value);
  const done = () => typed !== value && onType(typed);
  return (
    <Field className={styles.filter} label={label} hint={hint} validationMessage={fieldMessage(error)}>
      <Input
        value={typed}
        onChange={(_, { value }) => setTyped(value)}
        onBlur={done}
        onKeyDown={({ key }) => key === "Enter" && done()}
        data-testid={id}
      />
    </Field>
  );
}
