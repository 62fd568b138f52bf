/** The bell: how many notifications are unread, and the way to them. They are read after the first screen stands. */
import { Badge, Button, makeStyles, tokens } from "@fluentui/react-components";
import { AlertRegular } from "@fluentui/react-icons";
import { useEffect, useRef, useState } from "react";
import { useRead } from "../../api/hooks";
import { afterFirstIdle } from "../../app/firstIdle";
import { useAddress } from "../../app/useAddress";
import { formatCount } from "../../locale/locale";
import { testId } from "../../testIds";
import { onDemand } from "../onDemand";

const NotificationsPanel = onDemand(async () => (await import("./NotificationsPanel")).NotificationsPanel);

/** The newest ones; all that happened has a page of its own. */
const NEWEST = { limit: 50 };

const useStyles = makeStyles({
  bell: { position: "relative", display: "inline-flex" },
  count: {
    position: "absolute",
    top: tokens.spacingVerticalXXS,
    right: tokens.spacingHorizontalXXS,
    pointerEvents: "none",
  },
});

export function NotificationBell() {
  const styles = useStyles();
  const { address, change } = useAddress();
  const told = useRead("notification_list", NEWEST, { enabled: useAfterFirstScreen() });
  const ids = told.data?.rows.map(({ id }) => id) ?? [];
  const shownIds = useRef(ids);
  shownIds.current = ids;
  const [looked, setLooked] = useState<ReadonlySet<string>>(new Set());
  const open = address.panel === "notifications";
  useEffect(() => {
    if (open) {
      // Whichever way leads out of the panel: what it showed has been looked at.
      return () => setLooked((before) => new Set([...before, ...shownIds.current]));
    }
  }, [open]);
  const unread = ids.filter((id) => !looked.has(id)).length;
  return (
    <span className={styles.bell}>
      <Button
        appearance="subtle"
        icon={<AlertRegular />}
        aria-label={unread > 0 ? `Notifications, ${formatCount(unread)} unread` : "Notifications"}
        onClick={() => change({ panel: "notifications" })}
        data-value={unread}
        data-testid={testId("notifications-open")}
      />
      {unread > 0 && (
        <Badge className={styles.count} size="small" appearance="filled" color="danger" aria-hidden>
          {formatCount(unread)}
        </Badge>
      )}
      {open && (
        <NotificationsPanel
          rows={told.data?.rows}
          problem={told.error}
          looked={looked}
          onClose={() => change({ panel: undefined })}
        />
      )}
    </span>
  );
}

/** False until the first screen stands, which nothing that is not on it may hold up. */
function useAfterFirstScreen(): boolean {
  const [after, setAfter] = useState(false);
  useEffect(() => afterFirstIdle(() => setAfter(true)), []);
  return after;
}
