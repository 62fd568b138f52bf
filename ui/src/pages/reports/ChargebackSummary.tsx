/** What a chargeback comes to, what its money rests on, and how shared costs are divided. */
import { MessageBar, MessageBarBody, makeStyles, Text, tokens } from "@fluentui/react-components";
import { PageLink } from "../../components/PageLink";
import { Amount, Instant } from "../../components/values";
import type { ChargebackListed } from "../../generated/ChargebackListed";
import type { SharedCostView } from "../../generated/SharedCostView";
import { formatMonth } from "../../locale/locale";
import { testId } from "../../testIds";
import { BillMoney } from "./BillMoney";

const useStyles = makeStyles({
  block: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS, minWidth: 0 },
  heading: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  costs: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, maxWidth: "90ch" },
});

export function ChargebackNotes({ notes, hasBill }: { notes: string[]; hasBill: boolean }) {
  return (
    notes.length > 0 && (
      <MessageBar layout="multiline" data-testid={testId("chargeback-notes")}>
        <MessageBarBody>
          {notes.map((note) => (
            <Text key={note} block>
              {note}
            </Text>
          ))}
          {!hasBill && <PageLink to="/rehearsal/import">Go to Import</PageLink>}
        </MessageBarBody>
      </MessageBar>
    )
  );
}

export function ChargebackSums({ answer }: { answer: ChargebackListed }) {
  const styles = useStyles();
  const { sum, basis, asOf } = answer;
  const { currency } = basis;
  return (
    <section className={styles.block} aria-labelledby="chargeback-sum-heading">
      <h2 id="chargeback-sum-heading" className={styles.heading}>
        {formatMonth(`${answer.month}-01`)} in all
      </h2>
      <Text block data-testid={testId("chargeback-sum")} data-value={sum.charged ?? ""}>
        {sum.charged && sum.bill && (
          <>
            <BillMoney amount={sum.charged} currency={currency} /> together:{" "}
            <BillMoney amount={sum.bill} currency={currency} /> of pay-as-you-go for{" "}
            <Amount value={sum.payAsYouGoCredits} /> credits, and shared costs.
          </>
        )}
        {!sum.charged && (
          <>
            <Amount value={sum.payAsYouGoCredits} /> credits of pay-as-you-go, and no bill that says what they cost.
          </>
        )}
      </Text>
      <Text block data-testid={testId("chargeback-basis-said")} data-value={basis.basis}>
        Basis: {basis.label}
        {basis.billLabel && `, ${basis.billLabel}`}
        {basis.files.length > 0 && `: ${basis.files.join(", ")}`}.{" "}
        {basis.isWhole ? "Of the whole month." : "Incomplete."}
      </Text>
      <SharedCosts answer={answer} />
      <Text size={200}>
        Month in UTC. As of <Instant value={asOf} />, simulated.
      </Text>
    </section>
  );
}

function SharedCosts({ answer: { shared, ruleText, basis } }: { answer: ChargebackListed }) {
  const styles = useStyles();
  if (shared.length === 0) {
    return (
      <Text block>No shared costs: no prepaid capacity is owned, and no pre-purchase plan paid for anything.</Text>
    );
  }
  return (
    <>
      <ul className={styles.costs}>
        {shared.map((cost) => (
          <li key={cost.id} data-testid={testId("chargeback-cost-of-<id>", { id: cost.id })} data-value={cost.amount}>
            <SharedCost cost={cost} currency={basis.currency} />
          </li>
        ))}
      </ul>
      <Text block data-testid={testId("chargeback-rule")}>
        Rule: {ruleText}
      </Text>
    </>
  );
}

function SharedCost({ cost, currency }: { cost: SharedCostView; currency: string }) {
  return (
    <>
      {cost.name}: <BillMoney amount={cost.amount} currency={currency} />
      {cost.apart !== "0" && (
        <>
          , of which <BillMoney amount={cost.apart} currency={currency} /> stays apart
        </>
      )}
      . {cost.source}
    </>
  );
}
