/** Makes a billing plan: for an Azure subscription in two steps, for Microsoft 365 Copilot Chat in one. */
import { useEffect, useState } from "react";
import { useAct } from "../../../api/hooks";
import { useAddress } from "../../../app/useAddress";
import { AssumptionNote } from "../../../components/AssumptionNote";
import { ConfirmDialog } from "../../../components/ConfirmDialog";
import { useNotices } from "../../../components/Notices";
import { ProblemBar } from "../../../components/ProblemBar";
import { Wizard, type WizardStep } from "../../../components/panel/Wizard";
import type { PlanChanged } from "../../../generated/PlanChanged";
import { PlanDetailsStep } from "./PlanDetailsStep";
import { PlanEnvironmentsStep } from "./PlanEnvironmentsStep";
import { type PlanInput, toRequest, usePlanForm } from "./usePlanForm";

export function PlanWizard({ onClose }: { onClose(): void }) {
  const form = usePlanForm();
  const { change } = useAddress();
  const { say } = useNotices();
  const create = useAct("plan_create");
  const [asking, setAsking] = useState<string>();
  const ofChat = form.input.kind === "copilotChat";

  const [made, setMade] = useState<PlanChanged>();
  // Once it is made nothing is unsaved any more, and only then may the panel change.
  useEffect(() => {
    if (made) {
      void change({ panel: "plan", id: made.plan.id });
    }
  }, [made, change]);

  function save(input: PlanInput, goTo: (key: string) => void) {
    create.mutate(toRequest(input), {
      onSuccess: (changed) => {
        say(`The billing plan "${changed.plan.name}" was created.`, changed.effects.join(" "));
        setMade(changed);
      },
      onError: (refused) => {
        const step = form.refuse(refused);
        if (step) {
          create.reset();
          goTo(step);
        } else if (ofChat && refused.field === "environment") {
          create.reset();
          setAsking(refused.message);
        }
      },
    });
  }

  const details: WizardStep = {
    key: "details",
    label: "Billing plan details",
    article: "payAsYouGoPlans",
    content: () => (
      <>
        <PlanDetailsStep form={form} />
        {ofChat && <AssumptionNote id="plan-provisioning" />}
        {ofChat && <ProblemBar problem={create.error} />}
      </>
    ),
    check: form.checkDetails,
  };
  const environments: WizardStep = {
    key: "environments",
    label: "Select environments",
    article: "payAsYouGoPlans",
    content: () => (
      <>
        <PlanEnvironmentsStep form={form} />
        <AssumptionNote id="plan-provisioning" />
        <ProblemBar problem={create.error} />
      </>
    ),
  };
  return (
    <>
      <Wizard
        id="plan"
        title="New billing plan"
        dirty={form.isDirty && !made}
        finishLabel="Save"
        onFinish={(goTo) => (form.isComplete() ? save(form.input, goTo) : goTo(ofChat ? "details" : "environments"))}
        onClose={onClose}
        steps={ofChat ? [details] : [details, environments]}
      />
      {asking && (
        <ConfirmDialog
          title="Move the environment Microsoft 365 Copilot Chat to this billing plan?"
          confirmLabel="Move environment"
          onConfirm={() => {
            setAsking(undefined);
            save({ ...form.input, moved: ["chat"] }, () => undefined);
          }}
          onCancel={() => setAsking(undefined)}
        >
          {asking}. When you go on, it is taken off that plan at once.
        </ConfirmDialog>
      )}
    </>
  );
}
