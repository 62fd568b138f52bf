/** The frame of every page: one h1, which takes the focus after a change of page, and the document's title. */
import { makeStyles, Text, tokens } from "@fluentui/react-components";
import { type ReactNode, useEffect, useRef } from "react";
import { consumeNavigation } from "../app/navigationFocus";
import { useAddress } from "../app/useAddress";
import { testId } from "../testIds";
import { HelpButton } from "./help/HelpButton";
import { Tag } from "./Tag";

const useStyles = makeStyles({
  page: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalL,
    minWidth: 0,
    // Pages of paper break between blocks alone.
    "@media print": { display: "block" },
  },
  heading: { display: "flex", flexWrap: "wrap", alignItems: "center", columnGap: tokens.spacingHorizontalM },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeHero700,
    lineHeight: tokens.lineHeightHero700,
    fontWeight: tokens.fontWeightSemibold,
    ":focus": { outlineStyle: "none" },
  },
  subtitle: { display: "block", maxWidth: "80ch", color: tokens.colorNeutralForeground2 },
});

interface PageProps {
  title: string;
  subtitle?: ReactNode;
  /** The real admin centers have no such page. */
  onlyHere?: boolean;
  children: ReactNode;
}

export const PAGE_HEADING_ID = "page-heading";

export function Page({ title, subtitle, onlyHere = false, children }: PageProps) {
  const styles = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  const { address } = useAddress();
  const opensPanel = address.panel !== undefined;
  useEffect(() => {
    document.title = `${title} - Meterdesk`;
    // A panel that opens with the page takes the focus itself, and hides what is behind it.
    if (consumeNavigation() && !opensPanel) {
      heading.current?.focus();
    }
  }, [title, opensPanel]);
  return (
    <div className={styles.page}>
      <div data-print="heading">
        <div className={styles.heading}>
          <h1
            ref={heading}
            id={PAGE_HEADING_ID}
            tabIndex={-1}
            className={styles.title}
            data-testid={testId("page-title")}
          >
            {title}
          </h1>
          {onlyHere && <Tag kind="onlyHere" />}
          <HelpButton title={title} />
        </div>
        {subtitle && <Text className={styles.subtitle}>{subtitle}</Text>}
      </div>
      {children}
    </div>
  );
}
