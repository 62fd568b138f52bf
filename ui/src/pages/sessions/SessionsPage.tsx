/** Reports › Sessions: conversations with bots as sessions, messages and credits; single conversations, the rules, and flows. */
import { makeStyles, Tab, TabList } from "@fluentui/react-components";
import type { Tab as TabName } from "../../app/address";
import { useAddress } from "../../app/useAddress";
import { LearnMore } from "../../components/help/LearnMore";
import { Page } from "../../components/Page";
import { testId } from "../../testIds";
import { ConversationsTab } from "./ConversationsTab";
import { FlowsTab } from "./FlowsTab";
import { RulesTab } from "./RulesTab";
import { SessionsTab } from "./SessionsTab";

const TABS: { tab: TabName; label: string }[] = [
  { tab: "bots", label: "Bots and months" },
  { tab: "conversations", label: "Conversations" },
  { tab: "rules", label: "Time line" },
  { tab: "flows", label: "Flows" },
];

const useStyles = makeStyles({ tabs: { flexWrap: "wrap" } });

export function SessionsPage() {
  const styles = useStyles();
  const { address, change } = useAddress();
  const shown = TABS.find(({ tab }) => tab === address.tab)?.tab ?? "bots";
  return (
    <Page
      title="Sessions"
      onlyHere
      subtitle="Imported conversations with bots of Power Virtual Agents and Copilot Studio, counted by the rule of their date: billed sessions, then messages, then Copilot Credits. Nobody is charged for them, and they are never added to metered usage."
    >
      <TabList
        className={styles.tabs}
        selectedValue={shown}
        onTabSelect={(_, { value }) =>
          change({ tab: value as TabName, q: undefined, pages: undefined, sort: undefined, ask: undefined })
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
        {shown === "bots" && <SessionsTab />}
        {shown === "conversations" && <ConversationsTab />}
        {shown === "rules" && <RulesTab />}
        {shown === "flows" && <FlowsTab />}
      </div>
      <LearnMore article="billedSessions" place="page" />
    </Page>
  );
}
