/** One statement as a sheet of paper: black on white whatever the window's theme, with all that it needs to stand alone. */
import { makeStyles, mergeClasses } from "@fluentui/react-components";
import { type ReactNode, useId } from "react";
import { useRead } from "../../api/hooks";
import { ProblemBar } from "../../components/ProblemBar";
import { Amount, Count, Instant } from "../../components/values";
import type { StatementLine } from "../../generated/StatementLine";
import { formatMonth } from "../../locale/locale";
import { testId } from "../../testIds";
import { BillMoney } from "./BillMoney";
import { CHARGED, type ChargebackTerms } from "./chargebackTerms";

/** Lines of a kind on a sheet; the file has all. */
const MOST = 200;

const useStyles = makeStyles({
  sheet: {
    boxSizing: "border-box",
    width: "100%",
    maxWidth: "210mm",
    padding: "14mm",
    backgroundColor: "white",
    color: "black",
    border: "1px solid #767676",
    fontSize: "12px",
    lineHeight: "1.4",
    "@media (max-width: 860px)": { padding: "4mm" },
    "@media print": { breakAfter: "page", border: "none", padding: 0, maxWidth: "none", fontSize: "10px" },
  },
  title: { margin: "0 0 8px", fontSize: "20px" },
  heading: { margin: "16px 0 4px", fontSize: "14px", breakAfter: "avoid" },
  facts: { display: "grid", gridTemplateColumns: "max-content 1fr", columnGap: "16px", rowGap: "2px", margin: 0 },
  fact: { margin: 0 },
  scroll: { overflowX: "auto", "@media print": { overflowX: "visible" } },
  table: {
    width: "100%",
    borderCollapse: "collapse",
    "& tr": { breakInside: "avoid" },
    "& th": { verticalAlign: "bottom" },
  },
  cell: {
    padding: "2px 8px 2px 0",
    textAlign: "left",
    verticalAlign: "top",
    borderBottom: "1px solid #c8c8c8",
    overflowWrap: "break-word",
  },
  number: { textAlign: "right", whiteSpace: "nowrap" },
  numberHead: { textAlign: "right", maxWidth: "12ch", overflowWrap: "normal" },
  total: { margin: "16px 0 0", fontSize: "14px", fontWeight: "bold", borderTop: "2px solid black", paddingTop: "8px" },
  small: { margin: "8px 0 0" },
});

interface StatementSheetProps {
  whose: string;
  terms: ChargebackTerms;
}

