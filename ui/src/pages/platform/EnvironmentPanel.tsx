/** One environment: what it is, how it stands, and what can be done with it. */
import { Button, Spinner, Text } from "@fluentui/react-components";
import { useState } from "react";
import { useRead } from "../../api/hooks";
import { AssumptionNote } from "../../components/AssumptionNote";
import { LearnMore } from "../../components/help/LearnMore";
import { ProblemBar } from "../../components/ProblemBar";
import { DetailList } from "../../components/panel/DetailList";
import { SidePanel } from "../../components/panel/SidePanel";
import { Credits, Instant } from "../../components/values";
import type { EnvironmentRow } from "../../generated/EnvironmentRow";
import { formatDay } from "../../locale/locale";
import { testId } from "../../testIds";
import { EditEnvironmentPanel } from "./EditEnvironmentPanel";
import { EnvironmentDialog } from "./EnvironmentDialog";
import { stageText } from "./kinds";
import { LinkDynamicsPanel } from "./LinkDynamicsPanel";
import { Standing } from "./Standing";

type Open = "edit" | "convert" | "extend" | "link";

export function EnvironmentPanel({ id, onClose }: { id: string; onClose(): void }) {
  const found = useRead("environment_list", { search: id });
  const environment = found.data?.rows.find((row) => row.id === id);
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const trial = environment?.kind === "trial" || environment?.kind === "subscriptionBasedTrial";
  return (
    <SidePanel
      id="environment"
      title={environment?.name ?? "Environment"}
      wide
      reading
      onClose={onClose}
      footer={
        environment && (
          <>
            {trial && environment.stage !== "converting" && (
              <Button
                appearance="primary"
                onClick={() => setOpen("convert")}
                data-testid={testId("environment-convert")}
              >
                Convert to production
              </Button>
            )}
            {environment.stage === "trial" && (
              <Button onClick={() => setOpen("extend")} data-testid={testId("environment-extend")}>
                Extend trial
              </Button>
            )}
            {environment.workload === "dynamics365" && (
              <Button onClick={() => setOpen("link")} data-testid={testId("environment-link")}>
                Link to a Power Platform environment
              </Button>
            )}
            <Button onClick={() => setOpen("edit")} data-testid={testId("environment-edit")}>
              Edit
            </Button>
          </>
        )
      }
    >
      {found.isPending && <Spinner label="Loading" />}
      <ProblemBar problem={found.error} onRetry={() => found.refetch()} />
      {found.data && !environment && <Text>There is no environment with this ID.</Text>}
      {environment && (
        <>
          {environment.standing && (
            <Standing
              environment={environment}
              standing={environment.standing}
              offeredBeside={["convert", "linkDynamics"]}
            />
          )}
          <Details environment={environment} />
          {environment.workload === "copilotForSales" && <LearnMore article="salesBilling" place="panel" />}
          {open === "edit" && <EditEnvironmentPanel environment={environment} onClose={close} />}
          {open === "link" && <LinkDynamicsPanel environment={environment} onClose={close} />}
          {open === "convert" && (
            <EnvironmentDialog
              command="environment_convert"
              request={{ environment: id, revision: environment.revision }}
              title={`Convert "${environment.name}" to production?`}
              confirmLabel="Continue"
              done={`"${environment.name}" is being converted to a production environment.`}
              onClose={close}
            >
              <p>
                The trial becomes a production environment, which takes hours and 1 GB of free database capacity. It
                can't be undone. Until then it stays a trial.
              </p>
              <AssumptionNote id="conversion-delay" />
            </EnvironmentDialog>
          )}
          {open === "extend" && (
            <EnvironmentDialog
              command="environment_extend"
              request={{ environment: id, revision: environment.revision }}
              title={`Extend the trial "${environment.name}"?`}
              confirmLabel="Extend trial"
              done={`The trial "${environment.name}" was extended by 30 days.`}
              onClose={close}
            >
              <p>A trial can be extended once, by 30 days, in its last seven days.</p>
            </EnvironmentDialog>
          )}
        </>
      )}
    </SidePanel>
  );
}

function Details({ environment }: { environment: EnvironmentRow }) {
  const { used } = environment;
  const sources = [
    environment.drawFromTenant
      ? `Draws from the available capacity in the tenant${environment.drawLocked ? " (locked by its group's rule)" : ""}`
      : `Doesn't draw from the available capacity in the tenant${environment.drawLocked ? " (locked by its group's rule)" : ""}`,
    environment.planName ? `Linked to the billing plan "${environment.planName}"` : "Linked to no billing plan",
  ];
  return (
    <DetailList
      details={[
        { key: "environment-id", label: "Environment ID", value: environment.id },
        { key: "environment-type", label: "Type", value: environment.kindLabel },
        { key: "environment-region", label: "Region", value: environment.region || "None" },
        { key: "environment-state", label: "State", value: stageText(environment) },
        { key: "environment-managed", label: "Managed Environment", value: environment.managed ? "Yes" : "No" },
        { key: "environment-group", label: "Environment group", value: environment.groupName ?? "None" },
        { key: "environment-workload", label: "Runs", value: environment.workloadLabel },
        ...(environment.workload === "dynamics365"
          ? [{ key: "environment-linked", label: "Linked to", value: environment.linkedToName ?? "Not linked yet" }]
          : []),
        { key: "environment-sources", label: "Capacity overages", value: sources.join(". ") },
        ...(used
          ? [
              {
                key: "environment-used",
                label: `Copilot Credits from ${formatDay(used.from)} on`,
                value: (
                  <>
                    Allocated <Credits value={environment.allocated} /> a month · paid by its allocation{" "}
                    <Credits value={used.allocation} /> · by the tenant's pool <Credits value={used.tenantPool} /> ·
                    over capacity <Credits value={used.overCapacity} /> · billed to plans{" "}
                    <Credits value={used.payAsYouGo} /> · pre-purchased <Credits value={used.prePurchase} /> · blocked{" "}
                    <Credits value={used.blocked} /> · as of <Instant value={used.asOf} />
                  </>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}
