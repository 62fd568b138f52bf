/** The bar on top: the workbook, the simulated time and how to advance it, who is acting, and the window's menu. */
import { Badge, Button, makeStyles, tokens } from "@fluentui/react-components";
import { NavigationRegular } from "@fluentui/react-icons";
import { useRead } from "../../api/hooks";
import { useBranch } from "../../app/branch";
import { useWindowOptions } from "../../app/windowContext";
import { testId } from "../../testIds";
import { NotificationBell } from "../notifications/NotificationBell";
import { PageLink } from "../PageLink";
import { Instant } from "../values";
import { ActorSwitcher } from "./ActorSwitcher";
import { AdvanceTime } from "./AdvanceTime";
import { WindowMenu } from "./WindowMenu";

const useStyles = makeStyles({
  bar: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
    minHeight: "48px",
    boxSizing: "border-box",
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
    "@media print": { display: "none" },
  },
  product: {
    fontWeight: tokens.fontWeightSemibold,
    fontSize: tokens.fontSizeBase400,
    color: tokens.colorBrandForeground1,
  },
  workbook: {
    minWidth: 0,
    maxWidth: "32ch",
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
    color: tokens.colorNeutralForeground2,
  },
  clock: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS },
  end: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalXS, marginLeft: "auto" },
});

export function TopBar({ onOpenNav }: { onOpenNav: (() => void) | undefined }) {
  const styles = useStyles();
  const { workbook } = useWindowOptions();
  const tenant = useRead("tenant_get", {});
  const branch = useBranch();
  return (
    <header className={styles.bar}>
      {onOpenNav && (
        <Button
          appearance="subtle"
          icon={<NavigationRegular />}
          aria-label="Open navigation"
          onClick={onOpenNav}
          data-testid={testId("nav-open")}
        />
      )}
      <span className={styles.product}>Meterdesk</span>
      <span className={styles.workbook} title={workbook ?? undefined} data-testid={testId("workbook-name")}>
        {workbook ?? tenant.data?.name}
      </span>
      {branch !== "main" && (
        <PageLink to="/rehearsal/scenarios" data-value={branch} data-testid={testId("branch-link")}>
          Branch: {branch}
        </PageLink>
      )}
      <div className={styles.clock}>
        <Badge appearance="filled" color="important" shape="rounded" data-testid={testId("simulated-badge")}>
          Simulated
        </Badge>
        {tenant.data && <Instant value={tenant.data.now} testId={testId("clock-now")} />}
        {tenant.data && <AdvanceTime now={tenant.data.now} />}
      </div>
      <div className={styles.end}>
        {tenant.data && <ActorSwitcher tenant={tenant.data} />}
        <NotificationBell />
        <WindowMenu />
      </div>
    </header>
  );
}
