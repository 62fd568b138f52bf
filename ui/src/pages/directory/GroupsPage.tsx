/** Users › Groups. */
import { Button, Link } from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { useAddress } from "../../app/useAddress";
import { AssumptionNote } from "../../components/AssumptionNote";
import { type Column, DataList } from "../../components/list/DataList";
import { EmptyState } from "../../components/list/EmptyState";
import { usePagedList } from "../../components/list/usePagedList";
import { Page } from "../../components/Page";
import { Count } from "../../components/values";
import type { GroupRow } from "../../generated/GroupRow";
import { testId } from "../../testIds";
import { CreateGroupPanel } from "./CreateGroupPanel";
import { GroupPanel } from "./GroupPanel";

const COLUMNS: Column<GroupRow>[] = [
  { key: "mail", label: "Email", width: "34%", cell: ({ mail }) => mail },
  { key: "type", label: "Membership type", width: "22%", cell: membershipType },
  {
    key: "nested",
    label: "Groups in it",
    width: "12%",
    cell: ({ nestedGroups }) => <Count value={nestedGroups} />,
    numeric: true,
  },
  { key: "members", label: "Members", width: "10%", cell: ({ members }) => <Count value={members} />, numeric: true },
];

export function membershipType({ dynamicDepartment }: GroupRow): string {
  return dynamicDepartment ? `Dynamic: department is ${dynamicDepartment}` : "Assigned";
}

export function GroupsPage() {
  const { address, change } = useAddress();
  const [creating, setCreating] = useState(false);
  const list = usePagedList("group_list", { list: "groups", searchLabel: "Search groups" });
  const columns: Column<GroupRow>[] = [
    {
      key: "name",
      label: "Group name",
      cell: ({ id, name }) => (
        <Link
          as="button"
          onClick={() => change({ panel: "group", id })}
          data-testid={testId("group-open-<id>", { id })}
        >
          {name}
        </Link>
      ),
    },
    ...COLUMNS,
  ];
  const create = (
    <Button
      appearance="subtle"
      icon={<AddRegular />}
      onClick={() => setCreating(true)}
      data-testid={testId("group-create")}
    >
      Add a security group
    </Button>
  );
  return (
    <Page
      title="Groups"
      subtitle="Security groups and how many direct members each has now. A billing policy can cover one of them."
    >
      <AssumptionNote id="direct-members" />
      <DataList
        id="groups"
        label="Groups"
        columns={columns}
        {...list}
        rowKey={({ id }) => id}
        rowTestId={({ id }) => testId("group-row-<id>", { id })}
        commands={list.rows && (list.rows.length > 0 || list.noMatch) && create}
        empty={
          <EmptyState
            title="There are no groups"
            text="This workbook's directory has no security group."
            action={create}
          />
        }
      />
      {address.panel === "group" && address.id && (
        <GroupPanel id={address.id} onClose={() => change({ panel: undefined, id: undefined })} />
      )}
      {creating && <CreateGroupPanel onClose={() => setCreating(false)} />}
    </Page>
  );
}
