/** Settings › Compare rate cards: the same month under two dated cards, or under a draft, per feature and in sum. */
import { Card, makeStyles, Text, tokens } from "@fluentui/react-components";
import { useRead } from "../../api/hooks";
import { useAddress } from "../../app/useAddress";
import { Choice } from "../../components/Choice";
import { type Column, DataList } from "../../components/list/DataList";
import { EmptyState } from "../../components/list/EmptyState";
import { usePagedList } from "../../components/list/usePagedList";
import { Page } from "../../components/Page";
import { Amount, Instant, Money } from "../../components/values";
import type { RateComparisonListed } from "../../generated/RateComparisonListed";
import type { RateComparisonRow } from "../../generated/RateComparisonRow";
import { formatMonth } from "../../locale/locale";
import { testId } from "../../testIds";
import { DraftRates, readDraft, writeDraft } from "./DraftRates";

const useStyles = makeStyles({
  filters: { display: "flex", flexWrap: "wrap", alignItems: "flex-start", gap: tokens.spacingHorizontalM },
  card: { rowGap: tokens.spacingVerticalS },
});

function Rate({ rate }: { rate: string | null | undefined }) {
  return rate == null ? "None" : <Amount value={rate} />;
}

const amount = (
  key: string,
  label: string,
  value: (row: RateComparisonRow) => string,
  initiallyHidden = false,
): Column<RateComparisonRow> => ({
  key,
  label,
  numeric: true,
  minWidth: 100,
  initiallyHidden,
  cell: (row) => <Amount value={value(row)} />,
});

const money = (
  key: string,
  label: string,
  value: (row: RateComparisonRow) => string,
  initiallyHidden = false,
): Column<RateComparisonRow> => ({
  ...amount(key, label, value, initiallyHidden),
  cell: (row) => <Money value={value(row)} />,
});

const COLUMNS: Column<RateComparisonRow>[] = [
  { key: "feature", label: "Feature", width: "18%", minWidth: 160, cell: ({ label }) => label },
  {
    key: "quantity",
    label: "Quantity",
    numeric: true,
    minWidth: 90,
    cell: ({ quantity }) => <Amount value={quantity ?? ""} />,
  },
  {
    key: "firstRate",
    label: "First card: rate",
    numeric: true,
    minWidth: 80,
    cell: ({ first }) => <Rate rate={first.rate} />,
  },
  {
    key: "secondRate",
    label: "Second card: rate",
    numeric: true,
    minWidth: 80,
    cell: ({ second }) => <Rate rate={second.rate} />,
  },
  amount("first", "First card: charged (credits)", ({ first }) => first.charged),
  amount("second", "Second card: charged (credits)", ({ second }) => second.charged),
  amount("difference", "Difference (credits)", ({ difference }) => difference),
  amount("firstUncharged", "First card: not charged (credits)", ({ first }) => first.uncharged, true),
  amount("secondUncharged", "Second card: not charged (credits)", ({ second }) => second.uncharged, true),
  money("firstUsd", "First card: pay-as-you-go (USD)", ({ first }) => first.usd, true),
  money("secondUsd", "Second card: pay-as-you-go (USD)", ({ second }) => second.usd, true),
  money("differenceUsd", "Difference (USD)", ({ differenceUsd }) => differenceUsd),
];

export function RateComparisonPage() {
  const styles = useStyles();
  const { address, change } = useAddress();
  const { month, first, second } = address.ask ?? {};
  const draft = readDraft(address.ask?.draft);
  const rates = useRead("rate_card_list", {});
  const { answer, problem, ...list } = usePagedList("rate_comparison_list", {
    list: "rateComparison",
    searchLabel: "Search features",
    filter: {
      ...(month && { month }),
      ...(first && { first }),
      ...(second && { second }),
      ...(draft.length > 0 && { draft }),
    },
    filterParts: ["ask"],
  });
  const ask = (parts: Record<string, string | undefined>) => {
    const all = Object.entries({ ...address.ask, ...parts });
    const named = all.filter((part): part is [string, string] => Boolean(part[1]));
    void change({ ask: Object.fromEntries(named), pages: undefined });
  };
  const refusal = problem?.field === "draft" ? problem : undefined;
  const cards = Object.fromEntries((answer?.cards ?? []).map(({ id, label }) => [id, label]));
  return (
    <Page
      title="Compare rate cards"
      onlyHere
      subtitle="What a month's own use is worth on two dated cards, whatever the time that each holds from, or on a draft of the second."
    >
      {answer && (
        <div className={styles.filters}>
          <Choice
            area="rates"
            name="month"
            label="Month (UTC)"
            words={Object.fromEntries(
              [...new Set([answer.month, ...answer.months])].map((month) => [month, formatMonth(`${month}-01`)]),
            )}
            value={answer.month}
            onChange={(month) => ask({ month })}
          />
          <Choice
            area="rates"
            name="first"
            label="First card"
            words={cards}
            value={answer.first.id}
            onChange={(first) => ask({ first })}
          />
          <Choice
            area="rates"
            name="second"
            label="Second card"
            words={cards}
            value={answer.second.id}
            onChange={(second) => ask({ second })}
          />
        </div>
      )}
      <DraftRates
        features={rates.data?.features ?? []}
        draft={draft}
        error={refusal}
        onChange={(draft) => ask({ draft: writeDraft(draft) })}
      />
      {answer && <Sum answer={answer} />}
      {!refusal && (
        <DataList
          id="rate-comparison"
          label="Features on both cards"
          columns={COLUMNS}
          {...list}
          problem={problem}
          rowKey={({ feature }) => feature}
          rowTestId={({ feature }) => testId("rates-feature-<feature>", { feature })}
          empty={
            <EmptyState title="Nothing was used" text="In this month nobody used anything. Choose another month." />
          }
        />
      )}
      {answer && (
        <Text size={200}>
          As of <Instant value={answer.asOf} />, simulated. Charged is what somebody has to pay; in money, as if all of
          it were pay-as-you-go. Use that was blocked is left out. First card: {answer.first.source}. Second card:{" "}
          {answer.second.source}.
        </Text>
      )}
    </Page>
  );
}

function Sum({ answer }: { answer: RateComparisonListed }) {
  const styles = useStyles();
  const { first, second, sum, month } = answer;
  return (
    <Card className={styles.card} data-testid={testId("rates-sum")} data-value={sum.difference}>
      <Text weight="semibold">
        {formatMonth(`${month}-01`)} in all: <Amount value={sum.first.charged} /> charged on {first.label},{" "}
        <Amount value={sum.second.charged} /> on {second.label}. Difference: <Amount value={sum.difference} />{" "}
        {second.unit}, <Money value={sum.differenceUsd} /> as pay-as-you-go.
      </Text>
    </Card>
  );
}
