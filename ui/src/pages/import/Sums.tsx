/** The sums of an import; many are folded away. */
import { makeStyles } from "@fluentui/react-components";
import { Amount } from "../../components/values";
import type { ImportSum } from "../../generated/ImportSum";
import { formatQuantity } from "../../locale/locale";

/** More than this would make a row too tall to read the list. */
const SHOWN = 3;

const useStyles = makeStyles({
  list: { listStyleType: "none", margin: 0, padding: 0 },
  summary: { cursor: "pointer" },
});

export function Sums({ sums }: { sums: ImportSum[] }) {
  const styles = useStyles();
  const list = (
    <ul className={styles.list}>
      {sums.map(({ label, amount }) => (
        <li key={label}>
          {label}: <Amount value={amount} />
        </li>
      ))}
    </ul>
  );
  if (sums.length <= SHOWN) {
    return list;
  }
  return (
    <details>
      <summary className={styles.summary}>{formatQuantity(sums.length, "sum", "sums")}</summary>
      {list}
    </details>
  );
}
