/** What the program's words about billing plans are called on screen. */
import type { PlanKindKey } from "../../../generated/PlanKindKey";
import type { PlanProductKey } from "../../../generated/PlanProductKey";
import type { PlanStatusKey } from "../../../generated/PlanStatusKey";

export const KINDS: Record<PlanKindKey, string> = {
  azureSubscription: "Azure subscription",
  copilotChat: "Microsoft 365 Copilot Chat",
};

export const STATUSES: Record<PlanStatusKey, string> = {
  provisioning: "Provisioning",
  enabled: "Enabled",
  disabled: "Disabled",
};

export const PRODUCTS: Record<PlanProductKey, string> = {
  copilotStudio: "Copilot Studio",
  dataverse: "Dataverse",
  powerApps: "Power Apps",
  powerAutomate: "Power Automate",
  powerPages: "Power Pages",
  windows365ForAgents: "Windows 365 for Agents",
};

/** Products as a sentence part. */
export function productNames(products: PlanProductKey[]): string {
  return products.map((product) => PRODUCTS[product]).join(", ");
}
