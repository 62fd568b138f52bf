/** The columns of a chart, stacked, with an axis, and a level across them where one is given. */
import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { formatDay, formatMonth, formatShortDay, formatShortMonth } from "../../locale/locale";
import { amountText, type ChartMark, type ChartProps } from "./Chart";
import { Lines } from "./Lines";
import { MarkLines } from "./MarkLines";
import { labelEvery, niceMaximum, share } from "./scale";

const useStyles = makeStyles({
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
    position: "relative",
    display: "flex",
    alignItems: "flex-end",
    columnGap: "2px",
    height: "204px",
    minWidth: 0,
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
    backgroundImage: `linear-gradient(${tokens.colorNeutralStroke2} 1px, transparent 1px)`,
    backgroundSize: "100% 50%",
  },
  // Thirteen months of days leave a pixel or two for each.
  dense: { columnGap: 0 },
  column: {
    flexGrow: 1,
    flexBasis: 0,
    minWidth: 0,
    height: "100%",
    display: "flex",
    flexDirection: "column-reverse",
    ":hover": { backgroundColor: tokens.colorSubtleBackgroundHover },
  },
  part: { forcedColorAdjust: "none" },
  // Where columns are a pixel or two wide, lines between their parts would be most of what is seen.
  parted: { boxShadow: `0 -1px 0 ${tokens.colorNeutralBackground1} inset` },
  picked: { cursor: "pointer" },
  level: {
    position: "absolute",
    left: 0,
    right: 0,
    // The line is where the amount is; what is written stands on it.
    borderBottom: `2px dashed ${tokens.colorPaletteRedForeground1}`,
    color: tokens.colorPaletteRedForeground1,
    fontSize: tokens.fontSizeBase200,
    pointerEvents: "none",
  },
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
});

const DENSE = 100;

interface PlotProps extends Pick<ChartProps, "series" | "days" | "by" | "money" | "level" | "onPick"> {
  marks: ChartMark[];
  kind: "bars" | "lines";
  /** One per series. */
  paints: string[];
  titleId: string;
  summaryId: string;
}

export function Plot(props: PlotProps) {
  const { kind, series, paints, days, by, money, level, marks, onPick, titleId, summaryId } = props;
  const styles = useStyles();
  const tops =
    kind === "lines" ? days.flatMap(({ credits }) => credits.map(Number)) : days.map(({ total }) => Number(total));
  const maximum = niceMaximum(Math.max(0, ...tops, level ? Number(level.amount) : 0));
  const every = labelEvery(days.length);
  const isDense = days.length > DENSE;
  const part = mergeClasses(styles.part, !isDense && styles.parted);
  const labelled = days.filter((_, place) => place % every === 0);
  const spell = (day: string) => (by === "month" ? formatMonth(day) : formatDay(day));
  return (
    <div className={styles.plot} role="img" aria-labelledby={titleId} aria-describedby={summaryId}>
      <div className={styles.axis} aria-hidden>
        {[maximum, maximum / 2, 0].map((tick) => (
          <span key={tick}>{amountText(String(tick), money)}</span>
        ))}
      </div>
      <div className={mergeClasses(styles.columns, isDense && styles.dense)}>
        {kind === "lines" ? (
          <Lines series={series} paints={paints} days={days} maximum={maximum} />
        ) : (
          days.map(({ day, credits, total }) => (
            <div key={day} className={styles.column} title={`${spell(day)}: ${amountText(total, money)}`}>
              {credits.map((amount, place) => {
                const head = series[place];
                return head && amount !== "0" ? (
                  // biome-ignore lint/a11y/noStaticElementInteractions: the legend has a button for the same
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the legend has a button for the same
                  <div
                    key={head.key}
                    className={mergeClasses(part, onPick && !head.together && styles.picked)}
                    style={{ height: `${share(amount, maximum)}%`, background: paints[place] }}
                    title={`${head.label}, ${spell(day)}: ${amountText(amount, money)}`}
                    onClick={onPick && !head.together ? () => onPick(head.key) : undefined}
                  />
                ) : null;
              })}
            </div>
          ))
        )}
        {level && (
          <div className={styles.level} style={{ bottom: `${share(level.amount, maximum)}%` }}>
            {level.label}
          </div>
        )}
        {marks.length > 0 && <MarkLines marks={marks} days={days} />}
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
