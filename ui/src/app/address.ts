/** What a page keeps in its address besides its path, so that Back, a reload and a start-up flag lead to the same view. */
import type { CoverageStanding } from "../generated/CoverageStanding";
import type { HappeningCause } from "../generated/HappeningCause";
import type { ServiceKey } from "../generated/ServiceKey";
import type { UsageBasis } from "../generated/UsageBasis";
import type { UsageSplit } from "../generated/UsageSplit";
import type { UsageTimeline } from "../generated/UsageTimeline";
import { isDay } from "../locale/calendar";

export type Tab = "policies" | "services" | "high-usage";
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
  | "compare";

export interface Address {
  tab?: Tab;
  panel?: Panel;
  /** The object that the panel shows. */
  id?: string;
  service?: ServiceKey;
  q?: string;
  /** Cursors of the pages walked so far; the last one is shown. */
  pages?: string[];
  cause?: HappeningCause;
  standing?: CoverageStanding;
  /** The billing policy that pays. */
  payer?: string;
  licensed?: boolean;
  by?: UsageSplit;
  basis?: UsageBasis;
  timeline?: UsageTimeline;
  from?: string;
  until?: string;
}

/** Reads an address; what it does not know or understand is left out. */
export function readAddress(raw: Record<string, unknown>): Address {
  return withoutUndefined({
    tab: oneOf(raw.tab, ["policies", "services", "high-usage"]),
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
    ]),
    id: text(raw.id),
    service: oneOf(raw.service, ["copilotChat", "sharePointAgents", "retrievalApi"]),
    q: text(raw.q),
    pages: Array.isArray(raw.pages) ? raw.pages.map(String) : undefined,
    standing: oneOf(raw.standing, ["covered", "twice", "nobody", "licensed"]),
    payer: text(raw.payer),
    cause: oneOf(raw.cause, ["act", "time", "usage"]),
    licensed: typeof raw.licensed === "boolean" ? raw.licensed : undefined,
    by: oneOf(raw.by, ["payer", "environment"]),
    basis: oneOf(raw.basis, ["metered", "reported"]),
    timeline: oneOf(raw.timeline, ["actual", "asIfToday"]),
    from: day(raw.from),
    until: day(raw.until),
  });
}

/** The router reads `q=12` as a number; it was typed as text. */
function text(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
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
