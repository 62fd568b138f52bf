/** Words for what an environment is, in the order in which they are offered. */
import type { EnvironmentKindKey } from "../../generated/EnvironmentKindKey";
import type { EnvironmentRow } from "../../generated/EnvironmentRow";
import type { StageKey } from "../../generated/StageKey";
import type { WorkloadKey } from "../../generated/WorkloadKey";
import { formatDay, formatInstant, formatQuantity } from "../../locale/locale";

export const KINDS: Record<EnvironmentKindKey, string> = {
  production: "Production",
  sandbox: "Sandbox",
  trial: "Trial",
  subscriptionBasedTrial: "Trial (subscription-based)",
  developer: "Developer",
  teams: "Microsoft Teams",
  default: "Default",
  copilotChat: "Microsoft 365 Copilot Chat",
};

export const WORKLOADS: Record<WorkloadKey, string> = {
  none: "None",
  copilotForSales: "Copilot for Sales",
  dynamics365: "Dynamics 365",
};

const STAGES: Record<StageKey, string> = {
  ready: "Ready",
  converting: "Converting to production",
  trial: "Trial",
  ended: "Trial ended",
};

export function stageText({ stage, stageUntil, daysLeft }: EnvironmentRow): string {
  if (!stageUntil) {
    return STAGES[stage];
  }
  switch (stage) {
    case "converting":
      return `${STAGES.converting}, done by ${formatInstant(stageUntil)}`;
    case "trial":
      return `${formatQuantity(daysLeft ?? 0, "day", "days")} left`;
    default:
      return `${STAGES[stage]} on ${formatDay(stageUntil.slice(0, 10))}`;
  }
}
