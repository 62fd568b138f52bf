/** A budget in the wizard's review, its money spelled by the program. */
import { useRead } from "../../../api/hooks";
import { DetailList } from "../../../components/panel/DetailList";
import { formatDay, formatList, formatMoney } from "../../../locale/locale";
import { type TypedBudget, toBudget } from "./budgetInput";

const PERIODS = { month: "month", quarter: "quarter", year: "year" } as const;

export function ReviewBudget({ budget }: { budget: TypedBudget | undefined }) {
  if (!budget) {
    return <DetailList details={[{ key: "review-budget", label: "Budget details", value: "No budget" }]} />;
  }
  return <Budget budget={budget} />;
}

function Budget({ budget }: { budget: TypedBudget }) {
  const { amount, reset, thresholds = [] } = toBudget(budget);
  const money = useRead("budget_preview", { amount, reset, thresholds });
  const always = money.data?.always;
  const alert = (percent: string, usd: string | null | undefined) => (usd ? `${percent}% (${formatMoney(usd)})` : "");
  const alerts = [
    ...thresholds.map((percent, place) => alert(percent.trim(), money.data?.amounts[place])),
    alert("100", always),
  ];
  return (
    <DetailList
      details={[
        {
          key: "review-budget",
          label: "Budget details",
          value:
            always &&
            `${formatMoney(always)} a ${PERIODS[reset]}; the next reset is on ${formatDay(money.data?.until ?? "")}`,
        },
        { key: "review-alerts", label: "Alerts at", value: formatList(alerts) },
        {
          key: "review-recipients",
          label: "Recipients",
          value: budget.recipients.length > 0 ? formatList(budget.recipients.map(({ label }) => label)) : "Nobody",
        },
      ]}
    />
  );
}
