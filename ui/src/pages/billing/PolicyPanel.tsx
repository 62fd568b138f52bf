/** One billing policy's details, and its deletion. */
import { Button, Spinner } from "@fluentui/react-components";
import { DeleteRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { useAct, useRead } from "../../api/hooks";
import { ProblemBar } from "../../components/ProblemBar";
import { DetailList } from "../../components/panel/DetailList";
import { SidePanel } from "../../components/panel/SidePanel";
import { Count, Instant } from "../../components/values";
import type { PolicyView } from "../../generated/PolicyView";
import { testId } from "../../testIds";
import { ConnectedServices } from "./ConnectedServices";
import { DeletePolicyDialog } from "./DeletePolicyDialog";

export function PolicyPanel({ policyId, onClose }: { policyId: string; onClose(): void }) {
  const remove = useAct("policy_delete");
  // Once it is being deleted there is nothing left to read again.
  const policy = useRead("policy_get", { policy: policyId }, { enabled: remove.isIdle || remove.isError });
  const [deleting, setDeleting] = useState(false);
  return (
    <SidePanel
      id="policy"
      title={policy.data?.name ?? "Billing policy"}
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
      {policy.data && <Details policy={policy.data} />}
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
