/** Amounts of a few named things as bars, with a title and a summary in one sentence. The table beside it gives the numbers. */
import { makeStyles, Subtitle2, Text, tokens } from "@fluentui/react-components";
import { useId } from "react";
import { testId } from "../../testIds";
import { niceMaximum, share } from "./scale";

export interface Bar {
  key: string;
  label: string;
  /** Exact decimal text; only the bar's length is made of it. */
  amount: string;
  /** The same as it is spelled. */
  text: string;
  /** Stands out from the others. */
  marked?: boolean;
}

const useStyles = makeStyles({
  figure: {
    margin: 0,
    padding: tokens.spacingHorizontalL,
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalM,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    minWidth: 0,
  },
  caption: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalXS },
  plot: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS },
  row: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 260px) minmax(0, 1fr)",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalM,
    "@media (max-width: 640px)": { gridTemplateColumns: "minmax(0, 1fr)" },
  },
  label: { overflowWrap: "anywhere" },
  line: { display: "flex", alignItems: "center", columnGap: tokens.spacingHorizontalS, minWidth: 0 },
  track: { flexGrow: 1, minWidth: 0 },
  bar: { height: "16px", borderRadius: "2px", minWidth: "2px", forcedColorAdjust: "none" },
  amount: { minWidth: "96px", textAlign: "right" },
  marked: { fontWeight: tokens.fontWeightSemibold },
});

const PAINT = "#2B7CD3";
const MARKED = "#2E8B57";

export function BarChart({ title, summary, bars }: { title: string; summary: string; bars: Bar[] }) {
  const styles = useStyles();
  const titleId = useId();
  const summaryId = useId();
  const maximum = niceMaximum(Math.max(0, ...bars.map(({ amount }) => Number(amount))));
  return (
    <figure className={styles.figure} aria-labelledby={titleId} data-testid={testId("chart")}>
      <figcaption className={styles.caption}>
        <Subtitle2 as="h3" id={titleId} data-testid={testId("chart-title")}>
          {title}
        </Subtitle2>
        <Text id={summaryId} data-testid={testId("chart-summary")}>
          {summary}
        </Text>
      </figcaption>
      <div className={styles.plot} role="img" aria-labelledby={titleId} aria-describedby={summaryId}>
        {bars.map(({ key, label, amount, text, marked }) => (
          <div key={key} className={styles.row}>
            <span className={marked ? styles.marked : styles.label}>{label}</span>
            <span className={styles.line}>
              <span className={styles.track}>
                <div
                  className={styles.bar}
                  style={{ width: `${share(amount, maximum)}%`, background: marked ? MARKED : PAINT }}
                />
              </span>
              <span className={styles.amount}>{text}</span>
            </span>
          </div>
        ))}
      </div>
    </figure>
  );
}
