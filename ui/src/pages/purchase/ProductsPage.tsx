/** Billing › Your products: what is owned that pays with Copilot Credits, and removing packs. */
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
import { RemovePacksPanel } from "./RemovePacksPanel";

export function ProductsPage() {
  const navigate = useNavigate();
  const [removing, setRemoving] = useState(false);
  const list = usePagedList("product_list", { list: "products", searchLabel: "Search products" });
  const columns: Column<ProductRow>[] = [
    { key: "name", label: "Product name", cell: ({ name }) => name, width: "26%" },
    { key: "quantity", label: "Quantity", cell: ({ quantity }) => <Count value={quantity} />, numeric: true },
    { key: "credits", label: "Copilot Credits", cell: ({ credits }) => <Amount value={credits} />, numeric: true },
    { key: "per", label: "Credits are for", cell: ({ creditsPer }) => creditsPer },
    {
      key: "usd",
      label: "List price (USD)",
      cell: ({ usd }) => (usd ? <Money value={usd} /> : "None"),
      numeric: true,
    },
    { key: "channel", label: "Bought through", cell: ({ channel }) => channel || "None" },
    { key: "since", label: "Since (UTC)", cell: ({ since }) => (since ? <Instant value={since} /> : "None") },
  ];
  return (
    <Page
      title="Your products"
      subtitle="What the tenant owns that pays with Copilot Credits. The list price of a row is for the same time as its credits."
    >
      <DataList
        id="products"
        label="Your products"
        columns={columns}
        {...list}
        rowKey={({ id }) => id}
        rowTestId={({ id }) => testId("product-row-<id>", { id })}
        commands={
          list.rows?.some(({ kind }) => kind === "capacityPacks") && (
            <Button
              appearance="subtle"
              icon={<SubtractRegular />}
              onClick={() => setRemoving(true)}
              data-testid={testId("product-remove-packs")}
            >
              Remove packs
            </Button>
          )
        }
        empty={
          <EmptyState
            title="You don't own any Copilot Credits"
            text="Capacity packs and some licenses give the tenant prepaid Copilot Credits every month."
            action={
              <Button
                appearance="primary"
                onClick={() => void navigate({ to: "/billing/purchase" })}
                data-testid={testId("products-purchase")}
              >
                Purchase services
              </Button>
            }
          />
        }
      />
      {removing && <RemovePacksPanel onClose={() => setRemoving(false)} />}
    </Page>
  );
}
