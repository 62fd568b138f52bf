/** Azure › Cost Management: what pay-as-you-go costs by resource, meter and tag, and budgets of billing plans. */
import { Tab, TabList } from "@fluentui/react-components";
import type { Tab as TabName } from "../../../app/address";
import { useAddress } from "../../../app/useAddress";
import { Page } from "../../../components/Page";
import { testId } from "../../../testIds";
import { BudgetsTab } from "./BudgetsTab";
import { CostTab } from "./CostTab";

const TABS: { tab: TabName; label: string }[] = [
  { tab: "costs", label: "Cost analysis" },
  { tab: "budgets", label: "Budgets" },
];

export function CostManagementPage() {
  const { address, change } = useAddress();
  const shown = TABS.find(({ tab }) => tab === address.tab)?.tab ?? "costs";
  return (
    <Page
      title="Cost Management"
      subtitle="Azure knows resources, meters and tags: no agent, no user and no environment. Capacity packs never show here, and what a pre-purchase plan pays for shows at $0."
    >
      <TabList
        selectedValue={shown}
        onTabSelect={(_, { value }) =>
          change({ tab: value as TabName, q: undefined, pages: undefined, sort: undefined })
        }
      >
        {TABS.map(({ tab, label }) => (
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
        {shown === "costs" ? <CostTab /> : <BudgetsTab />}
      </div>
    </Page>
  );
}
