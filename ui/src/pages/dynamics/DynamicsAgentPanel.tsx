/** An agent of Dynamics 365: what it does, where it runs in this tenant, what a run meters, and running it. */
import { Button, makeStyles, Subtitle2, Text, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { LearnMore } from "../../components/help/LearnMore";
import { PageLink } from "../../components/PageLink";
import { DetailList } from "../../components/panel/DetailList";
import { SidePanel } from "../../components/panel/SidePanel";
import { Tag } from "../../components/Tag";
import { Amount, Credits } from "../../components/values";
import type { ArticleKey } from "../../generated/ArticleKey";
import type { DynamicsAgentKey } from "../../generated/DynamicsAgentKey";
import type { DynamicsAgentListed } from "../../generated/DynamicsAgentListed";
import type { DynamicsAgentRow } from "../../generated/DynamicsAgentRow";
import { formatDay } from "../../locale/locale";
import { testId } from "../../testIds";
import { PlainTable } from "../azure/PlainTable";
import { OverridePanel } from "../rates/OverridePanel";
import { RunAgentPanel } from "./RunAgentPanel";

const useStyles = makeStyles({
  block: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, display: "grid", rowGap: tokens.spacingVerticalS },
});

const ARTICLES: Partial<Record<DynamicsAgentKey, ArticleKey>> = {
  leadResearch: "salesBilling",
  caseManagement: "caseManagementBilling",
};

interface DynamicsAgentPanelProps {
  agent: DynamicsAgentRow;
  listed: DynamicsAgentListed;
  onClose(): void;
}

export function DynamicsAgentPanel({ agent, listed, onClose }: DynamicsAgentPanelProps) {
  const [open, setOpen] = useState<"run" | "figure">();
  const { key, label, product, does, meteredAs, home, perRun, unitOfRun, unpublished, basis, revision } = agent;
  const done = () => setOpen(undefined);
  return (
    <SidePanel
      id="dynamics-agent"
      title={label}
      wide
      onClose={onClose}
      footer={
        <Button appearance="primary" onClick={() => setOpen("run")} data-testid={testId("dynamics-agent-run")}>
          Run agent
        </Button>
      }
    >
      <DetailList
        details={[
          { key: "agent-product", label: "Comes with", value: product },
          { key: "agent-does", label: "What is charged per use", value: does },
          { key: "agent-metered", label: "Usage bears the name", value: meteredAs },
          { key: "agent-home", label: "Where it runs", value: home },
          {
            key: "agent-per-run",
            label: "One run",
            value:
              perRun == null ? (
                `No figure is published. A run is not charged here until you set one.`
              ) : (
                <>
                  <Credits value={perRun} testId={testId("dynamics-agent-per-run")} /> for {unitOfRun}
                  {basis && `, set in this workbook: ${basis}`}
                </>
              ),
          },
          { key: "agent-source", label: "Source", value: agent.source },
        ]}
      />
      {unpublished && (
        <div>
          <Button onClick={() => setOpen("figure")} data-testid={testId("dynamics-agent-figure")}>
            {basis ? "Change the figure" : "Set a figure"}
          </Button>{" "}
          <Tag kind="onlyHere" />
        </div>
      )}
      <Lines agent={agent} listed={listed} />
      <Environments agent={agent} listed={listed} />
      {ARTICLES[key] && <LearnMore article={ARTICLES[key]} place="panel" />}
      {open === "run" && <RunAgentPanel agent={agent} onClose={done} />}
      {open === "figure" && unpublished && (
        <OverridePanel
          card={{ id: listed.card, unit: listed.unit }}
          subject={{ feature: unpublished, label: `${label} run`, revision, now: perRun ?? "" }}
          onDone={done}
        />
      )}
    </SidePanel>
  );
}

function Lines({ agent, listed }: { agent: DynamicsAgentRow; listed: DynamicsAgentListed }) {
  if (agent.unpublished) {
    return null;
  }
  return (
    <>
      <Subtitle2 as="h3">What a run meters</Subtitle2>
      <PlainTable
        label="What a run meters"
        columns={["Event", "Charged as", listed.unit]}
        rows={agent.lines.map(({ label, feature, credits }, place) => ({
          key: label,
          testId: testId("dynamics-agent-line-<row>", { row: String(place) }),
          cells: [label, feature, credits == null ? "No rate" : <Amount key="credits" value={credits} />],
        }))}
      />
    </>
  );
}

function Environments({ agent, listed }: { agent: DynamicsAgentRow; listed: DynamicsAgentListed }) {
  const styles = useStyles();
  return (
    <section className={styles.block} aria-labelledby="agent-environments">
      <Subtitle2 as="h3" id="agent-environments">
        Environments of this tenant
      </Subtitle2>
      {agent.environments.length === 0 ? (
        <Text>No environment runs it, and it was not used from {formatDay(listed.from)} on.</Text>
      ) : (
        <ul className={styles.list}>
          {agent.environments.map(({ id, name, ready, text, billed, blocked }) => (
            <li key={id} data-value={String(ready)} data-testid={testId("dynamics-agent-environment-<id>", { id })}>
              <PageLink to="/power-platform/environments" search={{ panel: "environment", id }} inline>
                {name}
              </PageLink>
              : <Credits value={billed} /> billed and <Credits value={blocked} /> blocked from {formatDay(listed.from)}{" "}
              on. {text}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
