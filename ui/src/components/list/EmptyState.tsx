/** Why there is nothing here, and the first thing to do about it. */
import { Button, makeStyles, Subtitle1, Text, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { testId } from "../../testIds";
import { useFocusReturn } from "../useFocusReturn";

const useStyles = makeStyles({
  state: {
    display: "flex",
    flexDirection: "column",
    alignItems: "center",
    textAlign: "center",
    rowGap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
  },
  text: { maxWidth: "60ch", color: tokens.colorNeutralForeground2 },
});

interface EmptyStateProps {
  title: string;
  text: string;
  action?: ReactNode;
}

export function EmptyState({ title, text, action }: EmptyStateProps) {
  const styles = useStyles();
  return (
    <div className={styles.state} data-testid={testId("list-empty")}>
      <Subtitle1 as="h2">{title}</Subtitle1>
      <Text className={styles.text}>{text}</Text>
      {action}
    </div>
  );
}

/** Nothing matches what was searched or filtered for. */
export function NoMatch({ onClear }: { onClear(): void }) {
  useFocusReturn();
  const styles = useStyles();
  return (
    <div className={styles.state} data-testid={testId("list-no-match")}>
      <Subtitle1 as="h2">Nothing matches</Subtitle1>
      <Text className={styles.text}>No row has what you searched or filtered for.</Text>
      <Button onClick={onClear} data-testid={testId("list-clear")}>
        Clear filters
      </Button>
    </div>
  );
}
