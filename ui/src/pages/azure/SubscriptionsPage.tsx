/** Azure › Subscriptions: what a billing policy can charge, and who may set that up. */
import { Button, Link, makeStyles, Text, tokens } from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { useAddress } from "../../app/useAddress";
import { type Column, DataList } from "../../components/list/DataList";
import { EmptyState } from "../../components/list/EmptyState";
import { usePagedList } from "../../components/list/usePagedList";
import { Page } from "../../components/Page";
import type { SubscriptionRow } from "../../generated/SubscriptionRow";
import { testId } from "../../testIds";
import { CreateSubscriptionPanel } from "./CreateSubscriptionPanel";
import { SubscriptionPanel } from "./SubscriptionPanel";

const useStyles = makeStyles({
  names: { listStyleType: "none", margin: 0, padding: 0, display: "grid", rowGap: tokens.spacingVerticalXXS },
});

const STATES = { active: "Active", disabled: "Disabled" } as const;

export function SubscriptionsPage() {
  const styles = useStyles();
  const { address, change } = useAddress();
  const [creating, setCreating] = useState(false);
  const list = usePagedList("subscription_list", { list: "subscriptions", searchLabel: "Search subscriptions" });
  const columns: Column<SubscriptionRow>[] = [
    {
      key: "name",
      label: "Subscription name",
      cell: ({ id, name }) => (
        <Link
          as="button"
          onClick={() => change({ panel: "subscription", id })}
          data-testid={testId("subscription-open-<id>", { id })}
        >
          {name}
        </Link>
      ),
    },
    { key: "id", label: "Subscription ID", cell: ({ id }) => id, width: "24%" },
    { key: "state", label: "State", cell: ({ state }) => STATES[state], width: "10%" },
    {
      key: "groups",
      label: "Resource groups",
      cell: ({ resourceGroups }) =>
        resourceGroups.length === 0 ? (
          "None"
        ) : (
          <ul className={styles.names}>
            {resourceGroups.map(({ name }) => (
              <li key={name}>
                <Text>{name}</Text>
              </li>
            ))}
          </ul>
        ),
    },
    { key: "role", label: "Your role", cell: ({ yourRole }) => yourRole ?? "None" },
  ];
  const create = (
    <Button
      appearance="subtle"
      icon={<AddRegular />}
      onClick={() => setCreating(true)}
      data-testid={testId("subscription-create")}
    >
      Create a new subscription
    </Button>
  );
  return (
    <Page
      title="Subscriptions"
      subtitle="Azure subscriptions that a billing policy can charge. Setting one up takes Owner or Contributor on the subscription and on the resource group."
    >
      <DataList
        id="subscriptions"
        label="Subscriptions"
        columns={columns}
        {...list}
        rowKey={({ id }) => id}
        rowTestId={({ id }) => testId("subscription-row-<id>", { id })}
        commands={list.rows && (list.rows.length > 0 || list.noMatch) && create}
        empty={
          <EmptyState
            title="There are no subscriptions"
            text="Without an Azure subscription no billing policy can be made."
            action={create}
          />
        }
      />
      {address.panel === "subscription" && address.id && (
        <SubscriptionPanel id={address.id} onClose={() => change({ panel: undefined, id: undefined })} />
      )}
      {creating && <CreateSubscriptionPanel onCreated={() => setCreating(false)} onClose={() => setCreating(false)} />}
    </Page>
  );
}
