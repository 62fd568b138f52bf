/** Reports › Chargeback: what each department, cost center or group used in a month, and its part of the bills to the cent. */
import { Dropdown, Field, Input, makeStyles, Option, Text, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useAddress } from "../../app/useAddress";
import { AssumptionNote } from "../../components/AssumptionNote";
import { type FieldError, fieldMessage } from "../../components/FieldMessage";
import { type Column, DataList } from "../../components/list/DataList";
import { EmptyState } from "../../components/list/EmptyState";
import { usePagedList } from "../../components/list/usePagedList";
import { Page } from "../../components/Page";
import { Amount, Count, Instant, Money } from "../../components/values";
import type { ChargebackListed } from "../../generated/ChargebackListed";
import type { ChargebackRow } from "../../generated/ChargebackRow";
import type { ChargedBy } from "../../generated/ChargedBy";
import { formatMonth } from "../../locale/locale";
import { testId } from "../../testIds";

const CHARGED: Record<ChargedBy, string> = { department: "Department", costCenter: "Cost center", group: "Group" };

const COLUMNS: Column<ChargebackRow>[] = [
  { key: "people", label: "People", numeric: true, minWidth: 70, cell: ({ people }) => <Count value={people} /> },
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
    cell: ({ notBilledCredits }) => <Amount value={notBilledCredits} />,
  },
  {
    key: "bill",
    label: "Pay-as-you-go (USD)",
    numeric: true,
    minWidth: 110,
    cell: ({ billUsd }) => <Money value={billUsd} />,
  },
  {
    key: "prepaidUsd",
    label: "Prepaid capacity (USD)",
    numeric: true,
    minWidth: 110,
    cell: ({ prepaidUsd }) => <Money value={prepaidUsd} />,
  },
  { key: "usd", label: "Charged (USD)", numeric: true, minWidth: 100, cell: ({ usd }) => <Money value={usd} /> },
];

const useStyles = makeStyles({
  filters: { display: "flex", flexWrap: "wrap", alignItems: "flex-start", gap: tokens.spacingHorizontalM },
  filter: { minWidth: "180px", maxWidth: "320px" },
});

export function ChargebackPage() {
  const styles = useStyles();
  const { address, change } = useAddress();
  const { month, cost } = address.ask ?? {};
  const asked = address.ask?.by;
  const by: ChargedBy = asked === "costCenter" || asked === "group" ? asked : "department";
  const { answer, problem, ...list } = usePagedList("chargeback_list", {
    list: "chargeback",
    searchLabel: `Search ${CHARGED[by].toLowerCase()}s`,
    filter: { by, ...(month && { month }), ...(cost && { prepaidCost: cost }) },
    filterParts: ["ask"],
  });
  const refusal = problem?.field === "prepaidCost" ? problem : undefined;
  const ask = (parts: Record<string, string>) => void change({ ask: { ...address.ask, ...parts }, pages: undefined });
  const columns: Column<ChargebackRow>[] = [
    { key: "name", label: CHARGED[by], minWidth: 160, cell: ({ name }) => name },
    ...COLUMNS,
  ];
  return (
    <Page
      title="Chargeback"
      onlyHere
      subtitle="Settled use of a month by who used it, and each one's part of the bills. A policy's or plan's bill is divided in proportion to the credits that it is for; the parts add up to it to the cent."
    >
      <div className={styles.filters}>
        <Field className={styles.filter} label="Month (UTC)">
          <Dropdown
            inlinePopup
            value={answer ? formatMonth(`${answer.month}-01`) : ""}
            selectedOptions={answer ? [answer.month] : []}
            onOptionSelect={(_, { optionValue }) => optionValue && ask({ month: optionValue })}
            data-testid={testId("chargeback-month")}
          >
            {(answer?.months ?? []).map((month) => (
              <Option key={month} value={month} data-testid={testId("chargeback-month-<month>", { month })}>
                {formatMonth(`${month}-01`)}
              </Option>
            ))}
          </Dropdown>
        </Field>
        <Field className={styles.filter} label="Charged by">
          <Dropdown
            inlinePopup
            value={CHARGED[by]}
            selectedOptions={[by]}
            onOptionSelect={(_, { optionValue }) => optionValue && ask({ by: optionValue })}
            data-testid={testId("chargeback-by")}
          >
            {Object.entries(CHARGED).map(([key, label]) => (
              <Option key={key} value={key} data-testid={testId("chargeback-by-<choice>", { choice: key })}>
                {label}
              </Option>
            ))}
          </Dropdown>
        </Field>
        <Cost key={cost ?? ""} cost={cost ?? ""} error={refusal} onCost={(cost) => ask({ cost })} />
      </div>
      <DataList
        id="chargeback"
        label="Chargeback"
        columns={columns}
        {...list}
        problem={refusal ? null : problem}
        rowKey={({ name }) => name}
        rowTestId={({ name }) => testId("chargeback-row-<name>", { name })}
        empty={
          <EmptyState
            title="Nothing was used"
            text="In this month nobody used anything that could be charged. Choose another month."
          />
        }
      />
      {answer && <Sums answer={answer} />}
      {by === "group" && (
        <Text size={200} data-testid={testId("chargeback-group-rule")}>
          Rule: the use of a person who is directly in several groups is divided evenly among them; what can't be
          divided goes to the first by name. People count in each of their groups.
        </Text>
      )}
      <AssumptionNote id="bill-rounded-once" />
    </Page>
  );
}

interface CostProps {
  cost: string;
  error: FieldError | undefined;
  onCost(cost: string): void;
}

function Cost({ cost, error, onCost }: CostProps) {
  const styles = useStyles();
  const [typed, setTyped] = useState(cost);
  return (
    <Field
      className={styles.filter}
      label="Cost of prepaid capacity to divide (USD)"
      hint="What capacity packs cost in the month. It is divided by the credits that they paid."
      validationMessage={fieldMessage(error)}
    >
      <Input
        value={typed}
        onChange={(_, { value }) => setTyped(value)}
        onBlur={() => typed !== cost && onCost(typed)}
        onKeyDown={({ key }) => key === "Enter" && typed !== cost && onCost(typed)}
        data-testid={testId("chargeback-cost")}
      />
    </Field>
  );
}

function Sums({ answer }: { answer: ChargebackListed }) {
  const { sum, undividedUsd } = answer;
  return (
    <div data-testid={testId("chargeback-sum")} data-value={sum.usd}>
      <Text block weight="semibold">
        {formatMonth(`${answer.month}-01`)} in all: <Money value={sum.billUsd} /> of pay-as-you-go for{" "}
        <Amount value={sum.payAsYouGoCredits} /> credits, <Money value={sum.prepaidUsd} /> of prepaid capacity for{" "}
        <Amount value={sum.prepaidCredits} /> credits, <Money value={sum.usd} /> together.
      </Text>
      {undividedUsd !== "0" && (
        <Text block>
          <Money value={undividedUsd} /> of the cost of prepaid capacity stays undivided: it paid for nothing in this
          month.
        </Text>
      )}
      <Text size={200}>
        As of <Instant value={answer.asOf} />, simulated.
      </Text>
    </div>
  );
}
