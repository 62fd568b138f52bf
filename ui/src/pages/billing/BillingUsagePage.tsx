/** Copilot › Billing & usage: billing policies, and the services that they pay for. */
import { Tab, TabList } from "@fluentui/react-components";
import type { Tab as TabName } from "../../app/address";
import { useAddress } from "../../app/useAddress";
import { Page } from "../../components/Page";
import { testId } from "../../testIds";
import { HighUsageTab } from "./HighUsageTab";
import { PoliciesTab } from "./PoliciesTab";
import { ServicesTab } from "./ServicesTab";

const TABS: { tab: TabName; label: string }[] = [
  { tab: "policies", label: "Billing policies" },
  { tab: "services", label: "Pay-as-you-go services" },
  { tab: "high-usage", label: "High-usage users" },
];

export function BillingUsagePage() {
  const { address, change } = useAddress();
  const shown = address.tab ?? "policies";
  return (
    <Page
      title="Billing & usage"
      subtitle="Set up pay-as-you-go billing: add a billing policy, then connect services to it. In today's admin center this page is under Copilot › Cost management › Classic Billing & usage."
    >
      <TabList
        style={{ flexWrap: "wrap" }}
        selectedValue={shown}
        onTabSelect={(_, { value }) => change({ tab: value as TabName, q: undefined, pages: undefined })}
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
        {shown === "policies" && <PoliciesTab />}
        {shown === "services" && <ServicesTab />}
        {shown === "high-usage" && <HighUsageTab />}
      </div>
    </Page>
  );
}
