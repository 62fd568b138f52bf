/** What an environment's agents used, by product, agent and feature, billed and not billed; and how it stands. */
import { Spinner, Subtitle2, Text } from "@fluentui/react-components";
import { useRead } from "../../api/hooks";
import { ProblemBar } from "../../components/ProblemBar";
import { SidePanel } from "../../components/panel/SidePanel";
import { Amount } from "../../components/values";
import { formatDay, formatInstant } from "../../locale/locale";
import { testId } from "../../testIds";
import { PlainTable } from "../azure/PlainTable";
import { Standing } from "../platform/Standing";

export function EnvironmentUsePanel({ id, onClose }: { id: string; onClose(): void }) {
  const rows = useRead("environment_list", { search: id });
  const used = useRead("environment_use_get", { environment: id });
  const environment = rows.data?.rows.find((row) => row.id === id);
  const view = used.data;
  return (
    <SidePanel id="environment-use" title={environment?.name ?? "Environment"} wide reading onClose={onClose}>
      {used.isPending && <Spinner label="Loading" />}
      <ProblemBar problem={used.error} onRetry={() => used.refetch()} />
      {environment?.standing && <Standing environment={environment} standing={environment.standing} />}
      {view && (
        <>
          <Text>
            From {formatDay(view.from)} on, as of {formatInstant(view.asOf)}.
          </Text>
          <Subtitle2 as="h3">Capacity consumption by product</Subtitle2>
          {view.products.length === 0 ? (
            <Text>Nothing was consumed in this period.</Text>
          ) : (
            <PlainTable
              label="Capacity consumption by product"
              columns={["Product", "Prepaid (credits)", "Pay-as-you-go (credits)"]}
              rows={view.products.map(({ product, prepaid, charged }) => ({
                key: product,
                testId: testId("licensing-row-<key>", { key: product }),
                cells: [product, <Amount key="p" value={prepaid} />, <Amount key="c" value={charged} />],
              }))}
            />
          )}
          <Subtitle2 as="h3">Copilot Credit consumption details</Subtitle2>
          {view.rows.length === 0 ? (
            <Text>No agent used Copilot Credits here in this period.</Text>
          ) : (
            <PlainTable
              label="Copilot Credit consumption details"
              columns={["Agent", "Product", "Feature", "Billed credits", "Non-billed credits", "Blocked credits"]}
              rows={view.rows.map(({ agent, product, feature, billed, notBilled, blocked }, place) => ({
                key: `${agent}/${product}/${feature}`,
                testId: testId("use-row-<row>", { row: place }),
                cells: [
                  agent || "No name",
                  product,
                  feature,
                  <Amount key="b" value={billed} />,
                  <Amount key="n" value={notBilled} />,
                  <Amount key="x" value={blocked} />,
                ],
              }))}
            />
          )}
        </>
      )}
    </SidePanel>
  );
}
