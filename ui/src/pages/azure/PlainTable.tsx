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
  rows: { key: string; testId: string; cells: ReactNode[] }[];
}

export function PlainTable({ label, columns, rows }: PlainTableProps) {
  const styles = useStyles();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
    <section className={styles.scroll} aria-label={`${label}, table`} tabIndex={0}>
      <Table aria-label={label} style={{ minWidth: columns.length * COLUMN_WIDTH }}>
        <TableHeader>
          <TableRow>
            {columns.map((column) => (
              <TableHeaderCell key={column}>{column}</TableHeaderCell>
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
  );
}
