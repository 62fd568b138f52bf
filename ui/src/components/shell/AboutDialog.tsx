/** What Meterdesk is and is not, the rate card in force, and what it assumes. */
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Subtitle2,
  Text,
  tokens,
} from "@fluentui/react-components";
import type { RefObject } from "react";
import { useRead } from "../../api/hooks";
import { testId } from "../../testIds";
import { Tag } from "../Tag";
import { useFocusReturn } from "../useFocusReturn";
import { Day } from "../values";

const useStyles = makeStyles({
  content: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalM },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalL, display: "grid", rowGap: tokens.spacingVerticalS },
  basis: { display: "block", color: tokens.colorNeutralForeground3 },
});

interface AboutDialogProps {
  /** What the focus goes back to. */
  opener: RefObject<HTMLElement | null>;
  onClose(): void;
}

export function AboutDialog({ opener, onClose }: AboutDialogProps) {
  useFocusReturn(opener);
  const styles = useStyles();
  const tenant = useRead("tenant_get", {});
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface data-testid={testId("about-dialog")}>
        <DialogBody>
          <DialogTitle>About Meterdesk</DialogTitle>
          {/* It is longer than a low window: who reads by keyboard scrolls it. */}
          <DialogContent className={styles.content} tabIndex={0}>
            <Text>
              Meterdesk is an independent tool for rehearsing Copilot consumption billing. It is not a Microsoft product
              and is not affiliated with, endorsed by or supported by Microsoft. Nothing done here reaches a real
              tenant.
            </Text>
            <Text>
              Prices, rates and rules are facts of a date, taken from public documents. Check them against your own
              agreement before you decide anything.
            </Text>
            {tenant.data && (
              <>
                <Subtitle2 as="h3">Rate card in force</Subtitle2>
                <Text data-testid={testId("about-rate-card")}>
                  {tenant.data.rateCard.id}, from <Day value={tenant.data.rateCard.effectiveFrom} />. Unit:{" "}
                  {tenant.data.rateCard.unit}. Source: {tenant.data.rateCard.source}
                </Text>
                {tenant.data.assumptions.length > 0 && (
                  <>
                    <Subtitle2 as="h3">What is assumed</Subtitle2>
                    <ul className={styles.list}>
                      {tenant.data.assumptions.map((assumption) => (
                        <li key={assumption.id}>
                          <Tag kind="assumption" /> {assumption.text}
                          <span className={styles.basis}>{assumption.basis}</span>
                        </li>
                      ))}
                    </ul>
                  </>
                )}
              </>
            )}
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={onClose} data-testid={testId("about-close")}>
              Close
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
