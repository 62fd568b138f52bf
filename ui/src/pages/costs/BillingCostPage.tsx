/** Billing › Cost management: money by what it was for, over time, beside the period before. */
import { Button, makeStyles, Skeleton, SkeletonItem, Text, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useRead } from "../../api/hooks";
import type { Problem } from "../../api/problem";
import { useAddress } from "../../app/useAddress";
import { AssumptionNote } from "../../components/AssumptionNote";
import { Choice } from "../../components/Choice";
import { Chart } from "../../components/chart/Chart";
import { type Column, DataList } from "../../components/list/DataList";
import { EmptyState } from "../../components/list/EmptyState";
import { usePagedList } from "../../components/list/usePagedList";
import { Page } from "../../components/Page";
import { ProblemBar } from "../../components/ProblemBar";
import { Amount, Instant, Money } from "../../components/values";
import type { CostAnalysisView } from "../../generated/CostAnalysisView";
import type { CostGroupRow } from "../../generated/CostGroupRow";
import { testId } from "../../testIds";
import { useFarOffDays } from "../reports/useFarOffDays";
import { CostFigures, Drivers } from "./CostFigures";
import { CostFilters } from "./CostFilters";
import { CustomDays } from "./CustomDays";
import { BASES, CHARTS, type CostView, GRANULARITIES, GROUPS, PERIODS, readView, writeFilters } from "./costView";
import { SavedViews } from "./SavedViews";

const useStyles = makeStyles({
  choices: { display: "flex", flexWrap: "wrap", alignItems: "flex-start", gap: tokens.spacingHorizontalM },
  skeleton: { height: "420px" },
  note: { maxWidth: "80ch" },
  name: { textAlign: "left", paddingInline: 0, minWidth: 0, fontWeight: tokens.fontWeightRegular },
});

const FIGURES: Column<CostGroupRow>[] = [
  { key: "usd", label: "Cost (USD)", numeric: true, cell: ({ usd }) => <Money value={usd} /> },
  {
    key: "share",
    label: "Share (%)",
    numeric: true,
    minWidth: 80,
    cell: ({ sharePercent }) => sharePercent != null && <Amount value={sharePercent} />,
  },
  {
    key: "previous",
    label: "Period before (USD)",
    numeric: true,
    cell: ({ previousUsd }) => <Money value={previousUsd} />,
  },
  { key: "change", label: "Change (USD)", numeric: true, cell: ({ changeUsd }) => <Money value={changeUsd} /> },
];

/** What the address keeps of the view besides the texts. */
type Ask = (parts: Record<string, string>) => void;

export function BillingCostPage() {
  const styles = useStyles();
  const { address, change } = useAddress();
  const view = readView(address.ask);
  const { question, granularity } = view;
  const costs = useRead("cost_analysis_get", { view: question, granularity }, { keepPrevious: true });
  const ask: Ask = (parts) => void change({ ask: { ...address.ask, ...parts }, pages: undefined, q: undefined });
  const open = (parts: Record<string, string>) => change({ ask: parts, pages: undefined, q: undefined });
  const isAboutDays = costs.error?.field === "view.from" || costs.error?.field === "view.until";
  const narrow = (key: string) => ask({ filters: writeFilters([...view.filters, { by: view.by, key }]) });
  return (
    <Page
      title="Cost management"
      subtitle="Money that pay-as-you-go charged, by what it was for. Copilot Credits and their spending policies are on other pages: Copilot's own Cost management shows credits, not money."
    >
      <Choices
        view={view}
        costs={costs.data}
        error={isAboutDays ? (costs.error ?? undefined) : undefined}
        ask={ask}
        views={<SavedViews shown={address.ask ?? {}} onOpen={(parts) => void open(parts)} />}
      />
      {costs.data && (
        <CostFilters filters={costs.data.filters} onChange={(filters) => ask({ filters: writeFilters(filters) })} />
      )}
      {!isAboutDays && <ProblemBar problem={costs.error} onRetry={() => void costs.refetch()} />}
      {!costs.error && !costs.data && (
        <Skeleton aria-label="Loading">
          <SkeletonItem className={styles.skeleton} />
        </Skeleton>
      )}
      {!costs.error && costs.data && <Shown costs={costs.data} view={view} onPick={narrow} />}
      {!costs.error && <Groups view={view} onPick={narrow} />}
      <AssumptionNote id="cost-analysis-forecast" />
    </Page>
  );
}

interface ChoicesProps {
  view: CostView;
  costs: CostAnalysisView | undefined;
  error: Problem | undefined;
  ask: Ask;
  views: ReactNode;
}

