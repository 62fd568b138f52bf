/** Who is Owner, Contributor or Reader, and on what. */
import { Button, Text } from "@fluentui/react-components";
import type { RoleAssignmentRow } from "../../generated/RoleAssignmentRow";
import type { SubscriptionRow } from "../../generated/SubscriptionRow";
import { testId } from "../../testIds";
import { PlainTable } from "./PlainTable";

interface RoleTableProps {
  subscription: SubscriptionRow;
  onRemove(held: RoleAssignmentRow): void;
}

export function RoleTable({ subscription, onRemove }: RoleTableProps) {
  if (subscription.roleAssignments.length === 0) {
    return <Text>Nobody of this tenant has a role on it.</Text>;
  }
  return (
    <PlainTable
      label="Owners, Contributors and Readers"
      columns={["Person", "Role", "On", "Actions"]}
      rows={subscription.roleAssignments.map((held) => {
        const { person, displayName, role, roleKey, resourceGroup } = held;
        const key = `${person}-${roleKey}-${resourceGroup ?? "subscription"}`;
        return {
          key,
          testId: testId("role-row-<key>", { key }),
          cells: [
            displayName,
            role,
            resourceGroup ?? "The subscription",
            <Button
              key="remove"
              size="small"
              aria-label={`Remove ${role} on ${resourceGroup ?? "the subscription"} from ${displayName}`}
              onClick={() => onRemove(held)}
              data-testid={testId("role-remove-<key>", { key })}
            >
              Remove
            </Button>,
          ],
        };
      })}
    />
  );
}
