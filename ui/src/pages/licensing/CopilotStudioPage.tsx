/** Licensing › Copilot Studio: Copilot Credits on the Power Platform side. */
import { Button, makeStyles, Tab, TabList, tokens } from "@fluentui/react-components";
import { ArrowDownloadRegular, BotRegular, SettingsRegular } from "@fluentui/react-icons";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { Tab as TabName } from "../../app/address";
import { useAddress } from "../../app/useAddress";
import { Page } from "../../components/Page";
import { testId } from "../../testIds";
import { DrainTab } from "./DrainTab";
import { EnvironmentsTab } from "./EnvironmentsTab";
import { EnvironmentUsePanel } from "./EnvironmentUsePanel";
import { ManageCapacityPanel } from "./ManageCapacityPanel";
import { ReportPanel } from "./ReportPanel";
import { SummaryTab } from "./SummaryTab";

const useStyles = makeStyles({
  commands: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

const TABS: { tab: TabName; label: string }[] = [
  { tab: "summary", label: "Summary" },
  { tab: "environments", label: "Environments" },
  { tab: "drain", label: "Tenant pool" },
];

export function CopilotStudioPage() {
  const styles = useStyles();
  const navigate = useNavigate();
  const { address, change } = useAddress();
  const [reporting, setReporting] = useState(false);
  const shown = TABS.find(({ tab }) => tab === address.tab)?.tab ?? "summary";
  const closed = { panel: undefined, id: undefined };
  return (
    <Page
      title="Copilot Studio"
      subtitle="Licensing › Products › Copilot Studio: Copilot Credits and capacity of environments."
    >
      <div className={styles.commands}>
        <Button
          appearance="primary"
          icon={<SettingsRegular />}
          onClick={() => change({ panel: "capacity", id: undefined })}
          data-testid={testId("capacity-manage")}
        >
          Manage Copilot Credits
        </Button>
        <Button
          icon={<BotRegular />}
          onClick={() => void navigate({ to: "/power-platform/agents" })}
          data-testid={testId("agents-manage")}
        >
          Manage Agents
        </Button>
        <Button icon={<ArrowDownloadRegular />} onClick={() => setReporting(true)} data-testid={testId("report-open")}>
          Download report
        </Button>
      </div>
      <TabList
        style={{ flexWrap: "wrap" }}
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
        {shown === "summary" && <SummaryTab />}
        {shown === "environments" && <EnvironmentsTab />}
        {shown === "drain" && <DrainTab />}
      </div>
      {address.panel === "capacity" && <ManageCapacityPanel id={address.id} onClose={() => change(closed)} />}
      {address.panel === "environment-use" && address.id && (
        <EnvironmentUsePanel id={address.id} onClose={() => change(closed)} />
      )}
      {reporting && <ReportPanel onClose={() => setReporting(false)} />}
    </Page>
  );
}
