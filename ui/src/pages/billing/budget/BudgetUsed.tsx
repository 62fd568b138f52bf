/** The column Budget used: how much of the present period's budget is spent, for those whose role sees it. */
import { makeStyles, Text, tokens } from "@fluentui/react-components";
import type { BudgetUsed as BudgetUsedView } from "../../../generated/BudgetUsed";
import { formatDay, formatInstant, formatMoney } from "../../../locale/locale";
import { testId } from "../../../testIds";

const useStyles = makeStyles({
  cell: { display: "flex", flexDirection: "column" },
  detail: { color: tokens.colorNeutralForeground3 },
});

export function BudgetUsed({ policy, used }: { policy: string; used: BudgetUsedView | null | undefined }) {
  const styles = useStyles();
  const id = testId("policy-budget-used-<id>", { id: policy });
  if (!used) {
    return <Text data-testid={id}>No budget</Text>;
  }
  if (used.kind === "notAvailable") {
    return <Text data-testid={id}>{used.reason}</Text>;
  }
  const { percent, spent, amount, from, asOf } = used.used;
  return (
    <span className={styles.cell} title={`As of ${formatInstant(asOf)}`}>
      <Text data-value={percent} data-testid={id}>
        {percent}%
      </Text>
      <Text size={200} className={styles.detail}>
        {formatMoney(spent)} of {formatMoney(amount)} since {formatDay(from)}
      </Text>
    </span>
  );
}
