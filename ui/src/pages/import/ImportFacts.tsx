/** The counts and sums of an import, as a list of names and values. */
import { makeStyles, Text, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { Amount, Count, Instant } from "../../components/values";
import type { ImportView } from "../../generated/ImportView";
import { testId } from "../../testIds";

const useStyles = makeStyles({
  facts: {
    margin: 0,
    display: "grid",
    gridTemplateColumns: "repeat(auto-fill, minmax(min(180px, 100%), 1fr))",
    gap: tokens.spacingVerticalM,
  },
  label: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  value: { margin: 0, fontSize: tokens.fontSizeBase400, overflowWrap: "anywhere" },
});

export function ImportFacts({ view }: { view: ImportView }) {
  const isPreview = view.state === "preview";
  return (
    <Facts>
      <Fact name="kind" label="Recognised as">
        {view.kindLabel}
      </Fact>
      <Fact name="rows" label="Rows in the file">
        <Count value={view.rows} />
      </Fact>
      <Fact name="added" label={isPreview ? "Would be added" : "Added"}>
        <Count value={view.added} />
      </Fact>
      <Fact name="skipped" label="Skipped, already there">
        <Count value={view.skipped} />
      </Fact>
      <Fact name="superseded" label="Earlier rows replaced">
        <Count value={view.superseded} />
      </Fact>
      <Fact name="rejected" label="Rejected">
        <Count value={view.rejected} />
      </Fact>
      <Fact name="ahead" label="Ahead of the clock">
        <Count value={view.aheadOfClock} />
      </Fact>
      <Fact name="before" label="Before this workbook">
        <Count value={view.beforeWorkbook} />
      </Fact>
      {view.first && view.last && (
        <>
          <Fact name="first" label="First row">
            <Instant value={view.first} />
          </Fact>
          <Fact name="last" label="Last row">
            <Instant value={view.last} />
          </Fact>
        </>
      )}
      {view.sums.map(({ label, amount }, place) => (
        <Fact key={label} name={`sum-${place + 1}`} label={`Sum: ${label}`}>
          <Amount value={amount} />
        </Fact>
      ))}
    </Facts>
  );
}

function Facts({ children }: { children: ReactNode }) {
  const styles = useStyles();
  return <dl className={styles.facts}>{children}</dl>;
}

function Fact({ name, label, children }: { name: string; label: string; children: ReactNode }) {
  const styles = useStyles();
  return (
    <div data-testid={testId("import-fact-<name>", { name })}>
      <dt className={styles.label}>
        <Text size={200}>{label}</Text>
      </dt>
      <dd className={styles.value}>{children}</dd>
    </div>
  );
}
