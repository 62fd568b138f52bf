/** A short table inside a panel. It scrolls sideways where the window is narrow. */
import {
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
} from "@fluentui/react-components";
import type { ReactNode } from "react";
import { ExportTable } from "../../components/list/ExportTable";

const useStyles = makeStyles({
  // A panel is a column: without this the table would scroll within it.
  scroll: { overflowX: "auto", flexShrink: 0 },
  cell: { overflowWrap: "anywhere", paddingTop: "4px", paddingBottom: "4px" },
});

/** What a column needs before the table begins to scroll sideways, in pixels. */
const COLUMN_WIDTH = 140;

interface PlainTableProps {
  label: string;
  columns: string[];
  /** What each column needs at least, in pixels, where they need different widths. */
  widths?: number[];
  rows: { key: string; testId: string; cells: ReactNode[] }[];
}

export function PlainTable({ label, columns, widths, rows }: PlainTableProps) {
  const styles = useStyles();
  const least = widths?.reduce((sum, width) => sum + width, 0) ?? columns.length * COLUMN_WIDTH;
  const part = (place: number) =>
    widths ? { width: `${((widths[place] ?? COLUMN_WIDTH) * 100) / least}%` } : undefined;
  return (
    <>
      {rows.length > 0 && <ExportTable label={label} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard */}
      <section className={styles.scroll} aria-label={`${label}, table`} tabIndex={0}>
        <Table aria-label={label} style={{ minWidth: least }}>
          <TableHeader>
            <TableRow>
              {columns.map((column, place) => (
                <TableHeaderCell key={column} style={part(place)}>
                  {column}
                </TableHeaderCell>
              ))}
            </TableRow>
          </TableHeader>
          <TableBody>
            {rows.map(({ key, testId, cells }) => (
              <TableRow key={key} data-testid={testId}>
                {columns.map((column, place) => (
                  <TableCell key={column} className={styles.cell}>
                    {cells[place]}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </section>
    </>
  );
}
