/** The four tables of the report, with the columns of the real one in their order. */
import { type Column, DataList } from "../../components/list/DataList";
import { EmptyState } from "../../components/list/EmptyState";
import { usePagedList } from "../../components/list/usePagedList";
import { Amount, Instant, SignInName } from "../../components/values";
import type { CreditsReportRow } from "../../generated/CreditsReportRow";
import type { CreditsTable } from "../../generated/CreditsTable";
import { testId } from "../../testIds";

export const TABLES: Record<CreditsTable, string> = {
  users: "Users",
  agents: "Agents",
  policies: "Billing policies",
  usersAndAgents: "Users and agents",
};

type Columns = Column<CreditsReportRow>[];

const AGENT: Columns = [
  { key: "agentId", label: "Agent ID", minWidth: 80, cell: ({ agentId }) => agentId || "Not in usage" },
  { key: "agentName", label: "Agent name", cell: ({ agentName }) => agentName || "No agent named" },
];
const USERNAME: Columns = [
  {
    key: "username",
    label: "Username",
    minWidth: 200,
    cell: ({ username }) => (username ? <SignInName value={username} /> : "Nobody (autonomous, external)"),
  },
];
const DISPLAY_NAME: Columns = [{ key: "name", label: "Display name", cell: ({ displayName }) => displayName }];
const POLICY: Columns = [
  {
    key: "policy",
    label: "Billing Policy ID",
    minWidth: 200,
    cell: ({ billingPolicyId }) => billingPolicyId ?? "Power Platform set-up",
  },
];
const FIGURES: Columns = [
  {
    key: "seven",
    label: "Past 7 days",
    numeric: true,
    minWidth: 90,
    cell: ({ pastSevenDays }) => <Amount value={pastSevenDays} />,
  },
  {
    key: "thirty",
    label: "Past 30 days",
    numeric: true,
    minWidth: 90,
    cell: ({ key, pastThirtyDays }) => <Amount value={pastThirtyDays} testId={testId("credits-row-<key>", { key })} />,
  },
  { key: "last", label: "Last activity date (UTC)", cell: ({ lastActivity }) => <Instant value={lastActivity} /> },
];

const COLUMNS: Record<CreditsTable, Columns> = {
  users: [...USERNAME, ...DISPLAY_NAME, ...FIGURES],
  agents: [...AGENT, ...FIGURES],
  policies: [...POLICY, ...FIGURES],
  usersAndAgents: [...AGENT, ...USERNAME, ...POLICY, ...FIGURES],
};

export function CreditsTableList({ table }: { table: CreditsTable }) {
  const { answer, ...list } = usePagedList("credits_report_list", {
    list: "creditsReport",
    searchLabel: `Search ${TABLES[table].toLowerCase()}`,
    filter: { table },
  });
  return (
    <DataList
      id="credits-report"
      label={TABLES[table]}
      columns={COLUMNS[table]}
      {...list}
      rowKey={({ key }) => key}
      noMatch={answer && list.search.value ? list.noMatch : undefined}
      empty={
        <EmptyState
          title="No credits were used"
          text="In the past 30 days nothing was paid for agents in Copilot Chat, in SharePoint or for the Retrieval API."
        />
      }
    />
  );
}
