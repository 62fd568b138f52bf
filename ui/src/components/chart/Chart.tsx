/**
 * Amounts per day or month as stacked columns, lines or a ring, with a title, a summary in one sentence, a legend, and the same
 * numbers as a table. Every figure is shown as it was given; nothing is added up here.
 */
import { Button, makeStyles, Subtitle2, Text, tokens } from "@fluentui/react-components";
import { useId } from "react";
import type { OutcomeKind } from "../../generated/OutcomeKind";
import { formatAmount, formatMoney } from "../../locale/locale";
import { testId } from "../../testIds";
import { ChartMarks } from "./ChartMarks";
import { ChartTable } from "./ChartTable";
import { Donut } from "./Donut";
import { Plot } from "./Plot";
import { paintsOf } from "./palette";

export interface ChartSeries {
  key: string;
  label: string;
  outcome?: OutcomeKind | null;
  total: string;
  /** It stands for several things together and can't be picked. */
  together?: boolean;
}

export interface ChartDay {
  /** The day, or the first day of the month. */
  day: string;
  /** One amount per series, in their order. */
  credits: string[];
  total: string;
}

/** A day of which there is something to say. */
export interface ChartMark {
  key: string;
  day: string;
  text: string;
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
  /** How it is drawn; as stacked columns where nothing is said. */
  kind?: "bars" | "lines" | "donut";
  /** Each column holds all before it, so that columns have no total. */
  accumulated?: boolean;
  /** A level across the columns, such as a budget. */
  level?: { label: string; amount: string };
  /** Days far off their own past, which lead to how that was found. */
  marks?: ChartMark[];
  /** Somebody picked a series, in the drawing or in the legend. */
  onPick?(key: string): void;
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
  pick: { minWidth: 0, paddingInline: tokens.spacingHorizontalXS, fontWeight: tokens.fontWeightRegular },
  unpicked: { fontSize: tokens.fontSizeBase200 },
  swatch: { width: "12px", height: "12px", borderRadius: "2px", flexShrink: 0, forcedColorAdjust: "none" },
});

export function Chart({ summary, kind = "bars", level, onPick, ...table }: ChartProps) {
  const { title, series, days, by, money, total, marks = [] } = table;
  const styles = useStyles();
  const paints = paintsOf(series);
  const titleId = useId();
  const summaryId = useId();
  const marksId = useId();
  const describedBy = marks.length > 0 ? `${summaryId} ${marksId}` : summaryId;
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
      {kind === "donut" ? (
        <Donut series={series} total={total} money={money} onPick={onPick} titleId={titleId} summaryId={summaryId} />
      ) : (
        <Plot
          kind={kind}
          series={series}
          paints={paints}
          days={days}
          by={by}
          money={money}
          level={level}
          marks={marks}
          onPick={onPick}
          titleId={titleId}
          summaryId={describedBy}
        />
      )}
      <ul className={styles.legend} aria-label="Legend">
        {series.map(({ key, label, together }, place) => (
          <li key={key} className={styles.legendItem} data-testid={testId("chart-series-<key>", { key })}>
            <span className={styles.swatch} style={{ background: paints[place] }} />
            {onPick && !together ? (
              <Button
                className={styles.pick}
                appearance="transparent"
                size="small"
                onClick={() => onPick(key)}
                data-testid={testId("chart-pick-<key>", { key })}
              >
                {label}
              </Button>
            ) : (
              <span className={onPick && styles.unpicked}>{label}</span>
            )}
          </li>
        ))}
      </ul>
      {marks.length > 0 && <ChartMarks marks={marks} id={marksId} />}
      <ChartTable {...table} />
    </figure>
  );
}
