/** One Azure subscription: its resource groups, who is Owner, Contributor or Reader, and which policies charge it. */
import { Button, makeStyles, Spinner, Subtitle2, Text, tokens } from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { useRead } from "../../api/hooks";
import { LearnMore } from "../../components/help/LearnMore";
import { ProblemBar } from "../../components/ProblemBar";
import { DetailList } from "../../components/panel/DetailList";
import { SidePanel } from "../../components/panel/SidePanel";
import type { RoleAssignmentRow } from "../../generated/RoleAssignmentRow";
import type { SubscriptionRow } from "../../generated/SubscriptionRow";
import { testId } from "../../testIds";
import { AzureDialog } from "./AzureDialog";
import { CreateResourceGroupPanel } from "./CreateResourceGroupPanel";
import { GrantRolePanel } from "./GrantRolePanel";
import { ResourceGroupTable } from "./ResourceGroupTable";
import { RoleTable } from "./RoleTable";

const useStyles = makeStyles({
  block: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS },
  head: { display: "flex", flexWrap: "wrap", alignItems: "center", justifyContent: "space-between" },
});

type Open =
  // Which way it goes is settled when it is asked for: the subscription changes while the dialog is still there.
  | { kind: "disable" | "enable" | "grant" | "createGroup" }
  | { kind: "deleteGroup"; name: string }
  | { kind: "removeRole"; held: RoleAssignmentRow };

export function SubscriptionPanel({ id, onClose }: { id: string; onClose(): void }) {
  const styles = useStyles();
  const found = useRead("subscription_list", { search: id });
  const subscription = found.data?.rows.find((row) => row.id === id);
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  return (
    <SidePanel
      id="subscription"
      title={subscription?.name ?? "Subscription"}
      wide
      onClose={onClose}
      footer={
        subscription && (
          <Button
            onClick={() => setOpen({ kind: subscription.state === "active" ? "disable" : "enable" })}
            data-testid={testId("subscription-state")}
          >
            {subscription.state === "active" ? "Disable subscription" : "Enable subscription"}
          </Button>
        )
      }
    >
      {found.isPending && <Spinner label="Loading" />}
      <ProblemBar problem={found.error} onRetry={() => found.refetch()} />
      {found.data && !subscription && <Text>There is no Azure subscription with this ID.</Text>}
      {subscription && (
        <>
          <Details subscription={subscription} />
          <section className={styles.block} aria-labelledby="resource-groups-heading">
            <div className={styles.head}>
              <Subtitle2 as="h3" id="resource-groups-heading">
                Resource groups
              </Subtitle2>
              <Button
                appearance="subtle"
                icon={<AddRegular />}
                onClick={() => setOpen({ kind: "createGroup" })}
                data-testid={testId("resource-group-create")}
              >
                Create a new resource group
              </Button>
            </div>
            <ResourceGroupTable
              subscription={subscription}
              onDelete={(name) => setOpen({ kind: "deleteGroup", name })}
            />
          </section>
          <section className={styles.block} aria-labelledby="roles-heading">
            <div className={styles.head}>
              <Subtitle2 as="h3" id="roles-heading">
                Owners, Contributors and Readers
              </Subtitle2>
              <Button
                appearance="subtle"
                icon={<AddRegular />}
                onClick={() => setOpen({ kind: "grant" })}
                data-testid={testId("role-grant")}
              >
                Grant a role
              </Button>
            </div>
            <RoleTable subscription={subscription} onRemove={(held) => setOpen({ kind: "removeRole", held })} />
          </section>
          <LearnMore article="resourceGroups" place="panel" />
          {open && <Opened open={open} subscription={subscription} onClose={close} />}
        </>
      )}
    </SidePanel>
  );
}

function Details({ subscription }: { subscription: SubscriptionRow }) {
  const { id, state, yourRole, missing, policies } = subscription;
  return (
    <DetailList
      details={[
        { key: "subscription-id", label: "Subscription ID", value: id },
        { key: "subscription-state", label: "State", value: state === "active" ? "Active" : "Disabled" },
        { key: "subscription-your-role", label: "Your role", value: yourRole ?? "None" },
        {
          key: "subscription-billing",
          label: "For billing policies",
          value: missing ? `${missing}.` : "You can bill new policies to it.",
        },
        {
          key: "subscription-policies",
          label: "Billing policies that charge it",
          value:
            policies.length === 0
              ? "None"
              : policies.map(({ name, resourceGroup }) => `${name} (${resourceGroup})`).join(", "),
        },
      ]}
    />
  );
}

function Opened({ open, subscription, onClose }: { open: Open; subscription: SubscriptionRow; onClose(): void }) {
  const { id, name, revision } = subscription;
  const request = { subscription: id, revision };
  switch (open.kind) {
    case "grant":
      return <GrantRolePanel subscription={subscription} onClose={onClose} />;
    case "createGroup":
      return <CreateResourceGroupPanel subscription={subscription} onCreated={onClose} onClose={onClose} />;
    case "disable":
      return (
        <AzureDialog
          command="subscription_disable"
          request={request}
          title={`Disable "${name}"?`}
          confirmLabel="Disable subscription"
          done={`"${name}" was disabled.`}
          assumption="disabled-subscription"
          onClose={onClose}
        />
      );
    case "enable":
      return (
        <AzureDialog
          command="subscription_enable"
          request={request}
          title={`Enable "${name}"?`}
          confirmLabel="Enable subscription"
          done={`"${name}" is active again.`}
          assumption="disabled-subscription"
          onClose={onClose}
        />
      );
    case "deleteGroup":
      return (
        <AzureDialog
          command="resource_group_delete"
          request={{ ...request, name: open.name }}
          title={`Delete "${open.name}"?`}
          confirmLabel="Delete resource group"
          done={`The resource group "${open.name}" was deleted.`}
          assumption="deleted-resource-group"
          onClose={onClose}
        />
      );
    case "removeRole": {
      const { person, displayName, role, roleKey, resourceGroup } = open.held;
      const place = resourceGroup ?? name;
      return (
        <AzureDialog
          command="subscription_role_remove"
          request={{ ...request, user: person, role: roleKey, ...(resourceGroup && { resourceGroup }) }}
          title={`Remove ${role} on "${place}" from ${displayName}?`}
          confirmLabel="Remove role"
          done={`${displayName} is no longer ${role} on "${place}".`}
          assumption="azure-rights-at-set-up"
          onClose={onClose}
        />
      );
    }
  }
}
