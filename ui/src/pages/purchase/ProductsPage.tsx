/** Billing › Your products: licences and what pays with Copilot Credits, and removing either. */
import { Button } from "@fluentui/react-components";
import { SubtractRegular } from "@fluentui/react-icons";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { type Column, DataList } from "../../components/list/DataList";
import { EmptyState } from "../../components/list/EmptyState";
import { usePagedList } from "../../components/list/usePagedList";
import { Page } from "../../components/Page";
import { Amount, Count, Instant, Money } from "../../components/values";
import type { ProductRow } from "../../generated/ProductRow";
import { testId } from "../../testIds";
import { RemoveLicencesPanel } from "./RemoveLicencesPanel";
import { RemovePacksPanel } from "./RemovePacksPanel";

export function ProductsPage() {
  const navigate = useNavigate();
  const [removing, setRemoving] = useState<"packs" | "licences">();
  const list = usePagedList("product_list", { list: "products", searchLabel: "Search products" });
  const columns: Column<ProductRow>[] = [
    { key: "name", label: "Product name", cell: ({ name }) => name, width: "26%" },
    { key: "quantity", label: "Quantity", cell: ({ quantity }) => <Count value={quantity} />, numeric: true },
    {
      key: "assigned",
      label: "Assigned",
      cell: ({ assigned }) => (assigned == null ? "None" : <Count value={assigned} />),
      numeric: true,
    },
    {
      key: "available",
      label: "Available",
      cell: ({ available }) => (available == null ? "None" : <Count value={available} />),
      numeric: true,
    },
    {
      key: "credits",
      label: "Copilot Credits",
      cell: ({ credits }) => (credits ? <Amount value={credits} /> : "None"),
      numeric: true,
    },
    { key: "per", label: "Credits and price are for", cell: ({ creditsPer }) => creditsPer },
    {
      key: "usd",
      label: "List price (USD)",
      cell: ({ usd }) => (usd ? <Money value={usd} /> : "None"),
      numeric: true,
    },
    { key: "channel", label: "Bought through", cell: ({ channel }) => channel || "None" },
    { key: "since", label: "Since (UTC)", cell: ({ since }) => (since ? <Instant value={since} /> : "None") },
    {
      key: "renews",
      label: "Renews (UTC)",
      cell: ({ renewsAt }) => (renewsAt ? <Instant value={renewsAt} /> : "None"),
    },
  ];
  return (
    <Page
      title="Your products"
      subtitle="Licenses, and what the tenant owns that pays with Copilot Credits. The list price of a row is for the same time as its credits."
    >
      <DataList
        id="products"
        label="Your products"
        columns={columns}
        {...list}
        rowKey={({ id }) => id}
        rowTestId={({ id }) => testId("product-row-<id>", { id })}
        commands={
          <>
            <Button
              appearance="subtle"
              onClick={() => void navigate({ to: "/billing/purchase" })}
              data-testid={testId("products-purchase")}
            >
              Purchase services
            </Button>
            {list.rows?.some(({ kind }) => kind === "capacityPacks") && (
              <Button
                appearance="subtle"
                icon={<SubtractRegular />}
                onClick={() => setRemoving("packs")}
                data-testid={testId("product-remove-packs")}
              >
                Remove packs
              </Button>
            )}
            {list.rows?.some(({ product, kind }) => product && kind !== "capacityPacks") && (
              <Button
                appearance="subtle"
                icon={<SubtractRegular />}
                onClick={() => setRemoving("licences")}
                data-testid={testId("product-remove-licenses")}
              >
                Remove licenses
              </Button>
            )}
          </>
        }
        empty={
          <EmptyState
            title="You don't own any products"
            text="Buy licenses or capacity packs under Purchase services."
          />
        }
      />
      {removing === "packs" && <RemovePacksPanel onClose={() => setRemoving(undefined)} />}
      {removing === "licences" && <RemoveLicencesPanel onClose={() => setRemoving(undefined)} />}
    </Page>
  );
}
