/** Names and values one under the other, as panels and reviews show them. */
import { makeStyles, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { testId } from "../../testIds";

export interface Detail {
  key: string;
  label: string;
  value: ReactNode;
}

const useStyles = makeStyles({
  list: { margin: 0, display: "grid", rowGap: tokens.spacingVerticalM },
  label: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  value: { margin: 0, overflowWrap: "anywhere" },
});

export function DetailList({ details }: { details: Detail[] }) {
  const styles = useStyles();
  return (
    <dl className={styles.list}>
      {details.map(({ key, label, value }) => (
        <div key={key} data-testid={testId("detail-<name>", { name: key })}>
          <dt className={styles.label}>{label}</dt>
          <dd className={styles.value}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
