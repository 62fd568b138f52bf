/** Azure › Subscriptions: what a billing policy can charge, and who may set that up. */
import { makeStyles, Text, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { type Column, DataList } from "../../components/list/DataList";
import { EmptyState } from "../../components/list/EmptyState";
import { usePagedList } from "../../components/list/usePagedList";
import { Page } from "../../components/Page";
import type { SubscriptionRow } from "../../generated/SubscriptionRow";
import { testId } from "../../testIds";

const useStyles = makeStyles({
  lines: { listStyleType: "none", margin: 0, padding: 0, display: "grid", rowGap: tokens.spacingVerticalXXS },
  detail: { color: tokens.colorNeutralForeground3 },
});

const STATES = { active: "Active", disabled: "Disabled" } as const;

const COLUMNS: Column<SubscriptionRow>[] = [
  {
    key: "name",
    label: "Subscription",
    cell: ({ name, id }) => (
      <Lines>
        {[
          { key: "name", content: name },
          { key: "id", content: id, detail: true },
        ]}
      </Lines>
    ),
  },
  { key: "state", label: "State", cell: ({ state }) => STATES[state] },
  {
    key: "groups",
    label: "Resource groups",
    cell: ({ resourceGroups }) =>
      resourceGroups.length === 0 ? (
        "None"
      ) : (
        <Lines>{resourceGroups.map(({ name, region }) => ({ key: name, content: `${name} (${region})` }))}</Lines>
      ),
  },
  {
    key: "roles",
    label: "Who has which role",
    cell: ({ roleAssignments }) => (
      <Lines>
        {roleAssignments.map(({ person, displayName, role, resourceGroup }) => ({
          key: `${person} ${role} ${resourceGroup ?? ""}`,
          content: `${displayName}: ${role}${resourceGroup ? ` on ${resourceGroup}` : ""}`,
        }))}
      </Lines>
    ),
  },
  {
    key: "missing",
    label: "For whoever is acting",
    cell: ({ missing }) => missing ?? "Can be billed to",
  },
];

export function SubscriptionsPage() {
  const list = usePagedList("subscription_list", { searchLabel: "Search subscriptions" });
  return (
    <Page
      title="Subscriptions"
      subtitle="Azure subscriptions that a billing policy can charge. Setting one up takes Owner or Contributor on the subscription and on the resource group."
    >
      <DataList
        id="subscriptions"
        label="Subscriptions"
        columns={COLUMNS}
        {...list}
        rowKey={({ id }) => id}
        rowTestId={({ id }) => testId("subscription-row-<id>", { id })}
        empty={
          <EmptyState
            title="There are no subscriptions"
            text="Without an Azure subscription no billing policy can be made."
          />
        }
      />
    </Page>
  );
}

function Lines({ children }: { children: { key: string; content: ReactNode; detail?: boolean }[] }) {
  const styles = useStyles();
  return (
    <ul className={styles.lines}>
      {children.map(({ key, content, detail }) => (
        <li key={key}>
          <Text className={detail ? styles.detail : undefined}>{content}</Text>
        </li>
      ))}
    </ul>
  );
}
