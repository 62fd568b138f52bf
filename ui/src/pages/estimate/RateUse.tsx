/** Rates some use on the card of a date, line by line with the reason. */
import { Button } from "@fluentui/react-components";
import { AddRegular, DeleteRegular } from "@fluentui/react-icons";
import { useRead } from "../../api/hooks";
import { LearnMore } from "../../components/help/LearnMore";
import { Amount } from "../../components/values";
import type { RatedAudience } from "../../generated/RatedAudience";
import type { RatedTrigger } from "../../generated/RatedTrigger";
import { formatDay } from "../../locale/locale";
import { testId } from "../../testIds";
import { Calculator, Fields, Note } from "./Calculator";
import { ChoiceField, TextField } from "./fields";
import { ResultTable } from "./ResultTable";
import { rowsOf, withRows } from "./rows";
import { useAsked, useForm, type Values } from "./useForm";

const LICENSED = [
  { value: "no", label: "No" },
  { value: "yes", label: "Yes" },
];
const AUDIENCES = [
  { value: "employee", label: "Employees" },
  { value: "external", label: "People outside" },
];
const TRIGGERS = [
  { value: "interactive", label: "A person asks" },
  { value: "autonomous", label: "The agent starts by itself" },
];
const MOST_LINES = 20;

export function RateUse({ today }: { today: string }) {
  const asked = useAsked({
    on: today,
    licensed: "no",
    audience: "employee",
    trigger: "interactive",
    "lines-0-feature": "generativeAnswer",
    "lines-0-quantity": "1",
    "lines-1-feature": "tenantGraphGrounding",
    "lines-1-quantity": "1",
  });
  const cards = useRead("rate_card_list", {});
  const rated = useRead("usage_rate", requestOf(asked), { keepPrevious: true });
  const { form, element, problem, calculate } = useForm(asked, rated.error);
  const result = rated.data;
  const features = (cards.data?.features ?? []).map(({ feature, label }) => ({ value: feature, label }));
  const lines = rowsOf(form.values, "lines");
  return (
    <Calculator
      about="What some use is worth, and whether it is charged, by the rate card of its date."
      element={element}
      onCalculate={calculate}
      problem={problem}
      isPending={rated.isPending}
      summary={result?.summary}
      fields={
        <>
          <Fields>
            <TextField form={form} name="on" label="Day of use" hint="YYYY-MM-DD, UTC" />
            <ChoiceField form={form} name="licensed" label="Holds Microsoft 365 Copilot" options={LICENSED} />
            <ChoiceField form={form} name="audience" label="Agent serves" options={AUDIENCES} />
            <ChoiceField form={form} name="trigger" label="Started by" options={TRIGGERS} />
          </Fields>
          {lines.map((_, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
            <Fields key={place} label={`Line ${place + 1}`}>
              <ChoiceField form={form} name={`lines-${place}-feature`} label="Feature" options={features} />
              <TextField
                form={form}
                name={`lines-${place}-quantity`}
                label="How many"
                hint={lines[place]?.feature?.endsWith("Tokens") ? "Tokens of one call" : undefined}
              />
              {lines.length > 1 && (
                <Button
                  appearance="subtle"
                  icon={<DeleteRegular />}
                  aria-label={`Remove line ${place + 1}`}
                  style={{ marginTop: "24px" }}
                  onClick={() => form.replace(withRows(form.values, "lines", without(lines, place)))}
                  data-testid={testId("estimate-remove-<row>", { row: place })}
                />
              )}
            </Fields>
          ))}
          {lines.length < MOST_LINES && (
            <Button
              appearance="subtle"
              icon={<AddRegular />}
              onClick={() =>
                form.replace(withRows(form.values, "lines", [...lines, { feature: "agentAction", quantity: "1" }]))
              }
              data-testid={testId("estimate-add")}
            >
              Add a line
            </Button>
          )}
        </>
      }
      notes={
        <>
          {result && (
            <Note>
              Rate card {result.card.id}, from {formatDay(result.card.effectiveFrom)}: {result.card.source}.
            </Note>
          )}
          <Note>
            Tokens are those of one call, rounded up to the next thousand. Flow actions are metered each: 13 per 100,
            and nothing is rounded up to a hundred. Rates that this workbook overrides are left aside here.
          </Note>
          <LearnMore article="copilotCreditRates" place="page" />
        </>
      }
    >
      {result && (
        <ResultTable
          name="credits"
          label={`Rated use, in ${result.unit}`}
          columns={[
            { label: "Feature", width: "24%" },
            { label: "How many", numeric: true },
            { label: result.unit, numeric: true },
            { label: "Charged" },
            { label: "Why", width: "38%" },
          ]}
          rows={result.lines.map(({ feature, label, quantity, credits, billed, reason }, place) => ({
            key: `${place}-${feature}`,
            cells: [
              label,
              <Amount key="quantity" value={quantity} />,
              <Amount key="credits" value={credits} />,
              billed ? "Yes" : "No",
              reason,
            ],
          }))}
          total={[
            "Total",
            null,
            <Amount key="credits" value={result.credits} testId={testId("estimate-total")} />,
            <span key="billed">
              <Amount value={result.billed} testId={testId("estimate-billed")} /> charged
            </span>,
            null,
          ]}
        />
      )}
    </Calculator>
  );
}

function without<Row>(rows: readonly Row[], place: number): Row[] {
  return rows.filter((_, other) => other !== place);
}

function requestOf(asked: Values) {
  return {
    on: asked.on ?? "",
    person: { copilotLicensed: asked.licensed === "yes" },
    audience: asked.audience as RatedAudience,
    trigger: asked.trigger as RatedTrigger,
    lines: rowsOf(asked, "lines").map(({ feature = "", quantity = "" }) => ({ feature, quantity })),
  };
}
