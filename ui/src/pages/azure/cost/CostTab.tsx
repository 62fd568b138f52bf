/** Cost analysis: a month's cost, added up by resource, meter or tag. */
import { Dropdown, Field, makeStyles, Option, Text, tokens } from "@fluentui/react-components";
import type { Address } from "../../../app/address";
import { useAddress } from "../../../app/useAddress";
import { AssumptionNote } from "../../../components/AssumptionNote";
import { type Column, DataList } from "../../../components/list/DataList";
import { EmptyState } from "../../../components/list/EmptyState";
import { FILTER_WIDTH } from "../../../components/list/filter";
import { usePagedList } from "../../../components/list/usePagedList";
import { Amount, Credits, Money } from "../../../components/values";
import type { CostBy } from "../../../generated/CostBy";
import type { CostRow } from "../../../generated/CostRow";
import { formatInstant, formatMonth, formatQuantity } from "../../../locale/locale";
import { testId } from "../../../testIds";
import { FocusButton } from "./FocusButton";

const BY: Record<CostBy, string> = { resource: "Resource", meter: "Meter", tag: "Tag" };

const useStyles = makeStyles({
  filters: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalM, marginTop: tokens.spacingVerticalM },
  totals: { marginTop: tokens.spacingVerticalM, marginBottom: tokens.spacingVerticalM },
});

const FIGURES: Column<CostRow>[] = [
  { key: "usd", label: "Cost (USD)", numeric: true, cell: ({ usd }) => <Money value={usd} /> },
  { key: "credits", label: "Copilot Credits", numeric: true, cell: ({ credits }) => <Amount value={credits} /> },
  {
    key: "prepurchased",
    label: "Pre-purchased at $0 (credits)",
    numeric: true,
    cell: ({ prepurchased }) => <Amount value={prepurchased} />,
  },
];

/** Which words a row has depends on what the costs are added up by. */
function columns(by: CostBy): Column<CostRow>[] {
  const name: Column<CostRow> = { key: "name", label: BY[by], cell: ({ name: text }) => text, width: "16%" };
  const meter: Column<CostRow> = { key: "meter", label: "Meter", cell: ({ meter: text }) => text };
  const tag: Column<CostRow> = { key: "tag", label: "Tag", cell: ({ tag: text }) => text || "No tag", width: "16%" };
  switch (by) {
    case "meter":
      return [name, ...FIGURES];
    case "tag":
      return [name, ...FIGURES, meter];
    case "resource":
      return [
        name,
        ...FIGURES,
        { key: "of", label: "Of", cell: ({ of }) => of },
        { key: "group", label: "Resource group", cell: ({ resourceGroup }) => resourceGroup },
        { key: "subscription", label: "Azure subscription", cell: ({ subscription }) => subscription },
        tag,
      ];
  }
}

export function CostTab() {
  const styles = useStyles();
  const { address, change } = useAddress();
  const by = address.costBy ?? "resource";
  const { answer, ...list } = usePagedList("cost_list", {
    list: "costs",
    searchLabel: "Search costs",
    filter: { by: address.costBy, month: address.from },
    filterParts: ["from", "costBy"],
  });
  const narrow = (parts: Partial<Address>) => void change({ ...parts, pages: undefined, sort: undefined });
  return (
    <>
      <div className={styles.filters}>
        <Field label="Month">
          <Dropdown
            inlinePopup
            style={FILTER_WIDTH}
            value={answer ? formatMonth(answer.month) : ""}
            selectedOptions={answer ? [answer.month] : []}
            onOptionSelect={(_, { optionValue }) => narrow({ from: optionValue })}
            data-testid={testId("cost-month")}
          >
            {answer?.months.map((month) => (
              <Option key={month} value={month} data-testid={testId("cost-month-<month>", { month })}>
                {formatMonth(month)}
              </Option>
            ))}
          </Dropdown>
        </Field>
        <Field label="Group by">
          <Dropdown
            inlinePopup
            style={FILTER_WIDTH}
            value={BY[by]}
            selectedOptions={[by]}
            onOptionSelect={(_, { optionValue }) => narrow({ costBy: optionValue as CostBy })}
            data-testid={testId("cost-by")}
          >
            {Object.entries(BY).map(([key, label]) => (
              <Option key={key} value={key} data-testid={testId("cost-by-<part>", { part: key })}>
                {label}
              </Option>
            ))}
          </Dropdown>
        </Field>
      </div>
      {answer && (
        <Text block className={styles.totals}>
          <Money value={answer.totalUsd} testId={testId("cost-total")} /> for{" "}
          <Credits value={answer.totalCredits} testId={testId("cost-credits")} /> in {formatMonth(answer.month)},
          complete days until {formatInstant(answer.knownUntil)}.
          {answer.hidden > 0 &&
            ` ${formatQuantity(answer.hidden, "resource is", "resources are")} not shown: you have no Azure role there.`}
        </Text>
      )}
      <DataList
        key={by}
        id="costs"
        label="Costs"
        columns={columns(by)}
        {...list}
        commands={answer && <FocusButton month={answer.month} />}
        rowKey={({ id }) => id}
        rowTestId={({ id }) => testId("cost-row-<id>", { id })}
        empty={
          <EmptyState
            title="Nothing was charged"
            text="Only pay-as-you-go costs something here, from the end of the day of its use on, and only where you have a role in Azure."
          />
        }
      />
      <AssumptionNote id="cost-meter" />
    </>
  );
}
