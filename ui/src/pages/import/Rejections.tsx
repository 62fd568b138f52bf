/** Rows that could not be taken: where, what stands there, why, and how to mend it. */
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
} from "@fluentui/react-components";
import { Count } from "../../components/values";
import type { RejectionView } from "../../generated/RejectionView";
import { formatCount } from "../../locale/locale";
import { testId } from "../../testIds";

const useStyles = makeStyles({
  scroll: { overflowX: "auto", maxHeight: "320px" },
  table: { minWidth: "560px" },
  row: { width: "80px" },
  short: { width: "160px", overflowWrap: "anywhere" },
  cell: { overflowWrap: "anywhere" },
});

interface RejectionsProps {
  rejections: RejectionView[];
  /** How many there are; the list may show only the first. */
  total: number;
}

export function Rejections({ rejections, total }: RejectionsProps) {
  const styles = useStyles();
  if (total === 0) {
    return null;
  }
  return (
    <section aria-label="Rejected rows" data-testid={testId("import-rejections")}>
      <Subtitle2 as="h3">Rejected rows</Subtitle2>
      {rejections.length < total && (
        <Text block>
          The first {formatCount(rejections.length)} of {formatCount(total)}.
        </Text>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={styles.scroll} aria-label="Rejected rows, table" tabIndex={0}>
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
              <TableRow key={`${row} ${byte} ${column ?? ""}`} data-testid={testId("import-rejection-<row>", { row })}>
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
    </section>
  );
}
