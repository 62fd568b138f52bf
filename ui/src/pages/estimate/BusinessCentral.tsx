/** Credits of Business Central's agents, event by event. */
import { useRead } from "../../api/hooks";
import { LearnMore } from "../../components/help/LearnMore";
import { Amount } from "../../components/values";
import type { BusinessCentralAgent } from "../../generated/BusinessCentralAgent";
import { testId } from "../../testIds";
import { Calculator, Fields, Note } from "./Calculator";
import { ChoiceField, TextField } from "./fields";
import { ResultTable } from "./ResultTable";
import { useAsked, useForm } from "./useForm";

const AGENTS = [
  { value: "salesOrder", label: "Sales Order Agent" },
  { value: "payables", label: "Payables Agent" },
];

export function BusinessCentral() {
  const asked = useAsked({ agent: "salesOrder", documents: "100", linesPerDocument: "1", attachmentShare: "0.4" });
  const { agent = "salesOrder", documents = "", linesPerDocument = "", attachmentShare = "" } = asked;
  const estimated = useRead(
    "business_central_estimate",
    {
      agent: agent as BusinessCentralAgent,
      documents,
      ...(agent === "payables" ? { linesPerDocument } : { attachmentShare }),
    },
    { keepPrevious: true },
  );
  const { form, element, problem, calculate } = useForm(asked, estimated.error);
  const result = estimated.data;
  const isPayables = form.values.agent === "payables";
  return (
    <Calculator
      about="What an agent of Business Central uses, by the published list of its events."
      element={element}
      onCalculate={calculate}
      problem={problem}
      isPending={estimated.isPending}
      summary={result?.summary}
      fields={
        <Fields>
          <ChoiceField form={form} name="agent" label="Agent" options={AGENTS} />
          <TextField form={form} name="documents" label={isPayables ? "Invoices" : "Sales requests"} />
          {isPayables ? (
            <TextField form={form} name="linesPerDocument" label="Lines of an invoice" hint="On average" />
          ) : (
            <TextField form={form} name="attachmentShare" label="Share with an attachment" hint="From 0 to 1" />
          )}
        </Fields>
      }
      notes={
        <>
          {result && (
            <Note>
              {result.source}. Rates: rate card {result.card.id}, {result.card.source}.
            </Note>
          )}
          <Note>
            Business Central is the only Dynamics 365 product whose events are published. Its use draws on the prepaid
            capacity of the tenant first.
          </Note>
          <LearnMore article="copilotCreditRates" place="page" />
        </>
      }
    >
      {result && (
        <ResultTable
          name="credits"
          label="Events and their Copilot Credits"
          columns={[
            { label: "Event", width: "36%" },
            { label: "Charged as" },
            { label: "How often", numeric: true },
            { label: "Copilot Credits", numeric: true },
          ]}
          rows={result.events.map(({ event, label, featureLabel, quantity, credits }) => ({
            key: event,
            cells: [
              label,
              featureLabel,
              <Amount key="quantity" value={quantity} />,
              <Amount key="credits" value={credits} />,
            ],
          }))}
          total={["Total", null, null, <Amount key="total" value={result.credits} testId={testId("estimate-total")} />]}
        />
      )}
    </Calculator>
  );
}
