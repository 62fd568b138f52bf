/** The groups that give a product: how many members have it from them, for how many that failed, and trying again. */
import { Button, Text } from "@fluentui/react-components";
import { useAct, useRead } from "../../api/hooks";
import { AssumptionNote } from "../../components/AssumptionNote";
import { useNotices } from "../../components/Notices";
import { ProblemBar } from "../../components/ProblemBar";
import type { LicenceGroupRow } from "../../generated/LicenceGroupRow";
import type { LicenceProduct } from "../../generated/LicenceProduct";
import { formatCount, formatInstant } from "../../locale/locale";
import { testId } from "../../testIds";
import { PlainTable } from "../azure/PlainTable";

export function stateOf({ processing, reachesAt, failed }: LicenceGroupRow): string {
  if (processing && reachesAt) {
    return `Processing until ${formatInstant(reachesAt)}`;
  }
  return failed > 0 ? "Errors" : "Processed";
}

export function LicenceGroups({ product }: { product: LicenceProduct }) {
  const groups = useRead("licence_group_list", { product });
  const remove = useAct("group_licences_set");
  const again = useAct("group_licences_reprocess");
  const { say } = useNotices();
  const told = { onSuccess: ({ effects }: { effects: string[] }) => say(effects.join(" ")) };
  return (
    <>
      <ProblemBar problem={groups.error ?? remove.error ?? again.error} />
      {groups.data?.total === 0 && <Text block>No group gives it to its members.</Text>}
      {groups.data && groups.data.total > 0 && (
        <PlainTable
          label="Groups"
          columns={["Group", "Direct members", "Have it from it", "Errors", "State", "Actions"]}
          rows={groups.data.rows.map((row) => ({
            key: row.group,
            testId: testId("license-group-row-<id>", { id: row.group }),
            cells: [
              row.name,
              formatCount(row.members),
              formatCount(row.assigned),
              formatCount(row.failed),
              stateOf(row),
              <span key="actions">
                <Button
                  size="small"
                  aria-label={`Reprocess ${row.name}`}
                  onClick={() => again.mutate({ group: row.group }, told)}
                  data-testid={testId("license-group-reprocess-<id>", { id: row.group })}
                >
                  Reprocess
                </Button>{" "}
                <Button
                  size="small"
                  aria-label={`Remove ${row.productName} from ${row.name}`}
                  onClick={() =>
                    remove.mutate({ group: row.group, remove: [row.product], revision: row.revision }, told)
                  }
                  data-testid={testId("license-group-remove-<id>", { id: row.group })}
                >
                  Remove
                </Button>
              </span>,
            ],
          }))}
        />
      )}
      <AssumptionNote id="group-licence-delay" />
    </>
  );
}
