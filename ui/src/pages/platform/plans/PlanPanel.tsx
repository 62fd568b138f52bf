/** One billing plan: what it charges, which environments are linked to it, and the ways to change it. */
import { Button, Link, makeStyles, Spinner, Subtitle2, Text, tokens } from "@fluentui/react-components";
import { AddRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { useRead } from "../../../api/hooks";
import { LearnMore } from "../../../components/help/LearnMore";
import { ProblemBar } from "../../../components/ProblemBar";
import { DetailList } from "../../../components/panel/DetailList";
import { SidePanel } from "../../../components/panel/SidePanel";
import { Instant } from "../../../components/values";
import type { PlanEnvironment } from "../../../generated/PlanEnvironment";
import type { PlanRow } from "../../../generated/PlanRow";
import { testId } from "../../../testIds";
import { AddEnvironmentsPanel } from "./AddEnvironmentsPanel";
import { EditPlanPanel } from "./EditPlanPanel";
import { PlanDialog } from "./PlanDialog";
import { PlanStatus } from "./PlanStatus";
import { KINDS, productNames } from "./words";

const useStyles = makeStyles({
  block: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS },
  head: { display: "flex", flexWrap: "wrap", alignItems: "center", justifyContent: "space-between" },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL },
});

type Open =
  | { kind: "disable" | "enable" | "edit" | "add" | "delete" }
  | { kind: "remove"; environment: PlanEnvironment };

export function PlanPanel({ id, onClose }: { id: string; onClose(): void }) {
  const found = useRead("plan_list", { search: id });
  const plan = found.data?.rows.find((row) => row.id === id);
  // The plan as it was when somebody asked: it changes, or goes, while the dialog is still there.
  const [asked, setAsked] = useState<{ open: Open; plan: PlanRow }>();
  const setOpen = (open: Open) => plan && setAsked({ open, plan });
  return (
    <SidePanel
      id="plan"
      title={plan?.name ?? "Billing plan"}
      wide
      onClose={onClose}
      footer={plan?.mayChange && <Acts plan={plan} onOpen={setOpen} />}
    >
      {found.isPending && <Spinner label="Loading" />}
      <ProblemBar problem={found.error} onRetry={() => found.refetch()} />
      {found.data && !plan && <Text>There is no billing plan with this ID.</Text>}
      {plan && (
        <>
          <Details plan={plan} />
          <Environments plan={plan} onOpen={setOpen} />
          {!plan.mayChange && (
            <Text>
              You can look at this plan. A Global, Power Platform or Dynamics 365 administrator changes every plan, an
              Environment administrator those of their own.
            </Text>
          )}
          <LearnMore article="payAsYouGoPlans" place="panel" />
        </>
      )}
      {asked && <Opened {...asked} onClose={() => setAsked(undefined)} onDeleted={onClose} />}
    </SidePanel>
  );
}

function Acts({ plan, onOpen }: { plan: PlanRow; onOpen(open: Open): void }) {
  return (
    <>
      <Button appearance="primary" onClick={() => onOpen({ kind: "edit" })} data-testid={testId("plan-edit")}>
        Edit
      </Button>
      <Button onClick={() => onOpen({ kind: plan.enabled ? "disable" : "enable" })} data-testid={testId("plan-switch")}>
        {plan.enabled ? "Disable" : "Enable"}
      </Button>
      <Button onClick={() => onOpen({ kind: "delete" })} data-testid={testId("plan-delete")}>
        Delete billing plan
      </Button>
    </>
  );
}

function Details({ plan }: { plan: PlanRow }) {
  const ofChat = plan.kind === "copilotChat";
  return (
    <DetailList
      details={[
        { key: "plan-status", label: "Status", value: <PlanStatus plan={{ ...plan, id: `${plan.id}-panel` }} /> },
        { key: "plan-kind", label: "Type", value: KINDS[plan.kind] },
        { key: "plan-subscription", label: "Azure subscription", value: plan.subscriptionName },
        { key: "plan-resource-group", label: "Resource group", value: plan.resourceGroup },
        ...(ofChat
          ? []
          : [
              { key: "plan-region", label: "Region", value: plan.region },
              { key: "plan-products", label: "Power Platform products", value: productNames(plan.products) },
            ]),
        {
          key: "plan-account",
          label: "Resource in Azure (a hidden type)",
          value: `Microsoft.PowerPlatform/accounts/${plan.account}`,
        },
        {
          key: "plan-created",
          label: "Created",
          value: (
            <>
              <Instant value={plan.createdAt} /> by {plan.createdBy}
            </>
          ),
        },
        { key: "plan-id", label: "Billing plan ID", value: plan.id },
      ]}
    />
  );
}

function Environments({ plan, onOpen }: { plan: PlanRow; onOpen(open: Open): void }) {
  const styles = useStyles();
  const changes = plan.mayChange && plan.kind === "azureSubscription";
  return (
    <section className={styles.block} aria-labelledby="target-environments-heading">
      <div className={styles.head}>
        <Subtitle2 as="h3" id="target-environments-heading">
          Target environments
        </Subtitle2>
        {changes && (
          <Button
            appearance="subtle"
            icon={<AddRegular />}
            onClick={() => onOpen({ kind: "add" })}
            data-testid={testId("plan-environments-add")}
          >
            Add environments
          </Button>
        )}
      </div>
      {plan.environments.length === 0 ? (
        <Text>No environment is linked to this plan.</Text>
      ) : (
        <ul className={styles.list}>
          {plan.environments.map((environment) => (
            <li key={environment.id}>
              {environment.name} ({environment.kindLabel}){" "}
              {plan.mayChange && (
                <Link
                  as="button"
                  aria-label={`Remove ${environment.name}`}
                  onClick={() => onOpen({ kind: "remove", environment })}
                  data-testid={testId("plan-environment-remove-<id>", { id: environment.id })}
                >
                  Remove
                </Link>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

interface OpenedProps {
  open: Open;
  plan: PlanRow;
  onClose(): void;
  onDeleted(): void;
}

function Opened({ open, plan, onClose, onDeleted }: OpenedProps) {
  const { id, name, revision } = plan;
  const request = { plan: id, revision };
  const dialog = { onDone: onClose, onCancel: onClose };
  switch (open.kind) {
    case "edit":
      return <EditPlanPanel plan={plan} onClose={onClose} />;
    case "add":
      return <AddEnvironmentsPanel plan={plan} onClose={onClose} />;
    case "disable":
      return (
        <PlanDialog
          command="plan_enable"
          request={{ ...request, enabled: false }}
          title={`Disable "${name}"?`}
          confirmLabel="Disable billing plan"
          done={`The billing plan "${name}" was disabled.`}
          {...dialog}
        />
      );
    case "enable":
      return (
        <PlanDialog
          command="plan_enable"
          request={{ ...request, enabled: true }}
          title={`Enable "${name}"?`}
          confirmLabel="Enable billing plan"
          done={`The billing plan "${name}" was enabled.`}
          {...dialog}
        />
      );
    case "remove":
      return (
        <PlanDialog
          command="plan_unlink"
          request={{ ...request, environment: open.environment.id }}
          title={`Remove "${open.environment.name}" from "${name}"?`}
          confirmLabel="Remove environment"
          done={`"${open.environment.name}" was taken off the billing plan "${name}".`}
          {...dialog}
        />
      );
    case "delete":
      return (
        <PlanDialog
          command="plan_delete"
          request={request}
          title={`Delete "${name}"?`}
          confirmLabel="Delete billing plan"
          done={`The billing plan "${name}" was deleted.`}
          onDone={onDeleted}
          onCancel={onClose}
        />
      );
  }
}
