/** Where a budget's present period stands: how much is used, and each threshold with its mail. */

import {
  makeStyles,
  Subtitle2,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  tokens,
} from "@fluentui/react-components";
import { AssumptionNote } from "../../../components/AssumptionNote";
import { ExportTable } from "../../../components/list/ExportTable";
import { Instant, Money } from "../../../components/values";
import type { BudgetProgress as Progress } from "../../../generated/BudgetProgress";
import type { ThresholdProgress } from "../../../generated/ThresholdProgress";
import { formatDay } from "../../../locale/locale";
import { testId } from "../../../testIds";

const useStyles = makeStyles({
  block: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS },
  scroll: { overflowX: "auto" },
  table: { minWidth: "520px" },
  narrow: { width: "90px" },
  money: { width: "110px" },
});

export function BudgetProgress({ progress }: { progress: Progress }) {
  const styles = useStyles();
  const { used, thresholds } = progress;
  return (
    <section className={styles.block} aria-label="Budget">
      <Subtitle2 as="h3">Budget</Subtitle2>
      <Text>
        <span data-value={used.percent} data-testid={testId("spending-percent")}>
          {used.percent}%
        </span>{" "}
        used: <Money value={used.spent} /> of <Money value={used.amount} /> since {formatDay(used.from)}. It resets on{" "}
        {formatDay(used.until)}.
      </Text>
      <ExportTable label="Alerts of this period" />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard */}
      <section className={styles.scroll} aria-label="Alerts, table" tabIndex={0}>
        <Table size="small" className={styles.table} aria-label="Alerts of this period">
          <TableHeader>
            <TableRow>
              <TableHeaderCell className={styles.narrow}>Alert at</TableHeaderCell>
              <TableHeaderCell className={styles.money}>Amount</TableHeaderCell>
              <TableHeaderCell>Passed</TableHeaderCell>
              <TableHeaderCell>Mail</TableHeaderCell>
            </TableRow>
          </TableHeader>
          <TableBody>
            {thresholds.map((threshold) => (
              <TableRow
                key={threshold.percent}
                data-testid={testId("spending-threshold-<percent>", { percent: threshold.percent })}
              >
                <TableCell>{threshold.percent}%</TableCell>
                <TableCell>
                  <Money value={threshold.amount} />
                </TableCell>
                <TableCell>{threshold.passedAt ? <Instant value={threshold.passedAt} /> : "Not yet"}</TableCell>
                <TableCell>
                  <Mail threshold={threshold} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </section>
      <AssumptionNote id="budget-mail-after-a-day" />
    </section>
  );
}

function Mail({ threshold }: { threshold: ThresholdProgress }) {
  const { passedAt, mailBy, mailArrived } = threshold;
  if (!passedAt) {
    return "—";
  }
  if (!mailBy) {
    return "Nobody to tell";
  }
  return (
    <>
      {mailArrived ? "Sent by " : "At the latest by "}
      <Instant value={mailBy} />
    </>
  );
}
