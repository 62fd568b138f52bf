/** Reports › Chargeback: what each department, cost center or group used in a month, and its part of bills and shared costs. */
import { Text } from "@fluentui/react-components";
import { useAddress } from "../../app/useAddress";
import { AssumptionNote } from "../../components/AssumptionNote";
import { type Column, DataList } from "../../components/list/DataList";
import { EmptyState } from "../../components/list/EmptyState";
import { usePagedList } from "../../components/list/usePagedList";
import { Page } from "../../components/Page";
import { PageLink } from "../../components/PageLink";
import { Amount, Count } from "../../components/values";
import type { ChargebackRow } from "../../generated/ChargebackRow";
import { formatMonth } from "../../locale/locale";
import { testId } from "../../testIds";
import { BillMoney } from "./BillMoney";
import { ChargebackFilters, REFUSED_FIELDS } from "./ChargebackFilters";
import { ChargebackNotes, ChargebackSums } from "./ChargebackSummary";
import { CHARGED, chargebackTerms } from "./chargebackTerms";

/** Money that no bill states stays empty. */
function money(
  key: string,
  label: string,
  of: (row: ChargebackRow) => string | null | undefined,
): Column<ChargebackRow> {
  return {
    key,
    label,
    numeric: true,
    minWidth: 110,
    cell: (row) => {
      const amount = of(row);
      return amount ? <BillMoney amount={amount} currency={row.currency} /> : null;
    },
  };
}

const COLUMNS: Column<ChargebackRow>[] = [
  { key: "people", label: "People", numeric: true, minWidth: 70, cell: ({ people }) => <Count value={people} /> },
  money("charged", "Charged", ({ charged }) => charged),
  money("bill", "Pay-as-you-go", ({ bill }) => bill),
  money("prepaidCost", "Prepaid capacity", ({ prepaidCost }) => prepaidCost),
  money("prePurchaseCost", "Pre-purchase plans", ({ prePurchaseCost }) => prePurchaseCost),
  money("notAttributed", "Not attributed", ({ notAttributed }) => notAttributed),
  {
    key: "payAsYouGo",
    label: "Pay-as-you-go (credits)",
    numeric: true,
    minWidth: 110,
    cell: ({ payAsYouGoCredits }) => <Amount value={payAsYouGoCredits} />,
  },
  {
    key: "prepaid",
    label: "Prepaid (credits)",
    numeric: true,
    minWidth: 100,
    cell: ({ prepaidCredits }) => <Amount value={prepaidCredits} />,
  },
  {
    key: "prePurchased",
    label: "Pre-purchased (credits)",
    numeric: true,
    minWidth: 110,
    cell: ({ prePurchasedCredits }) => <Amount value={prePurchasedCredits} />,
  },
  {
    key: "notBilled",
    label: "Not billed (credits)",
    numeric: true,
    minWidth: 100,
    initiallyHidden: true,
    cell: ({ notBilledCredits }) => <Amount value={notBilledCredits} />,
  },
  {
    key: "currency",
    label: "Currency",
    minWidth: 80,
    initiallyHidden: true,
    cell: ({ currency }) => currency,
  },
  {
    key: "month",
    label: "Month (UTC)",
    minWidth: 110,
    initiallyHidden: true,
    cell: ({ month }) => formatMonth(`${month}-01`),
  },
  { key: "basis", label: "Basis", minWidth: 140, initiallyHidden: true, cell: ({ basis }) => basis },
  { key: "rule", label: "Shared costs", minWidth: 140, initiallyHidden: true, cell: ({ rule }) => rule },
];

export function ChargebackPage() {
  const { address, change } = useAddress();
  const terms = chargebackTerms(address);
  const { by } = terms;
  const { answer, problem, ...list } = usePagedList("chargeback_list", {
    list: "chargeback",
    searchLabel: `Search ${CHARGED[by].toLowerCase()}s`,
    filter: terms,
    filterParts: ["ask"],
  });
  const refusal = problem?.field && REFUSED_FIELDS.includes(problem.field) ? problem : undefined;
  const columns: Column<ChargebackRow>[] = [
    {
      key: "name",
      label: CHARGED[by],
      minWidth: 160,
      cell: ({ key, kind, name }) =>
        kind === "apart" ? (
          name
        ) : (
          <PageLink
            to="/reports/chargeback/statement"
            search={{ ask: { ...address.ask, whose: key } }}
            data-testid={testId("chargeback-open-<name>", { name })}
          >
            {name}
          </PageLink>
        ),
    },
    ...COLUMNS,
  ];
  return (
    <Page
      title="Chargeback"
      onlyHere
      subtitle="Settled use of a month by who used it, and each one's part of the bills and of shared costs. A policy's or plan's bill is divided in proportion to the credits that it is for; the parts add up to it to the cent."
    >
      <ChargebackFilters
        terms={terms}
        answer={answer}
        refusal={refusal}
        onAsk={(parts) => void change({ ask: { ...address.ask, ...parts }, pages: undefined })}
      />
      {answer && <ChargebackNotes notes={answer.notes} hasBill={Boolean(answer.sum.charged)} />}
      {answer && <ChargebackSums answer={answer} />}
      <DataList
        id="chargeback"
        label="Chargeback"
        columns={columns}
        {...list}
        problem={refusal ? null : problem}
        commands={
          <PageLink
            to="/reports/chargeback/print"
            search={{ ask: address.ask }}
            data-testid={testId("chargeback-print")}
          >
            All statements, to print
          </PageLink>
        }
        rowKey={({ key }) => key}
        rowTestId={({ name }) => testId("chargeback-row-<name>", { name })}
        empty={
          <EmptyState
            title="Nothing was used"
            text="In this month nobody used anything that could be charged. Choose another month."
          />
        }
      />
      {by === "group" && (
        <Text size={200} data-testid={testId("chargeback-group-rule")}>
          Rule: the use of a person who is directly in several groups is divided evenly among them; what can't be
          divided goes to the first by name. People count in each of their groups.
        </Text>
      )}
      {answer?.basis.basis === "settled" && <AssumptionNote id="bill-rounded-once" />}
    </Page>
  );
}
