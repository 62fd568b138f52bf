/** Where the steps of a guide are done, as addresses. */
import type { GuidePlace } from "../../generated/GuidePlace";

export function placeOf(place: GuidePlace, id: string | undefined) {
  switch (place) {
    case "purchase":
      return { to: "/billing/purchase", search: {} } as const;
    case "environments":
      return { to: "/power-platform/environments", search: id ? { panel: "environment", id } : {} } as const;
    case "copilotStudio":
      return { to: "/power-platform/copilot-studio", search: {} } as const;
    case "capacity":
      return { to: "/power-platform/copilot-studio", search: { panel: "capacity", ...(id && { id }) } } as const;
    case "plans":
      return { to: "/power-platform/billing-plans", search: id ? { panel: "plan", id } : {} } as const;
    case "newPlan":
      return { to: "/power-platform/billing-plans", search: { panel: "plan-create" } } as const;
    case "subscriptions":
      return { to: "/azure/subscriptions", search: {} } as const;
    case "costManagement":
      return { to: "/azure/cost-management", search: {} } as const;
    case "dynamicsAgents":
      return {
        to: "/power-platform/dynamics-agents",
        search: id ? { panel: "dynamics-agent", id } : {},
      } as const;
    case "policies":
      return { to: "/copilot/billing-usage", search: { tab: "policies" } } as const;
    case "newPolicy":
      return { to: "/copilot/billing-usage", search: { tab: "policies", panel: "create" } } as const;
    case "services":
      return {
        to: "/copilot/billing-usage",
        search: { tab: "services", ...(id && { panel: "service", service: "copilotChat" }) },
      } as const;
  }
}
