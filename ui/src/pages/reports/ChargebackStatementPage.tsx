/** Reports › Chargeback › Statement: what one department, cost center or group is charged for a month, line by line. */
import { Button, Dropdown, Field, makeStyles, Option, Text, tokens } from "@fluentui/react-components";
import { PrintRegular } from "@fluentui/react-icons";
import { useNavigate } from "@tanstack/react-router";
import { useAddress } from "../../app/useAddress";
import { type Column, DataList } from "../../components/list/DataList";
import { EmptyState } from "../../components/list/EmptyState";
import { usePagedList } from "../../components/list/usePagedList";
import { Page } from "../../components/Page";
import { PageLink } from "../../components/PageLink";
import { Amount, Instant } from "../../components/values";
import type { ChargebackStatementListed } from "../../generated/ChargebackStatementListed";
import type { StatementBy } from "../../generated/StatementBy";
import type { StatementLine } from "../../generated/StatementLine";
import { formatMonth } from "../../locale/locale";
import { testId } from "../../testIds";
import { BillMoney } from "./BillMoney";
import { ChargebackNotes } from "./ChargebackSummary";
import { CHARGED, chargebackTerms } from "./chargebackTerms";

const LINES: Record<StatementBy, string> = { use: "Service, agent and feature", people: "People" };

const useStyles = makeStyles({
  filters: { display: "flex", flexWrap: "wrap", alignItems: "flex-end", gap: tokens.spacingHorizontalM },
  filter: { minWidth: "min(240px, 100%)", maxWidth: "320px" },
  facts: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalXS },
});

/** A shared cost used nothing. */
function credits(key: string, label: string, of: (line: StatementLine) => string): Column<StatementLine> {
  return {
    key,
    label,
    numeric: true,
    minWidth: 110,
    cell: (line) => line.kind !== "shared" && <Amount value={of(line)} />,
  };
}

const FIGURES: Column<StatementLine>[] = [
  {
    key: "amount",
    label: "Charged",
    numeric: true,
    minWidth: 100,
    cell: ({ amount, currency }) => amount && <BillMoney amount={amount} currency={currency} />,
  },
  credits("payAsYouGo", "Pay-as-you-go (credits)", ({ payAsYouGoCredits }) => payAsYouGoCredits),
  credits("prePurchased", "Pre-purchased (credits)", ({ prePurchasedCredits }) => prePurchasedCredits),
  credits("prepaid", "Prepaid (credits)", ({ prepaidCredits }) => prepaidCredits),
  credits("notBilled", "Not billed (credits)", ({ notBilledCredits }) => notBilledCredits),
  { key: "working", label: "Working", minWidth: 180, cell: ({ working }) => working },
];

const NAMES: Record<StatementBy, Column<StatementLine>[]> = {
  use: [
    { key: "name", label: "Agent or shared cost", minWidth: 160, cell: ({ name }) => name },
    { key: "service", label: "Service", minWidth: 130, cell: ({ service }) => service },
    { key: "feature", label: "Feature", minWidth: 130, cell: ({ feature }) => feature },
  ],
  people: [
    { key: "name", label: "Person or shared cost", minWidth: 160, cell: ({ name }) => name },
    { key: "username", label: "Username", minWidth: 180, cell: ({ username }) => username },
  ],
};

export function ChargebackStatementPage() {
  const styles = useStyles();
  const navigate = useNavigate();
  const { address, change } = useAddress();
  const { whose = "", lines: asked } = address.ask ?? {};
  const lines: StatementBy = asked === "people" ? "people" : "use";
  const terms = chargebackTerms(address);
  const { answer, ...list } = usePagedList("chargeback_statement_list", {
    list: "chargebackStatement",
    searchLabel: "Search lines",
    filter: { ...terms, whose, lines },
  });
  const { whose: _, lines: __, ...others } = address.ask ?? {};
  return (
    <Page
      title={answer ? `Statement: ${answer.name}` : "Statement"}
      onlyHere
      subtitle="What one department, cost center or group is charged for a month, line by line. The lines add up to its row in the chargeback, to the cent."
    >
      <PageLink to="/reports/chargeback" search={{ ask: others }} data-testid={testId("statement-chargeback")}>
        Go to the chargeback
      </PageLink>
      {answer && <ChargebackNotes notes={answer.notes} hasBill={Boolean(answer.sum.amount)} />}
      {answer && <Facts answer={answer} charged={CHARGED[terms.by]} />}
      <div className={styles.filters}>
        <Field className={styles.filter} label="Lines by">
          <Dropdown
            inlinePopup
            value={LINES[lines]}
            selectedOptions={[lines]}
            onOptionSelect={(_, { optionValue }) =>
              optionValue && change({ ask: { ...address.ask, lines: optionValue }, pages: undefined, q: undefined })
            }
            data-testid={testId("statement-lines")}
          >
            {Object.entries(LINES).map(([key, label]) => (
              <Option key={key} value={key} data-testid={testId("statement-lines-<choice>", { choice: key })}>
                {label}
              </Option>
            ))}
          </Dropdown>
        </Field>
        <Button
          icon={<PrintRegular />}
          disabled={!answer}
          onClick={() => void navigate({ to: "/reports/chargeback/print", search: { ask: { ...others, whose } } })}
          data-testid={testId("statement-print")}
        >
          Printable page
        </Button>
      </div>
      <DataList
        id="chargeback-statement"
        label="Statement"
        columns={[...NAMES[lines], ...FIGURES]}
        {...list}
        rowKey={({ id }) => id}
        rowTestId={({ id }) => testId("statement-line-<id>", { id })}
        empty={<EmptyState title="No lines" text="Nothing was used, and no shared cost falls here." />}
      />
      {answer?.concealed && (
        <Text size={200} data-testid={testId("statement-concealed")}>
          Names of people are concealed, as in all reports.{" "}
          <PageLink to="/settings/$key" params={{ key: "reportNames" }} inline data-testid={testId("statement-reveal")}>
            Reveal names
          </PageLink>
        </Text>
      )}
    </Page>
  );
}

function Facts({ answer, charged }: { answer: ChargebackStatementListed; charged: string }) {
  const styles = useStyles();
  const { sum, basis } = answer;
  return (
    <div className={styles.facts}>
      <Text weight="semibold" data-testid={testId("statement-total")} data-value={sum.amount ?? ""}>
        {charged}: {answer.name}. {formatMonth(`${answer.month}-01`)}:{" "}
        {sum.amount ? <BillMoney amount={sum.amount} currency={basis.currency} /> : "no bill is imported"} charged for{" "}
        <Amount value={sum.payAsYouGoCredits} /> credits of pay-as-you-go, <Amount value={sum.prepaidCredits} /> prepaid
        and <Amount value={sum.prePurchasedCredits} /> pre-purchased.
      </Text>
      <Text>
        Basis: {basis.label}
        {basis.files.length > 0 && `: ${basis.files.join(", ")}`}.{" "}
        {basis.isWhole ? "Of the whole month." : "Incomplete."}
      </Text>
      <Text>Shared costs: {answer.ruleText}</Text>
      <Text size={200}>
        Month in UTC. As of <Instant value={answer.asOf} />, simulated.
      </Text>
    </div>
  );
}
