/** What a page keeps in its address besides its path, so that Back, a reload and a start-up flag lead to the same view. */
import type { CostBy } from "../generated/CostBy";
import type { CoverageStanding } from "../generated/CoverageStanding";
import type { HappeningCause } from "../generated/HappeningCause";
import type { ServiceKey } from "../generated/ServiceKey";
import type { UsageBasis } from "../generated/UsageBasis";
import type { UsageSplit } from "../generated/UsageSplit";
import type { UsageTimeline } from "../generated/UsageTimeline";
import { isDay } from "../locale/calendar";

export type Tab =
  | "sales"
  | "dynamics"
  | "cases"
  | "chat"
  | "policies"
  | "services"
  | "high-usage"
  | "summary"
  | "environments"
  | "drain"
  | "costs"
  | "budgets"
  | "products"
  | "trials"
  | "bots"
  | "conversations"
  | "rules"
  | "flows";
export type Panel =
  | "create"
  | "policy"
  | "service"
  | "try"
  | "help"
  | "subscription"
  | "group"
  | "prerequisites"
  | "notifications"
  | "rejections"
  | "compare"
  | "rate-card"
  | "month"
  | "report"
  | "reconciliation"
  | "receipt"
  | "environment"
  | "environment-groups"
  | "environment-use"
  | "capacity"
  | "agent-limit"
  | "dynamics-agent"
  | "licence"
  | "buying-mix"
  | "plan"
  | "plan-create"
  | "conversation";

/** The calculators of the Estimate page. */
export const CALCULATORS = ["rate", "offers", "agents", "business-central", "sessions"] as const;
export type Calculator = (typeof CALCULATORS)[number];

export interface Address {
  tab?: Tab;
  panel?: Panel;
  /** The object that the panel shows. */
  id?: string;
  service?: ServiceKey;
  q?: string;
  /** The list that is ordered, a dot, and the column; a minus before it: descending. */
  sort?: string;
  /** Cursors of the pages walked so far; the last one is shown. */
  pages?: string[];
  cause?: HappeningCause;
  standing?: CoverageStanding;
  /** The billing policy that pays. */
  payer?: string;
  licensed?: boolean;
  by?: UsageSplit;
  costBy?: CostBy;
  basis?: UsageBasis;
  timeline?: UsageTimeline;
  from?: string;
  until?: string;
  /** The service of the rows of usage shown. */
  rowsOf?: ServiceKey;
  calculator?: Calculator;
  /** What the calculator was asked: texts by field. */
  ask?: Record<string, string>;
}

/** Reads an address; what it does not know or understand is left out. */
export function readAddress(raw: Record<string, unknown>): Address {
  return withoutUndefined({
    tab: oneOf(raw.tab, [
      "sales",
      "dynamics",
      "cases",
      "chat",
      "policies",
      "services",
      "high-usage",
      "summary",
      "environments",
      "drain",
      "costs",
      "budgets",
      "products",
      "trials",
      "bots",
      "conversations",
      "rules",
      "flows",
    ]),
    panel: oneOf(raw.panel, [
      "create",
      "policy",
      "service",
      "try",
      "help",
      "subscription",
      "group",
      "prerequisites",
      "notifications",
      "rejections",
      "compare",
      "rate-card",
      "month",
      "report",
      "reconciliation",
      "receipt",
      "environment",
      "environment-groups",
      "environment-use",
      "capacity",
      "agent-limit",
      "dynamics-agent",
      "licence",
      "buying-mix",
      "plan",
      "plan-create",
      "conversation",
    ]),
    id: text(raw.id),
    service: oneOf(raw.service, ["copilotChat", "sharePointAgents", "retrievalApi"]),
    q: text(raw.q),
    sort: text(raw.sort),
    pages: Array.isArray(raw.pages) ? raw.pages.map(String) : undefined,
    standing: oneOf(raw.standing, ["covered", "twice", "nobody", "licensed"]),
    payer: text(raw.payer),
    cause: oneOf(raw.cause, ["act", "time", "usage"]),
    licensed: typeof raw.licensed === "boolean" ? raw.licensed : undefined,
    by: oneOf(raw.by, ["payer", "environment"]),
    costBy: oneOf(raw.costBy, ["resource", "meter", "tag"]),
    basis: oneOf(raw.basis, ["metered", "reported"]),
    timeline: oneOf(raw.timeline, ["actual", "asIfToday"]),
    from: day(raw.from),
    until: day(raw.until),
    rowsOf: oneOf(raw.rowsOf, ["copilotChat", "sharePointAgents", "retrievalApi", "copilotStudio"]),
    calculator: oneOf(raw.calculator, CALCULATORS),
    ask: texts(raw.ask),
  });
}

/** The router reads `q=12` as a number; it was typed as text. */
function text(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

function texts(value: unknown): Record<string, string> | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return undefined;
  }
  const parts = Object.entries(value).map(([name, part]) => [name, text(part)] as const);
  return Object.fromEntries(parts.filter((part): part is [string, string] => part[1] !== undefined));
}

function day(value: unknown): string | undefined {
  return typeof value === "string" && isDay(value) ? value : undefined;
}

function oneOf<T extends string>(value: unknown, allowed: readonly T[]): T | undefined {
  return allowed.find((candidate) => candidate === value);
}

function withoutUndefined(address: Address): Address {
  return Object.fromEntries(Object.entries(address).filter(([, value]) => value !== undefined));
}
