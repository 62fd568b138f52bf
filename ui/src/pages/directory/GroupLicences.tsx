/** What a group gives its direct members, for whom that failed and why, and trying again. */
import { Button, Text } from "@fluentui/react-components";
import { useAct } from "../../api/hooks";
import { useNotices } from "../../components/Notices";
import { ProblemBar } from "../../components/ProblemBar";
import type { GroupView } from "../../generated/GroupView";
import { formatCount } from "../../locale/locale";
import { testId } from "../../testIds";
import { PlainTable } from "../azure/PlainTable";
import { stateOf } from "../licences/LicenceGroups";

/** Failures that the panel lists; the product's own page has all of them. */
const SHOWN = 50;

export function GroupLicences({ view }: { view: GroupView }) {
  const { group, licences, licenceFailures } = view;
  const again = useAct("group_licences_reprocess");
  const { say } = useNotices();
  return (
    <>
      <ProblemBar problem={again.error} />
      {licences.length === 0 ? (
        <Text>It gives its members no licenses. Assign one under Billing › Licenses.</Text>
      ) : (
        <>
          <PlainTable
            label="Licenses"
            columns={["Product", "Have it from it", "State"]}
            rows={licences.map((row) => ({
              key: row.product,
              testId: testId("group-license-row-<product>", { product: row.product }),
              cells: [row.productName, formatCount(row.assigned), stateOf(row)],
            }))}
          />
          <div>
            <Button
              onClick={() => again.mutate({ group: group.id }, { onSuccess: ({ effects }) => say(effects.join(" ")) })}
              data-testid={testId("group-reprocess")}
            >
              Reprocess
            </Button>
          </div>
        </>
      )}
      {licenceFailures.length > 0 && (
        <PlainTable
          label="Members who get nothing from it"
          columns={["Person", "Error"]}
          rows={licenceFailures.slice(0, SHOWN).map(({ user, userName, productName, reason, text }) => ({
            key: user,
            testId: testId("group-license-failure-<id>", { id: user }),
            cells: [userName, `${reason.charAt(0).toUpperCase()}${reason.slice(1)}: ${productName}. ${text}`],
          }))}
        />
      )}
    </>
  );
}
