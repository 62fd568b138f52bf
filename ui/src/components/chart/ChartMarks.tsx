/** What is to be said of marked days, in words below a chart; each leads to how that was found. */
import { makeStyles, tokens } from "@fluentui/react-components";
import { addDays } from "../../locale/calendar";
import { testId } from "../../testIds";
import { PageLink } from "../PageLink";
import { Tag } from "../Tag";
import type { ChartMark } from "./Chart";

/** More than these are told by the page that has them all. */
const MOST = 5;

const useStyles = makeStyles({
  marks: { listStyleType: "none", margin: 0, padding: 0, display: "grid", rowGap: tokens.spacingVerticalXXS },
});

/** Where the working of a day's marks stands. */
export function dayOfMark(day: string) {
  return { to: "/reports/anomalies", search: { from: day, until: addDays(day, 1) } } as const;
}

export function ChartMarks({ marks, id }: { marks: ChartMark[]; id: string }) {
  const styles = useStyles();
  const [first] = marks;
  const last = marks[marks.length - 1];
  return (
    <div id={id} data-testid={testId("chart-marks")}>
      <Tag kind="assumption" /> Far off its own past:
      <ul className={styles.marks}>
        {marks.slice(0, MOST).map(({ key, day, text }) => (
          <li key={key}>
            <PageLink {...dayOfMark(day)} data-testid={testId("chart-mark-<key>", { key })}>
              {text}
            </PageLink>
          </li>
        ))}
        {marks.length > MOST && first && last && (
          <li>
            <PageLink to="/reports/anomalies" search={{ from: first.day, until: addDays(last.day, 1) }}>
              All {marks.length} days of the tenant, agents and people
            </PageLink>
          </li>
        )}
      </ul>
    </div>
  );
}
