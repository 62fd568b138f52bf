/** Adds a billing policy in four steps and leads on to connecting services. */
import { Button, Text } from "@fluentui/react-components";
import { CheckmarkCircleFilled } from "@fluentui/react-icons";
import { useAct } from "../../api/hooks";
import { useAddress } from "../../app/useAddress";
import { LearnMore } from "../../components/help/LearnMore";
import { ProblemBar } from "../../components/ProblemBar";
import { SidePanel } from "../../components/panel/SidePanel";
import { Wizard } from "../../components/panel/Wizard";
import type { PolicyView } from "../../generated/PolicyView";
import { testId } from "../../testIds";
import { PolicyBudgetStep } from "./budget/PolicyBudgetStep";
import { PolicyDetailsStep } from "./PolicyDetailsStep";
import { PolicyReviewStep } from "./PolicyReviewStep";
import { PolicyUsersStep } from "./PolicyUsersStep";
import { toRequest, usePolicyForm } from "./usePolicyForm";

export function PolicyWizard({ onClose }: { onClose(): void }) {
  const form = usePolicyForm();
  const create = useAct("policy_create");
  if (create.data) {
    return <Created policy={create.data.policy} onClose={onClose} />;
  }
  return (
    <Wizard
      id="policy"
      title="Add a billing policy"
      dirty={form.isDirty}
      finishLabel="Create policy"
      onFinish={(goTo) =>
        create.mutate(toRequest(form.input), {
          onError: (refused) => {
            const step = form.refuse(refused);
            if (step) {
              create.reset();
              goTo(step);
            }
          },
        })
      }
      onClose={onClose}
      steps={[
        {
          key: "details",
          label: "Billing details",
          article: "setUp",
          content: () => <PolicyDetailsStep form={form} />,
          check: form.checkDetails,
        },
        {
          key: "users",
          label: "Choose users",
          article: "copilotNode",
          content: () => <PolicyUsersStep form={form} />,
          check: form.checkUsers,
        },
        {
          key: "budget",
          label: "Budget",
          article: "budget",
          content: () => <PolicyBudgetStep form={form} />,
          check: form.checkBudget,
        },
        {
          key: "review",
          label: "Review and finish",
          article: "setUp",
          content: (goTo) => (
            <>
              <PolicyReviewStep input={form.input} onEdit={goTo} />
              <ProblemBar problem={create.error} />
            </>
          ),
        },
      ]}
    />
  );
}

function Created({ policy, onClose }: { policy: PolicyView; onClose(): void }) {
  const { change } = useAddress();
  return (
    <SidePanel
      id="policy-created"
      title="New billing policy created"
      wide
      onClose={onClose}
      footer={
        <>
          <Button
            appearance="primary"
            onClick={() => change({ tab: "services", panel: undefined })}
            data-testid={testId("policy-created-connect")}
          >
            Connect your services
          </Button>
          <Button onClick={onClose} data-testid={testId("policy-created-done")}>
            Done
          </Button>
        </>
      }
    >
      <Text role="status" data-kind="done" data-value={policy.id} data-testid={testId("policy-created")}>
        <CheckmarkCircleFilled aria-hidden /> "{policy.name}" was created for {policy.usersLabel}. It pays for nothing
        until a service is connected to it.
      </Text>
      <LearnMore article="setUp" place="panel" />
    </SidePanel>
  );
}
