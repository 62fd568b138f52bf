/** Reports › Imported reports: Microsoft's own reports as they were imported, for which time, and their rows. */
import { Link, Text } from "@fluentui/react-components";
import { useAddress } from "../../app/useAddress";
import { type Column, DataList } from "../../components/list/DataList";
import { EmptyState } from "../../components/list/EmptyState";
import { usePagedList } from "../../components/list/usePagedList";
import { onDemand } from "../../components/onDemand";
import { Page } from "../../components/Page";
import { PageLink } from "../../components/PageLink";
import { Count } from "../../components/values";
import type { ReportView } from "../../generated/ReportView";
import { testId } from "../../testIds";
import { Sums } from "../import/Sums";
import { reportTime } from "./reportTime";

const ReportPanel = onDemand(async () => (await import("./ReportPanel")).ReportPanel);

export function ImportedReportsPage() {
  const { address, change } = useAddress();
  const list = usePagedList("report_list", { list: "reports", searchLabel: "Search reports by file name" });
  const columns: Column<ReportView>[] = [
    {
      key: "kind",
      label: "Report",
      minWidth: 220,
      cell: ({ id, kindLabel, fileName }) => (
        <>
          <Link
            as="button"
            onClick={() => change({ panel: "report", id })}
            data-testid={testId("report-open-<id>", { id })}
          >
            {kindLabel}
          </Link>
          <Text block size={200}>
            {fileName}
          </Text>
        </>
      ),
    },
    { key: "from", label: "Days (UTC)", minWidth: 150, cell: (row) => reportTime(row) },
    { key: "rows", label: "Rows", numeric: true, minWidth: 80, cell: ({ rows }) => <Count value={rows} /> },
    {
      key: "standing",
      label: "Rows that stand",
      numeric: true,
      minWidth: 90,
      cell: ({ standing }) => <Count value={standing} />,
    },
    {
      key: "sums",
      label: "Sums of all rows",
      unordered: true,
      minWidth: 200,
      cell: ({ sums }) => <Sums sums={sums} />,
    },
  ];
  return (
    <Page
      title="Imported reports"
      onlyHere
      subtitle="What Microsoft's own reports state, as the files have it. Nothing of it is rated, spread over days or added to metered usage; reports of periods that overlap are never added to each other."
    >
      <DataList
        id="reports"
        label="Imported reports"
        columns={columns}
        {...list}
        rowKey={({ id }) => id}
        rowTestId={({ id }) => testId("report-row-<id>", { id })}
        empty={
          <EmptyState
            title="No report has been imported yet"
            text="Download the reports of Copilot Studio, Copilot credits or Cost management from the admin centers, or a cost export from Azure, and bring them in."
            action={<PageLink to="/rehearsal/import">Go to Import</PageLink>}
          />
        }
      />
      {address.panel === "report" && address.id && (
        <ReportPanel reportId={address.id} onClose={() => change({ panel: undefined, id: undefined })} />
      )}
    </Page>
  );
}
