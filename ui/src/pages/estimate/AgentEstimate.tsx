/** Microsoft's usage estimator: a month's credits from a few averages, with its own rounding. */
import { useRead } from "../../api/hooks";
import { LearnMore } from "../../components/help/LearnMore";
import { Tag } from "../../components/Tag";
import { Amount } from "../../components/values";
import type { UsageEstimate } from "../../generated/UsageEstimate";
import { testId } from "../../testIds";
import { Calculator, Fields, Note } from "./Calculator";
import { TextField } from "./fields";
import { ResultTable } from "./ResultTable";
import { useAsked, useForm, type Values } from "./useForm";

const CALLS = [
  { name: "prompt", label: "Prompts as tools" },
  { name: "mcp", label: "MCP servers" },
  { name: "connector", label: "Connectors" },
  { name: "rest", label: "REST APIs" },
  { name: "computerUse", label: "Computer use" },
  { name: "agentFlow", label: "Actions of agent flows" },
] as const;

const PROMPTS = [
  { name: "basic", label: "Basic models" },
  { name: "standard", label: "Standard models" },
  { name: "premium", label: "Premium models" },
] as const;

const ZEROS = Object.fromEntries([
  ...CALLS.map(({ name }) => [`perSession-${name}`, "0"]),
  ...PROMPTS.map(({ name }) => [`prompts-${name}`, "0"]),
]) as Values;

export function AgentEstimate() {
  const asked = useAsked({
    users: "300",
    interactionsPerUser: "20",
    knowledgePercent: "60",
    tenantGraphPercent: "50",
    ...ZEROS,
  });
  const estimated = useRead("usage_estimate", requestOf(asked), { keepPrevious: true });
  const { form, element, problem, calculate } = useForm(asked, estimated.error);
  const result = estimated.data;
  const parts = result
    ? [
        { key: "classic", label: "Classic answers", value: result.classic },
        { key: "generative", label: "Generative answers", value: result.generative },
        { key: "graph", label: "Tenant graph grounding", value: result.graph },
        { key: "tools", label: "Tool calls, as agent actions", value: result.tools },
        { key: "flows", label: "Agent flows, in started hundreds of actions", value: result.flows },
        { key: "prompts", label: "Prompts, in started tens of each model", value: result.prompts },
      ]
    : [];
  return (
    <Calculator
      about="The formula of Microsoft's agent usage estimator, on the newest rate card."
      element={element}
      onCalculate={calculate}
      problem={problem}
      isPending={estimated.isPending}
      summary={result?.summary}
      fields={
        <>
          <Fields>
            <TextField form={form} name="users" label="People" />
            <TextField form={form} name="interactionsPerUser" label="Sessions of each a month" />
            <TextField form={form} name="knowledgePercent" label="Answered from knowledge (%)" />
            <TextField form={form} name="tenantGraphPercent" label="Of these, from the tenant graph (%)" />
          </Fields>
          <h2 style={{ margin: 0, fontSize: "1.17em" }}>Calls in a session, on average</h2>
          <Fields>
            {CALLS.map(({ name, label }) => (
              <TextField key={name} form={form} name={`perSession-${name}`} label={label} />
            ))}
          </Fields>
          <h2 style={{ margin: 0, fontSize: "1.17em" }}>AI prompts in a session, on average</h2>
          <Fields>
            {PROMPTS.map(({ name, label }) => (
              <TextField key={name} form={form} name={`prompts-${name}`} label={label} />
            ))}
          </Fields>
        </>
      }
      notes={
        <>
          {result && (
            <Note>
              {result.source}. Rates: rate card {result.card.id}, {result.card.source}.
            </Note>
          )}
          <Note>
            An estimate is not what metering would say. The estimator rounds a month's flow actions up to hundreds and
            its prompts up to tens, and counts 10 for an answer grounded in the tenant graph where metering counts 2 +
            10. Meterdesk's usage figures never use this rounding.
          </Note>
          <Note>
            <Tag kind="assumption" /> The formula is taken from a restatement, not from the estimator itself.
          </Note>
          <LearnMore article="copilotCreditRates" place="page" />
        </>
      }
    >
      {result && (
        <ResultTable
          name="credits"
          label="Estimated Copilot Credits of a month"
          columns={[
            { label: "Part", width: "60%" },
            { label: "Copilot Credits a month", numeric: true },
          ]}
          rows={parts.map(({ key, label, value }) => ({ key, cells: [label, <Amount key="value" value={value} />] }))}
          total={["Total", <Amount key="total" value={result.total} testId={testId("estimate-total")} />]}
        />
      )}
    </Calculator>
  );
}

function requestOf(asked: Values): UsageEstimate {
  const some = (prefix: string, names: readonly { name: string }[]) =>
    Object.fromEntries(names.map(({ name }) => [name, asked[`${prefix}-${name}`] ?? "0"]));
  return {
    users: asked.users ?? "",
    interactionsPerUser: asked.interactionsPerUser ?? "",
    knowledgePercent: asked.knowledgePercent ?? "",
    tenantGraphPercent: asked.tenantGraphPercent ?? "",
    perSession: some("perSession", CALLS),
    prompts: some("prompts", PROMPTS),
  };
}
