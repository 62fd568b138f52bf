/** What the tenant has. */
import { DetailList } from "../../components/panel/DetailList";
import { Count } from "../../components/values";
import type { TenantView } from "../../generated/TenantView";
import { HomeCard } from "./HomeCard";

export function SetUpCard({ tenant }: { tenant: TenantView }) {
  return (
    <HomeCard id="set-up" title="What is set up">
      <DetailList
        details={[
          { key: "home-policies", label: "Billing policies", value: <Count value={tenant.policies} /> },
          { key: "home-services", label: "Connected services", value: <Count value={tenant.connectedServices} /> },
          { key: "home-subscriptions", label: "Azure subscriptions", value: <Count value={tenant.subscriptions} /> },
          { key: "home-people", label: "People", value: <Count value={tenant.people} /> },
          { key: "home-groups", label: "Groups", value: <Count value={tenant.groups} /> },
          { key: "home-imports", label: "Imports", value: <Count value={tenant.imports} /> },
        ]}
      />
    </HomeCard>
  );
}
