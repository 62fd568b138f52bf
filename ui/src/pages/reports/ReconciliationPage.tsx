/** Reports › Reconciliation: reported credits, own settlement and Azure's bill of the same days, and why they differ. */
import { Link, MessageBar, MessageBarBody, makeStyles, Text, tokens } from "@fluentui/react-components";
import { useAddress } from "../../app/useAddress";
import { type Column, DataList } from "../../components/list/DataList";
import { EmptyState } from "../../components/list/EmptyState";
import { usePagedList } from "../../components/list/usePagedList";
import { onDemand } from "../../components/onDemand";
import { Page } from "../../components/Page";
import { PageLink } from "../../components/PageLink";
import { Amount, Instant } from "../../components/values";
import type { GapCause } from "../../generated/GapCause";
import type { ImportKind } from "../../generated/ImportKind";
import type { ReconciliationListed } from "../../generated/ReconciliationListed";
import type { ReconciliationMoney } from "../../generated/ReconciliationMoney";
import type { ReconciliationPair } from "../../generated/ReconciliationPair";
import type { ReconciliationRow } from "../../generated/ReconciliationRow";
import type { ReconciliationSource } from "../../generated/ReconciliationSource";
import { formatMoney } from "../../locale/locale";
import { testId } from "../../testIds";
import { CausesTable } from "./CausesTable";
import { PAIRS, ReconciliationFilters } from "./ReconciliationFilters";
import { reportTime } from "./reportTime";

const ReconciliationPanel = onDemand(async () => (await import("./ReconciliationPanel")).ReconciliationPanel);

const useStyles = makeStyles({
  block: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS, minWidth: 0 },
  heading: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
});

const CAUSES: [GapCause, string][] = [
  ["delay", "Delay (credits)"],
  ["window", "Window (credits)"],
  ["rounding", "Rounding (credits)"],
  ["restated", "Restated (credits)"],
  ["prepaidNotInAzure", "Prepaid, not in Azure (credits)"],
  ["notBilled", "Licensed people and rules, not billed (credits)"],
  ["prePurchase", "Pre-purchase at $0 (credits)"],
  ["unattributed", "Unattributed (credits)"],
];

const causeColumn = (cause: GapCause, label: string): Column<ReconciliationRow> => ({
  key: cause,
  label,
  numeric: true,
  minWidth: 110,
  initiallyHidden: cause !== "unknown",
  cell: ({ causes }) => <Maybe value={causes.find((part) => part.cause === cause)?.credits} />,
});

const FIGURES: Column<ReconciliationRow>[] = [
  {
    key: "reported",
    label: "Reported (credits)",
    numeric: true,
    minWidth: 110,
    cell: ({ reported }) => <Maybe value={reported} />,
  },
  {
    key: "settled",
    label: "Settled (credits)",
    numeric: true,
    minWidth: 110,
    cell: ({ settled }) => <Amount value={settled} />,
  },
  {
    key: "azure",
    label: "Azure's bill (credits)",
    numeric: true,
    minWidth: 110,
    cell: ({ azure }) => <Maybe value={azure} />,
  },
  {
    key: "azureFree",
    label: "In Azure at $0 (credits)",
    numeric: true,
    minWidth: 110,
    cell: ({ azureFree }) => <Maybe value={azureFree} />,
  },
  {
    key: "money",
    label: "Azure's bill",
    numeric: true,
    unordered: true,
    minWidth: 110,
    cell: ({ money }) => <Bill money={money} />,
  },
  { key: "gap", label: "Gap (credits)", numeric: true, minWidth: 110, cell: ({ gap }) => <Maybe value={gap} /> },
  causeColumn("unknown", "Unknown (credits)"),
  ...CAUSES.map(([cause, label]) => causeColumn(cause, label)),
];

