/** What the period costs, beside the one before, its budget and what it is forecast to come to; then what made the difference. */

import {
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  tokens,
} from "@fluentui/react-components";
import type { ReactNode } from "react";
import { ExportTable } from "../../components/list/ExportTable";
import { Money } from "../../components/values";
import type { CostAnalysisView } from "../../generated/CostAnalysisView";
import { addDays } from "../../locale/calendar";
import { formatDay } from "../../locale/locale";
import { testId } from "../../testIds";

const useStyles = makeStyles({
  figures: {
    display: "flex",
    flexWrap: "wrap",
    columnGap: tokens.spacingHorizontalXXXL,
    rowGap: tokens.spacingVerticalM,
  },
  figure: { display: "flex", flexDirection: "column", maxWidth: "320px" },
  hero: {
    fontSize: tokens.fontSizeHero800,
    lineHeight: tokens.lineHeightHero800,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: "anywhere",
  },
  large: { fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase600, overflowWrap: "anywhere" },
  note: { color: tokens.colorNeutralForeground2 },
  scroll: { overflowX: "auto", minWidth: 0 },
  heading: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  number: { textAlign: "right" },
});

/** What stands before an amount that has grown: what has shrunk bears its own sign. */
const plus = (change: string) => (!change.startsWith("-") && /[1-9]/.test(change) ? "+" : "");

const span = (from: string, until: string) => `${formatDay(from)} to ${formatDay(addDays(until, -1))}`;

export function CostFigures({ costs }: { costs: CostAnalysisView }) {
  const styles = useStyles();
  const { previous, forecast, budget, from, countedUntil } = costs;
  return (
    <div className={styles.figures}>
      <Figure label="Cost (USD)" note={from < countedUntil ? span(from, countedUntil) : "Nothing is known yet"}>
        <span className={styles.hero}>
          <Money value={costs.totalUsd} testId={testId("costs-total")} />
        </span>
      </Figure>
      <Figure
        label="Compared with the period before (USD)"
        note={
          previous.from < previous.until ? (
            <>
              <Money value={previous.usd} testId={testId("costs-previous")} /> from{" "}
              {span(previous.from, previous.until)}
            </>
          ) : (
            "There is nothing to compare with"
          )
        }
      >
        <span className={styles.large}>
          {plus(previous.changeUsd)}
          <Money value={previous.changeUsd} testId={testId("costs-change")} />
          {previous.changePercent != null && ` (${plus(previous.changePercent)}${previous.changePercent}%)`}
        </span>
      </Figure>
      {forecast && (
        <Figure
          label={`Forecast to ${formatDay(addDays(forecast.until, -1))} (USD)`}
          note={`${forecast.method} ${
            forecast.offPercent == null
              ? "There is nothing yet to tell by how much it is off."
              : `It was off by ${forecast.offPercent}% on an average day of those weeks.`
          }`}
        >
          <span className={styles.large}>
            <Money value={forecast.usd} testId={testId("costs-forecast")} />
          </span>
        </Figure>
      )}
      {budget && (
        <Figure label="Budget (USD)" note={`${budget.name}, ${budget.resetLabel}. A budget alerts; use goes on.`}>
          <span className={styles.large}>
            <Money value={budget.amountUsd} testId={testId("costs-budget")} />
          </span>
        </Figure>
      )}
    </div>
  );
}

function Figure({ label, note, children }: { label: string; note: ReactNode; children: ReactNode }) {
  const styles = useStyles();
  return (
    <div className={styles.figure}>
      <Text>{label}</Text>
      {children}
      <Text size={200} className={styles.note}>
        {note}
      </Text>
    </div>
  );
}

export function Drivers({ costs }: { costs: CostAnalysisView }) {
  const styles = useStyles();
  const { drivers, changeUsd } = costs.previous;
  if (drivers.length === 0) {
    return null;
  }
  return (
    <>
      <h2 className={styles.heading}>What made the difference</h2>
      <ExportTable label="What made the difference" />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard */}
      <section className={styles.scroll} aria-label="What made the difference, table" tabIndex={0}>
        <Table size="small" style={{ minWidth: 460 }} aria-label="What made the difference, in US dollars">
          <TableHeader>
            <TableRow>
              <TableHeaderCell>Name</TableHeaderCell>
              <TableHeaderCell className={styles.number}>Period before</TableHeaderCell>
              <TableHeaderCell className={styles.number}>This period</TableHeaderCell>
              <TableHeaderCell className={styles.number}>Change</TableHeaderCell>
            </TableRow>
          </TableHeader>
          <TableBody>
            {drivers.map(({ key, label, previousUsd, usd, changeUsd: change }) => (
              <TableRow key={key} data-testid={testId("costs-driver-<key>", { key })}>
                <TableCell>{label}</TableCell>
                <TableCell className={styles.number}>
                  <Money value={previousUsd} />
                </TableCell>
                <TableCell className={styles.number}>
                  <Money value={usd} />
                </TableCell>
                <TableCell className={styles.number}>
                  <Money value={change} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
          <tfoot>
            <TableRow>
              <TableHeaderCell scope="row">Together</TableHeaderCell>
              <TableCell className={styles.number}>
                <Money value={costs.previous.usd} />
              </TableCell>
              <TableCell className={styles.number}>
                <Money value={costs.totalUsd} />
              </TableCell>
              <TableCell className={styles.number}>
                <Money value={changeUsd} testId={testId("costs-drivers-sum")} />
              </TableCell>
            </TableRow>
          </tfoot>
        </Table>
      </section>
    </>
  );
}
