/** What the same use costs under each offer, and from where on one offer is worth it. */
import { useRead } from "../../api/hooks";
import { BarChart } from "../../components/chart/BarChart";
import { LearnMore } from "../../components/help/LearnMore";
import { DetailList } from "../../components/panel/DetailList";
import { Tag } from "../../components/Tag";
import { Credits, Money } from "../../components/values";
import type { FurtherBreakEvens } from "../../generated/FurtherBreakEvens";
import { formatMoney } from "../../locale/locale";
import { testId } from "../../testIds";
import { Calculator, Fields, Note } from "./Calculator";
import { TextField } from "./fields";
import { ResultTable } from "./ResultTable";
import { useAsked, useForm } from "./useForm";

export function CompareOffers() {
  const asked = useAsked({ creditsPerMonth: "100000", months: "12" });
  const { creditsPerMonth = "", months = "" } = asked;
  const compared = useRead(
    "offer_compare",
    { creditsPerMonth, months: /^\d{1,6}$/.test(months) ? Number(months) : 0 },
    { keepPrevious: true },
  );
  const { form, element, problem, calculate } = useForm(asked, compared.error);
  const result = compared.data;
  const drawn = result?.offers.filter((row) => row.drawn) ?? [];
  return (
    <Calculator
      about="List prices of the newest offers for the same use in each month. No tenant's set-up is asked: scopes and allocations are left aside."
      element={element}
      onCalculate={calculate}
      problem={problem}
      isPending={compared.isPending}
      summary={result?.summary}
      fields={
        <Fields>
          <TextField form={form} name="creditsPerMonth" label="Copilot Credits a month" />
          <TextField form={form} name="months" label="Months" hint="From 1 to 120" />
        </Fields>
      }
      notes={
        <>
          {result?.sources.map(({ offer, source, certainty, note }) => (
            <Note key={offer}>
              {certainty !== "stated" && <Tag kind="assumption" />} {offer}: {source}
              {certainty !== "stated" && ` (${certainty})`}. {note}
            </Note>
          ))}
          <LearnMore article="capacityPacks" place="page" />
          <LearnMore article="prePurchasePlan" place="page" />
        </>
      }
    >
      {result && (
        <>
          <BarChart
            title="Cost of each offer"
            summary={
              drawn.length < result.offers.length
                ? `${result.summary} Offers of more than four times the cheapest stand in the table only.`
                : result.summary
            }
            bars={drawn.map(({ offer, label, cost }) => ({
              key: offer,
              label,
              amount: cost,
              text: formatMoney(cost),
              marked: offer === result.cheapest,
            }))}
          />
          <ResultTable
            name="costs"
            label="Cost of each offer in USD"
            columns={[
              { label: "Offer", width: "32%" },
              { label: "What is bought", width: "28%" },
              { label: "Cost of all months (USD)", numeric: true },
              { label: "Per credit used (USD)", numeric: true },
            ]}
            rows={result.offers.map(({ offer, label, bought, cost, perCredit }) => ({
              key: offer,
              cells: [
                offer === result.cheapest ? <strong key="label">{label} (cheapest)</strong> : label,
                bought,
                <Money key="cost" value={cost} testId={testId("estimate-cost-<offer>", { offer })} />,
                <Money key="each" value={perCredit} />,
              ],
            }))}
          />
          <BreakEvens pack={result.breakEven} further={result.furtherBreakEvens} />
        </>
      )}
    </Calculator>
  );
}

function BreakEvens({ pack, further }: { pack: string; further: FurtherBreakEvens }) {
  const { plans, licence } = further;
  return (
    <>
      <h3 style={{ margin: 0 }}>From where on an offer is worth it</h3>
      <DetailList
        details={[
          {
            key: "break-even-pack",
            label: "One capacity pack costs no more than pay-as-you-go, in a month, from",
            value: <Credits value={pack} testId={testId("estimate-break-even")} />,
          },
          {
            key: "break-even-licence",
            label: `A Microsoft 365 Copilot license (${formatMoney(licence.usdPerMonth)} a month) costs no more than one person's use, in a month, from`,
            value: (
              <>
                <Credits value={licence.payAsYouGoCreditsPerMonth} /> of pay-as-you-go, or{" "}
                <Credits value={licence.packCreditsPerMonth} /> of capacity packs that are used up
              </>
            ),
          },
        ]}
      />
      <ResultTable
        name="plans"
        label="From where on a pre-purchase plan costs no more than pay-as-you-go"
        columns={[
          { label: "Plan", width: "50%" },
          { label: "Copilot Credits within 12 months", numeric: true },
        ]}
        rows={plans.map(({ offer, label, creditsPerTerm }) => ({
          key: `from-${offer}`,
          cells: [label, <Credits key="credits" value={creditsPerTerm} />],
        }))}
      />
    </>
  );
}
