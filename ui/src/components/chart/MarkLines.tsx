/** Marked days as upright lines in a chart. They are for the eye and the mouse: the same stands below the chart as links. */
import { makeStyles, tokens } from "@fluentui/react-components";
import { useNavigate } from "@tanstack/react-router";
import { testId } from "../../testIds";
import type { ChartDay, ChartMark } from "./Chart";
import { dayOfMark } from "./ChartMarks";

/** With more than these their words would stand on each other. */
const MOST_WORDS = 3;

const useStyles = makeStyles({
  mark: {
    position: "absolute",
    top: 0,
    bottom: 0,
    width: "12px",
    marginLeft: "-6px",
    cursor: "pointer",
    color: tokens.colorNeutralForeground1,
    fontSize: tokens.fontSizeBase200,
    "::before": {
      content: "''",
      position: "absolute",
      top: 0,
      bottom: 0,
      left: "5px",
      borderLeft: `2px dotted ${tokens.colorNeutralForeground1}`,
    },
  },
  word: {
    position: "absolute",
    top: 0,
    left: "11px",
    whiteSpace: "nowrap",
    backgroundColor: tokens.colorNeutralBackground1,
    paddingInline: tokens.spacingHorizontalXXS,
  },
  // On the right there is no room to the right.
  before: { left: "auto", right: "11px" },
});

export function MarkLines({ marks, days }: { marks: ChartMark[]; days: ChartDay[] }) {
  const styles = useStyles();
  const navigate = useNavigate();
  const marked = days
    .map(({ day }, place) => ({ day, place, said: marks.filter((mark) => mark.day === day) }))
    .filter(({ said }) => said.length > 0);
  return marked.map(({ day, place, said }) => (
    // biome-ignore lint/a11y/noStaticElementInteractions: below the chart there is a link for the same
    // biome-ignore lint/a11y/useKeyWithClickEvents: below the chart there is a link for the same
    <div
      key={day}
      className={styles.mark}
      style={{ left: `${((place + 0.5) / days.length) * 100}%` }}
      title={said.map(({ text }) => text).join("\n")}
      onClick={() => void navigate(dayOfMark(day))}
      data-testid={testId("chart-mark-line-<day>", { day })}
    >
      {marked.length <= MOST_WORDS && (
        <span className={place > days.length / 2 ? `${styles.word} ${styles.before}` : styles.word}>Far off</span>
      )}
    </div>
  ));
}
