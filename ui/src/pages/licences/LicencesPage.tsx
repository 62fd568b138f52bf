/** Billing › Licenses: what the tenant owns, and who has it. */
import { Button, Link, Tab, TabList } from "@fluentui/react-components";
import { useNavigate } from "@tanstack/react-router";
import type { Tab as TabName } from "../../app/address";
import { useAddress } from "../../app/useAddress";
import { AssumptionNote } from "../../components/AssumptionNote";
import { type Column, DataList } from "../../components/list/DataList";
import { EmptyState } from "../../components/list/EmptyState";
import { usePagedList } from "../../components/list/usePagedList";
import { Page } from "../../components/Page";
import { Count, Instant } from "../../components/values";
import type { LicenceRow } from "../../generated/LicenceRow";
import { testId } from "../../testIds";
import { LicencePanel } from "./LicencePanel";
import { TrialsTab } from "./TrialsTab";

const NUMBERS: Column<LicenceRow>[] = [
  { key: "owned", label: "Total licenses", numeric: true, cell: ({ owned }) => <Count value={owned} /> },
  {
    key: "assigned",
    label: "Assigned",
    numeric: true,
    cell: ({ assigned }) => (assigned == null ? "Whole tenant" : <Count value={assigned} />),
  },
  {
    key: "available",
    label: "Available",
    numeric: true,
    cell: ({ available }) => (available == null ? "Whole tenant" : <Count value={available} />),
  },
  { key: "groups", label: "Groups", numeric: true, cell: ({ groups }) => <Count value={groups} /> },
  { key: "failures", label: "Errors", numeric: true, cell: ({ failures }) => <Count value={failures} /> },
  {
    key: "renews",
    label: "Renews (UTC)",
    cell: ({ renewsAt }) => (renewsAt ? <Instant value={renewsAt} /> : "None"),
  },
];

const TABS: { tab: TabName; label: string }[] = [
  { tab: "products", label: "Products" },
  { tab: "trials", label: "Trials" },
];

export function LicencesPage() {
  const { address, change } = useAddress();
  const shown = TABS.find(({ tab }) => tab === address.tab)?.tab ?? "products";
  return (
    <Page
      title="Licenses"
      subtitle="Products that the tenant owns. Open one to see who has it, which groups give it, and to assign it."
    >
      <TabList
        selectedValue={shown}
        onTabSelect={(_, { value }) =>
          change({ tab: value as TabName, q: undefined, pages: undefined, sort: undefined })
        }
      >
        {TABS.map(({ tab, label }) => (
          <Tab
            key={tab}
            value={tab}
            id={`tab-${tab}`}
            aria-controls={shown === tab ? `tabpanel-${tab}` : undefined}
            data-testid={testId("tab-<name>", { name: tab })}
          >
            {label}
          </Tab>
        ))}
      </TabList>
      <div role="tabpanel" id={`tabpanel-${shown}`} aria-labelledby={`tab-${shown}`}>
        {shown === "trials" ? <TrialsTab /> : <ProductsTab />}
      </div>
    </Page>
  );
}

function ProductsTab() {
  const navigate = useNavigate();
  const { address, change } = useAddress();
  const list = usePagedList("licence_list", { list: "licences", searchLabel: "Search licenses" });
  const columns: Column<LicenceRow>[] = [
    {
      key: "name",
      label: "Product",
      width: "28%",
      cell: ({ product, name, kind }) =>
        kind === "tenant" ? (
          name
        ) : (
          <Link
            as="button"
            onClick={() => change({ panel: "licence", id: product })}
            data-testid={testId("license-open-<product>", { product })}
          >
            {name}
          </Link>
        ),
    },
    ...NUMBERS,
  ];
  return (
    <>
      <AssumptionNote id="licence-stock" />
      <DataList
        id="licences"
        label="Licenses"
        columns={columns}
        {...list}
        rowKey={({ product }) => product}
        rowTestId={({ product }) => testId("license-row-<product>", { product })}
        commands={
          <Button
            appearance="subtle"
            onClick={() => void navigate({ to: "/billing/purchase" })}
            data-testid={testId("licenses-purchase")}
          >
            Purchase services
          </Button>
        }
        empty={<EmptyState title="The tenant owns no licenses" text="Buy some under Purchase services." />}
      />
      {address.panel === "licence" && address.id && list.rows && (
        <LicencePanel
          key={address.id}
          row={list.rows.find(({ product }) => product === address.id)}
          onClose={() => change({ panel: undefined, id: undefined })}
        />
      )}
    </>
  );
}
