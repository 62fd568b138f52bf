/** Who has a product, by which path, and whom a group failed to give it. */
import { Button, makeStyles, SearchBox, Text, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useRead } from "../../api/hooks";
import { Pager } from "../../components/list/Pager";
import { ProblemBar } from "../../components/ProblemBar";
import { SignInName } from "../../components/values";
import type { LicenceProduct } from "../../generated/LicenceProduct";
import type { LicenceUserRow } from "../../generated/LicenceUserRow";
import { formatList } from "../../locale/locale";
import { testId } from "../../testIds";
import { PlainTable } from "../azure/PlainTable";
import { ManageLicencesPanel } from "./ManageLicencesPanel";

const PAGE_SIZE = 50;

const useStyles = makeStyles({
  search: { minWidth: "min(220px, 100%)", marginTop: tokens.spacingVerticalS, marginBottom: tokens.spacingVerticalS },
});

function pathsOf({ direct, groups, failures }: LicenceUserRow): string {
  const paths = [...(direct ? ["Direct"] : []), ...groups.map((group) => `Inherited from ${group}`)];
  const failed = failures.map(({ groupName, reason, text }) => `${groupName}: ${sentenceCase(reason)}. ${text}`);
  return [formatList(paths), ...failed].filter(Boolean).join(" ");
}

/** The directory writes its errors with a capital. */
function sentenceCase(reason: string): string {
  return reason.charAt(0).toUpperCase() + reason.slice(1);
}

export function LicenceUsers({ product }: { product: LicenceProduct }) {
  const styles = useStyles();
  const [cursors, setCursors] = useState<string[]>([]);
  const [search, setSearch] = useState("");
  const [managing, setManaging] = useState<string>();
  const people = useRead(
    "licence_user_list",
    {
      product,
      limit: PAGE_SIZE,
      ...(search && { search }),
      ...(cursors.length > 0 && { cursor: cursors.at(-1) }),
    },
    { keepPrevious: true },
  );
  const next = people.data?.next;
  return (
    <>
      <SearchBox
        className={styles.search}
        placeholder="Search users"
        aria-label="Search users"
        value={search}
        onChange={(_, { value }) => {
          setSearch(value);
          setCursors([]);
        }}
        data-testid={testId("license-user-search")}
      />
      <ProblemBar problem={people.error} onRetry={() => people.refetch()} />
      {people.data?.total === 0 && <Text block>{search ? "Nobody with that name has it." : "Nobody has it now."}</Text>}
      {people.data && people.data.total > 0 && (
        <>
          <PlainTable
            label="Users"
            columns={["Display name", "Username", "Assigned", "Actions"]}
            rows={people.data.rows.map((row) => ({
              key: row.id,
              testId: testId("license-user-row-<id>", { id: row.id }),
              cells: [
                row.displayName,
                <SignInName key="name" value={row.userPrincipalName} />,
                pathsOf(row),
                <Button
                  key="manage"
                  size="small"
                  aria-label={`Manage product licenses of ${row.displayName}`}
                  onClick={() => setManaging(row.id)}
                  data-testid={testId("license-user-manage-<id>", { id: row.id })}
                >
                  Manage
                </Button>,
              ],
            }))}
          />
          <Pager
            label="Users"
            firstRow={cursors.length * PAGE_SIZE + 1}
            count={people.data.rows.length}
            total={people.data.total}
            testIds={{ count: "license-user-count", previous: "license-user-previous", next: "license-user-next" }}
            goNext={next ? () => setCursors([...cursors, next]) : undefined}
            goPrevious={cursors.length > 0 ? () => setCursors(cursors.slice(0, -1)) : undefined}
          />
        </>
      )}
      {managing && <ManageLicencesPanel users={[managing]} onClose={() => setManaging(undefined)} />}
    </>
  );
}
