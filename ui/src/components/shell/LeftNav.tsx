/** The left navigation: groups that fold, the present page marked. */
import { Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ChevronDownRegular, ChevronUpRegular } from "@fluentui/react-icons";
import { Link } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { testId } from "../../testIds";
import { HOME, NAV_GROUPS, type NavGroup, type NavPage } from "./navigation";

const useStyles = makeStyles({
  list: { listStyleType: "none", margin: 0, padding: 0 },
  link: {
    display: "flex",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalM,
    minHeight: "40px",
    paddingLeft: tokens.spacingHorizontalM,
    paddingRight: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: "none",
    fontSize: tokens.fontSizeBase300,
    ":hover": { backgroundColor: tokens.colorSubtleBackgroundHover, color: tokens.colorNeutralForeground1Hover },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}` },
    "&[aria-current='page']": {
      backgroundColor: tokens.colorSubtleBackgroundSelected,
      color: tokens.colorNeutralForeground1Selected,
      fontWeight: tokens.fontWeightSemibold,
      boxShadow: `inset 3px 0 0 ${tokens.colorCompoundBrandForeground1}`,
    },
  },
  icon: { display: "inline-flex", fontSize: "20px" },
  child: { paddingLeft: "44px" },
  group: {
    width: "100%",
    minHeight: "40px",
    justifyContent: "flex-start",
    columnGap: tokens.spacingHorizontalM,
    paddingLeft: tokens.spacingHorizontalM,
    paddingRight: tokens.spacingHorizontalM,
    fontWeight: tokens.fontWeightRegular,
    "& > .fui-Button__icon": { marginRight: 0, marginLeft: 0, width: "20px" },
  },
  groupLabel: { flexGrow: 1, textAlign: "left" },
});

export function LeftNav({ onNavigate }: { onNavigate?: () => void }) {
  const styles = useStyles();
  return (
    <nav aria-label="Main" data-testid={testId("nav")}>
      <ul className={styles.list}>
        <li>
          <PageLink page={HOME} icon={HOME.icon} onNavigate={onNavigate} />
        </li>
        {NAV_GROUPS.map((group) => (
          <Group key={group.key} group={group} onNavigate={onNavigate} />
        ))}
      </ul>
    </nav>
  );
}

function Group({ group, onNavigate }: { group: NavGroup; onNavigate?: () => void }) {
  const styles = useStyles();
  const [open, setOpen] = useState(true);
  return (
    <li>
      <Button
        appearance="subtle"
        className={styles.group}
        icon={group.icon}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        data-testid={testId("nav-group-<group>", { group: group.key })}
      >
        <span className={styles.groupLabel}>{group.label}</span>
        {open ? <ChevronUpRegular /> : <ChevronDownRegular />}
      </Button>
      {open && (
        <ul className={styles.list}>
          {group.pages.map((page) => (
            <li key={page.key}>
              <PageLink page={page} onNavigate={onNavigate} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

interface PageLinkProps {
  page: NavPage;
  icon?: ReactElement;
  onNavigate?: () => void;
}

function PageLink({ page, icon, onNavigate }: PageLinkProps) {
  const styles = useStyles();
  return (
    <Link
      to={page.to}
      activeOptions={{ exact: true, includeSearch: false }}
      className={mergeClasses(styles.link, !icon && styles.child)}
      onClick={onNavigate}
      data-testid={testId("nav-<page>", { page: page.key })}
    >
      {icon && <span className={styles.icon}>{icon}</span>}
      {page.label}
    </Link>
  );
}
