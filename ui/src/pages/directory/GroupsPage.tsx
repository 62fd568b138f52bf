/** Users › Groups. */
import { AssumptionNote } from "../../components/AssumptionNote";
import { type Column, DataList } from "../../components/list/DataList";
import { EmptyState } from "../../components/list/EmptyState";
import { usePagedList } from "../../components/list/usePagedList";
import { Page } from "../../components/Page";
import { Count } from "../../components/values";
import type { GroupRow } from "../../generated/GroupRow";
import { testId } from "../../testIds";

const COLUMNS: Column<GroupRow>[] = [
  { key: "name", label: "Group name", cell: ({ name }) => name },
  { key: "mail", label: "Email", width: "34%", cell: ({ mail }) => mail },
  {
    key: "type",
    label: "Membership type",
    width: "22%",
    cell: ({ dynamicDepartment }) => (dynamicDepartment ? `Dynamic: department is ${dynamicDepartment}` : "Assigned"),
  },
  {
    key: "nested",
    label: "Groups in it",
    width: "12%",
    cell: ({ nestedGroups }) => <Count value={nestedGroups} />,
    numeric: true,
  },
  { key: "members", label: "Members", width: "10%", cell: ({ members }) => <Count value={members} />, numeric: true },
];

export function GroupsPage() {
  const list = usePagedList("group_list", { searchLabel: "Search groups" });
  return (
    <Page
      title="Groups"
      subtitle="Security groups and how many direct members each has now. A billing policy can cover one of them."
    >
      <AssumptionNote id="direct-members" />
      <DataList
        id="groups"
        label="Groups"
        columns={COLUMNS}
        {...list}
        rowKey={({ id }) => id}
        rowTestId={({ id }) => testId("group-row-<id>", { id })}
        empty={<EmptyState title="There are no groups" text="This workbook's directory has no security group." />}
      />
    </Page>
  );
}