export function ReconciliationPage() {
  const { address, change } = useAddress();
  const { from, until, ask = {} } = address;
  const list = usePagedList("reconciliation_list", {
    list: "reconciliation",
    searchLabel: "Search policies and plans",
    filter: {
      ...(from && { from }),
      ...(until && { until }),
      ...(ask.compare && { compare: ask.compare as ReconciliationPair }),
      ...(ask.report && { report: ask.report as ImportKind }),
      ...(ask.bill && { bill: ask.bill as ImportKind }),
    },
    filterParts: ["ask", "from", "until"],
  });
  const { answer } = list;
  const opened = address.panel === "reconciliation" && answer?.rows.find(({ id }) => id === address.id);
  const columns: Column<ReconciliationRow>[] = [
    {
      key: "name",
      label: "Billing policy or plan",
      minWidth: 180,
      cell: ({ id, name, of }) => (
        <>
          <Link
            as="button"
            onClick={() => change({ panel: "reconciliation", id })}
            data-testid={testId("reconciliation-open-<id>", { id })}
          >
            {name}
          </Link>
          <Text block size={200}>
            {of}
          </Text>
        </>
      ),
    },
    ...FIGURES,
  ];
  return (
    <Page
      title="Reconciliation"
      onlyHere
      subtitle="What a report counts, what Meterdesk settled and what Azure's bill charges for, of the same days. The gap between two of them is split by cause; the causes add up to it exactly."
    >
      {answer && (
        <ReconciliationFilters answer={answer} onAsk={(parts) => void change({ ...parts, pages: undefined })} />
      )}
      {answer && <Summary answer={answer} />}
      {!answer && list.problem && (
        <PageLink to="/reports/reconciliation" search={{}} data-testid={testId("reconciliation-afresh")}>
          Go to the last month that is over
        </PageLink>
      )}
      <DataList
        id="reconciliation"
        label="Policies and plans"
        columns={columns}
        {...list}
        rowKey={({ id }) => id}
        rowTestId={({ id }) => testId("reconciliation-row-<id>", { id })}
        empty={
          <EmptyState
            title="Nothing is stated of these days"
            text="No report, no bill and no settled use is of them. Choose other days, or bring in a report or a cost export of Azure."
            action={<PageLink to="/rehearsal/import">Go to Import</PageLink>}
          />
        }
      />
      {answer && opened && (
        <ReconciliationPanel answer={answer} row={opened} onClose={() => change({ panel: undefined, id: undefined })} />
      )}
    </Page>
  );
}

/** What nobody states stays empty. */
function Maybe({ value }: { value: string | null | undefined }) {
  return value ? <Amount value={value} /> : null;
}

function Bill({ money }: { money: ReconciliationMoney[] }) {
  return money.map(({ currency, amount }) => (
    <Text key={currency} block data-value={amount}>
      {/^[A-Z]{3}$/.test(currency) ? formatMoney(amount, currency) : `${amount} ${currency}`}
    </Text>
  ));
}

function Summary({ answer }: { answer: ReconciliationListed }) {
  const styles = useStyles();
  const { sum, notes, report, bill, compare, asOf } = answer;
  return (
    <>
      {notes.length > 0 && (
        <MessageBar layout="multiline" data-testid={testId("reconciliation-notes")}>
          <MessageBarBody>
            {notes.map((note) => (
              <Text key={note} block>
                {note}
              </Text>
            ))}
          </MessageBarBody>
        </MessageBar>
      )}
      {sum.gap && (
        <section className={styles.block} aria-labelledby="reconciliation-gap">
          <h2
            id="reconciliation-gap"
            className={styles.heading}
            data-value={sum.gap}
            data-testid={testId("reconciliation-gap")}
          >
            {PAIRS[compare]}, {reportTime(answer)}: a gap of <Amount value={sum.gap} /> Copilot Credits
          </h2>
          <CausesTable label="Causes of the gap" row={sum} />
        </section>
      )}
      <div className={styles.block}>
        {[report, bill].map((source) => source && <Files key={source.kind} source={source} />)}
        <Text size={200}>
          Days in UTC. As of <Instant value={asOf} />, simulated.
        </Text>
      </div>
    </>
  );
}

function Files({ source: { label, files } }: { source: ReconciliationSource }) {
  return (
    <Text block>
      {label}:{" "}
      {files.map(({ id, name, from, until }, place) => (
        <span key={id}>
          {place > 0 && "; "}
          <PageLink
            to="/reports/imported"
            search={{ panel: "report", id }}
            inline
            data-testid={testId("reconciliation-file-<id>", { id })}
          >
            {name}
          </PageLink>{" "}
          ({reportTime({ from, until })})
        </span>
      ))}
    </Text>
  );
}
