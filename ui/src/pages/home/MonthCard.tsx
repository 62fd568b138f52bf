/** This month's Copilot Credits by who paid. */
import { makeStyles, Text, tokens } from "@fluentui/react-components";
import { useRead } from "../../api/hooks";
import { PageLink } from "../../components/PageLink";
import { ProblemBar } from "../../components/ProblemBar";
import { DetailList } from "../../components/panel/DetailList";
import { Amount, Credits, Instant, Money } from "../../components/values";
import { formatMonth } from "../../locale/locale";
import { testId } from "../../testIds";
import { HomeCard } from "./HomeCard";
import { MONTH } from "./homeReads";

const useStyles = makeStyles({
  hero: {
    fontSize: tokens.fontSizeBase600,
    lineHeight: tokens.lineHeightBase600,
    fontWeight: tokens.fontWeightSemibold,
  },
  // Money never stands in one column with credits.
  money: { borderTop: `1px solid ${tokens.colorNeutralStroke2}`, paddingTop: tokens.spacingVerticalM },
  detail: { color: tokens.colorNeutralForeground3 },
});

export function MonthCard({ now }: { now: string }) {
  const styles = useStyles();
  const month = useRead("usage_series", MONTH);
  return (
    <HomeCard id="month" title={`${formatMonth(now)} so far`}>
      <ProblemBar problem={month.error} onRetry={() => month.refetch()} />
      {month.data && (
        <>
          <span className={styles.hero}>
            <Credits value={month.data.total} testId={testId("home-month-total")} />
          </span>
          <DetailList
            details={month.data.series
              .filter(({ total }) => total !== "0")
              .map(({ key, label, total }) => ({ key: `month-${key}`, label, value: <Amount value={total} /> }))}
          />
          {month.data.payAsYouGoUsd != null && (
            <div className={styles.money}>
              <DetailList
                details={[
                  {
                    key: "month-usd",
                    label: "Charged by pay-as-you-go (USD)",
                    value: <Money value={month.data.payAsYouGoUsd} />,
                  },
                ]}
              />
            </div>
          )}
          <Text size={200} className={styles.detail}>
            {month.data.basis === "metered" ? "Metered" : "Reported"}, as of <Instant value={month.data.asOf} />,
            simulated
          </Text>
          <PageLink
            to="/reports/usage"
            search={{ from: month.data.from, until: month.data.until }}
            data-testid={testId("home-month-usage")}
          >
            See usage
          </PageLink>
        </>
      )}
    </HomeCard>
  );
}
