/** What deserves attention, newest first, each with the way to what it is about. */
import { Badge, makeStyles, Spinner, Text, tokens } from "@fluentui/react-components";
import type { Problem } from "../../api/problem";
import type { HappeningRow } from "../../generated/HappeningRow";
import { HappeningText } from "../../pages/happenings/HappeningText";
import { testId } from "../../testIds";
import { PageLink } from "../PageLink";
import { ProblemBar } from "../ProblemBar";
import { SidePanel } from "../panel/SidePanel";
import { Tag } from "../Tag";
import { Instant } from "../values";

interface NotificationsPanelProps {
  rows: HappeningRow[] | undefined;
  problem: Problem | null;
  /** What was looked at before the panel was opened. */
  looked: ReadonlySet<string>;
  onClose(): void;
}

const useStyles = makeStyles({
  list: { listStyleType: "none", margin: 0, padding: 0, display: "grid", rowGap: tokens.spacingVerticalL },
  item: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalXXS, overflowWrap: "anywhere" },
  when: { display: "flex", alignItems: "center", columnGap: tokens.spacingHorizontalS },
  detail: { color: tokens.colorNeutralForeground3 },
});

export function NotificationsPanel({ rows, problem, looked, onClose }: NotificationsPanelProps) {
  const styles = useStyles();
  return (
    <SidePanel
      id="notifications"
      title={
        <>
          Notifications <Tag kind="onlyHere" />
        </>
      }
      onClose={onClose}
    >
      <Text size={200} className={styles.detail}>
        Budget alerts, disconnections, refused prompts, rejected rows and days far off their own past. Times are
        simulated, in UTC.
      </Text>
      <ProblemBar problem={problem} />
      {!rows && !problem && <Spinner label="Loading" />}
      {rows?.length === 0 && <Text data-testid={testId("notifications-none")}>Nothing needs your attention.</Text>}
      <ul className={styles.list} aria-label="Notifications">
        {rows?.map((row) => (
          <li
            key={row.id}
            className={styles.item}
            data-kind={row.kind}
            data-testid={testId("notification-<id>", { id: row.id })}
          >
            <HappeningText row={row} linkTestId={testId("notification-link-<id>", { id: row.id })} />
            <span className={styles.when}>
              <Text size={200} className={styles.detail}>
                <Instant value={row.at} />
              </Text>
              {!looked.has(row.id) && (
                <Badge size="small" appearance="tint" color="brand">
                  New
                </Badge>
              )}
            </span>
          </li>
        ))}
      </ul>
      <PageLink to="/rehearsal/happenings" data-testid={testId("notifications-all")}>
        Everything that happened
      </PageLink>
    </SidePanel>
  );
}
