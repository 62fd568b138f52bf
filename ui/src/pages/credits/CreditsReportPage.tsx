/** Reports › Usage › Microsoft 365 Copilot › Credits: what was used in 7 or 30 days, by whom, by which agent, under which policy. */
import { makeStyles, Skeleton, SkeletonItem, Tab, TabList, Text, tokens } from "@fluentui/react-components";
import { useRead } from "../../api/hooks";
import { useAddress } from "../../app/useAddress";
import { Choice } from "../../components/Choice";
import { Chart } from "../../components/chart/Chart";
import { LearnMore } from "../../components/help/LearnMore";
import { Page } from "../../components/Page";
import { ProblemBar } from "../../components/ProblemBar";
import { Amount, Day, Instant } from "../../components/values";
import type { CreditsReportView } from "../../generated/CreditsReportView";
import type { CreditsTable } from "../../generated/CreditsTable";
import type { ReportWindow } from "../../generated/ReportWindow";
import type { ServiceKey } from "../../generated/ServiceKey";
import { addDays } from "../../locale/calendar";
import { testId } from "../../testIds";
import { useFarOffDays } from "../reports/useFarOffDays";
import { Alerts, Concealed } from "./CreditsNotes";
import { CreditsTableList, TABLES } from "./CreditsTableList";

const WINDOWS: Record<ReportWindow, string> = { sevenDays: "Past 7 days", thirtyDays: "Past 30 days" };
const VIEWS = { cumulative: "Cumulative view", daily: "Daily view" };
type View = keyof typeof VIEWS;

/** What the report is about: Copilot Studio's own use has reports of its own. */
const SERVICES: ServiceKey[] = ["copilotChat", "sharePointAgents", "retrievalApi"];

const useStyles = makeStyles({
  choices: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalM },
  hero: {
    display: "block",
    fontSize: tokens.fontSizeHero800,
    lineHeight: tokens.lineHeightHero800,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: "anywhere",
  },
  skeleton: { height: "420px" },
  tabs: { flexWrap: "wrap" },
});

export function CreditsReportPage() {
  const styles = useStyles();
  const { address, change } = useAddress();
  const { ask } = address;
  const period: ReportWindow = ask?.window === "sevenDays" ? "sevenDays" : "thirtyDays";
  const view: View = ask?.view === "daily" ? "daily" : "cumulative";
  const table = (Object.keys(TABLES) as CreditsTable[]).find((key) => key === ask?.table) ?? "users";
  const report = useRead("credits_report_get", { window: period }, { keepPrevious: true });
  const show = (parts: Record<string, string>) => void change({ ask: { ...ask, ...parts } });
  const showTable = (chosen: string) =>
    void change({ ask: { ...ask, table: chosen }, pages: undefined, q: undefined, sort: undefined });
  function showUsers() {
    showTable("users");
    // The tables are below the chart: whoever asks for them is led there.
    document.getElementById("tab-users")?.focus();
  }
  return (
    <Page
      title="Copilot credits"
      subtitle="Reports › Usage › Microsoft 365 Copilot › Credits: billed use of agents in Copilot Chat and SharePoint and of the Retrieval API, whether it was set up in the Microsoft 365 or in the Power Platform admin center."
    >
      <div className={styles.choices}>
        <Choice
          area="credits"
          name="window"
          label="Days (UTC)"
          words={WINDOWS}
          value={period}
          onChange={(chosen) => show({ window: chosen })}
        />
        <Choice
          area="credits"
          name="view"
          label="Chart"
          words={VIEWS}
          value={view}
          onChange={(chosen) => show({ view: chosen })}
        />
      </div>
      <ProblemBar problem={report.error} onRetry={() => void report.refetch()} />
      {!report.error && !report.data && (
        <Skeleton aria-label="Loading">
          <SkeletonItem className={styles.skeleton} />
        </Skeleton>
      )}
      {!report.error && report.data && <Figures report={report.data} view={view} onUsers={showUsers} />}
      <TabList className={styles.tabs} selectedValue={table} onTabSelect={(_, { value }) => showTable(String(value))}>
        {Object.entries(TABLES).map(([key, label]) => (
          <Tab
            key={key}
            value={key}
            id={`tab-${key}`}
            aria-controls={table === key ? `tabpanel-${key}` : undefined}
            data-testid={testId("tab-<name>", { name: key })}
          >
            {label}
          </Tab>
        ))}
      </TabList>
      <div role="tabpanel" id={`tabpanel-${table}`} aria-labelledby={`tab-${table}`}>
        <CreditsTableList key={table} table={table} />
      </div>
      <LearnMore article="creditsReport" place="page" />
    </Page>
  );
}

interface FiguresProps {
  report: CreditsReportView;
  view: View;
  onUsers(): void;
}

function Figures({ report, view, onUsers }: FiguresProps) {
  const styles = useStyles();
  const isCumulative = view === "cumulative";
  const marks = useFarOffDays({
    from: report.from,
    until: report.until,
    services: SERVICES,
    concealed: report.concealed,
  });
  return (
    <>
      <Alerts report={report} onUsers={onUsers} />
      <Concealed report={report} />
      <div>
        <Text>Credits used</Text>
        <span className={styles.hero}>
          <Amount value={report.credits} testId={testId("credits-used")} />
        </span>
        <Text size={200}>
          <Day value={report.from} /> to <Day value={addDays(report.until, -1)} />, today included, as of{" "}
          <Instant value={report.asOf} />, simulated. Here every settled use counts at once. The real report takes up to
          1 hour, a policy's Spending up to 4 hours and Azure's cost up to a day.
        </Text>
      </div>
      <Chart
        title={isCumulative ? "Credits used, cumulative" : "Credits used per day"}
        summary={report.summary}
        unit="Copilot Credits"
        kind={isCumulative ? "lines" : "bars"}
        accumulated={isCumulative}
        series={[{ key: "credits", label: "Credits used", outcome: "included", total: report.credits }]}
        days={report.days.map(({ day, credits, cumulative }) => {
          const shown = isCumulative ? cumulative : credits;
          return { day, credits: [shown], total: shown };
        })}
        total={report.credits}
        marks={marks}
      />
    </>
  );
}
