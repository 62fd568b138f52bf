/** Rehearsal › Months: what each month shows, which are closed, and what was corrected since. */
import { Button, Link, Text } from "@fluentui/react-components";
import { useState } from "react";
import { useAddress } from "../../app/useAddress";
import { type Column, DataList } from "../../components/list/DataList";
import { EmptyState } from "../../components/list/EmptyState";
import { usePagedList } from "../../components/list/usePagedList";
import { onDemand } from "../../components/onDemand";
import { Page } from "../../components/Page";
import { Amount, Count, Instant, Money } from "../../components/values";
import type { MonthRow } from "../../generated/MonthRow";
import { testId } from "../../testIds";
import { MONTH_STATES, type NamedMonth } from "./monthStates";

const MonthPanel = onDemand(async () => (await import("./MonthPanel")).MonthPanel);
const CloseMonthDialog = onDemand(async () => (await import("./CloseMonthDialog")).CloseMonthDialog);

const FIGURES: Column<MonthRow>[] = [
  { key: "state", label: "State", minWidth: 110, cell: ({ state }) => MONTH_STATES[state] },
  {
    key: "rows",
    label: "Rows of usage",
    numeric: true,
    minWidth: 105,
    cell: ({ usageRows }) => <Count value={usageRows} />,
  },
  {
    key: "credits",
    label: "Copilot Credits",
    numeric: true,
    minWidth: 125,
    cell: ({ credits }) => <Amount value={credits} />,
  },
  {
    key: "usd",
    label: "Pay-as-you-go (USD)",
    numeric: true,
    minWidth: 125,
    cell: ({ payAsYouGoUsd }) => <Money value={payAsYouGoUsd} />,
  },
  {
    key: "correctionCredits",
    label: "Corrections (credits)",
    numeric: true,
    minWidth: 115,
    cell: ({ correctionCredits }) => <Amount value={correctionCredits} />,
  },
  {
    key: "correctionUsd",
    label: "Corrections (USD)",
    numeric: true,
    minWidth: 110,
    cell: ({ correctionUsd }) => <Money value={correctionUsd} />,
  },
  {
    key: "closed",
    label: "Closed (UTC)",
    minWidth: 125,
    cell: ({ closedAt }) => (closedAt ? <Instant value={closedAt} /> : ""),
  },
];

export function MonthsPage() {
  const { address, change } = useAddress();
  const [closing, setClosing] = useState<NamedMonth>();
  const list = usePagedList("month_list", { list: "months", searchLabel: "Search months" });
  const next = list.answer && { month: list.answer.firstOpen, label: list.answer.firstOpenLabel };
  const columns: Column<MonthRow>[] = [
    {
      key: "month",
      label: "Month",
      minWidth: 140,
      cell: ({ month, label }) => (
        <Link
          as="button"
          onClick={() => change({ panel: "month", id: month })}
          data-testid={testId("month-open-<month>", { month })}
        >
          {label}
        </Link>
      ),
    },
    ...FIGURES,
  ];
  return (
    <Page
      title="Months"
      onlyHere
      subtitle="What each month shows, in UTC. A closed month keeps its figures; what changes in it later is corrected in the first open month."
    >
      <DataList
        id="months"
        commands={
          next && (
            <Button
              appearance={next.month === list.answer?.closable ? "primary" : "secondary"}
              onClick={() => setClosing(next)}
              data-testid={testId("month-close-<month>", { month: next.month })}
            >
              Close {next.label}
            </Button>
          )
        }
        label="Months"
        columns={columns}
        {...list}
        rowKey={({ month }) => month}
        rowTestId={({ month }) => testId("month-row-<month>", { month })}
        empty={<EmptyState title="There are no months" text="A workbook has the month in which it begins, at least." />}
      />
      {list.answer && (
        <Text size={200} data-testid={testId("months-as-of")}>
          Open months as of <Instant value={list.answer.asOf} />, simulated. Closed months as of their closing. Requests
          that were refused used nothing and are not counted.
        </Text>
      )}
      {address.panel === "month" && address.id && (
        <MonthPanel
          month={address.id}
          onCloseMonth={setClosing}
          onClose={() => change({ panel: undefined, id: undefined })}
        />
      )}
      {closing && <CloseMonthDialog named={closing} onClose={() => setClosing(undefined)} />}
    </Page>
  );
}
