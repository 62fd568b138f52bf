/** The series of a chart as lines from day to day. */
import { makeStyles } from "@fluentui/react-components";
import type { ChartDay, ChartSeries } from "./Chart";
import { strokeOf } from "./palette";
import { share } from "./scale";

const useStyles = makeStyles({
  lines: { width: "100%", height: "100%", overflow: "visible", forcedColorAdjust: "none" },
});

interface LinesProps {
  series: ChartSeries[];
  /** One per series; a striped one can't be a line's and makes way for a dashed one. */
  paints: string[];
  days: ChartDay[];
  maximum: number;
}

export function Lines({ series, paints, days, maximum }: LinesProps) {
  const styles = useStyles();
  const across = (place: number) => ((place + 0.5) / Math.max(1, days.length)) * 100;
  return (
    <svg className={styles.lines} viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      {series.map(({ key }, place) => {
        const points = days.map(
          ({ credits }, day) => [across(day), 100 - share(credits[place] ?? "0", maximum)] as const,
        );
        const [only] = points;
        const line = points.length === 1 && only ? [[0, only[1]] as const, [100, only[1]] as const] : points;
        return (
          <polyline
            key={key}
            points={line.map(([x, y]) => `${x},${y}`).join(" ")}
            fill="none"
            strokeWidth={2}
            vectorEffect="non-scaling-stroke"
            {...(paints[place]?.startsWith("#") ? { stroke: paints[place] } : strokeOf(place))}
          />
        );
      })}
    </svg>
  );
}
