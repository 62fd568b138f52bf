/** Billing › Purchase services: licences, capacity packs and licences that include Copilot Credits. Nothing is really bought. */
import { makeStyles, Spinner, Text, tokens } from "@fluentui/react-components";
import { useRead } from "../../api/hooks";
import { LearnMore } from "../../components/help/LearnMore";
import { Page } from "../../components/Page";
import { PageLink } from "../../components/PageLink";
import { ProblemBar } from "../../components/ProblemBar";
import { formatInstant } from "../../locale/locale";
import { testId } from "../../testIds";
import { IncludedCard } from "./IncludedCard";
import { LicenceOffers } from "./LicenceOffers";
import { PackCard } from "./PackCard";

const useStyles = makeStyles({
  cards: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fill, minmax(min(340px, 100%), 1fr))",
    gap: tokens.spacingHorizontalL,
    alignItems: "start",
  },
  note: { color: tokens.colorNeutralForeground3 },
});

export function PurchasePage() {
  const styles = useStyles();
  const offers = useRead("purchase_offer_get", {});
  const capacity = useRead("capacity_get", {});
  return (
    <Page
      title="Purchase services"
      subtitle="Licenses and prepaid Copilot Credits. A purchase is rehearsed: it costs nothing, and holds in this workbook from the simulated time on."
    >
      <ProblemBar problem={offers.error ?? capacity.error} onRetry={() => offers.refetch()} />
      {offers.data && capacity.data ? (
        <>
          <LicenceOffers />
          <div className={styles.cards}>
            <PackCard offers={offers.data} owned={capacity.data} />
            <IncludedCard offers={offers.data} owned={capacity.data} />
          </div>
          <Text className={styles.note} data-testid={testId("purchase-as-of")}>
            List prices in USD as of {formatInstant(offers.data.asOf)}. Pre-purchase plans are bought in Azure:{" "}
            <PageLink to="/azure/reservations" inline data-testid={testId("purchase-reservations")}>
              Reservations
            </PageLink>
            .
          </Text>
          <LearnMore article="capacityPacks" place="page" />
        </>
      ) : (
        !offers.error && <Spinner label="Loading" />
      )}
    </Page>
  );
}
