/** Flows that bots ran: those made from the agent's own link don't count towards the Power Automate quota. */
import { makeStyles, Text, tokens } from "@fluentui/react-components";
import { type Column, DataList } from "../../components/list/DataList";
import { usePagedList } from "../../components/list/usePagedList";
import { Count, Instant } from "../../components/values";
import type { FlowRow } from "../../generated/FlowRow";
import { formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";
import { NoConversations } from "./NoConversations";

const COLUMNS: Column<FlowRow>[] = [
  { key: "flow", label: "Flow", minWidth: 160, cell: ({ flow }) => flow },
  { key: "bot", label: "Bot", cell: ({ bot }) => bot },
  { key: "origin", label: "Made", minWidth: 160, cell: ({ originLabel }) => originLabel },
  {
    key: "counts",
    label: "Counts towards the quota",
    minWidth: 110,
    cell: ({ counts }) => <span data-value={counts}>{counts ? "Yes" : "No"}</span>,
  },
  { key: "runs", label: "Runs", numeric: true, minWidth: 80, cell: ({ runs }) => <Count value={runs} /> },
  { key: "last", label: "Last run (UTC)", minWidth: 150, cell: ({ lastRun }) => <Instant value={lastRun} /> },
];

const useStyles = makeStyles({
  tab: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalL },
});

function Runs({ count }: { count: number }) {
  return <span data-value={count}>{formatQuantity(count, "run", "runs")}</span>;
}

export function FlowsTab() {
  const styles = useStyles();
  const { answer, ...list } = usePagedList("flow_list", { list: "flows", searchLabel: "Search flows" });
  return (
    <div className={styles.tab}>
      {answer && (
        <div>
          <Text block data-testid={testId("flow-quota")} data-value={answer.countedRuns}>
            <Runs count={answer.freeRuns} /> of flows made with the link in Power Virtual Agents: none towards the Power
            Automate quota. <Runs count={answer.countedRuns} /> of other flows: all towards it.
          </Text>
          <Text block size={200}>
            As of <Instant value={answer.asOf} />, simulated. Where a flow was made is what its log states. Source:
            Microsoft, Licensing for Power Virtual Agents (2019-12-02).
          </Text>
        </div>
      )}
      <DataList
        id="flows"
        label="Flows"
        columns={COLUMNS}
        {...list}
        rowKey={({ key }) => key}
        rowTestId={({ key }) => testId("flow-row-<key>", { key })}
        empty={<NoConversations what="flows" />}
      />
    </div>
  );
}
