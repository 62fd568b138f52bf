/** Power Platform › Pay-as-you-go plans: the billing plans, which link environments to an Azure subscription. */
import { Button, Link, makeStyles, Text, tokens } from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons";
import { useAddress } from "../../../app/useAddress";
import { type Column, DataList } from "../../../components/list/DataList";
import { EmptyState } from "../../../components/list/EmptyState";
import { usePagedList } from "../../../components/list/usePagedList";
import { Page } from "../../../components/Page";
import type { PlanRow } from "../../../generated/PlanRow";
import { testId } from "../../../testIds";
import { PlanPanel } from "./PlanPanel";
import { PlanStatus } from "./PlanStatus";
import { PlanWizard } from "./PlanWizard";
import { KINDS } from "./words";

const useStyles = makeStyles({
  names: { listStyleType: "none", margin: 0, padding: 0, display: "grid", rowGap: tokens.spacingVerticalXXS },
});

export function BillingPlansPage() {
  const styles = useStyles();
  const { address, change } = useAddress();
  const list = usePagedList("plan_list", { list: "plans", searchLabel: "Search billing plans" });
  const close = () => void change({ panel: undefined, id: undefined });
  const columns: Column<PlanRow>[] = [
    {
      key: "name",
      label: "Name",
      cell: ({ id, name }) => (
        <Link as="button" onClick={() => change({ panel: "plan", id })} data-testid={testId("plan-open-<id>", { id })}>
          {name}
        </Link>
      ),
    },
    { key: "status", label: "Status", cell: (plan) => <PlanStatus plan={plan} /> },
    { key: "kind", label: "Type", cell: ({ kind }) => KINDS[kind] },
    { key: "subscription", label: "Azure subscription", cell: ({ subscriptionName }) => subscriptionName },
    { key: "group", label: "Resource group", cell: ({ resourceGroup }) => resourceGroup },
    { key: "region", label: "Region", cell: ({ region }) => region || "None" },
    {
      key: "environments",
      label: "Environments",
      cell: ({ environments }) =>
        environments.length === 0 ? (
          "None"
        ) : (
          <ul className={styles.names}>
            {environments.map(({ id, name }) => (
              <li key={id}>
                <Text>{name}</Text>
              </li>
            ))}
          </ul>
        ),
    },
  ];
  const create = (
    <Button
      appearance="subtle"
      icon={<AddRegular />}
      onClick={() => change({ panel: "plan-create", id: undefined })}
      data-testid={testId("plan-create")}
    >
      New billing plan
    </Button>
  );
  return (
    <Page
      title="Billing plans"
      subtitle="A pay-as-you-go billing plan charges an Azure subscription for what its environments use beyond prepaid capacity. There is no ceiling: a budget in Azure only alerts."
    >
      <DataList
        id="plans"
        label="Billing plans"
        columns={columns}
        {...list}
        rowKey={({ id }) => id}
        rowTestId={({ id }) => testId("plan-row-<id>", { id })}
        commands={list.rows && (list.rows.length > 0 || list.noMatch) && create}
        empty={
          <EmptyState
            title="You don't have any billing plans"
            text="Without a billing plan environments have prepaid capacity only. A plan needs an active Azure subscription with a resource group."
            action={create}
          />
        }
      />
      {address.panel === "plan" && address.id && <PlanPanel id={address.id} onClose={close} />}
      {address.panel === "plan-create" && <PlanWizard onClose={close} />}
    </Page>
  );
}