export function StatementSheet({ whose, terms }: StatementSheetProps) {
  const styles = useStyles();
  const heading = useId();
  const use = useRead("chargeback_statement_list", { ...terms, whose, lines: "use", limit: MOST });
  const people = useRead("chargeback_statement_list", { ...terms, whose, lines: "people", limit: MOST });
  const problem = use.error ?? people.error;
  if (problem) {
    return <ProblemBar problem={problem} />;
  }
  const statement = use.data;
  if (!statement || !people.data) {
    return null;
  }
  const { basis, sum } = statement;
  const of = (rows: StatementLine[], kind: StatementLine["kind"]) => rows.filter((line) => line.kind === kind);
  const { shared } = statement;
  return (
    <article
      className={styles.sheet}
      aria-labelledby={heading}
      data-print="sheet"
      data-testid={testId("statement-sheet-<key>", { key: whose })}
    >
      <h2 id={heading} className={styles.title}>
        Statement of Copilot consumption: {statement.name}
      </h2>
      <dl className={styles.facts}>
        <Fact term={CHARGED[terms.by]}>{statement.name}</Fact>
        <Fact term="Period">{formatMonth(`${statement.month}-01`)} (UTC)</Fact>
        <Fact term="People">
          <Count value={statement.people} />
        </Fact>
        <Fact term="Total">
          {sum.amount ? <BillMoney amount={sum.amount} currency={basis.currency} /> : "No bill is imported"}
        </Fact>
        <Fact term="Basis of the money">
          {basis.label}
          {basis.billLabel && `, ${basis.billLabel}`}
          {basis.files.length > 0 && `: ${basis.files.join(", ")}`}.{" "}
          {basis.isWhole ? "Of the whole month." : "Incomplete."}
        </Fact>
        <Fact term="Shared costs">{statement.ruleText}</Fact>
        <Fact term="As of">
          <Instant value={statement.asOf} />, simulated
        </Fact>
      </dl>
      <h3 className={styles.heading}>Use by service, agent and feature</h3>
      <Lines
        label={`${statement.name}: use by service, agent and feature`}
        names={["Service", "Agent", "Feature"]}
        of={({ service, name, feature }) => [service ?? "", name, feature ?? ""]}
        rows={of(statement.rows, "use")}
        isAll={statement.next === null || statement.next === undefined}
      />
      <h3 className={styles.heading}>People{people.data.concealed && " (names concealed)"}</h3>
      <Lines
        label={`${statement.name}: people`}
        names={["Person", "Username"]}
        of={({ name, username }) => [name, username ?? ""]}
        rows={of(people.data.rows, "person")}
        isAll={people.data.next === null || people.data.next === undefined}
      />
      {shared.length > 0 && (
        <>
          <h3 className={styles.heading}>Shared costs</h3>
          <Shared label={`${statement.name}: shared costs`} rows={shared} />
        </>
      )}
      <p
        className={styles.total}
        data-testid={testId("statement-sheet-total-<key>", { key: whose })}
        data-value={sum.amount ?? ""}
      >
        Total: {sum.amount ? <BillMoney amount={sum.amount} currency={basis.currency} /> : "no bill is imported"}
      </p>
      {statement.notes.map((note) => (
        <p key={note} className={styles.small}>
          {note}
        </p>
      ))}
    </article>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  const styles = useStyles();
  return (
    <>
      <dt>{term}</dt>
      <dd className={styles.fact}>{children}</dd>
    </>
  );
}

interface LinesProps {
  label: string;
  names: string[];
  of(line: StatementLine): string[];
  rows: StatementLine[];
  isAll: boolean;
}

function Lines({ label, names, of, rows, isAll }: LinesProps) {
  const styles = useStyles();
  const number = mergeClasses(styles.cell, styles.number);
  const head = mergeClasses(styles.cell, styles.numberHead);
  if (rows.length === 0) {
    return <p className={styles.small}>None.</p>;
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
    <section className={styles.scroll} aria-label={label} tabIndex={0}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {names.map((name) => (
              <th key={name} scope="col" className={styles.cell}>
                {name}
              </th>
            ))}
            <th scope="col" className={head}>
              Pay-as-you-go (credits)
            </th>
            <th scope="col" className={head}>
              Prepaid (credits)
            </th>
            <th scope="col" className={head}>
              Pre-purchased (credits)
            </th>
            <th scope="col" className={number}>
              Charged
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((line) => (
            <tr key={line.id}>
              {of(line).map((text, place) => (
                <td key={names[place]} className={styles.cell}>
                  {text}
                </td>
              ))}
              <td className={number}>
                <Amount value={line.payAsYouGoCredits} />
              </td>
              <td className={number}>
                <Amount value={line.prepaidCredits} />
              </td>
              <td className={number}>
                <Amount value={line.prePurchasedCredits} />
              </td>
              <td className={number}>{line.amount && <BillMoney amount={line.amount} currency={line.currency} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {!isAll && (
        <p className={styles.small}>The {rows.length} largest lines. The CSV file of the statement has all.</p>
      )}
    </section>
  );
}

function Shared({ label, rows }: { label: string; rows: StatementLine[] }) {
  const styles = useStyles();
  const number = mergeClasses(styles.cell, styles.number);
  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col" className={styles.cell}>
            Cost
          </th>
          <th scope="col" className={styles.cell}>
            Working
          </th>
          <th scope="col" className={number}>
            Charged
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((line) => (
          <tr key={line.id}>
            <td className={styles.cell}>{line.name}</td>
            <td className={styles.cell}>{line.working}</td>
            <td className={number}>{line.amount && <BillMoney amount={line.amount} currency={line.currency} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
