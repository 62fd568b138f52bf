/** The rows of a report, in the file's order and with the file's columns. */
import {
  Button,
  makeStyles,
  SearchBox,
  Spinner,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  tokens,
} from "@fluentui/react-components";
import { ArrowDownloadRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { call } from "../../api/call";
import { useRead } from "../../api/hooks";
import { useActor } from "../../app/actor";
import { Pager } from "../../components/list/Pager";
import { ProblemBar } from "../../components/ProblemBar";
import { SidePanel } from "../../components/panel/SidePanel";
import { useFileWriter } from "../../components/useFileWriter";
import { Count } from "../../components/values";
import type { ReportRowListed } from "../../generated/ReportRowListed";
import { formatInstant, formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";
import { Sums } from "../import/Sums";
import { reportTime } from "./reportTime";

const PAGE_SIZE = 50;

const useStyles = makeStyles({
  scroll: { overflowX: "auto" },
  table: { width: "max-content", minWidth: "100%" },
  cell: { maxWidth: "340px", overflowWrap: "anywhere", whiteSpace: "normal" },
  replaced: { color: tokens.colorNeutralForeground3, textDecorationLine: "line-through" },
});

export function ReportPanel({ reportId, onClose }: { reportId: string; onClose(): void }) {
  const [search, setSearch] = useState("");
  const [cursors, setCursors] = useState<string[]>([]);
  const read = useRead(
    "report_row_list",
    {
      report: reportId,
      limit: PAGE_SIZE,
      ...(search && { search }),
      ...(cursors.length > 0 && { cursor: cursors.at(-1) }),
    },
    { keepPrevious: true },
  );
  const next = read.data?.next;
  const { actorId } = useActor();
  const file = useFileWriter(async (name) => {
    const done = await call("report_row_write", { report: reportId, file: name, ...(search && { search }) }, actorId);
    const rows = formatQuantity(done.rows, "row", "rows");
    return `"${done.fileName}" was written: ${rows}, as of ${formatInstant(done.asOf)}.`;
  });
  return (
    <SidePanel id="report" title={read.data?.report.kindLabel ?? "Report"} wide onClose={onClose}>
      <ProblemBar problem={read.error} onRetry={() => read.refetch()} />
      {read.isPending && <Spinner label="Loading" />}
      {read.data && (
        <>
          <Facts answer={read.data} />
          <SearchBox
            aria-label="Search the report's cells"
            placeholder="Search cells"
            value={search}
            onChange={(_, { value }) => {
              setSearch(value);
              setCursors([]);
            }}
            data-testid={testId("report-search")}
          />
          <Button
            appearance="subtle"
            icon={<ArrowDownloadRegular />}
            disabledFocusable={file.writing}
            onClick={() => void file.begin("rows of a report.csv")}
            data-testid={testId("report-export")}
          >
            Export
          </Button>
          <ProblemBar problem={file.problem} />
          {read.data.rows.length > 0 ? <Rows answer={read.data} /> : <Text>No cell holds this text.</Text>}
          <Pager
            label="Rows of the report"
            firstRow={cursors.length * PAGE_SIZE + 1}
            count={read.data.rows.length}
            total={read.data.total}
            testIds={{ count: "report-count", previous: "report-previous", next: "report-next" }}
            goNext={next ? () => setCursors([...cursors, next]) : undefined}
            goPrevious={cursors.length > 0 ? () => setCursors(cursors.slice(0, -1)) : undefined}
          />
        </>
      )}
    </SidePanel>
  );
}

function Facts({ answer: { report } }: { answer: ReportRowListed }) {
  const replaced = report.rows - report.standing;
  return (
    <div data-testid={testId("report-facts")}>
      <Text block>
        {report.fileName}. {report.from ? `Days ${reportTime(report)}, in UTC.` : "Holds until another is imported."}
      </Text>
      {replaced > 0 && (
        <Text block>
          {formatQuantity(replaced, "row stands", "rows stand")} back: a newer report states the same day or period.
        </Text>
      )}
      <Sums sums={report.sums} />
    </div>
  );
}

function Rows({ answer: { columns, rows } }: { answer: ReportRowListed }) {
  const styles = useStyles();
  // A file may have columns without a name, or two of one name.
  const headings = columns.map((name, place) => ({
    key: `column-${place + 1}`,
    label: name || `Column ${place + 1}`,
    place,
  }));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={styles.scroll} aria-label="Rows of the report, table" tabIndex={0}>
      <Table size="small" aria-label="Rows of the report" className={styles.table}>
        <TableHeader>
          <TableRow>
            <TableHeaderCell>Row</TableHeaderCell>
            {headings.map(({ key, label }) => (
              <TableHeaderCell key={key}>{label}</TableHeaderCell>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map(({ row, cells, stands }) => (
            <TableRow
              key={row}
              className={stands ? undefined : styles.replaced}
              data-stands={stands}
              data-testid={testId("report-line-<row>", { row })}
            >
              <TableCell>
                <Count value={row} />
              </TableCell>
              {headings.map(({ key, place }) => (
                <TableCell key={key} className={styles.cell}>
                  {cells[place]}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </section>
  );
}
