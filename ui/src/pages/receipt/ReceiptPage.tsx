/** Rehearsal › Who pays?: for a use that you choose, or for a row of usage, who paid for it, under which set-up, and why. */
import { Dropdown, Field, Link, makeStyles, Option, Subtitle1, Text, tokens } from "@fluentui/react-components";
import { useRead } from "../../api/hooks";
import { useAddress } from "../../app/useAddress";
import { AssumptionNote } from "../../components/AssumptionNote";
import { LearnMore } from "../../components/help/LearnMore";
import { type Column, DataList } from "../../components/list/DataList";
import { EmptyState } from "../../components/list/EmptyState";
import { FILTER_WIDTH } from "../../components/list/filter";
import { usePagedList } from "../../components/list/usePagedList";
import { Page } from "../../components/Page";
import { ProblemBar } from "../../components/ProblemBar";
import { SidePanel } from "../../components/panel/SidePanel";
import { Amount, Instant } from "../../components/values";
import type { ServiceKey } from "../../generated/ServiceKey";
import type { UsageRowView } from "../../generated/UsageRowView";
import { addDays } from "../../locale/calendar";
import { formatDay } from "../../locale/locale";
import { testId } from "../../testIds";
import { AskForm } from "./AskForm";
import { Receipt } from "./Receipt";
import { SERVICES } from "./services";

const useStyles = makeStyles({
  section: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalM, minWidth: 0 },
});

export function ReceiptPage() {
  const styles = useStyles();
  const { address, change } = useAddress();
  const { answer, ...list } = usePagedList("usage_row_list", {
    list: "usageRows",
    searchLabel: "Search person, agent or environment",
    filter: { service: address.rowsOf, from: address.from, until: address.until },
    filterParts: ["rowsOf", "from", "until"],
  });
  const columns: Column<UsageRowView>[] = [
    {
      key: "at",
      label: "Time (UTC)",
      width: "170px",
      cell: ({ at, row }) => (
        <Link
          as="button"
          onClick={() => change({ panel: "receipt", id: row })}
          data-testid={testId("receipt-open-<row>", { row })}
        >
          <Instant value={at} />
        </Link>
      ),
    },
    { key: "person", label: "Person", cell: ({ person }) => person ?? "Nobody named" },
    { key: "outcome", label: "Who paid", unordered: true, minWidth: 180, cell: ({ outcomeLabel }) => outcomeLabel },
    {
      key: "credits",
      label: "Copilot Credits",
      numeric: true,
      unordered: true,
      minWidth: 110,
      cell: ({ credits }) => <Amount value={credits} />,
    },
    { key: "service", label: "Service", minWidth: 150, cell: ({ serviceLabel }) => serviceLabel },
    { key: "agent", label: "Agent", cell: ({ agent }) => agent },
    { key: "environment", label: "Environment", cell: ({ environment }) => environment },
    { key: "feature", label: "Feature", cell: ({ feature }) => feature },
    {
      key: "quantity",
      label: "Quantity",
      numeric: true,
      minWidth: 90,
      cell: ({ quantity }) => <Amount value={quantity} />,
    },
  ];
  return (
    <Page
      title="Who pays?"
      onlyHere
      subtitle="A receipt for one use: what it is worth, whether it is charged, who was asked to pay in which order, and what came of it. Each sentence names its source. Nothing is changed."
    >
      <section className={styles.section} aria-labelledby="ask-heading">
        <Subtitle1 as="h2" id="ask-heading">
          A use that you choose
        </Subtitle1>
        <AskForm />
      </section>
      <section className={styles.section} aria-labelledby="rows-heading">
        <Subtitle1 as="h2" id="rows-heading">
          Rows of usage
        </Subtitle1>
        <Text>
          Metered rows, judged by the set-up of their time. Choose one to read its receipt.
          {answer && (
            <>
              {" "}
              {formatDay(answer.from)} to {formatDay(addDays(answer.until, -1))} (UTC), as of{" "}
              <Instant value={answer.asOf} testId={testId("receipt-rows-as-of")} />.
            </>
          )}
        </Text>
        <DataList
          id="usage-rows"
          label="Rows of usage"
          columns={columns}
          {...list}
          filters={
            <Field label="Service" orientation="horizontal">
              <Dropdown
                inlinePopup
                style={FILTER_WIDTH}
                value={SERVICES.find(({ value }) => value === address.rowsOf)?.label ?? "Any"}
                selectedOptions={[address.rowsOf ?? "any"]}
                onOptionSelect={(_, { optionValue }) =>
                  change({ rowsOf: optionValue === "any" ? undefined : (optionValue as ServiceKey), pages: undefined })
                }
                data-testid={testId("receipt-filter")}
              >
                {[{ value: "any", label: "Any" }, ...SERVICES].map(({ value, label }) => (
                  <Option
                    key={value}
                    value={value}
                    data-testid={testId("receipt-filter-<service>", { service: value })}
                  >
                    {label}
                  </Option>
                ))}
              </Dropdown>
            </Field>
          }
          rowKey={({ row }) => row}
          rowTestId={({ row }) => testId("receipt-row-<row>", { row })}
          empty={
            <EmptyState
              title="There is no usage in these days"
              text="Send a prompt on Reports › Usage, or import usage."
            />
          }
        />
      </section>
      <AssumptionNote id="oldest-policy-pays" />
      <LearnMore article="overview" place="page" />
      {address.panel === "receipt" && address.id && (
        <RowPanel row={address.id} onClose={() => change({ panel: undefined, id: undefined })} />
      )}
    </Page>
  );
}

function RowPanel({ row, onClose }: { row: string; onClose(): void }) {
  const receipt = useRead("usage_receipt", { row });
  return (
    <SidePanel id="receipt" title="Receipt" wide reading onClose={onClose}>
      <ProblemBar problem={receipt.error} onRetry={() => receipt.refetch()} />
      {receipt.data && <Receipt receipt={receipt.data} level={3} />}
    </SidePanel>
  );
}
