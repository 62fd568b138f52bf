/** Manage Agents: what each agent used this month, and how it stands with its monthly limit. */
import { Badge, Link, Text } from "@fluentui/react-components";
import { useState } from "react";
import { type Column, DataList } from "../../components/list/DataList";
import { EmptyState } from "../../components/list/EmptyState";
import { usePagedList } from "../../components/list/usePagedList";
import { Page } from "../../components/Page";
import { Amount } from "../../components/values";
import type { AgentRow } from "../../generated/AgentRow";
import { formatDay, formatInstant } from "../../locale/locale";
import { testId } from "../../testIds";
import { AgentLimitPanel } from "./AgentLimitPanel";

const KINDS = { custom: "Copilot Studio", dynamics365: "Dynamics 365" } as const;

const COLOURS = { within: "success", nearing: "warning", over: "danger" } as const;

/** What an agent is told apart by. */
export function agentKey({ environment, agent }: AgentRow): string {
  return `${environment ?? "elsewhere"}-${agent || "no-name"}`;
}

export function AgentsPage() {
  const list = usePagedList("agent_list", { list: "agents", searchLabel: "Search agents" });
  const [limiting, setLimiting] = useState<AgentRow>();
  const columns: Column<AgentRow>[] = [
    {
      key: "agent",
      label: "Agent",
      width: "20%",
      cell: (row) =>
        row.environment && row.agent ? (
          <Link
            as="button"
            onClick={() => setLimiting(row)}
            data-testid={testId("agent-open-<key>", { key: agentKey(row) })}
          >
            {row.agent}
          </Link>
        ) : (
          row.agent || "No name"
        ),
    },
    { key: "environment", label: "Environment", cell: ({ environmentName }) => environmentName },
    { key: "kind", label: "Comes with", cell: ({ kind }) => KINDS[kind], minWidth: 110 },
    {
      key: "status",
      label: "Status",
      minWidth: 115,
      cell: (row) => (
        <span data-value={row.status} data-testid={testId("agent-status-<key>", { key: agentKey(row) })}>
          {row.status === "noLimit" ? (
            "No limit"
          ) : (
            <Badge appearance="tint" color={COLOURS[row.status]} shape="rounded">
              {row.statusLabel}
            </Badge>
          )}
          {row.stopped && " Turned off"}
        </span>
      ),
    },
    {
      key: "limit",
      label: "Monthly limit (credits)",
      numeric: true,
      minWidth: 110,
      cell: ({ limit }) => (limit == null ? "None" : <Amount value={limit} />),
    },
    {
      key: "billed",
      label: "Billed credits",
      numeric: true,
      minWidth: 100,
      cell: ({ billed }) => <Amount value={billed} />,
    },
    {
      key: "notBilled",
      label: "Non-billed credits",
      numeric: true,
      minWidth: 100,
      cell: ({ notBilled }) => <Amount value={notBilled} />,
    },
    {
      key: "blocked",
      label: "Blocked credits",
      numeric: true,
      minWidth: 100,
      cell: ({ blocked }) => <Amount value={blocked} />,
    },
  ];
  return (
    <Page
      title="Agents"
      subtitle="Agents that used Copilot Credits in this capacity period or have a monthly limit. Choose one to set its limit, or to say whose it is."
    >
      {list.answer && (
        <Text>
          From {formatDay(list.answer.from)} on, as of {formatInstant(list.answer.asOf)}.
        </Text>
      )}
      <DataList
        id="agents"
        label="Agents"
        columns={columns}
        {...list}
        rowKey={agentKey}
        rowTestId={(row) => testId("agent-row-<key>", { key: agentKey(row) })}
        empty={
          <EmptyState
            title="No agent used Copilot Credits"
            text="Agents appear here once usage names them, or a limit is set for them."
          />
        }
      />
      {limiting && <AgentLimitPanel agent={limiting} onClose={() => setLimiting(undefined)} />}
    </Page>
  );
}
