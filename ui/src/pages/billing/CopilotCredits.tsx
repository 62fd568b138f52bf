/** Credits for Copilot Chat: whether available ones are applied, and the Copilot credit policies. Only once credits are owned. */
import { Button, Checkbox, makeStyles, Subtitle2, Text, tokens } from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons";
import { useId, useState } from "react";
import { useAct, usePreview, useRead } from "../../api/hooks";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import { LearnMore } from "../../components/help/LearnMore";
import { useNotices } from "../../components/Notices";
import { ProblemBar } from "../../components/ProblemBar";
import type { CreditPolicyRow } from "../../generated/CreditPolicyRow";
import { formatInstant } from "../../locale/locale";
import { testId } from "../../testIds";
import { PlainTable } from "../azure/PlainTable";
import { CreateCreditPolicyPanel } from "./CreateCreditPolicyPanel";

const useStyles = makeStyles({
  block: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS },
});

export function CopilotCredits() {
  const styles = useStyles();
  const headingId = useId();
  const credits = useRead("chat_credits_get", {});
  const policies = useRead("credit_policy_list", { limit: 500 });
  const [asking, setAsking] = useState<boolean>();
  const [creating, setCreating] = useState(false);
  const [removing, setRemoving] = useState<CreditPolicyRow>();
  if (!credits.data?.owned) {
    return <ProblemBar problem={credits.error} onRetry={() => credits.refetch()} />;
  }
  const { applied, missing, mostPolicies } = credits.data;
  return (
    <section className={styles.block} aria-labelledby={headingId} data-testid={testId("copilot-credits")}>
      <Subtitle2 as="h3" id={headingId}>
        Copilot Credits
      </Subtitle2>
      <Text>
        Prepaid credits pay first, pay-as-you-go only when none are left. A user under a Copilot credit policy alone is
        blocked once the credits are used up; with a billing policy too, the switch to pay-as-you-go is silent.
      </Text>
      {missing && <Text>{missing}</Text>}
      <Checkbox
        label="Apply available Microsoft Copilot Studio credit capacity to Microsoft 365 Copilot Chat"
        checked={applied}
        onChange={() => setAsking(!applied)}
        data-testid={testId("copilot-credits-apply")}
      />
      <ProblemBar problem={policies.error} onRetry={() => policies.refetch()} />
      {policies.data && (
        <>
          <Subtitle2 as="h4">Copilot credit policies</Subtitle2>
          {policies.data.rows.length === 0 ? (
            <Text data-testid={testId("credit-policies-none")}>No Copilot Credit policies yet</Text>
          ) : (
            <CreditPolicyTable rows={policies.data.rows} onRemove={setRemoving} />
          )}
          <Text>
            At most {mostPolicies}. Where several cover somebody, the most specific one wins: a group before all users.
          </Text>
          <div>
            <Button
              appearance="subtle"
              icon={<AddRegular />}
              onClick={() => setCreating(true)}
              data-testid={testId("credit-policy-create")}
            >
              Add new Copilot Credit policy
            </Button>
          </div>
        </>
      )}
      <LearnMore article="capacityPacks" place="page" />
      {asking !== undefined && <ApplyDialog applied={asking} onClose={() => setAsking(undefined)} />}
      {creating && <CreateCreditPolicyPanel onClose={() => setCreating(false)} />}
      {removing && <DeleteDialog policy={removing} onClose={() => setRemoving(undefined)} />}
    </section>
  );
}

function CreditPolicyTable({ rows, onRemove }: { rows: CreditPolicyRow[]; onRemove(policy: CreditPolicyRow): void }) {
  return (
    <PlainTable
      label="Copilot credit policies"
      columns={["Name", "Users", "Since (UTC)", "Actions"]}
      rows={rows.map((policy) => ({
        key: policy.id,
        testId: testId("credit-policy-row-<id>", { id: policy.id }),
        cells: [
          policy.name,
          policy.usersLabel,
          formatInstant(policy.createdAt),
          <Button
            key="delete"
            size="small"
            aria-label={`Delete ${policy.name}`}
            onClick={() => onRemove(policy)}
            data-testid={testId("credit-policy-delete-<id>", { id: policy.id })}
          >
            Delete
          </Button>,
        ],
      }))}
    />
  );
}

function ApplyDialog({ applied, onClose }: { applied: boolean; onClose(): void }) {
  const apply = useAct("chat_credits_apply");
  const preview = usePreview("chat_credits_apply", { applied }, { enabled: apply.isIdle || apply.isError });
  const { say } = useNotices();
  return (
    <ConfirmDialog
      title={`${applied ? "Apply" : "Stop applying"} available credits to Microsoft 365 Copilot Chat?`}
      confirmLabel={applied ? "Apply credits" : "Stop applying credits"}
      problem={apply.error ?? preview.error}
      onConfirm={() =>
        apply.mutate(
          { applied },
          {
            onSuccess: ({ effects }) => {
              say(effects.join(" "));
              onClose();
            },
          },
        )
      }
      onCancel={onClose}
    >
      <ul data-testid={testId("copilot-credits-effects")}>
        {preview.data?.effects.map((effect) => (
          <li key={effect}>{effect}</li>
        ))}
      </ul>
    </ConfirmDialog>
  );
}

function DeleteDialog({ policy, onClose }: { policy: CreditPolicyRow; onClose(): void }) {
  const remove = useAct("credit_policy_delete");
  const { say } = useNotices();
  return (
    <ConfirmDialog
      title={`Delete "${policy.name}"?`}
      confirmLabel="Delete Copilot credit policy"
      problem={remove.error}
      onConfirm={() =>
        remove.mutate(
          { creditPolicy: policy.id },
          {
            onSuccess: () => {
              say(`The Copilot credit policy "${policy.name}" was deleted.`);
              onClose();
            },
          },
        )
      }
      onCancel={onClose}
    >
      Copilot Chat of {policy.usersLabel} no longer draws on prepaid credits through this policy. Who has no billing
      policy either is blocked at once.
    </ConfirmDialog>
  );
}
