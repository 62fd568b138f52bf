/**
 * A table of rows in its four states: loading in its final shape, empty, no match, failed. A list that the program orders has
 * headings that order it.
 */
import {
  makeStyles,
  SearchBox,
  Skeleton,
  SkeletonItem,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from "@fluentui/react-components";
import { type ReactNode, useRef, useState } from "react";
import type { Problem } from "../../api/problem";
import { testId } from "../../testIds";
import { ProblemBar } from "../ProblemBar";
import type { WrittenList } from "./ExportButton";
import { ExportTable } from "./ExportTable";
import { ListTools } from "./ListTools";
import { Pager } from "./Pager";
import type { ListOrder } from "./useListOrder";
import { useShownColumns } from "./useShownColumns";

export interface Column<Row> {
  key: string;
  label: string;
  cell(row: Row): ReactNode;
  /** Numbers stand at the right. */
  numeric?: boolean;
  /** Share of the table's width; columns without it share the rest. */
  width?: string;
  /** What it needs at least, in pixels, where that is more than most columns do. */
  minWidth?: number;
  /** The program has no order by it. */
  unordered?: boolean;
  /** Left out until somebody chooses it. */
  initiallyHidden?: boolean;
  /** It is only buttons: nothing to order by, to leave out or to write into a file. */
  buttons?: boolean;
}

interface Paging {
  firstRow: number;
  total: number;
  goNext?: () => void;
  goPrevious?: () => void;
}

interface DataListProps<Row> {
  /** The accessible name of the table. */
  label: string;
  /** The name of the list in test ids. */
  id: string;
  columns: Column<Row>[];
  rows: Row[] | undefined;
  rowKey(row: Row): string;
  rowTestId?(row: Row): string;
  problem: Problem | null;
  onRetry(): void;
  /** Buttons above the table. */
  commands?: ReactNode;
  /** Choices that narrow the list. */
  filters?: ReactNode;
  search?: { label: string; value: string; onChange(text: string): void; onBlur(): void };
  paging?: Paging;
  /** The order that the rows have. */
  order?: ListOrder;
  /** How the program writes the list, and with it comes Choose columns; a list without it has all its rows on the screen. */
  written?: WrittenList;
  /** What to show when there is nothing at all. */
  empty: ReactNode;
  /** What to show when nothing matches; undefined while nothing narrows the list. */
  noMatch?: ReactNode;
}

const useStyles = makeStyles({
  list: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS, minWidth: 0 },
  tools: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS },
  search: { marginLeft: "auto", minWidth: "min(240px, 100%)" },
  scroll: {
    overflowX: "auto",
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  header: { fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground2 },
  cell: { paddingTop: tokens.spacingVerticalXS, paddingBottom: tokens.spacingVerticalXS, overflowWrap: "anywhere" },
  numericHeader: {
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground2,
    textAlign: "right",
    "& .fui-TableHeaderCell__button": { justifyContent: "flex-end", textAlign: "right" },
  },
  numeric: { textAlign: "right" },
});

/** What a column needs before the table begins to scroll sideways, in pixels. */
const COLUMN_WIDTH = 135;

/** A column of so many pixels takes them from the others, which need theirs all the same. */
function leastWidth<Row>({ width, minWidth = COLUMN_WIDTH }: Column<Row>): number {
  return width?.endsWith("px") ? Math.max(minWidth, Number.parseInt(width, 10)) : minWidth;
}

const SKELETON_ROWS = ["1", "2", "3", "4", "5"];

export function DataList<Row>(props: DataListProps<Row>) {
  const styles = useStyles();
  const { label, id, rows, problem, onRetry, commands, filters, search, paging, written, empty, noMatch } = props;
  const columns = useShownColumns(id, props.columns);
  const [unwritten, setUnwritten] = useState<Problem | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const nothing = rows?.length === 0 ? (noMatch ?? empty) : undefined;
  const isEmpty = rows?.length === 0 && noMatch === undefined;
  return (
    <div className={styles.list} ref={box} data-testid={testId("list-<name>", { name: id })}>
      {(commands || filters || !isEmpty) && (
        <div className={styles.tools}>
          {commands}
          {filters}
          {written && !isEmpty && (
            <ListTools label={label} columns={columns} written={written} onProblem={setUnwritten} />
          )}
          {!written && !isEmpty && <ExportTable label={label} within={box} worded />}
          {search && !isEmpty && (
            <SearchBox
              className={styles.search}
              placeholder={search.label}
              aria-label={search.label}
              value={search.value}
              onChange={(_, data) => search.onChange(data.value)}
              onBlur={search.onBlur}
              data-testid={testId("list-search")}
            />
          )}
        </div>
      )}
      <ProblemBar problem={problem} onRetry={onRetry} />
      <ProblemBar problem={unwritten} />
      {nothing ??
        (!problem && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
          <section className={styles.scroll} aria-label={`${label}, table`} tabIndex={0}>
            <Table
              aria-label={label}
              aria-rowcount={paging?.total}
              style={{ minWidth: columns.shown.reduce((sum, column) => sum + leastWidth(column), 0) }}
            >
              <TableHeader>
                <TableRow>
                  {columns.shown.map((column) => (
                    <Heading key={column.key} column={column} order={props.order} />
                  ))}
                </TableRow>
              </TableHeader>
              <TableBody>
                {rows ? (
                  rows.map((row) => <DataRow key={props.rowKey(row)} row={row} {...props} columns={columns.shown} />)
                ) : (
                  <Loading {...props} columns={columns.shown} />
                )}
              </TableBody>
            </Table>
          </section>
        ))}
      {paging && rows && rows.length > 0 && <Pager {...paging} count={rows.length} label={label} />}
    </div>
  );
}

function Heading<Row>({ column, order }: { column: Column<Row>; order: ListOrder | undefined }) {
  const styles = useStyles();
  const { key, label, numeric, width, unordered, buttons } = column;
  const className = numeric ? styles.numericHeader : styles.header;
  if (!order || unordered || buttons) {
    return (
      <TableHeaderCell style={{ width }} className={className}>
        {label}
      </TableHeaderCell>
    );
  }
  const direction = order.descending ? "descending" : "ascending";
  return (
    <TableHeaderCell
      style={{ width }}
      className={className}
      sortable
      sortDirection={order.by === key ? direction : undefined}
      onClick={() => order.orderBy(key)}
      data-testid={testId("list-order-<column>", { column: key })}
    >
      {label}
    </TableHeaderCell>
  );
}

function DataRow<Row>({ row, columns, rowTestId }: DataListProps<Row> & { row: Row }) {
  const styles = useStyles();
  return (
    <TableRow data-testid={rowTestId?.(row)}>
      {columns.map((column) => (
        <TableCell key={column.key} className={column.numeric ? styles.numeric : styles.cell}>
          {column.cell(row)}
        </TableCell>
      ))}
    </TableRow>
  );
}

function Loading<Row>({ columns }: DataListProps<Row>) {
  return SKELETON_ROWS.map((row) => (
    <TableRow key={row} aria-hidden>
      {columns.map((column) => (
        <TableCell key={column.key}>
          <Skeleton>
            <SkeletonItem />
          </Skeleton>
        </TableCell>
      ))}
    </TableRow>
  ));
}
