/** Budgets of billing plans: what each has, what was spent, and what its action did. */
import { Button, Link, MessageBar, MessageBarBody, makeStyles, Text, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { AssumptionNote } from "../../../components/AssumptionNote";
import { type Column, DataList } from "../../../components/list/DataList";
import { EmptyState } from "../../../components/list/EmptyState";
import { usePagedList } from "../../../components/list/usePagedList";
import { Money } from "../../../components/values";
import type { PlanBudgetRow } from "../../../generated/PlanBudgetRow";
import { formatDay, formatInstant, formatList, formatQuantity } from "../../../locale/locale";
import { testId } from "../../../testIds";
import { PlanBudgetPanel } from "./PlanBudgetPanel";
import { RaisePanel } from "./RaisePanel";

const useStyles = makeStyles({
  bar: { marginTop: tokens.spacingVerticalM, marginBottom: tokens.spacingVerticalM },
  cell: { display: "flex", flexDirection: "column", alignItems: "flex-start", rowGap: tokens.spacingVerticalXXS },
  detail: { color: tokens.colorNeutralForeground3 },
});

export function BudgetsTab() {
  const styles = useStyles();
  const [editing, setEditing] = useState<PlanBudgetRow>();
  const [raising, setRaising] = useState<PlanBudgetRow>();
  const list = usePagedList("plan_budget_list", { list: "planBudgets", searchLabel: "Search billing plans" });
  const columns: Column<PlanBudgetRow>[] = [
    {
      key: "name",
      label: "Billing plan",
      width: "18%",
      cell: (row) => (
        <Link
          as="button"
          onClick={() => setEditing(row)}
          data-testid={testId("plan-budget-open-<id>", { id: row.plan })}
        >
          {row.name}
        </Link>
      ),
    },
    { key: "group", label: "Resource group", cell: ({ resourceGroup }) => resourceGroup },
    {
      key: "amount",
      label: "Budget (USD)",
      numeric: true,
      cell: ({ budget }) => (budget ? <Money value={budget.amount} /> : "No budget"),
    },
    {
      key: "spent",
      label: "Cost of the period (USD)",
      numeric: true,
      cell: ({ plan, used }) =>
        used ? (
          <span title={`As of ${formatInstant(used.asOf)}`}>
            <Money value={used.spent} testId={testId("plan-budget-spent-<id>", { id: plan })} /> ({used.percent}%) since{" "}
            {formatDay(used.from)}
          </span>
        ) : (
          "—"
        ),
    },
    {
      key: "forecast",
      label: "Forecast (USD)",
      numeric: true,
      cell: ({ forecast }) => (forecast ? <Money value={forecast} /> : "—"),
    },
    { key: "action", label: "Action at", cell: (row) => <Action row={row} onRaise={() => setRaising(row)} /> },
  ];
  return (
    <>
      <MessageBar intent="info" layout="multiline" className={styles.bar} data-kind="about-plan-budgets">
        <MessageBarBody>
          A budget only mails: it frees no capacity and stops nothing. Adjusting one frees something only where an
          action of the budget had taken environments off the billing plan; then raise the budget and link them again.
        </MessageBarBody>
      </MessageBar>
      <DataList
        id="plan-budgets"
        label="Budgets of billing plans"
        columns={columns}
        {...list}
        rowKey={({ plan }) => plan}
        rowTestId={({ plan }) => testId("plan-budget-row-<id>", { id: plan })}
        empty={
          <EmptyState
            title="There is no billing plan that you see in Azure"
            text="A budget watches the account resource of a billing plan. You see those where you have a role in Azure."
          />
        }
      />
      <AssumptionNote id="cost-look" />
      <AssumptionNote id="cost-forecast" />
      {editing && <PlanBudgetPanel row={editing} onClose={() => setEditing(undefined)} />}
      {raising && <RaisePanel row={raising} onClose={() => setRaising(undefined)} />}
    </>
  );
}

/** At which threshold environments are taken off, or which ones were. */
function Action({ row, onRaise }: { row: PlanBudgetRow; onRaise(): void }) {
  const styles = useStyles();
  const { plan, budget, acted, unlinkAt, environments } = row;
  return (
    <div className={styles.cell}>
      {acted ? (
        <>
          <Text data-testid={testId("plan-budget-acted-<id>", { id: plan })} data-value={acted.at}>
            {formatList(acted.environments)} taken off on {formatInstant(acted.at)}, at {acted.percent}%.
          </Text>
          <Button size="small" onClick={onRaise} data-testid={testId("plan-budget-raise-<id>", { id: plan })}>
            Raise budget and link again
          </Button>
        </>
      ) : (
        <Text>{unlinkAt ? `${unlinkAt}%: unlinks` : budget ? "None, mails only" : "—"}</Text>
      )}
      <Text size={200} className={styles.detail}>
        {formatQuantity(environments, "environment linked", "environments linked")}
      </Text>
    </div>
  );
}
