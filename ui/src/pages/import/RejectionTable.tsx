/** Rejected rows as a table: where, what stands there, why, and how to mend it. */
import {
  makeStyles,
  mergeClasses,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
} from "@fluentui/react-components";
import { Count } from "../../components/values";
import type { RejectionView } from "../../generated/RejectionView";
import { testId } from "../../testIds";

const useStyles = makeStyles({
  scroll: { overflowX: "auto" },
  low: { maxHeight: "320px" },
  table: { minWidth: "560px" },
  row: { width: "80px" },
  short: { width: "160px", overflowWrap: "anywhere" },
  cell: { overflowWrap: "anywhere" },
});

interface RejectionTableProps {
  rejections: RejectionView[];
  /** A panel gives the table all the height that it needs; in a card it scrolls. */
  place: "card" | "panel";
}

export function RejectionTable({ rejections, place }: RejectionTableProps) {
  const styles = useStyles();
  const box = mergeClasses(styles.scroll, place === "card" && styles.low);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={box} aria-label="Rejected rows, table" tabIndex={0}>
      <Table size="small" aria-label="Rejected rows" className={styles.table}>
        <TableHeader>
          <TableRow>
            <TableHeaderCell className={styles.row}>Row</TableHeaderCell>
            <TableHeaderCell className={styles.short}>Column</TableHeaderCell>
            <TableHeaderCell className={styles.short}>Found</TableHeaderCell>
            <TableHeaderCell>Why, and how to mend it</TableHeaderCell>
          </TableRow>
        </TableHeader>
        <TableBody>
          {rejections.map(({ row, byte, column, found, reason }) => (
            <TableRow
              key={`${row} ${byte} ${column ?? ""}`}
              data-testid={testId(place === "card" ? "import-rejection-<row>" : "rejection-row-<row>", { row })}
            >
              <TableCell className={styles.row}>
                <Count value={row} />
              </TableCell>
              <TableCell className={styles.short}>{column}</TableCell>
              <TableCell className={styles.short}>{found}</TableCell>
              <TableCell className={styles.cell}>{reason}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </section>
  );
}
