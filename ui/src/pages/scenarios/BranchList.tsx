/** The workbook's branches: where each forked off, where it stands, and which one this window works on. */
import { Badge, Button, makeStyles, Subtitle2, Text, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useRead } from "../../api/hooks";
import { useBranch, useSwitchBranch } from "../../app/branch";
import { type Column, DataList } from "../../components/list/DataList";
import { EmptyState } from "../../components/list/EmptyState";
import { useListOrder } from "../../components/list/useListOrder";
import { useNotices } from "../../components/Notices";
import { onDemand } from "../../components/onDemand";
import { Count, Instant } from "../../components/values";
import type { BranchRow } from "../../generated/BranchRow";
import { testId } from "../../testIds";

const BranchDialog = onDemand(async () => (await import("./BranchDialog")).BranchDialog);
const DeleteBranchDialog = onDemand(async () => (await import("./DeleteBranchDialog")).DeleteBranchDialog);
const RenameDialog = onDemand(async () => (await import("./RenameDialog")).RenameDialog);

const useStyles = makeStyles({
  section: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS, minWidth: 0 },
  actions: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalXS },
  name: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS },
  hint: { display: "block", maxWidth: "80ch", color: tokens.colorNeutralForeground2 },
});

export function BranchList({ onCompare }: { onCompare(name: string): void }) {
  const styles = useStyles();
  const { order, sort } = useListOrder("branches");
  const asked = sort ? { sort } : {};
  const branches = useRead("branch_list", asked, { keepPrevious: true });
  const present = useBranch();
  const switchBranch = useSwitchBranch();
  const { say } = useNotices();
  const [making, setMaking] = useState(false);
  const [renaming, setRenaming] = useState<string>();
  const [deleting, setDeleting] = useState<string>();
  const isHere = ({ name }: BranchRow) => name.toLowerCase() === present.toLowerCase();
  const choose = async (name: string) => {
    await switchBranch(name);
    say(`This window works on the branch "${name}" now.`, "Other windows stay where they are.");
  };
  const columns: Column<BranchRow>[] = [
    {
      key: "name",
      label: "Name",
      cell: (row) => (
        <span className={styles.name}>
          {row.name}
          {isHere(row) && (
            <Badge appearance="outline" shape="rounded" color="brand" data-testid={testId("branch-here")}>
              This window
            </Badge>
          )}
        </span>
      ),
    },
    { key: "fork", label: "Forked after", width: "32%", cell: (row) => <Fork row={row} /> },
    { key: "own", label: "Own entries", numeric: true, cell: ({ ownEntries }) => <Count value={ownEntries} /> },
    { key: "now", label: "Simulated time (UTC)", cell: ({ now }) => <Instant value={now} /> },
    {
      key: "actions",
      buttons: true,
      label: "Actions",
      cell: (row) => (
        <div className={styles.actions}>
          {!isHere(row) && (
            <>
              <Button
                size="small"
                aria-label={`Switch to ${row.name}`}
                onClick={() => void choose(row.name)}
                data-testid={testId("branch-switch-<name>", { name: row.name })}
              >
                Switch
              </Button>
              <Button
                size="small"
                aria-label={`Compare ${present} with ${row.name}`}
                onClick={() => onCompare(row.name)}
                data-testid={testId("branch-compare-<name>", { name: row.name })}
              >
                Compare
              </Button>
            </>
          )}
          {!row.isMain && (
            <Button
              size="small"
              appearance="subtle"
              aria-label={`Rename ${row.name}`}
              onClick={() => setRenaming(row.name)}
              data-testid={testId("branch-rename-<name>", { name: row.name })}
            >
              Rename
            </Button>
          )}
          {!row.isMain && !isHere(row) && (
            <Button
              size="small"
              appearance="subtle"
              aria-label={`Delete ${row.name}`}
              onClick={() => setDeleting(row.name)}
              data-testid={testId("branch-delete-<name>", { name: row.name })}
            >
              Delete
            </Button>
          )}
        </div>
      ),
    },
  ];
  return (
    <section className={styles.section}>
      <Subtitle2 as="h2">Branches</Subtitle2>
      <Text className={styles.hint}>
        A branch begins as this one is or was, and goes its own way: another set-up, its own clock. What is done on one
        is seen on no other. To begin at an earlier time, choose Rewind to here under What happened.
      </Text>
      <DataList
        id="branches"
        label="Branches"
        order={order}
        written={{ list: "branches", request: asked }}
        columns={columns}
        rows={branches.data?.rows}
        rowKey={({ name }) => name}
        rowTestId={({ name }) => testId("branch-row-<name>", { name })}
        problem={branches.error}
        onRetry={() => void branches.refetch()}
        commands={
          <Button appearance="primary" onClick={() => setMaking(true)} data-testid={testId("branch-new")}>
            New branch
          </Button>
        }
        empty={<EmptyState title="There are no branches" text="Every workbook has at least one." />}
      />
      {making && <BranchDialog onClose={() => setMaking(false)} />}
      {deleting && <DeleteBranchDialog branch={deleting} onClose={() => setDeleting(undefined)} />}
      {renaming && <RenameDialog branch={renaming} onClose={() => setRenaming(undefined)} />}
    </section>
  );
}

function Fork({ row }: { row: BranchRow }) {
  if (!row.parent) {
    return "The branch that the workbook began with";
  }
  return (
    <>
      {row.parent}, entry {row.forkEntry}: {row.forkText}
    </>
  );
}
