/** Licences that can be bought: search, tick, and check out with the number of each on the confirmation screen. */
import { Button, Checkbox, makeStyles, SearchBox, Spinner, Subtitle2, Text, tokens } from "@fluentui/react-components";
import { useId, useState } from "react";
import { useRead } from "../../api/hooks";
import { ProblemBar } from "../../components/ProblemBar";
import { Tag } from "../../components/Tag";
import { Money } from "../../components/values";
import type { LicenceOfferRow } from "../../generated/LicenceOfferRow";
import { formatList, formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";
import { CheckOutPanel } from "./CheckOutPanel";

const useStyles = makeStyles({
  section: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalM, minWidth: 0 },
  tools: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalM },
  search: { minWidth: "min(280px, 100%)" },
  cards: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fill, minmax(min(300px, 100%), 1fr))",
    gap: tokens.spacingHorizontalM,
    alignItems: "stretch",
    listStyleType: "none",
    margin: 0,
    padding: 0,
  },
  card: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalXS,
    padding: tokens.spacingHorizontalM,
    minWidth: 0,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  name: { fontWeight: tokens.fontWeightSemibold },
  note: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

export function LicenceOffers() {
  const styles = useStyles();
  const headingId = useId();
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState<LicenceOfferRow[]>([]);
  const [checkingOut, setCheckingOut] = useState(false);
  const offers = useRead("licence_offer_list", search ? { search } : {}, { keepPrevious: true });
  const isChosen = (row: LicenceOfferRow) => chosen.some(({ product }) => product === row.product);
  return (
    <section className={styles.section} aria-labelledby={headingId}>
      <Subtitle2 as="h2" id={headingId}>
        Products
      </Subtitle2>
      <div className={styles.tools}>
        <SearchBox
          className={styles.search}
          placeholder="Search all products"
          aria-label="Search all products"
          value={search}
          onChange={(_, { value }) => setSearch(value)}
          data-testid={testId("offer-search")}
        />
        {chosen.length > 0 && (
          <Button appearance="primary" onClick={() => setCheckingOut(true)} data-testid={testId("offer-check-out")}>
            Buy {formatQuantity(chosen.length, "product", "products")}
          </Button>
        )}
      </div>
      <ProblemBar problem={offers.error} onRetry={() => offers.refetch()} />
      {offers.isPending && <Spinner label="Loading" />}
      {offers.data?.total === 0 && <Text data-testid={testId("offer-none")}>No product has that in its name.</Text>}
      {offers.data && offers.data.total > 0 && (
        <ul className={styles.cards}>
          {offers.data.rows.map((row) => (
            <li key={row.product} className={styles.card} data-testid={testId("offer-<product>", row)}>
              {row.onSale ? (
                <Checkbox
                  label={row.name}
                  checked={isChosen(row)}
                  onChange={(_, { checked }) =>
                    setChosen(checked ? [...chosen, row] : chosen.filter(({ product }) => product !== row.product))
                  }
                  data-testid={testId("offer-choose-<product>", row)}
                />
              ) : (
                <Text className={styles.name}>{row.name}</Text>
              )}
              <Text>{row.about}</Text>
              <Text>
                {row.usdPerMonth === undefined || row.usdPerMonth === null ? (
                  "No list price is public."
                ) : (
                  <>
                    <Money value={row.usdPerMonth} /> {row.kind === "tenant" ? "a month" : "a month per person"}
                  </>
                )}
              </Text>
              {row.needs.length > 0 && <Text>Needs {formatList(row.needs)}.</Text>}
              <Text className={styles.note}>
                {row.sale} {row.owned > 0 && `The tenant owns ${row.owned}.`}
              </Text>
              <Text className={styles.note}>
                {row.certainty === "assumption" && <Tag kind="assumption" />} Source: {row.source}. {row.note}
              </Text>
            </li>
          ))}
        </ul>
      )}
      {checkingOut && (
        <CheckOutPanel
          products={chosen}
          onDone={() => {
            setChosen([]);
            setCheckingOut(false);
          }}
          onClose={() => setCheckingOut(false)}
        />
      )}
    </section>
  );
}
