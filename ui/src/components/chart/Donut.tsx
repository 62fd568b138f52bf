/** What each series is of all of them together, as parts of a ring. Only amounts above zero have a part. */
import { makeStyles, tokens } from "@fluentui/react-components";
import type { ChartProps } from "./Chart";
import { amountText } from "./Chart";
import { strokeOf } from "./palette";
import { share } from "./scale";

const useStyles = makeStyles({
  ring: { display: "flex", justifyContent: "center" },
  drawing: { width: "min(240px, 100%)", height: "240px", forcedColorAdjust: "none" },
  total: { fill: tokens.colorNeutralForeground1, fontSize: "4px", fontWeight: tokens.fontWeightSemibold },
  picked: { cursor: "pointer" },
});

/** A circle of this radius is 100 long. */
const RADIUS = 15.9155;

interface DonutProps extends Pick<ChartProps, "series" | "total" | "money" | "onPick"> {
  titleId: string;
  summaryId: string;
}

export function Donut({ series, total, money, onPick, titleId, summaryId }: DonutProps) {
  const styles = useStyles();
  const whole = Math.max(Number(total), Number.MIN_VALUE);
  const lengths = series.map((one) => Math.max(0, share(one.total, whole)));
  return (
    <div className={styles.ring} role="img" aria-labelledby={titleId} aria-describedby={summaryId}>
      <svg className={styles.drawing} viewBox="0 0 42 42" aria-hidden="true">
        {series.map(({ key, label, total: part, together }, place) => {
          const length = lengths[place] ?? 0;
          const before = lengths.slice(0, place).reduce((sum, one) => sum + one, 0);
          return length > 0 ? (
            // biome-ignore lint/a11y/noStaticElementInteractions: the legend has a button for the same
            <circle
              key={key}
              className={onPick && !together ? styles.picked : undefined}
              cx={21}
              cy={21}
              r={RADIUS}
              fill="none"
              stroke={strokeOf(place).stroke}
              strokeOpacity={strokeOf(place).strokeDasharray ? 0.55 : 1}
              strokeWidth={6}
              strokeDasharray={`${Math.max(length - 0.4, 0.1)} ${100 - Math.max(length - 0.4, 0.1)}`}
              strokeDashoffset={25 - before}
              onClick={onPick && !together ? () => onPick(key) : undefined}
            >
              <title>{`${label}: ${amountText(part, money)}`}</title>
            </circle>
          ) : null;
        })}
        <text className={styles.total} x={21} y={22} textAnchor="middle">
          {amountText(total, money)}
        </text>
      </svg>
    </div>
  );
}
