/** A chart's numbers as a table, with the totals that came with them. Tests and screen readers read this. */
import {
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from "@fluentui/react-components";
import { formatMonth } from "../../locale/locale";
import { testId } from "../../testIds";
import { ExportTable } from "../list/ExportTable";
import { Amount, Day, Money } from "../values";
import type { ChartMark, ChartProps } from "./Chart";

/** What a column needs before the table begins to scroll sideways, in pixels. */
const COLUMN_WIDTH = 115;

const useStyles = makeStyles({
  scroll: { overflowX: "auto" },
  day: { whiteSpace: "nowrap" },
  number: { textAlign: "right", overflowWrap: "anywhere" },
  numberHead: {
    textAlign: "right",
    overflowWrap: "anywhere",
    "& .fui-TableHeaderCell__button": { justifyContent: "flex-end" },
  },
  said: { width: `${2 * COLUMN_WIDTH}px`, overflowWrap: "anywhere" },
  total: { fontWeight: tokens.fontWeightSemibold },
});

type ChartTableProps = Omit<ChartProps, "summary" | "kind" | "level" | "onPick">;

export function ChartTable(props: ChartTableProps) {
  const { title, unit, series, days, total, by, money, beside, accumulated, marks = [] } = props;
  const styles = useStyles();
  const Value = money ? Money : Amount;
  // One series is its own total.
  const withTotals = by !== "month" || series.length > 1;
  return (
    <>
      <ExportTable label={title} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard */}
      <section className={styles.scroll} aria-label={`${title}, table`} tabIndex={0}>
        <Table
          size="small"
          style={{
            minWidth:
              (series.length + 1 + (withTotals ? 1 : 0) + (beside ? 1 : 0) + (marks.length > 0 ? 2 : 0)) * COLUMN_WIDTH,
          }}
          aria-label={`${title}, in ${unit}`}
          data-testid={testId("chart-table")}
        >
          <TableHeader>
            <TableRow>
              <TableHeaderCell className={styles.day}>{by === "month" ? "Month (UTC)" : "Day (UTC)"}</TableHeaderCell>
              {series.map(({ key, label }) => (
                <TableHeaderCell key={key} className={styles.numberHead}>
                  {label}
                </TableHeaderCell>
              ))}
              {withTotals && <TableHeaderCell className={styles.numberHead}>Total</TableHeaderCell>}
              {beside && <TableHeaderCell className={styles.numberHead}>{beside.label}</TableHeaderCell>}
              {marks.length > 0 && <TableHeaderCell className={styles.said}>Far off (assumption)</TableHeaderCell>}
            </TableRow>
          </TableHeader>
          <TableBody>
            {days.map(({ day, credits, total: dayTotal }, row) => (
              <TableRow key={day} data-testid={testId("chart-day-<day>", { day })}>
                <TableCell className={styles.day}>
                  {by === "month" ? <time dateTime={day}>{formatMonth(day)}</time> : <Day value={day} />}
                </TableCell>
                {series.map(({ key }, place) => (
                  <TableCell key={key} className={styles.number}>
                    <Value value={credits[place] ?? "0"} testId={testId("chart-cell-<day>-<key>", { day, key })} />
                  </TableCell>
                ))}
                {withTotals && (
                  <TableCell className={styles.number}>
                    <Value value={dayTotal} testId={testId("chart-day-total-<day>", { day })} />
                  </TableCell>
                )}
                {beside && (
                  <TableCell className={styles.number}>
                    <Amount value={beside.values[row] ?? "0"} testId={testId("chart-beside-<day>", { day })} />
                  </TableCell>
                )}
                {marks.length > 0 && <Said day={day} marks={marks} />}
              </TableRow>
            ))}
          </TableBody>
          {!accumulated && (
            <tfoot>
              <TableRow className={styles.total} data-testid={testId("chart-totals")}>
                <TableHeaderCell scope="row" className={styles.day}>
                  Total
                </TableHeaderCell>
                {series.map(({ key, total: seriesTotal }) => (
                  <TableCell key={key} className={styles.number}>
                    <Value value={seriesTotal} testId={testId("chart-series-total-<key>", { key })} />
                  </TableCell>
                ))}
                {withTotals && (
                  <TableCell className={styles.number}>
                    <Value value={total} testId={testId("chart-total")} />
                  </TableCell>
                )}
                {beside && (
                  <TableCell className={styles.number}>
                    <Amount value={beside.total} />
                  </TableCell>
                )}
                {marks.length > 0 && <TableCell />}
              </TableRow>
            </tfoot>
          )}
        </Table>
      </section>
    </>
  );
}

/** What is to be said of a day; mostly nothing. */
function Said({ day, marks }: { day: string; marks: ChartMark[] }) {
  const styles = useStyles();
  const said = marks.filter((mark) => mark.day === day);
  return said.length === 0 ? (
    <TableCell />
  ) : (
    <TableCell className={styles.said} data-testid={testId("chart-said-<day>", { day })}>
      {said.map(({ text }) => text).join(" ")}
    </TableCell>
  );
}
