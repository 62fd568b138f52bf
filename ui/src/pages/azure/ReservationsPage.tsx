/** Azure › Reservations: pre-purchase plans that pay down pay-as-you-go charges of their scope. */
import { Button } from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { type Column, DataList } from "../../components/list/DataList";
import { EmptyState } from "../../components/list/EmptyState";
import { usePagedList } from "../../components/list/usePagedList";
import { Page } from "../../components/Page";
import { Amount, Instant, Money } from "../../components/values";
import type { PrepurchaseRow } from "../../generated/PrepurchaseRow";
import { testId } from "../../testIds";
import { BuyReservationPanel } from "./BuyReservationPanel";

const COLUMNS: Column<PrepurchaseRow>[] = [
  { key: "name", label: "Name", cell: ({ name }) => name, width: "24%" },
  { key: "scope", label: "Scope", cell: ({ scopeLabel }) => scopeLabel },
  {
    key: "credits",
    label: "Copilot Credits of the term",
    cell: ({ credits }) => <Amount value={credits} />,
    numeric: true,
  },
  {
    key: "used",
    label: "Used in this term",
    cell: ({ used }) => (used ? <Amount value={used} /> : "None"),
    numeric: true,
  },
  { key: "usd", label: "Price of the term (USD)", cell: ({ usd }) => <Money value={usd} />, numeric: true },
  {
    key: "ends",
    label: "Term ends (UTC)",
    cell: ({ endsAt }) => (endsAt ? <Instant value={endsAt} /> : "Ended"),
  },
  { key: "renewal", label: "Renewal", cell: ({ autoRenew }) => (autoRenew ? "On" : "Off") },
];

export function ReservationsPage() {
  const [buying, setBuying] = useState(false);
  const list = usePagedList("prepurchase_list", { list: "prepurchases", searchLabel: "Search reservations" });
  const buy = (
    <Button
      appearance="subtle"
      icon={<AddRegular />}
      onClick={() => setBuying(true)}
      data-testid={testId("reservation-buy")}
    >
      Add
    </Button>
  );
  return (
    <Page
      title="Reservations"
      subtitle="A Copilot Credit Pre-Purchase Plan is paid for a year and pays down what pay-as-you-go charges in its scope. It can't be cancelled, exchanged, split or merged, and what is left at the end of the year is lost."
    >
      <DataList
        id="prepurchases"
        label="Reservations"
        columns={COLUMNS}
        {...list}
        rowKey={({ id }) => id}
        rowTestId={({ id }) => testId("reservation-row-<id>", { id })}
        commands={list.rows && (list.rows.length > 0 || list.noMatch) && buy}
        empty={
          <EmptyState
            title="There are no reservations"
            text="A pre-purchase plan is bought by whoever owns an Azure subscription."
            action={buy}
          />
        }
      />
      {buying && <BuyReservationPanel onClose={() => setBuying(false)} />}
    </Page>
  );
}
