/** The causes of a gap with their credits, what is counted under each, and where its days are to be seen. */

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
import { ExportTable } from "../../components/list/ExportTable";
import { PageLink } from "../../components/PageLink";
import { Amount } from "../../components/values";
import type { ReconciliationRow } from "../../generated/ReconciliationRow";
import { testId } from "../../testIds";

const useStyles = makeStyles({
  scroll: { overflowX: "auto", flexShrink: 0 },
  table: { minWidth: "620px" },
  cause: { width: "21%" },
  credits: { width: "14%", textAlign: "right", paddingRight: tokens.spacingHorizontalL },
  header: {
    width: "14%",
    paddingRight: tokens.spacingHorizontalL,
    "& .fui-TableHeaderCell__button": { justifyContent: "flex-end" },
  },
  where: { width: "17%" },
  cell: { overflowWrap: "anywhere", paddingTop: tokens.spacingVerticalXS, paddingBottom: tokens.spacingVerticalXS },
  sum: { fontWeight: tokens.fontWeightSemibold },
});

interface CausesTableProps {
  label: string;
  row: ReconciliationRow;
  /** It stands in a panel, with the page's own behind it. */
  inPanel?: boolean;
}

export function CausesTable({ label, row, inPanel = false }: CausesTableProps) {
  const styles = useStyles();
  const ids = inPanel
    ? (["reconciliation-part-<cause>", "reconciliation-part-days-<cause>"] as const)
    : (["reconciliation-cause-<cause>", "reconciliation-days-<cause>"] as const);
  return (
    <>
      <ExportTable label={label} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard */}
      <section className={styles.scroll} aria-label={`${label}, table`} tabIndex={0}>
        <Table aria-label={label} className={styles.table} size="small">
          <TableHeader>
            <TableRow>
              <TableHeaderCell className={styles.cause}>Cause</TableHeaderCell>
              <TableHeaderCell className={styles.header}>Copilot Credits</TableHeaderCell>
              <TableHeaderCell>What is counted under it</TableHeaderCell>
              <TableHeaderCell className={styles.where}>Where</TableHeaderCell>
            </TableRow>
          </TableHeader>
          <TableBody>
            {row.causes.map(({ cause, label: name, credits, working, from, until }) => (
              <TableRow key={cause} data-value={credits} data-testid={testId(ids[0], { cause })}>
                <TableCell className={styles.cell}>{name}</TableCell>
                <TableCell className={styles.credits}>
                  <Amount value={credits} />
                </TableCell>
                <TableCell className={styles.cell}>{working}</TableCell>
                <TableCell className={styles.cell}>
                  {from && until && (
                    <PageLink
                      to="/reports/usage"
                      search={{ from, until }}
                      aria-label={`Usage of the days of ${name}`}
                      data-testid={testId(ids[1], { cause })}
                    >
                      Usage of the days
                    </PageLink>
                  )}
                </TableCell>
              </TableRow>
            ))}
            <TableRow className={styles.sum}>
              <TableCell>Gap</TableCell>
              <TableCell className={styles.credits}>
                <Amount value={row.gap ?? ""} />
              </TableCell>
              <TableCell>The sum of the causes.</TableCell>
              <TableCell />
            </TableRow>
          </TableBody>
        </Table>
      </section>
    </>
  );
}
