/** The figures of a result as a table with a row of totals, all of them as the program gave them. */

import {
  makeStyles,
  mergeClasses,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from "@fluentui/react-components";
import type { ReactNode } from "react";
import { ExportTable } from "../../components/list/ExportTable";
import { testId } from "../../testIds";

const useStyles = makeStyles({
  scroll: {
    overflowX: "auto",
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  cell: { overflowWrap: "anywhere", paddingTop: tokens.spacingVerticalXS, paddingBottom: tokens.spacingVerticalXS },
  numeric: { textAlign: "right", "& .fui-TableHeaderCell__button": { justifyContent: "flex-end" } },
  total: { fontWeight: tokens.fontWeightSemibold },
});

/** What a column needs before the table begins to scroll sideways, in pixels. */
const COLUMN_WIDTH = 130;

export interface ResultColumn {
  label: string;
  numeric?: boolean;
  width?: string;
}

interface ResultTableProps {
  /** Tells the tables of a page apart in test ids. */
  name: string;
  label: string;
  columns: readonly ResultColumn[];
  rows: { key: string; cells: ReactNode[] }[];
  total?: ReactNode[];
}

export function ResultTable({ name, label, columns, rows, total }: ResultTableProps) {
  const styles = useStyles();
  const cells = (row: ReactNode[]) =>
    columns.map(({ label: column, numeric }, place) => (
      <TableCell key={column} className={mergeClasses(styles.cell, numeric && styles.numeric)}>
        {row[place]}
      </TableCell>
    ));
  return (
    <>
      <ExportTable label={label} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard */}
      <section className={styles.scroll} aria-label={`${label}, table`} tabIndex={0}>
        <Table
          size="small"
          aria-label={label}
          style={{ minWidth: columns.length * COLUMN_WIDTH }}
          data-testid={testId("estimate-table-<name>", { name })}
        >
          <TableHeader>
            <TableRow>
              {columns.map(({ label: column, numeric, width }) => (
                <TableHeaderCell key={column} style={{ width }} className={mergeClasses(numeric && styles.numeric)}>
                  {column}
                </TableHeaderCell>
              ))}
            </TableRow>
          </TableHeader>
          <TableBody>
            {rows.map(({ key, cells: row }) => (
              <TableRow key={key} data-testid={testId("estimate-row-<key>", { key })}>
                {cells(row)}
              </TableRow>
            ))}
          </TableBody>
          {total && (
            <tfoot>
              <TableRow className={styles.total} data-testid={testId("estimate-totals")}>
                {cells(total)}
              </TableRow>
            </tfoot>
          )}
        </Table>
      </section>
    </>
  );
}
