/** The list of billing policies, the wizard that adds one and the panel with one's details. */
import { Button, Link } from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons";
import { useAddress } from "../../app/useAddress";
import { type Column, DataList } from "../../components/list/DataList";
import { EmptyState } from "../../components/list/EmptyState";
import { usePagedList } from "../../components/list/usePagedList";
import type { PolicyView } from "../../generated/PolicyView";
import { testId } from "../../testIds";
import { BudgetUsed } from "./budget/BudgetUsed";
import { ConnectedServices } from "./ConnectedServices";
import { PolicyPanel } from "./PolicyPanel";
import { PolicyWizard } from "./PolicyWizard";
import { PrerequisitesBar, PrerequisitesPanel } from "./Prerequisites";

export function PoliciesTab() {
  const { address, change } = useAddress();
  const list = usePagedList("policy_list", { list: "policies", searchLabel: "Search billing policies" });
  const add = () => change({ panel: "create" });
  const close = () => change({ panel: undefined, id: undefined });

  const columns: Column<PolicyView>[] = [
    {
      key: "name",
      label: "Name",
      cell: (policy) => (
        <Link
          as="button"
          onClick={() => change({ panel: "policy", id: policy.id })}
          data-testid={testId("policy-open-<id>", { id: policy.id })}
        >
          {policy.name}
        </Link>
      ),
    },
    { key: "users", label: "Users", cell: (policy) => policy.usersLabel },
    {
      key: "services",
      label: "Services",
      cell: (policy) =>
        policy.services.length > 0 ? (
          <ConnectedServices connections={policy.services} />
        ) : (
          <Link
            as="button"
            onClick={() => change({ tab: "services" })}
            data-testid={testId("policy-connect-<id>", { id: policy.id })}
          >
            Connect a service
          </Link>
        ),
    },
    {
      key: "budget-used",
      label: "Budget used",
      cell: (policy) => <BudgetUsed policy={policy.id} used={policy.budgetUsed} />,
    },
  ];

  return (
    <>
      <PrerequisitesBar onOpen={() => change({ panel: "prerequisites" })} />
      <DataList
        id="policies"
        label="Billing policies"
        columns={columns}
        {...list}
        rowKey={(policy) => policy.id}
        rowTestId={(policy) => testId("policy-row-<id>", { id: policy.id })}
        commands={
          list.rows &&
          (list.rows.length > 0 || list.noMatch) && (
            <Button appearance="subtle" icon={<AddRegular />} onClick={add} data-testid={testId("policy-add")}>
              Add a billing policy
            </Button>
          )
        }
        empty={
          <EmptyState
            title="You don't have any billing policies"
            text="A billing policy says which Azure subscription pays for the pay-as-you-go services that people use. It pays for nothing until a service is connected to it."
            action={
              <Button appearance="primary" onClick={add} data-testid={testId("policy-add")}>
                Add a billing policy
              </Button>
            }
          />
        }
      />
      {address.panel === "prerequisites" && <PrerequisitesPanel onClose={close} />}
      {address.panel === "create" && <PolicyWizard onClose={close} />}
      {address.panel === "policy" && address.id && <PolicyPanel policyId={address.id} onClose={close} />}
    </>
  );
}
