/** The list prices that a buying mix rests on, with their dates and sources. */
import { makeStyles, Subtitle2, tokens } from "@fluentui/react-components";
import type { MixPriceRow } from "../../generated/MixPriceRow";
import { formatDay } from "../../locale/locale";
import { testId } from "../../testIds";
import { Certainty } from "../rates/Certainty";

const useStyles = makeStyles({
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalL, maxWidth: "100ch" },
  source: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

export function MixPrices({ prices }: { prices: MixPriceRow[] }) {
  const styles = useStyles();
  return (
    <section>
      <Subtitle2 as="h2">List prices of today</Subtitle2>
      <ul className={styles.list}>
        {prices.map(({ id, name, price, from, source, certainty }) => (
          <li key={id} data-testid={testId("mix-price-<id>", { id })}>
            {name}: {price}
            {from && `, since ${formatDay(from)}`} <Certainty of={certainty} />{" "}
            <span className={styles.source}>{source}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
