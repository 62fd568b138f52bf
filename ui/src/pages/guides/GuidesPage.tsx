/** Set-up guides: four articles, step by step, each step as it stands in this tenant. */
import { Spinner, Tab, TabList } from "@fluentui/react-components";
import { useRead } from "../../api/hooks";
import type { Tab as TabName } from "../../app/address";
import { useAddress } from "../../app/useAddress";
import { Page } from "../../components/Page";
import { ProblemBar } from "../../components/ProblemBar";
import type { GuideKey } from "../../generated/GuideKey";
import { testId } from "../../testIds";
import { Guide } from "./Guide";

const GUIDES: { tab: TabName; guide: GuideKey; label: string }[] = [
  { tab: "sales", guide: "copilotForSales", label: "Copilot for Sales" },
  { tab: "dynamics", guide: "dynamics365", label: "Dynamics 365" },
  { tab: "cases", guide: "caseManagement", label: "Case management agent" },
  { tab: "chat", guide: "copilotChat", label: "Microsoft 365 Copilot Chat" },
];

export function GuidesPage() {
  const { address, change } = useAddress();
  const shown = GUIDES.find(({ tab }) => tab === address.tab)?.tab ?? "sales";
  const guide = GUIDES.find(({ tab }) => tab === shown)?.guide ?? "copilotForSales";
  const asked = useRead("guide_get", { guide });
  return (
    <Page
      title="Set-up guides"
      subtitle="Microsoft's articles on setting billing up, live: what of each step is done in this tenant, and where to do the rest."
      onlyHere
    >
      <TabList
        style={{ flexWrap: "wrap" }}
        selectedValue={shown}
        onTabSelect={(_, { value }) => change({ tab: value as TabName })}
      >
        {GUIDES.map(({ tab, label }) => (
          <Tab
            key={tab}
            value={tab}
            id={`tab-${tab}`}
            aria-controls={shown === tab ? `tabpanel-${tab}` : undefined}
            data-testid={testId("tab-<name>", { name: tab })}
          >
            {label}
          </Tab>
        ))}
      </TabList>
      <div role="tabpanel" id={`tabpanel-${shown}`} aria-labelledby={`tab-${shown}`}>
        <ProblemBar problem={asked.error} onRetry={() => void asked.refetch()} />
        {asked.isPending && <Spinner label="Loading" />}
        {asked.data && <Guide guide={asked.data} />}
      </div>
    </Page>
  );
}
