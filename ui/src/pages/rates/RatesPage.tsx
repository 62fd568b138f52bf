/** Settings › Rates and prices: the dated catalogue, and what this workbook overrides of it. */
import { Link, makeStyles, Subtitle1, Text, tokens } from "@fluentui/react-components";
import { useRead } from "../../api/hooks";
import { useAddress } from "../../app/useAddress";
import { LearnMore } from "../../components/help/LearnMore";
import { type Column, DataList } from "../../components/list/DataList";
import { EmptyState } from "../../components/list/EmptyState";
import { Page } from "../../components/Page";
import { Amount, Day, Instant, Money } from "../../components/values";
import type { PlanningRow } from "../../generated/PlanningRow";
import type { PriceRow } from "../../generated/PriceRow";
import type { RateCardRow } from "../../generated/RateCardRow";
import type { RateOverrideEntry } from "../../generated/RateOverrideEntry";
import { testId } from "../../testIds";
import { AiBuilderSection } from "./AiBuilderSection";
import { CardPanel } from "./CardPanel";
import { Certainty, Overridden } from "./Certainty";

const useStyles = makeStyles({
  section: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS, minWidth: 0 },
});

const PER: Record<string, string> = { credit: "a credit", month: "a month", term: "for the whole term" };

const PRICES: Column<PriceRow>[] = [
  { key: "label", label: "Offer", width: "24%", cell: ({ label }) => label },
  { key: "size", label: "Size", width: "20%", cell: ({ size }) => size },
  {
    key: "usd",
    label: "List price (USD)",
    width: "15%",
    cell: ({ usd, per }) => (
      <>
        <Money value={usd} /> {PER[per]}
      </>
    ),
  },
  { key: "from", label: "On sale from", width: "12%", cell: ({ from }) => (from ? <Day value={from} /> : "") },
  {
    key: "source",
    label: "Source",
    cell: ({ source, certainty, note }) => (
      <>
        {source} <Certainty of={certainty} /> {note}
      </>
    ),
  },
];

const SUBJECTS: Record<string, string> = { cowork: "Cowork", "cc-gh-harness": "Agents on the GitHub Copilot harness" };

const PLANNING: Column<PlanningRow>[] = [
  { key: "subject", label: "Service", width: "22%", cell: ({ subject }) => SUBJECTS[subject] ?? subject },
  { key: "weight", label: "Task", width: "10%", cell: ({ weight }) => weight },
  {
    key: "range",
    label: "Copilot Credits a task",
    width: "20%",
    cell: ({ from, to }) =>
      to ? (
        <>
          <Amount value={from} /> to <Amount value={to} />
        </>
      ) : (
        <>
          over <Amount value={from} />
        </>
      ),
  },
  {
    key: "middle",
    label: "To plan with",
    width: "12%",
    cell: ({ middle }) => (middle ? <Amount value={middle} /> : "Not published"),
  },
  {
    key: "source",
    label: "Source",
    cell: ({ source, certainty }) => (
      <>
        {source} <Certainty of={certainty} />
      </>
    ),
  },
];

const HISTORY: Column<RateOverrideEntry>[] = [
  { key: "at", label: "Time (UTC)", width: "18%", cell: ({ at }) => <Instant value={at} /> },
  { key: "by", label: "Who", width: "16%", cell: ({ by }) => by },
  { key: "text", label: "What", cell: ({ text }) => text },
  { key: "basis", label: "Where the value comes from", width: "26%", cell: ({ basis }) => basis },
];

export function RatesPage() {
  const styles = useStyles();
  const { address, change } = useAddress();
  const rates = useRead("rate_card_list", {});
  const retry = () => void rates.refetch();
  const nothing = <EmptyState title="There is nothing here" text="Nothing is known." />;
  const cards: Column<RateCardRow>[] = [
    {
      key: "id",
      label: "Rate card",
      width: "16%",
      cell: ({ id, inForce }) => (
        <>
          <Link
            as="button"
            onClick={() => change({ panel: "rate-card", id })}
            data-testid={testId("rate-card-open-<id>", { id })}
          >
            {id}
          </Link>
          {inForce && " (in force)"}
        </>
      ),
    },
    {
      key: "from",
      label: "Holds from (UTC)",
      width: "20%",
      cell: ({ from, fromCertainty, fromOverride }) => (
        <>
          <Instant value={from} /> {fromOverride ? <Overridden own={fromOverride} /> : <Certainty of={fromCertainty} />}
        </>
      ),
    },
    { key: "unit", label: "Unit", width: "13%", cell: ({ unit }) => unit },
    { key: "rates", label: "Rates", width: "9%", numeric: true, cell: (card) => card.rates.length },
    {
      key: "source",
      label: "Source",
      cell: ({ source, note }) => (
        <>
          {source}. {note}
        </>
      ),
    },
  ];
  const section = (id: string, heading: string, text: string) => (
    <>
      <Subtitle1 as="h2" id={id}>
        {heading}
      </Subtitle1>
      <Text>{text}</Text>
    </>
  );
  return (
    <Page
      title="Rates and prices"
      onlyHere
      subtitle="What use is rated by: each use by the rate card of its time. What isn't known for sure can be overridden in this workbook; all use is rated anew then, earlier use too."
    >
      <DataList
        id="rate-cards"
        label="Rate cards"
        columns={cards}
        rows={rates.data?.rows}
        problem={rates.error}
        onRetry={retry}
        rowKey={({ id }) => id}
        rowTestId={({ id }) => testId("rate-card-row-<id>", { id })}
        empty={nothing}
      />
      <section className={styles.section} aria-labelledby="overrides-heading">
        {section("overrides-heading", "Overridden in this workbook", "Every override with who set it and why.")}
        <DataList
          id="overrides"
          label="Overrides"
          columns={HISTORY}
          rows={rates.data?.history}
          problem={null}
          onRetry={retry}
          rowKey={({ seq }) => String(seq)}
          rowTestId={({ seq }) => testId("override-row-<seq>", { seq })}
          empty={
            <EmptyState
              title="Nothing is overridden"
              text="Open a rate card to override a rate or a time that no document states for sure."
            />
          }
        />
      </section>
      <section className={styles.section} aria-labelledby="prices-heading">
        {section("prices-heading", "Prices", "List prices in US dollars. Discounts don't stack.")}
        <DataList
          id="prices"
          label="Prices"
          columns={PRICES}
          rows={rates.data?.prices}
          problem={null}
          onRetry={retry}
          rowKey={({ id }) => id}
          rowTestId={({ id }) => testId("price-row-<id>", { id })}
          empty={nothing}
        />
      </section>
      <section className={styles.section} aria-labelledby="planning-heading">
        {section("planning-heading", "Planning ranges", "Published for budgets. No use is ever rated by them.")}
        <DataList
          id="planning"
          label="Planning ranges"
          columns={PLANNING}
          rows={rates.data?.planning}
          problem={null}
          onRetry={retry}
          rowKey={({ subject, weight }) => `${subject}-${weight}`}
          rowTestId={({ subject, weight }) => testId("planning-row-<key>", { key: `${subject}-${weight}` })}
          empty={nothing}
        />
      </section>
      <AiBuilderSection rows={rates.data?.aiBuilder} onRetry={retry} />
      <LearnMore article="copilotCreditRates" place="page" />
      {address.panel === "rate-card" && (
        <CardPanel
          card={rates.data?.rows.find(({ id }) => id === address.id)}
          loaded={rates.data !== undefined}
          onClose={() => change({ panel: undefined, id: undefined })}
        />
      )}
    </Page>
  );
}
