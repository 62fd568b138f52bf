/** A panel from the right. Closing it with unsaved input asks first; the focus returns to where it came from. */
import {
  Button,
  DrawerBody,
  DrawerFooter,
  DrawerHeader,
  DrawerHeaderTitle,
  makeStyles,
  OverlayDrawer,
  tokens,
} from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons";
import type { ReactNode } from "react";
import { testId } from "../../testIds";
import { useFocusReturn } from "../useFocusReturn";
import { UnsavedInput } from "./UnsavedInput";

interface SidePanelProps {
  title: ReactNode;
  /** The name of the panel in test ids. */
  id: string;
  wide?: boolean;
  /** It may stand above another panel. */
  above?: boolean;
  /** It only has text, so the text itself takes the focus to be scrolled by keyboard. */
  reading?: boolean;
  /** Whether something was put in that closing would lose. */
  dirty?: boolean;
  footer?: ReactNode;
  children: ReactNode;
  onClose(): void;
}

const useStyles = makeStyles({
  panel: { width: "min(600px, 100vw)" },
  wide: { width: "min(960px, 100vw)" },
  body: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalL,
    paddingBottom: tokens.spacingVerticalXL,
    // The body scrolls; what stands in it keeps its height.
    "& > *": { flexShrink: 0 },
  },
  footer: { flexWrap: "wrap", borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
});

export function SidePanel({
  title,
  id,
  wide = false,
  above = false,
  reading = false,
  dirty = false,
  footer,
  children,
  onClose,
}: SidePanelProps) {
  const styles = useStyles();
  useFocusReturn();
  return (
    <OverlayDrawer
      open
      position="end"
      className={wide ? styles.wide : styles.panel}
      onOpenChange={(_, { open }) => !open && onClose()}
      data-testid={testId("panel-<name>", { name: id })}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          action={
            <Button
              appearance="subtle"
              icon={<DismissRegular />}
              aria-label="Close"
              onClick={onClose}
              data-testid={testId(above ? "form-close" : "panel-close")}
            />
          }
        >
          {title}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody className={styles.body} tabIndex={reading ? 0 : undefined}>
        {children}
      </DrawerBody>
      {footer && <DrawerFooter className={styles.footer}>{footer}</DrawerFooter>}
      <UnsavedInput dirty={dirty} />
    </OverlayDrawer>
  );
}
