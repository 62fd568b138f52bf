/** One product: the people who have it, the groups that give it, and assigning it to more of either. */
import { Button, Tab, TabList, Text } from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { SidePanel } from "../../components/panel/SidePanel";
import type { LicenceRow } from "../../generated/LicenceRow";
import { formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";
import { AssignLicencesPanel } from "./AssignLicencesPanel";
import { LicenceGroups } from "./LicenceGroups";
import { LicenceUsers } from "./LicenceUsers";

type View = "users" | "groups";

const VIEWS: { view: View; label: string }[] = [
  { view: "users", label: "Users" },
  { view: "groups", label: "Groups" },
];

export function LicencePanel({ row, onClose }: { row: LicenceRow | undefined; onClose(): void }) {
  const [shown, setShown] = useState<View>("users");
  const [assigning, setAssigning] = useState(false);
  if (!row) {
    return (
      <SidePanel id="license" title="License" reading onClose={onClose}>
        <Text>The tenant owns no license of this product now.</Text>
      </SidePanel>
    );
  }
  return (
    <SidePanel id="license" title={row.name} wide onClose={onClose}>
      <Text data-testid={testId("license-facts")}>
        {formatQuantity(row.owned, "license", "licenses")}: {row.assigned ?? 0} assigned, {row.available ?? 0}{" "}
        available. A person takes one, by however many paths.
      </Text>
      <div>
        <Button
          appearance="primary"
          icon={<AddRegular />}
          onClick={() => setAssigning(true)}
          data-testid={testId("license-assign")}
        >
          Assign licenses
        </Button>
      </div>
      <TabList aria-label={row.name} selectedValue={shown} onTabSelect={(_, { value }) => setShown(value as View)}>
        {VIEWS.map(({ view, label }) => (
          <Tab
            key={view}
            value={view}
            id={`license-tab-${view}`}
            aria-controls={shown === view ? `license-panel-${view}` : undefined}
            data-testid={testId("license-tab-<name>", { name: view })}
          >
            {label}
          </Tab>
        ))}
      </TabList>
      <div role="tabpanel" id={`license-panel-${shown}`} aria-labelledby={`license-tab-${shown}`}>
        {shown === "users" ? <LicenceUsers product={row.product} /> : <LicenceGroups product={row.product} />}
      </div>
      {assigning && <AssignLicencesPanel row={row} onClose={() => setAssigning(false)} />}
    </SidePanel>
  );
}
