/** The frame of the window: bar on top, navigation on the left, the page in the middle. */
import { makeStyles, tokens } from "@fluentui/react-components";
import { Outlet } from "@tanstack/react-router";
import { useState } from "react";
import { useMedia } from "../../app/useMedia";
import { testId } from "../../testIds";
import { NoticeRegion, NoticesProvider } from "../Notices";
import { onDemand } from "../onDemand";
import { PAGE_HEADING_ID } from "../Page";
import { LeftNav } from "./LeftNav";
import { TopBar } from "./TopBar";

const NarrowNav = onDemand(async () => (await import("./NarrowNav")).NarrowNav);

/** Below this width the navigation opens over the page. */
const NARROW_QUERY = "(max-width: 860px)";
const NARROW = `@media ${NARROW_QUERY}`;

const useStyles = makeStyles({
  shell: {
    display: "flex",
    flexDirection: "column",
    minHeight: "100vh",
    backgroundColor: tokens.colorNeutralBackground2,
    color: tokens.colorNeutralForeground1,
    "@media print": { display: "block" },
  },
  skip: {
    position: "absolute",
    left: "-10000px",
    zIndex: 10,
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorBrandForegroundLink,
    ":focus": { left: tokens.spacingHorizontalS, top: tokens.spacingVerticalS },
  },
  columns: { display: "flex", flexGrow: 1, minWidth: 0, "@media print": { display: "block" } },
  nav: {
    width: "240px",
    flexShrink: 0,
    boxSizing: "border-box",
    padding: tokens.spacingHorizontalS,
    backgroundColor: tokens.colorNeutralBackground3,
    "@media print": { display: "none" },
  },
  main: {
    flexGrow: 1,
    minWidth: 0,
    boxSizing: "border-box",
    padding: `${tokens.spacingVerticalXL} ${tokens.spacingHorizontalXXXL}`,
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalM,
    [NARROW]: { padding: tokens.spacingHorizontalM },
    "@media print": { display: "block", padding: 0 },
  },
});

export function AppShell() {
  const styles = useStyles();
  const isNarrow = useMedia(NARROW_QUERY);
  const [navOpen, setNavOpen] = useState(false);
  const skipToPage = (event: React.MouseEvent) => {
    event.preventDefault();
    document.getElementById(PAGE_HEADING_ID)?.focus();
  };
  return (
    <NoticesProvider>
      <div className={styles.shell}>
        <a href={`#${PAGE_HEADING_ID}`} className={styles.skip} onClick={skipToPage} data-testid={testId("skip-link")}>
          Skip to main content
        </a>
        <TopBar onOpenNav={isNarrow ? () => setNavOpen(true) : undefined} />
        <div className={styles.columns}>
          {!isNarrow && (
            <div className={styles.nav}>
              <LeftNav />
            </div>
          )}
          <main className={styles.main}>
            <NoticeRegion />
            <Outlet />
          </main>
        </div>
        {isNarrow && <NarrowNav open={navOpen} onClose={() => setNavOpen(false)} />}
      </div>
    </NoticesProvider>
  );
}
