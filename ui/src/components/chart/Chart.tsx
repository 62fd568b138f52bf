/**
 * Amounts per day or month as stacked columns, with a title, a summary in one sentence, a legend, and the same numbers as a
 * table. Every figure is shown as it was given; nothing is added up here.
 */
import { makeStyles, Subtitle2, Text, tokens } from "@fluentui/react-components";
import { useId } from "react";
import type { OutcomeKind } from "../../generated/OutcomeKind";
import {
  formatAmount,
  formatDay,
  formatMoney,
  formatMonth,
  formatShortDay,
  formatShortMonth,
} from "../../locale/locale";
import { testId } from "../../testIds";
import { ChartTable } from "./ChartTable";
import { paintsOf } from "./palette";
import { labelEvery, niceMaximum, share } from "./scale";

export interface ChartSeries {
  key: string;
  label: string;
  outcome?: OutcomeKind | null;
  total: string;
}

export interface ChartDay {
  /** The day, or the first day of the month. */
  day: string;
  /** One amount per series, in their order. */
  credits: string[];
  total: string;
}

export interface ChartProps {
  title: string;
  summary: string;
  /** What the amounts are. */
  unit: string;
  series: ChartSeries[];
  days: ChartDay[];
  total: string;
  /** What one column spans; a day where nothing is said. */
  by?: "day" | "month";
  /** The amounts are US dollars. */
  money?: boolean;
  /** A further column of the table in another unit, which the chart does not draw. */
  beside?: { label: string; values: string[]; total: string };
}

/** Spells an amount of the chart. */
export function amountText(amount: string, money: boolean | undefined): string {
  return money ? formatMoney(amount) : formatAmount(amount);
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
  plot: { display: "grid", gridTemplateColumns: "auto minmax(0, 1fr)", columnGap: tokens.spacingHorizontalS },
  axis: {
    display: "flex",
    flexDirection: "column",
    justifyContent: "space-between",
    textAlign: "right",
    height: "220px",
    marginTop: "-8px",
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
  },
  columns: {
    display: "flex",
    alignItems: "flex-end",
    columnGap: "2px",
    height: "204px",
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
    backgroundImage: `linear-gradient(${tokens.colorNeutralStroke2} 1px, transparent 1px)`,
    backgroundSize: "100% 50%",
  },
  column: {
    flexGrow: 1,
    flexBasis: 0,
    minWidth: 0,
    height: "100%",
    display: "flex",
    flexDirection: "column-reverse",
    ":hover": { backgroundColor: tokens.colorSubtleBackgroundHover },
  },
  part: { boxShadow: `0 -1px 0 ${tokens.colorNeutralBackground1} inset`, forcedColorAdjust: "none" },
  days: {
    gridColumnStart: 2,
    display: "flex",
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
  },
  dayLabel: {
    flexGrow: 1,
    flexBasis: 0,
    minWidth: 0,
    whiteSpace: "nowrap",
    overflow: "hidden",
    // Every other label has the room of two.
    "@media (max-width: 480px)": { overflow: "visible", ":nth-child(even)": { visibility: "hidden" } },
  },
  legend: {
    listStyleType: "none",
    margin: 0,
    padding: 0,
    display: "flex",
    flexWrap: "wrap",
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXS,
  },
  legendItem: { display: "flex", alignItems: "center", columnGap: tokens.spacingHorizontalS, minWidth: 0 },
  swatch: { width: "12px", height: "12px", borderRadius: "2px", flexShrink: 0, forcedColorAdjust: "none" },
});

export function Chart({ summary, ...table }: ChartProps) {
  const { title, series, days, by, money } = table;
  const styles = useStyles();
  const paints = paintsOf(series);
  const titleId = useId();
  const summaryId = useId();
  return (
    <figure className={styles.figure} aria-labelledby={titleId} data-testid={testId("chart")}>
      <figcaption className={styles.caption}>
        <Subtitle2 as="h2" id={titleId} data-testid={testId("chart-title")}>
          {title}
        </Subtitle2>
        <Text id={summaryId} data-testid={testId("chart-summary")}>
          {summary}
        </Text>
      </figcaption>
      <Plot series={series} paints={paints} days={days} by={by} money={money} titleId={titleId} summaryId={summaryId} />
      <ul className={styles.legend} aria-label="Legend">
        {series.map(({ key, label }, place) => (
          <li key={key} className={styles.legendItem} data-testid={testId("chart-series-<key>", { key })}>
            <span className={styles.swatch} style={{ background: paints[place] }} />
            {label}
          </li>
        ))}
      </ul>
      <ChartTable {...table} />
    </figure>
  );
}

interface PlotProps extends Pick<ChartProps, "series" | "days"> {
  by: ChartProps["by"];
  money: boolean | undefined;
  /** One per series. */
  paints: string[];
  titleId: string;
  summaryId: string;
}

function Plot({ series, paints, days, by, money, titleId, summaryId }: PlotProps) {
  const styles = useStyles();
  const maximum = niceMaximum(Math.max(0, ...days.map(({ total }) => Number(total))));
  const every = labelEvery(days.length);
  const labelled = days.filter((_, place) => place % every === 0);
  return (
    <div className={styles.plot} role="img" aria-labelledby={titleId} aria-describedby={summaryId}>
      <div className={styles.axis} aria-hidden>
        {[maximum, maximum / 2, 0].map((tick) => (
          <span key={tick}>{amountText(String(tick), money)}</span>
        ))}
      </div>
      <div className={styles.columns}>
        {days.map(({ day, credits, total }) => (
          <div
            key={day}
            className={styles.column}
            title={`${by === "month" ? formatMonth(day) : formatDay(day)}: ${amountText(total, money)}`}
          >
            {credits.map((amount, place) => {
              const head = series[place];
              return head && amount !== "0" ? (
                <div
                  key={head.key}
                  className={styles.part}
                  style={{ height: `${share(amount, maximum)}%`, background: paints[place] }}
                />
              ) : null;
            })}
          </div>
        ))}
      </div>
      <div className={styles.days} aria-hidden>
        {labelled.map(({ day }) => (
          <span key={day} className={styles.dayLabel}>
            {by === "month" ? formatShortMonth(day) : formatShortDay(day)}
          </span>
        ))}
      </div>
    </div>
  );
}
