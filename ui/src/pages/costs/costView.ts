/** Which costs the page shows, as its address has it and as the program is asked. */
import type { CostBasisKey } from "../../generated/CostBasisKey";
import type { CostFilter } from "../../generated/CostFilter";
import type { CostGranularity } from "../../generated/CostGranularity";
import type { CostGroupBy } from "../../generated/CostGroupBy";
import type { CostPeriod } from "../../generated/CostPeriod";
import type { CostQuestion } from "../../generated/CostQuestion";

export const PERIODS: Record<CostPeriod, string> = {
  thisMonth: "This month",
  lastMonth: "Last month",
  lastSevenDays: "Last 7 days",
  lastThirtyDays: "Last 30 days",
  thisQuarter: "This quarter",
  thisYear: "This year",
  custom: "Custom",
};

export const BASES: Record<CostBasisKey, string> = {
  billed: "Actual cost",
  settled: "Settled by Meterdesk",
  amortized: "Amortized cost",
};

export const GROUPS: Record<CostGroupBy, string> = {
  service: "Service",
  subscription: "Subscription",
  arrangement: "Billing policy or plan",
  environment: "Environment",
  agent: "Agent",
  department: "Department",
  person: "Person",
};

export const GRANULARITIES: Record<CostGranularity, string> = {
  day: "Daily",
  month: "Monthly",
  accumulated: "Accumulated",
};

export type ChartKind = "bars" | "lines" | "donut";

export const CHARTS: Record<ChartKind, string> = { bars: "Columns", lines: "Lines", donut: "Donut" };

export interface CostView {
  question: CostQuestion;
  period: CostPeriod;
  basis: CostBasisKey;
  by: CostGroupBy;
  filters: CostFilter[];
  granularity: CostGranularity;
  chart: ChartKind;
}

type Parts = Record<string, string>;

function word<T extends string>(text: string | undefined, known: Record<T, string>, otherwise: T): T {
  return text !== undefined && text in known ? (text as T) : otherwise;
}

/** Reads the view of an address; what it doesn't understand is left out. */
export function readView(parts: Parts | undefined): CostView {
  const { period: named, basis, by, granularity, chart, filters, from, until } = parts ?? {};
  const period = word<CostPeriod>(named, PERIODS, "thisMonth");
  const view = {
    period,
    basis: word(basis, BASES, "billed"),
    by: word(by, GROUPS, "service"),
    filters: readFilters(filters),
    granularity: word(granularity, GRANULARITIES, "day"),
    chart: word(chart, CHARTS, "bars"),
  };
  const days = period === "custom" ? { from, until } : {};
  return { ...view, question: { period, basis: view.basis, by: view.by, filters: view.filters, ...days } };
}

export function writeFilters(filters: CostFilter[]): string {
  return filters.map(({ by, key }) => `${by}:${encodeURIComponent(key)}`).join(" ");
}

function readFilters(text: string | undefined): CostFilter[] {
  return (text ?? "")
    .split(" ")
    .map((part) => part.split(":", 2))
    .filter((pair): pair is [CostGroupBy, string] => pair.length === 2 && (pair[0] ?? "") in GROUPS)
    .map(([by, key]) => ({ by, key: decodeURIComponent(key) }));
}
