/** What the wizard can create in Azure on the way: a subscription, or a resource group. The new one is chosen then. */
import { Link } from "@fluentui/react-components";
import { useState } from "react";
import type { SubscriptionRow } from "../../generated/SubscriptionRow";
import { testId } from "../../testIds";
import { CreateResourceGroupPanel } from "../azure/CreateResourceGroupPanel";
import { CreateSubscriptionPanel } from "../azure/CreateSubscriptionPanel";

/** A new subscription has one resource group, so both are chosen. */
export function chosenFrom({ id, resourceGroups }: SubscriptionRow) {
  return { subscription: id, resourceGroup: resourceGroups[0]?.name ?? "" };
}

export function NewSubscription({ onCreated }: { onCreated(subscription: SubscriptionRow): void }) {
  const [open, setOpen] = useState(false);
  return (
    <div>
      <Link as="button" onClick={() => setOpen(true)} data-testid={testId("policy-new-subscription")}>
        Create a new subscription
      </Link>
      {open && (
        <CreateSubscriptionPanel
          onCreated={(made) => {
            setOpen(false);
            onCreated(made);
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
}

interface NewResourceGroupProps {
  subscription: SubscriptionRow;
  onCreated(name: string): void;
}

export function NewResourceGroup({ subscription, onCreated }: NewResourceGroupProps) {
  const [open, setOpen] = useState(false);
  return (
    <div>
      <Link as="button" onClick={() => setOpen(true)} data-testid={testId("policy-new-resource-group")}>
        Create a new resource group
      </Link>
      {open && (
        <CreateResourceGroupPanel
          subscription={subscription}
          onCreated={(name) => {
            setOpen(false);
            onCreated(name);
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
}
