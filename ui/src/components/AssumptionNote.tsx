/** What Meterdesk assumes here because it is not publicly known, in the program's own words. */
import { makeStyles, tokens } from "@fluentui/react-components";
import { useRead } from "../api/hooks";
import { Tag } from "./Tag";

const useStyles = makeStyles({
  note: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** `id` is the assumption's name in the program; nothing is shown where it no longer assumes that. */
export function AssumptionNote({ id }: { id: string }) {
  const styles = useStyles();
  const tenant = useRead("tenant_get", {});
  const assumption = tenant.data?.assumptions.find((candidate) => candidate.id === id);
  return (
    assumption && (
      <p className={styles.note} title={assumption.basis}>
        <Tag kind="assumption" /> {assumption.text}
      </p>
    )
  );
}
