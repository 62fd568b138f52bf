/** One month: its figures, what it corrects of earlier months, and where it is corrected itself. */
import { Button, makeStyles, Spinner, Subtitle2, Text, tokens } from "@fluentui/react-components";
import { useRead } from "../../api/hooks";
import { type Column, DataList } from "../../components/list/DataList";
import { EmptyState } from "../../components/list/EmptyState";
import { PageLink } from "../../components/PageLink";
import { ProblemBar } from "../../components/ProblemBar";
import { type Detail, DetailList } from "../../components/panel/DetailList";
import { SidePanel } from "../../components/panel/SidePanel";
import { Amount, Count, Credits, Instant, Money } from "../../components/values";
import type { CorrectionLine } from "../../generated/CorrectionLine";
import type { MonthCorrected } from "../../generated/MonthCorrected";
import type { MonthRow } from "../../generated/MonthRow";
import { testId } from "../../testIds";
import { MONTH_STATES } from "./monthStates";

const useStyles = makeStyles({
  block: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS, minWidth: 0 },
});

const LINES: Column<CorrectionLine>[] = [
  { key: "of", label: "Corrects", minWidth: 120, cell: ({ ofMonthLabel }) => ofMonthLabel },
  { key: "outcome", label: "What became of it", minWidth: 180, cell: ({ outcome }) => outcome },
  { key: "service", label: "Service", cell: ({ service }) => service },
  { key: "rows", label: "Rows", numeric: true, minWidth: 80, cell: ({ rows }) => <Count value={rows} /> },
  {
    key: "credits",
    label: "Copilot Credits",
    numeric: true,
    minWidth: 120,
    cell: ({ credits }) => <Amount value={credits} />,
  },
  {
    key: "usd",
    label: "Pay-as-you-go (USD)",
    numeric: true,
    cell: ({ payAsYouGoUsd }) => <Money value={payAsYouGoUsd} />,
  },
];

interface MonthPanelProps {
  month: string;
  onCloseMonth(row: MonthRow): void;
  onClose(): void;
}

export function MonthPanel({ month, onCloseMonth, onClose }: MonthPanelProps) {
  const found = useRead("month_list", { search: month });
  const row = found.data?.rows.find((candidate) => candidate.month === month);
  return (
    <SidePanel
      id="month"
      title={row?.label ?? "Month"}
      wide
      onClose={onClose}
      footer={
        row &&
        row.state !== "closed" && (
          <Button onClick={() => onCloseMonth(row)} data-testid={testId("month-close")}>
            Close month
          </Button>
        )
      }
    >
      {found.isPending && <Spinner label="Loading" />}
      <ProblemBar problem={found.error} onRetry={() => void found.refetch()} />
      {found.data && !row && <Text>This workbook has no such month. It begins later, or time has not reached it.</Text>}
      {row && found.data && <Month row={row} asOf={found.data.asOf} />}
    </SidePanel>
  );
}

function Month({ row, asOf }: { row: MonthRow; asOf: string }) {
  const styles = useStyles();
  const { corrections, correctedIn } = row;
  return (
    <>
      <DetailList details={details(row, asOf)} />
      <PageLink
        to="/reports/usage"
        search={{ from: row.firstDay, until: row.until }}
        data-testid={testId("month-usage")}
      >
        Usage of {row.label}
      </PageLink>
      <section className={styles.block} aria-labelledby="month-corrections">
        <Subtitle2 as="h3" id="month-corrections">
          Corrections that {row.label} shows
        </Subtitle2>
        <DataList
          id="corrections"
          label="Corrections"
          columns={LINES}
          rows={corrections}
          rowKey={lineKey}
          rowTestId={(line) => testId("correction-row-<place>", { place: corrections.indexOf(line) })}
          problem={null}
          onRetry={() => {}}
          empty={
            <EmptyState
              title="No corrections"
              text="Nothing has changed in a closed month that would have to stand here."
            />
          }
        />
      </section>
      {correctedIn.length > 0 && (
        <section className={styles.block} aria-labelledby="month-corrected">
          <Subtitle2 as="h3" id="month-corrected">
            Corrected since it was closed
          </Subtitle2>
          {correctedIn.map((corrected) => (
            <CorrectedIn key={corrected.month} corrected={corrected} />
          ))}
        </section>
      )}
    </>
  );
}

/** A month has at most one line of an outcome and a service for each month that it corrects. */
function lineKey({ ofMonth, outcome, service }: CorrectionLine): string {
  return `${ofMonth} ${outcome} ${service}`;
}

function CorrectedIn({ corrected: { month, label, credits, payAsYouGoUsd } }: { corrected: MonthCorrected }) {
  return (
    <Text>
      <PageLink
        inline
        to="/rehearsal/months"
        search={{ panel: "month", id: month }}
        data-testid={testId("month-corrected-<month>", { month })}
      >
        {label}
      </PageLink>
      : <Credits value={credits} />, <Money value={payAsYouGoUsd} /> of pay-as-you-go
    </Text>
  );
}

function details(row: MonthRow, asOf: string): Detail[] {
  const { state, closedAt, closedBy, run } = row;
  return [
    {
      key: "month-state",
      label: "State",
      value: closedAt ? (
        <>
          {MONTH_STATES[state]} on <Instant value={closedAt} /> by {closedBy}
        </>
      ) : (
        <>
          {MONTH_STATES[state]}, as of <Instant value={asOf} />
        </>
      ),
    },
    { key: "month-rows", label: "Rows of usage", value: <Count value={row.usageRows} /> },
    { key: "month-credits", label: "Copilot Credits of the month's own usage", value: <Credits value={row.credits} /> },
    { key: "month-usd", label: "Pay-as-you-go of it", value: <Money value={row.payAsYouGoUsd} /> },
    {
      key: "month-correction-credits",
      label: "Corrections of earlier months, Copilot Credits",
      value: <Credits value={row.correctionCredits} />,
    },
    {
      key: "month-correction-usd",
      label: "Corrections of earlier months, pay-as-you-go",
      value: <Money value={row.correctionUsd} />,
    },
    {
      key: "month-run",
      label: "Run: two workbooks with the same content have the same",
      value: run ?? "Nothing was settled",
    },
  ];
}
