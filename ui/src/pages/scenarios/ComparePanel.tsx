/** How two branches differ: set-up, and who paid for the usage that both have judged. */

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
import type { ReactNode } from "react";
import { useRead } from "../../api/hooks";
import { useBranch } from "../../app/branch";
import { ExportTable } from "../../components/list/ExportTable";
import { ProblemBar } from "../../components/ProblemBar";
import { SidePanel } from "../../components/panel/SidePanel";
import { Amount, Money } from "../../components/values";
import type { BranchCompared } from "../../generated/BranchCompared";
import type { OutcomeDifference } from "../../generated/OutcomeDifference";
import { formatInstant, formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";

const useStyles = makeStyles({
  section: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS, minWidth: 0 },
  scroll: { overflowX: "auto" },
  number: { textAlign: "right" },
  header: { fontWeight: tokens.fontWeightSemibold },
  numberHeader: {
    fontWeight: tokens.fontWeightSemibold,
    "& .fui-TableHeaderCell__button": { justifyContent: "flex-end" },
  },
  sum: { fontWeight: tokens.fontWeightSemibold },
  cell: { overflowWrap: "anywhere", paddingTop: tokens.spacingVerticalXS, paddingBottom: tokens.spacingVerticalXS },
});

export function ComparePanel({ other, onClose }: { other: string; onClose(): void }) {
  const present = useBranch();
  const compared = useRead("branch_compare", { a: present, b: other });
  return (
    <SidePanel id="compare" title={`Compare "${present}" with "${other}"`} wide onClose={onClose}>
      <ProblemBar problem={compared.error} onRetry={() => void compared.refetch()} />
      {compared.data && <Comparison compared={compared.data} />}
    </SidePanel>
  );
}

function Comparison({ compared }: { compared: BranchCompared }) {
  const { a, b } = compared;
  return (
    <>
      <Text data-testid={testId("compare-summary")}>{compared.summary}</Text>
      <Text size={200}>
        Both share {formatQuantity(compared.sharedEntries, "entry", "entries")}, until{" "}
        {formatInstant(compared.sharedUntil)}. After that "{a}" has {compared.aEntries} and "{b}" {compared.bEntries} of
        its own.
      </Text>
      <SetUp compared={compared} />
      <Outcomes
        compared={compared}
        title="Copilot Credits of the same usage"
        name="credits"
        amounts={(row) => [row.a.credits, row.b.credits, row.creditsDifference]}
        show={(value, id) => <Amount value={value} testId={id} />}
      />
      <Outcomes
        compared={compared}
        title="Pay-as-you-go of the same usage, USD"
        name="usd"
        amounts={(row) => [row.a.usd, row.b.usd, row.usdDifference]}
        show={(value, id) => <Money value={value} testId={id} />}
      />
    </>
  );
}

function SetUp({ compared: { a, b, setUp } }: { compared: BranchCompared }) {
  const styles = useStyles();
  return (
    <section className={styles.section}>
      <Subtitle2 as="h3">What is set up differently</Subtitle2>
      {setUp.length === 0 ? (
        <Text data-testid={testId("compare-set-up")}>Nothing: both have the same set-up and the same time.</Text>
      ) : (
        <Scrolling label="What is set up differently">
          <Table
            aria-label="What is set up differently"
            data-testid={testId("compare-set-up")}
            style={{ minWidth: 560 }}
          >
            <TableHeader>
              <TableRow>
                {["What", "Which", a, b].map((label) => (
                  <TableHeaderCell key={label} className={styles.header}>
                    {label}
                  </TableHeaderCell>
                ))}
              </TableRow>
            </TableHeader>
            <TableBody>
              {setUp.map((row) => (
                <TableRow key={`${row.what} ${row.name}`}>
                  {[row.what, row.name, row.a ?? "Not there", row.b ?? "Not there"].map((text, place) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: four cells that never change places
                    <TableCell key={place} className={styles.cell}>
                      {text}
                    </TableCell>
                  ))}
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </Scrolling>
      )}
    </section>
  );
}

interface OutcomesProps {
  compared: BranchCompared;
  title: string;
  /** Tells the two tables apart in test ids. */
  name: string;
  amounts(row: OutcomeDifference): [string, string, string];
  show(value: string, testId: string): ReactNode;
}

function Outcomes({ compared, title, name, amounts, show }: OutcomesProps) {
  const styles = useStyles();
  const { a, b, rows, total, notShared, everything } = compared;
  const sums = [total, notShared, everything];
  return (
    <section className={styles.section}>
      <Subtitle2 as="h3">{title}</Subtitle2>
      <Text size={200}>
        Metered usage from {formatInstant(compared.from)} to {formatInstant(compared.until)}, under each branch's own
        set-up as it changed.
      </Text>
      <Scrolling label={title}>
        <Table aria-label={title} data-testid={testId("compare-table-<name>", { name })} style={{ minWidth: 560 }}>
          <TableHeader>
            <TableRow>
              <TableHeaderCell className={styles.header} style={{ width: "40%" }}>
                What became of it
              </TableHeaderCell>
              {[a, b, "Difference"].map((label) => (
                <TableHeaderCell key={label} className={styles.numberHeader}>
                  {label}
                </TableHeaderCell>
              ))}
            </TableRow>
          </TableHeader>
          <TableBody>
            {[...rows, ...sums].map((row) => (
              <TableRow key={row.key} className={sums.includes(row) ? styles.sum : undefined}>
                <TableCell className={styles.cell}>{row.label}</TableCell>
                {amounts(row).map((value, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: three cells that never change places
                  <TableCell key={place} className={styles.number}>
                    {show(
                      value,
                      testId("compare-<table>-<row>-<side>", {
                        table: name,
                        row: row.key,
                        side: ["a", "b", "difference"][place] ?? "",
                      }),
                    )}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Scrolling>
    </section>
  );
}

function Scrolling({ label, children }: { label: string; children: ReactNode }) {
  const styles = useStyles();
  return (
    <>
      <ExportTable label={label} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard */}
      <section className={styles.scroll} aria-label={`${label}, table`} tabIndex={0}>
        {children}
      </section>
    </>
  );
}
