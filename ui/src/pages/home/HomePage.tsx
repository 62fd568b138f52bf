/** Home: what is set up, what to do next, this month's credits and the latest happenings. */
import { makeStyles, Text, tokens } from "@fluentui/react-components";
import { useRead } from "../../api/hooks";
import { Page } from "../../components/Page";
import { ProblemBar } from "../../components/ProblemBar";
import { LatestHappenings } from "./LatestHappenings";
import { MonthCard } from "./MonthCard";
import { NextStep } from "./NextStep";
import { SetUpCard } from "./SetUpCard";

const useStyles = makeStyles({
  cards: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fit, minmax(min(280px, 100%), 1fr))",
    gap: tokens.spacingHorizontalL,
  },
});

export function HomePage() {
  const styles = useStyles();
  const tenant = useRead("tenant_get", {});
  return (
    <Page title="Home" subtitle={tenant.data ? `Copilot billing of ${tenant.data.name}` : undefined}>
      <ProblemBar problem={tenant.error} onRetry={() => tenant.refetch()} />
      {tenant.data?.readOnly && (
        <Text data-kind="read-only">This workbook can only be read: {tenant.data.readOnly}</Text>
      )}
      {tenant.data && (
        <>
          <NextStep tenant={tenant.data} />
          <div className={styles.cards}>
            <SetUpCard tenant={tenant.data} />
            <MonthCard now={tenant.data.now} />
            <LatestHappenings />
          </div>
        </>
      )}
    </Page>
  );
}
