/** The services whose use is metered, in the order of screens. */
import type { ServiceKey } from "../../generated/ServiceKey";

export const SERVICES: { value: ServiceKey; label: string }[] = [
  { value: "copilotChat", label: "Microsoft 365 Copilot Chat" },
  { value: "sharePointAgents", label: "SharePoint agents" },
  { value: "retrievalApi", label: "Microsoft 365 Copilot Retrieval API" },
  { value: "copilotStudio", label: "Copilot Studio" },
];
