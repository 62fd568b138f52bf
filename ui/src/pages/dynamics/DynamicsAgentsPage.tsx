/** Power Platform › Dynamics 365 agents: which of them consume Copilot Credits, where, and what a run costs. */
import { Link, Text } from "@fluentui/react-components";
import { useRead } from "../../api/hooks";
import { useAddress } from "../../app/useAddress";
import { type Column, DataList } from "../../components/list/DataList";
import { EmptyState } from "../../components/list/EmptyState";
import { Page } from "../../components/Page";
import { Credits } from "../../components/values";
import type { DynamicsAgentRow } from "../../generated/DynamicsAgentRow";
import { formatDay, formatInstant } from "../../locale/locale";
import { testId } from "../../testIds";
import { DynamicsAgentPanel } from "./DynamicsAgentPanel";

export function DynamicsAgentsPage() {
  const { address, change } = useAddress();
  const agents = useRead("dynamics_agent_list", {});
  const open = agents.data?.rows.find(({ key }) => address.panel === "dynamics-agent" && key === address.id);
  const columns: Column<DynamicsAgentRow>[] = [
    {
      key: "agent",
      label: "Agent",
      width: "24%",
      cell: ({ key, label }) => (
        <Link
          as="button"
          onClick={() => change({ panel: "dynamics-agent", id: key })}
          data-testid={testId("dynamics-agent-open-<key>", { key })}
        >
          {label}
        </Link>
      ),
    },
    { key: "product", label: "Comes with", cell: ({ product }) => product },
    {
      key: "perRun",
      label: "One run",
      cell: ({ perRun, unitOfRun, basis }) =>
        perRun == null ? (
          "No figure is published"
        ) : (
          <>
            <Credits value={perRun} /> for {unitOfRun}
            {basis && ", set in this workbook"}
          </>
        ),
    },
    {
      key: "where",
      label: "Environments here",
      cell: ({ environments }) => environments.map(({ name }) => name).join(", ") || "None",
    },
  ];
  return (
    <Page
      title="Dynamics 365 agents"
      subtitle="Selected capabilities of Dynamics 365 and Copilot for Sales are charged per use, in Copilot Credits. They stop when the quota of their environment is depleted."
      onlyHere
    >
      {agents.data && (
        <Text>
          Rates of the card {agents.data.card}; use from {formatDay(agents.data.from)} on, as of{" "}
          {formatInstant(agents.data.asOf)}.
        </Text>
      )}
      <DataList
        id="dynamics-agents"
        label="Dynamics 365 agents"
        columns={columns}
        rows={agents.data?.rows}
        rowKey={({ key }) => key}
        rowTestId={({ key }) => testId("dynamics-agent-row-<key>", { key })}
        problem={agents.error}
        onRetry={() => void agents.refetch()}
        empty={<EmptyState title="There are no agents" text="This program knows none." />}
      />
      {open && agents.data && (
        <DynamicsAgentPanel
          agent={open}
          listed={agents.data}
          onClose={() => change({ panel: undefined, id: undefined })}
        />
      )}
    </Page>
  );
}
