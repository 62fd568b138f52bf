/** One billing policy: its details, its budget, and its deletion. */
import { Button, Spinner, Tab, TabList } from "@fluentui/react-components";
import { DeleteRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { useAct, useRead } from "../../api/hooks";
import { LearnMore } from "../../components/help/LearnMore";
import { onDemand } from "../../components/onDemand";
import { ProblemBar } from "../../components/ProblemBar";
import { DetailList } from "../../components/panel/DetailList";
import { SidePanel } from "../../components/panel/SidePanel";
import { Count, Instant } from "../../components/values";
import type { PolicyView } from "../../generated/PolicyView";
import { testId } from "../../testIds";
import { ConnectedServices } from "./ConnectedServices";
import { DeletePolicyDialog } from "./DeletePolicyDialog";

type View = "details" | "budget";

const VIEWS: { view: View; label: string }[] = [
  { view: "details", label: "Details" },
  { view: "budget", label: "Budget" },
];

/** Charts are loaded when somebody looks at a budget. */
const BudgetTab = onDemand(async () => (await import("./budget/BudgetTab")).BudgetTab);

export function PolicyPanel({ policyId, onClose }: { policyId: string; onClose(): void }) {
  const remove = useAct("policy_delete");
  // Once it is being deleted there is nothing left to read again.
  const policy = useRead("policy_get", { policy: policyId }, { enabled: remove.isIdle || remove.isError });
  const [deleting, setDeleting] = useState(false);
  const [shown, setShown] = useState<View>("details");
  const [dirty, setDirty] = useState(false);
  return (
    <SidePanel
      id="policy"
      title={policy.data?.name ?? "Billing policy"}
      wide={shown === "budget"}
      dirty={dirty}
      onClose={onClose}
      footer={
        policy.data && (
          <Button icon={<DeleteRegular />} onClick={() => setDeleting(true)} data-testid={testId("policy-delete")}>
            Delete billing policy
          </Button>
        )
      }
    >
      {policy.isPending && <Spinner label="Loading" />}
      <ProblemBar problem={policy.error} onRetry={() => policy.refetch()} />
      {policy.data && (
        <>
          <TabList
            aria-label="Billing policy"
            selectedValue={shown}
            onTabSelect={(_, { value }) => {
              setDirty(false);
              setShown(value as View);
            }}
          >
            {VIEWS.map(({ view, label }) => (
              <Tab
                key={view}
                value={view}
                id={`policy-tab-${view}`}
                aria-controls={shown === view ? `policy-panel-${view}` : undefined}
                data-testid={testId("policy-tab-<name>", { name: view })}
              >
                {label}
              </Tab>
            ))}
          </TabList>
          <div role="tabpanel" id={`policy-panel-${shown}`} aria-labelledby={`policy-tab-${shown}`}>
            {shown === "details" ? (
              <>
                <Details policy={policy.data} />
                <LearnMore article="copilotNode" place="panel" />
              </>
            ) : (
              <BudgetTab policy={policy.data} onDirty={setDirty} />
            )}
          </div>
        </>
      )}
      {deleting && policy.data && (
        <DeletePolicyDialog
          policy={policy.data}
          remove={remove}
          onDeleted={onClose}
          onCancel={() => setDeleting(false)}
        />
      )}
    </SidePanel>
  );
}

function Details({ policy }: { policy: PolicyView }) {
  return (
    <DetailList
      details={[
        { key: "policy-name", label: "Policy name", value: policy.name },
        { key: "policy-id", label: "Billing Policy ID", value: policy.id },
        {
          key: "policy-users",
          label: "Users",
          value: (
            <>
              {policy.usersLabel} (<Count value={policy.people} /> now)
            </>
          ),
        },
        {
          key: "policy-services",
          label: "Services",
          value: policy.services.length > 0 ? <ConnectedServices connections={policy.services} /> : "None",
        },
        { key: "policy-subscription", label: "Azure subscription", value: policy.subscriptionName },
        { key: "policy-subscription-id", label: "Azure subscription ID", value: policy.subscription },
        { key: "policy-resource-group", label: "Resource group", value: policy.resourceGroup },
        { key: "policy-region", label: "Region", value: policy.region },
        {
          key: "policy-created",
          label: "Created",
          value: (
            <>
              <Instant value={policy.createdAt} /> by {policy.createdBy}
            </>
          ),
        },
      ]}
    />
  );
}
