/** The direct members of a group, page by page, each with a way out of it. */
import { Button, makeStyles, SearchBox, Text, tokens } from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { useRead } from "../../api/hooks";
import { Pager } from "../../components/list/Pager";
import { ProblemBar } from "../../components/ProblemBar";
import type { GroupRow } from "../../generated/GroupRow";
import type { UserRow } from "../../generated/UserRow";
import { testId } from "../../testIds";
import { PlainTable } from "../azure/PlainTable";

const PAGE_SIZE = 50;

const useStyles = makeStyles({
  tools: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS },
  search: { marginLeft: "auto", minWidth: "min(220px, 100%)" },
});

interface MemberListProps {
  group: GroupRow;
  onAdd(): void;
  onRemove(person: UserRow): void;
}

export function MemberList({ group, onAdd, onRemove }: MemberListProps) {
  const styles = useStyles();
  const [cursors, setCursors] = useState<string[]>([]);
  const [search, setSearch] = useState("");
  const members = useRead(
    "user_list",
    {
      group: group.id,
      limit: PAGE_SIZE,
      ...(search && { search }),
      ...(cursors.length > 0 && { cursor: cursors.at(-1) }),
    },
    { keepPrevious: true },
  );
  const next = members.data?.next;
  const byHand = !group.dynamicDepartment;
  return (
    <>
      <div className={styles.tools}>
        {byHand && (
          <Button appearance="subtle" icon={<AddRegular />} onClick={onAdd} data-testid={testId("group-member-add")}>
            Add members
          </Button>
        )}
        <SearchBox
          className={styles.search}
          placeholder="Search members"
          aria-label="Search members"
          value={search}
          onChange={(_, { value }) => {
            setSearch(value);
            setCursors([]);
          }}
          data-testid={testId("group-member-search")}
        />
      </div>
      <ProblemBar problem={members.error} onRetry={() => members.refetch()} />
      {members.data?.total === 0 && (
        <Text>{search ? "No member has that in their name." : "Nobody is directly in this group now."}</Text>
      )}
      {members.data && members.data.total > 0 && (
        <>
          <PlainTable
            label="Members"
            columns={byHand ? ["Display name", "Username", "Actions"] : ["Display name", "Username"]}
            rows={members.data.rows.map((person) => ({
              key: person.id,
              testId: testId("group-member-row-<id>", { id: person.id }),
              cells: [
                person.displayName,
                person.userPrincipalName,
                <Button
                  key="remove"
                  size="small"
                  aria-label={`Remove ${person.displayName} from ${group.name}`}
                  onClick={() => onRemove(person)}
                  data-testid={testId("group-member-remove-<id>", { id: person.id })}
                >
                  Remove
                </Button>,
              ],
            }))}
          />
          <Pager
            label="Members"
            firstRow={cursors.length * PAGE_SIZE + 1}
            count={members.data.rows.length}
            total={members.data.total}
            testIds={{
              count: "group-member-count",
              previous: "group-member-previous",
              next: "group-member-next",
            }}
            goNext={next ? () => setCursors([...cursors, next]) : undefined}
            goPrevious={cursors.length > 0 ? () => setCursors(cursors.slice(0, -1)) : undefined}
          />
        </>
      )}
    </>
  );
}
