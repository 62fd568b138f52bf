/** Users › Groups. */
import { type Column, DataList } from "../../components/list/DataList";
import { EmptyState, NoMatch } from "../../components/list/EmptyState";
import { usePagedRead } from "../../components/list/usePagedRead";
import { Page } from "../../components/Page";
import { Count } from "../../components/values";
import type { GroupRow } from "../../generated/GroupRow";
import { testId } from "../../testIds";

const COLUMNS: Column<GroupRow>[] = [
  { key: "name", label: "Group name", cell: ({ name }) => name },
  { key: "mail", label: "Email", cell: ({ mail }) => mail },
  { key: "members", label: "Members", cell: ({ members }) => <Count value={members} />, numeric: true },
];

export function GroupsPage() {
  const list = usePagedRead("group_list", {});
  const data = list.query.data;
  return (
    <Page
      title="Groups"
      subtitle="Security groups and how many direct members each has now. A billing policy can cover one of them."
    >
      <DataList
        id="groups"
        label="Groups"
        columns={COLUMNS}
        rows={data?.rows}
        rowKey={({ id }) => id}
        rowTestId={({ id }) => testId("group-row-<id>", { id })}
        problem={list.query.error}
        onRetry={() => list.query.refetch()}
        search={{ label: "Search groups", value: list.typed, onChange: list.search }}
        paging={
          data && { firstRow: list.firstRow, total: data.total, goNext: list.goNext, goPrevious: list.goPrevious }
        }
        noMatch={list.isNarrowed ? <NoMatch onClear={() => list.search("")} /> : undefined}
        empty={<EmptyState title="There are no groups" text="This workbook's directory has no security group." />}
      />
    </Page>
  );
}
