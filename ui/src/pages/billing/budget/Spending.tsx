/** What a policy spent: this month, six months, where its budget stands, and what a hard stop would have done. */
import { makeStyles, Spinner, Subtitle2, Text, tokens } from "@fluentui/react-components";
import { useRead } from "../../../api/hooks";
import { AssumptionNote } from "../../../components/AssumptionNote";
import { Chart } from "../../../components/chart/Chart";
import { LearnMore } from "../../../components/help/LearnMore";
import { ProblemBar } from "../../../components/ProblemBar";
import { Instant, Money } from "../../../components/values";
import type { PolicyView } from "../../../generated/PolicyView";
import type { SpendingView } from "../../../generated/SpendingView";
import { formatMonth } from "../../../locale/locale";
import { testId } from "../../../testIds";
import { BudgetProgress } from "./BudgetProgress";
import { HardStop } from "./HardStop";

const useStyles = makeStyles({
  page: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalXL },
  block: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalXS },
  detail: { color: tokens.colorNeutralForeground3 },
});

export function Spending({ policy }: { policy: PolicyView }) {
  const styles = useStyles();
  const read = useRead("policy_spending", { policy: policy.id });
  if (read.isPending) {
    return <Spinner label="Loading" />;
  }
  if (!read.data) {
    return <ProblemBar problem={read.error} onRetry={() => read.refetch()} />;
  }
  const { asOf, spending, notAvailable } = read.data;
  if (!spending) {
    return <Text data-testid={testId("spending-not-available")}>{notAvailable}</Text>;
  }
  const present = spending.months.at(-1);
  return (
    <div className={styles.page}>
      {present && (
        <section className={styles.block} aria-label="This month">
          <Subtitle2 as="h3">Spent in {formatMonth(present.month)} so far</Subtitle2>
          <Text size={600} weight="semibold">
            <Money value={present.usd} testId={testId("spending-month")} />
          </Text>
          <Text className={styles.detail}>
            As of <Instant value={asOf} />. The Microsoft 365 admin center can be up to 4 hours behind.
          </Text>
        </section>
      )}
      {spending.budget ? (
        <BudgetProgress progress={spending.budget} />
      ) : (
        <Text>This policy has no budget. Set one under Settings to be alerted.</Text>
      )}
      <Months spending={spending} />
      <HardStop stop={spending.hardStop} />
      <AssumptionNote id="spending-roles" />
      <LearnMore article="viewCost" place="panel" />
    </div>
  );
}

function Months({ spending }: { spending: SpendingView }) {
  const { months, totalUsd, totalCredits, summary } = spending;
  return (
    <Chart
      title="Spending of the last six months"
      summary={summary}
      unit="US dollars"
      by="month"
      money
      series={[{ key: "usd", label: "Spent (USD)", outcome: "paid", total: totalUsd }]}
      days={months.map(({ month, usd }) => ({ day: month, credits: [usd], total: usd }))}
      total={totalUsd}
      beside={{ label: "Copilot Credits", values: months.map(({ credits }) => credits), total: totalCredits }}
    />
  );
}
