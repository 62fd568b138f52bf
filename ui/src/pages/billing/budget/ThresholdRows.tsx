/** The percentages that alert: the one at 100 % stays, others come and go, each with its money beside it. */
import { Button, Field, Input, makeStyles, Text, tokens } from "@fluentui/react-components";
import { AddRegular, DeleteRegular } from "@fluentui/react-icons";
import { useId } from "react";
import { useRead } from "../../../api/hooks";
import { fieldMessage } from "../../../components/FieldMessage";
import { Money } from "../../../components/values";
import { testId } from "../../../testIds";
import { type BudgetErrors, type TypedBudget, toBudget } from "./budgetInput";

interface ThresholdRowsProps {
  budget: TypedBudget;
  errors: BudgetErrors;
  onChange(parts: Partial<TypedBudget>): void;
}

const useStyles = makeStyles({
  group: {
    border: "none",
    margin: 0,
    padding: 0,
    minWidth: 0,
    display: "flex",
    flexDirection: "column",
    alignItems: "flex-start",
    rowGap: tokens.spacingVerticalS,
  },
  legend: { padding: 0, marginBottom: tokens.spacingVerticalXS },
  row: {
    display: "grid",
    gridTemplateColumns: "110px minmax(90px, auto) auto",
    justifyContent: "start",
    columnGap: tokens.spacingHorizontalM,
  },
  // The message stands under the whole row, so that it moves neither the money nor the button.
  field: { display: "contents", "& .fui-Field__validationMessage": { gridColumn: "1 / -1", order: 1 } },
  percent: { width: "110px", minWidth: "110px" },
  money: { minWidth: "90px", lineHeight: "32px" },
});

export function ThresholdRows({ budget, errors, onChange }: ThresholdRowsProps) {
  const styles = useStyles();
  const legend = useId();
  const { amount, reset, thresholds } = toBudget(budget);
  const money = useRead("budget_preview", { amount, reset, thresholds }, { keepPrevious: true });
  const change = (rows: TypedBudget["thresholds"]) => onChange({ thresholds: rows });
  const fresh = 1 + Math.max(0, ...budget.thresholds.map(({ key }) => key));
  return (
    <fieldset className={styles.group} aria-labelledby={legend}>
      <legend id={legend} className={styles.legend}>
        Send alerts when usage reaches this percentage of budget
      </legend>
      <div className={styles.row} data-testid={testId("budget-threshold-<row>", { row: "always" })}>
        <Input className={styles.percent} value="100" readOnly aria-label="Always alerts at" contentAfter="%" />
        <Beside value={money.data?.always} row="always" />
      </div>
      {budget.thresholds.map(({ key, text }, place) => (
        <div key={key} className={styles.row}>
          <Field className={styles.field} validationMessage={fieldMessage(errors[`budget.thresholds.${place}`])}>
            <Input
              className={styles.percent}
              inputMode="numeric"
              contentAfter="%"
              aria-label={`Percentage of alert ${place + 2}`}
              value={text}
              onChange={(_, { value }) =>
                change(budget.thresholds.map((row) => (row.key === key ? { key, text: value } : row)))
              }
              data-testid={testId("budget-threshold-<row>", { row: place })}
            />
          </Field>
          <Beside value={money.data?.amounts[place]} row={place} />
          <Button
            appearance="subtle"
            icon={<DeleteRegular />}
            aria-label={`Remove alert ${place + 2}`}
            onClick={() => change(budget.thresholds.filter((row) => row.key !== key))}
            data-testid={testId("budget-threshold-remove-<row>", { row: place })}
          />
        </div>
      ))}
      <Button
        appearance="subtle"
        icon={<AddRegular />}
        onClick={() => change([...budget.thresholds, { key: fresh, text: "" }])}
        data-testid={testId("budget-threshold-add")}
      >
        Add more
      </Button>
    </fieldset>
  );
}

function Beside({ value, row }: { value: string | null | undefined; row: string | number }) {
  const styles = useStyles();
  return (
    <Text className={styles.money}>
      {value && <Money value={value} testId={testId("budget-threshold-money-<row>", { row })} />}
    </Text>
  );
}