function Choices({ view, costs, error, ask, views }: ChoicesProps) {
  const styles = useStyles();
  const { period, basis, by, granularity, chart, question } = view;
  const from = question.from ?? costs?.from ?? "";
  const until = question.until ?? costs?.until ?? "";
  return (
    <>
      <div className={styles.choices}>
        <Choice
          area="costs"
          name="period"
          label="Period (UTC)"
          words={PERIODS}
          value={period}
          // Days of one's own begin as those that are shown.
          onChange={(chosen) => ask(chosen === "custom" ? { period: chosen, from, until } : { period: chosen })}
        />
        <Choice
          area="costs"
          name="by"
          label="Group by"
          words={GROUPS}
          value={by}
          onChange={(chosen) => ask({ by: chosen })}
        />
        <Choice
          area="costs"
          name="basis"
          label="Basis"
          words={BASES}
          value={basis}
          onChange={(chosen) => ask({ basis: chosen })}
        />
        <Choice
          area="costs"
          name="granularity"
          label="Granularity"
          words={GRANULARITIES}
          value={granularity}
          onChange={(chosen) => ask({ granularity: chosen })}
        />
        <Choice
          area="costs"
          name="chart"
          label="Chart"
          words={CHARTS}
          value={chart}
          onChange={(chosen) => ask({ chart: chosen })}
        />
        {views}
      </div>
      {period === "custom" && (
        <CustomDays
          key={`${from} ${until}`}
          from={from}
          until={until}
          error={error}
          onApply={(first, end) => ask({ period: "custom", from: first, until: end })}
        />
      )}
    </>
  );
}

interface ShownProps {
  costs: CostAnalysisView;
  view: CostView;
  onPick(key: string): void;
}

function Shown({ costs, view, onPick }: ShownProps) {
  const styles = useStyles();
  // A chart of a part says nothing of days on which another part was far off.
  const isWhole = costs.granularity !== "month" && view.chart !== "donut" && costs.filters.length === 0;
  const marks = useFarOffDays({
    from: isWhole ? costs.from : undefined,
    until: isWhole ? costs.until : undefined,
  });
  if (costs.notAvailable) {
    return (
      <EmptyState
        title={costs.notAvailable}
        text="Money is shown to Global, Billing and AI administrators. Choose another person at the top, under who is acting."
      />
    );
  }
  const level = costs.granularity !== "day" && costs.budget;
  return (
    <>
      <CostFigures costs={costs} />
      <Text size={200} className={styles.note} data-testid={testId("costs-basis-note")} data-basis={costs.basis}>
        <strong>{BASES[costs.basis]}.</strong> {costs.basisNote} As of <Instant value={costs.asOf} />, simulated.
      </Text>
      <Chart
        title={`Cost by ${GROUPS[costs.by].toLowerCase()}`}
        summary={costs.summary}
        unit="US dollars"
        money
        kind={view.chart}
        series={costs.series.map(({ key, label, usd }) => ({ key, label, total: usd, together: key === "others" }))}
        days={costs.columns.map(({ day, usd, totalUsd }) => ({ day, credits: usd, total: totalUsd }))}
        total={costs.totalUsd}
        by={costs.granularity === "month" ? "month" : "day"}
        accumulated={costs.granularity === "accumulated"}
        level={level ? { label: `Budget of ${level.name}`, amount: level.amountUsd } : undefined}
        marks={marks}
        onPick={onPick}
      />
      <Drivers costs={costs} />
    </>
  );
}

function Groups({ view, onPick }: { view: CostView; onPick(key: string): void }) {
  const styles = useStyles();
  const { by, question } = view;
  const { answer, ...list } = usePagedList("cost_analysis_list", {
    list: "costGroups",
    searchLabel: "Search by name",
    filter: { view: question },
    filterParts: [],
  });
  const name: Column<CostGroupRow> = {
    key: "name",
    label: GROUPS[by],
    width: "34%",
    cell: ({ key, label }) => (
      <Button
        className={styles.name}
        appearance="transparent"
        aria-label={`Filter by ${label}`}
        onClick={() => onPick(key)}
        data-testid={testId("costs-row-<key>", { key })}
      >
        {label}
      </Button>
    ),
  };
  return answer?.notAvailable ? null : (
    <DataList
      id="cost-groups"
      label={`Costs by ${GROUPS[by].toLowerCase()}`}
      columns={[name, ...FIGURES]}
      {...list}
      rowKey={({ key }) => key}
      noMatch={answer && list.search.value ? list.noMatch : undefined}
      empty={
        <EmptyState
          title="Nothing was charged"
          text="In these days and under these filters pay-as-you-go charged nothing. Choose another period, or take a filter away."
        />
      }
    />
  );
}
