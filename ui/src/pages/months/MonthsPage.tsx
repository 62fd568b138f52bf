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
import { MONTH_STATES } from "./monthStates";

const MonthPanel = onDemand(async () => (await import("./MonthPanel")).MonthPanel);
const CloseMonthDialog = onDemand(async () => (await import("./CloseMonthDialog")).CloseMonthDialog);

const FIGURES: Column<MonthRow>[] = [
  { key: "state", label: "State", width: "120px", minWidth: 120, cell: ({ state }) => MONTH_STATES[state] },
  {
    key: "rows",
    label: "Rows of usage",
    numeric: true,
    minWidth: 110,
    cell: ({ usageRows }) => <Count value={usageRows} />,
  },
  { key: "credits", label: "Copilot Credits", numeric: true, cell: ({ credits }) => <Amount value={credits} /> },
  {
    key: "usd",
    label: "Pay-as-you-go (USD)",
    numeric: true,
    cell: ({ payAsYouGoUsd }) => <Money value={payAsYouGoUsd} />,
  },
  {
    key: "correctionCredits",
    label: "Corrections (Copilot Credits)",
    numeric: true,
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
    label: "Closed (simulated, UTC)",
    cell: ({ closedAt }) => (closedAt ? <Instant value={closedAt} /> : ""),
  },
];

export function MonthsPage() {
  const { address, change } = useAddress();
  const [closing, setClosing] = useState<MonthRow>();
  const list = usePagedList("month_list", { list: "months", searchLabel: "Search months" });
  const columns: Column<MonthRow>[] = [
    {
      key: "month",
      label: "Month",
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
    {
      key: "close",
      buttons: true,
      label: "Close",
      width: "130px",
      cell: (row) =>
        row.state !== "closed" && (
          <Button
            size="small"
            appearance={row.month === list.answer?.closable ? "primary" : "subtle"}
            style={{ whiteSpace: "nowrap" }}
            aria-label={`Close ${row.label}`}
            onClick={() => setClosing(row)}
            data-testid={testId("month-close-<month>", { month: row.month })}
          >
            Close month
          </Button>
        ),
    },
  ];
  return (
    <Page
      title="Months"
      onlyHere
      subtitle="What each month shows, in UTC. A closed month keeps its figures; what changes in it later is corrected in the first open month."
    >
      <DataList
        id="months"
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
      {closing && <CloseMonthDialog row={closing} onClose={() => setClosing(undefined)} />}
    </Page>
  );
}
