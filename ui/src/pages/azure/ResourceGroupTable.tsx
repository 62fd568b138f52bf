/** The resource groups of a subscription. */
import { Button, Text } from "@fluentui/react-components";
import type { SubscriptionRow } from "../../generated/SubscriptionRow";
import { testId } from "../../testIds";
import { PlainTable } from "./PlainTable";

interface ResourceGroupTableProps {
  subscription: SubscriptionRow;
  onDelete(name: string): void;
}

export function ResourceGroupTable({ subscription, onDelete }: ResourceGroupTableProps) {
  if (subscription.resourceGroups.length === 0) {
    return <Text>It has none. A billing policy needs one.</Text>;
  }
  const charging = (group: string) =>
    subscription.policies.filter(({ resourceGroup }) => resourceGroup === group).map(({ name }) => name);
  return (
    <PlainTable
      label="Resource groups"
      columns={["Resource group", "Region", "Billing policies", "Actions"]}
      rows={subscription.resourceGroups.map(({ name, region }) => ({
        key: name,
        testId: testId("resource-group-row-<name>", { name }),
        cells: [
          name,
          region,
          charging(name).join(", ") || "None",
          <Button
            key="delete"
            size="small"
            aria-label={`Delete ${name}`}
            onClick={() => onDelete(name)}
            data-testid={testId("resource-group-delete-<name>", { name })}
          >
            Delete
          </Button>,
        ],
      }))}
    />
  );
}
