/** The imports so far, with their sums, and the way to take one back. */
import { Button, Link, makeStyles, Subtitle2, Text, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useAddress } from "../../app/useAddress";
import { type Column, DataList } from "../../components/list/DataList";
import { EmptyState } from "../../components/list/EmptyState";
import { usePagedList } from "../../components/list/usePagedList";
import { Count, Instant } from "../../components/values";
import type { ImportState } from "../../generated/ImportState";
import type { ImportView } from "../../generated/ImportView";
import { formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";
import { RejectionsPanel } from "./RejectionsPanel";
import { RevertDialog } from "./RevertDialog";
import { Sums } from "./Sums";

const STATES: Record<ImportState, string> = {
  published: "Counts",
  reverted: "Reverted",
  preview: "Only read",
  interrupted: "Interrupted, nothing added",
};

const useStyles = makeStyles({
  section: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalM },
  detail: { display: "block", color: tokens.colorNeutralForeground3 },
});

export function ImportList() {
  const styles = useStyles();
  const list = usePagedList("import_list", { list: "imports", searchLabel: "Search imports" });
  const { address, change } = useAddress();
  const [reverting, setReverting] = useState<ImportView>();

  const columns: Column<ImportView>[] = [
    {
      key: "file",
      label: "File",
      width: "20%",
      cell: ({ fileName, kindLabel }) => (
        <>
          {fileName}
          <Text className={styles.detail}>{kindLabel}</Text>
        </>
      ),
    },
    {
      key: "state",
      label: "State",
      width: "100px",
      cell: ({ state }) => <span data-value={state}>{STATES[state]}</span>,
    },
    {
      key: "at",
      label: "Imported (simulated)",
      width: "160px",
      cell: ({ publishedAt, publishedBy }) => (
        <>
          {publishedAt && <Instant value={publishedAt} />}
          {publishedBy && <Text className={styles.detail}>{publishedBy}</Text>}
        </>
      ),
    },
    { key: "added", label: "Added", width: "90px", cell: ({ added }) => <Count value={added} />, numeric: true },
    {
      key: "rejected",
      label: "Rejected",
      width: "90px",
      cell: ({ id, rejected, fileName }) =>
        id && rejected > 0 ? (
          <Link
            as="button"
            aria-label={`${formatQuantity(rejected, "rejected row", "rejected rows")} of ${fileName}`}
            onClick={() => change({ panel: "rejections", id })}
            data-testid={testId("import-rejected-<id>", { id })}
          >
            <Count value={rejected} />
          </Link>
        ) : (
          <Count value={rejected} />
        ),
      numeric: true,
    },
    {
      key: "sums",
      unordered: true,
      label: "Sums",
      cell: ({ sums }) => <Sums sums={sums} />,
    },
    {
      key: "actions",
      buttons: true,
      label: "Actions",
      width: "90px",
      cell: (row) =>
        row.state === "published" &&
        row.id && (
          <Button
            size="small"
            aria-label={`Revert ${row.fileName}`}
            onClick={() => setReverting(row)}
            data-testid={testId("import-revert-<id>", { id: row.id })}
          >
            Revert
          </Button>
        ),
    },
  ];

  return (
    <section className={styles.section} aria-labelledby="imports-heading">
      <Subtitle2 as="h2" id="imports-heading">
        Imports
      </Subtitle2>
      <DataList
        id="imports"
        label="Imports"
        columns={columns}
        {...list}
        rowKey={(row) => row.id ?? row.sha256}
        rowTestId={(row) => testId("import-row-<id>", { id: row.id ?? row.sha256 })}
        empty={<EmptyState title="Nothing has been imported yet" text="Choose a usage file above to begin." />}
      />
      {address.panel === "rejections" && address.id && (
        <RejectionsPanel importId={address.id} onClose={() => change({ panel: undefined, id: undefined })} />
      )}
      {reverting?.id && (
        <RevertDialog importId={reverting.id} fileName={reverting.fileName} onClose={() => setReverting(undefined)} />
      )}
    </section>
  );
}
