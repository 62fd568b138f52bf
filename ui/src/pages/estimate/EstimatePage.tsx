/** Rehearsal › Estimate: what use would be worth, and what it would cost under which offer. Changes nothing. */
import { Spinner, Tab, TabList } from "@fluentui/react-components";
import { useRead } from "../../api/hooks";
import { CALCULATORS, type Calculator } from "../../app/address";
import { useAddress } from "../../app/useAddress";
import { Page } from "../../components/Page";
import { dayOf } from "../../locale/calendar";
import { testId } from "../../testIds";
import { AgentEstimate } from "./AgentEstimate";
import { BusinessCentral } from "./BusinessCentral";
import { CompareOffers } from "./CompareOffers";
import { RateUse } from "./RateUse";
import { Sessions } from "./Sessions";

const LABELS: Record<Calculator, string> = {
  rate: "Rate a use",
  offers: "Compare offers",
  agents: "Agent usage",
  "business-central": "Business Central",
  sessions: "Billed sessions",
};

export function EstimatePage() {
  const { address, change } = useAddress();
  const tenant = useRead("tenant_get", {});
  const shown = address.calculator ?? "rate";
  return (
    <Page
      title="Estimate"
      onlyHere
      subtitle="Five calculators. They ask nothing of the workbook and change nothing in it: figures are worked out from the dated rate cards and list prices."
    >
      <TabList
        style={{ flexWrap: "wrap" }}
        selectedValue={shown}
        onTabSelect={(_, { value }) => change({ calculator: value as Calculator, ask: undefined })}
      >
        {CALCULATORS.map((calculator) => (
          <Tab
            key={calculator}
            value={calculator}
            id={`tab-${calculator}`}
            aria-controls={shown === calculator ? `tabpanel-${calculator}` : undefined}
            data-testid={testId("tab-<name>", { name: calculator })}
          >
            {LABELS[calculator]}
          </Tab>
        ))}
      </TabList>
      <div role="tabpanel" id={`tabpanel-${shown}`} aria-labelledby={`tab-${shown}`}>
        {shown === "rate" && (tenant.data ? <RateUse today={dayOf(tenant.data.now)} /> : <Spinner label="Loading" />)}
        {shown === "offers" && <CompareOffers />}
        {shown === "agents" && <AgentEstimate />}
        {shown === "business-central" && <BusinessCentral />}
        {shown === "sessions" && <Sessions />}
      </div>
    </Page>
  );
}
