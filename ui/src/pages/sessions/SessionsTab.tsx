/** Total and billed sessions per bot and month, and what the base licenses include of them. */
import { Field, Input, Link, MessageBar, MessageBarBody, makeStyles, Text, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useRead } from "../../api/hooks";
import { useAddress } from "../../app/useAddress";
import { Choice } from "../../components/Choice";
import { Chart } from "../../components/chart/Chart";
import { type FieldError, fieldMessage } from "../../components/FieldMessage";
import { type Column, DataList } from "../../components/list/DataList";
import { usePagedList } from "../../components/list/usePagedList";
import { ProblemBar } from "../../components/ProblemBar";
import { Tag } from "../../components/Tag";
import { Count, Day, Instant } from "../../components/values";
import type { SessionReportRow } from "../../generated/SessionReportRow";
import type { SessionReportView } from "../../generated/SessionReportView";
import { formatCount, formatMonth, formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";
import { wholeNumber } from "../purchase/wholeNumber";
import { figures } from "./figures";
import { NoConversations } from "./NoConversations";

/** No bot is called so. */
const ALL = "*";

const useStyles = makeStyles({
  tab: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalL },
  choices: { display: "flex", flexWrap: "wrap", alignItems: "flex-start", gap: tokens.spacingHorizontalM },
  licences: { minWidth: "180px", maxWidth: "320px" },
  note: { display: "block", color: tokens.colorNeutralForeground3 },
});

export function SessionsTab() {
  const styles = useStyles();
  const { address, change } = useAddress();
  const { bot, licenses } = address.ask ?? {};
  const licences = licenses === undefined ? undefined : (wholeNumber(licenses) ?? -1);
  // The choices stay while what was asked for is refused.
  const choices = useRead("session_report_get", {}, { keepPrevious: true }).data;
  const report = useRead(
    "session_report_get",
    { ...(bot && { bot }), ...(licences !== undefined && { licences }) },
    { keepPrevious: true },
  );
  const refusal = report.error?.field === "licences" ? report.error : undefined;
  const ask = (parts: Record<string, string | undefined>) => {
    const all = Object.entries({ ...address.ask, ...parts }).filter((part): part is [string, string] =>
      Boolean(part[1]),
    );
    void change({ ask: all.length > 0 ? Object.fromEntries(all) : undefined, pages: undefined });
  };
  const shown = report.data;
  return (
    <div className={styles.tab}>
      {choices && choices.bots.length > 0 && (
        <div className={styles.choices}>
          <Choice
            area="sessions"
            name="bot"
            label="Bot"
            words={Object.fromEntries([[ALL, "All bots"], ...choices.bots.map((name) => [name, name])])}
            value={bot ?? ALL}
            onChange={(chosen) => ask({ bot: chosen === ALL ? undefined : chosen })}
          />
          <Licences
            key={licenses ?? ""}
            typed={licenses ?? ""}
            owned={choices.owned}
            error={refusal}
            onChange={(text) => ask({ licenses: text.trim() || undefined })}
          />
        </div>
      )}
      <ProblemBar problem={refusal ? null : report.error} onRetry={() => void report.refetch()} />
      {shown && <Report report={shown} />}
      <Months
        bot={bot}
        onOpen={(row) => change({ tab: "conversations", ask: { bot: row.bot, month: row.month.slice(0, 7) } })}
      />
    </div>
  );
}

interface LicencesProps {
  typed: string;
  owned: number;
  error: FieldError | undefined;
  onChange(text: string): void;
}

function Licences({ typed, owned, error, onChange }: LicencesProps) {
  const styles = useStyles();
  const [text, setText] = useState(typed);
  const settle = () => text !== typed && onChange(text);
  return (
    <Field
      className={styles.licences}
      label="Base licenses"
      hint={owned > 0 ? `Blank: the ${formatCount(owned)} that the tenant owns now.` : "Blank: as if it owned one."}
      validationMessage={fieldMessage(error)}
    >
      <Input
        value={text}
        placeholder={formatCount(Math.max(owned, 1))}
        onChange={(_, { value }) => setText(value)}
        onBlur={settle}
        onKeyDown={({ key }) => key === "Enter" && settle()}
        data-testid={testId("sessions-licenses")}
      />
    </Field>
  );
}

function Report({ report }: { report: SessionReportView }) {
  const styles = useStyles();
  const months = report.months.filter(({ consumed }) => consumed.billed != null);
  const included = months.find((month) => month.included)?.included;
  const hidden = !report.isShown || months.some(({ isShown }) => !isShown);
  return (
    <>
      <Text data-testid={testId("sessions-definition")}>
        {report.definition} Total sessions are another measure: they begin with any message, so there are never fewer of
        them. Source: {report.source}.
      </Text>
      {hidden && (
        <MessageBar intent="info" layout="multiline" data-testid={testId("sessions-not-shown")}>
          <MessageBarBody>
            Until <Day value={report.shownSince} /> Power Virtual Agents showed the total number of sessions only.
            Billed sessions of the time before are computed by Meterdesk.
          </MessageBarBody>
        </MessageBar>
      )}
      {months.length > 0 && (
        <Chart
          title="Billed sessions per month"
          summary={report.summary}
          unit="sessions"
          by="month"
          series={[{ key: "billed", label: "Billed sessions", outcome: "paid", total: String(report.billed) }]}
          days={months.map(({ month, consumed }) => {
            const billed = String(consumed.billed ?? 0);
            return { day: month, credits: [billed], total: billed };
          })}
          total={String(report.billed)}
          beside={{
            label: "Total sessions",
            values: months.map(({ consumed }) => String(consumed.sessions)),
            total: String(report.sessions),
          }}
          {...(included && { level: { label: `${formatCount(included)} included`, amount: String(included) } })}
        />
      )}
      {months.length > 0 && <Capacity report={report} />}
      <Text size={200} className={styles.note}>
        As of <Instant value={report.asOf} />, simulated. Months are of UTC, and a conversation belongs to the month in
        which it began.
      </Text>
    </>
  );
}

/** What the base licenses include, and the months that need more. */
function Capacity({ report }: { report: SessionReportView }) {
  const over = report.months.filter(({ over }) => over != null && over > 0);
  const pooled = report.months.some((month) => month.over != null);
  return (
    <div data-testid={testId("sessions-capacity")} data-value={over.length}>
      {pooled && report.asIfOne && <Text block>The tenant owns no base license. This is as if it owned one.</Text>}
      <Text block>
        {pooled
          ? `${formatQuantity(report.licences, "base license includes", "base licenses include")} ${formatCount(
              report.licences * report.sessionsPerLicence,
            )} billed sessions a month for the whole tenant.`
          : "What base licenses include is pooled across the tenant: choose all bots to see what is over it."}
      </Text>
      {pooled && over.length === 0 && <Text block>No month has more.</Text>}
      {over.map(({ month, over: more }) => (
        <Text block key={month} data-testid={testId("sessions-over-<month>", { month })} data-value={more}>
          {formatMonth(month)}: <Count value={more ?? 0} /> over it.
        </Text>
      ))}
      <Text block size={200}>
        <Tag kind="assumption" /> {formatCount(report.sessionsPerLicence)} a month for each base license is what a third
        party states ({report.capacitySource}); the licenses of now are taken for every month.
      </Text>
    </div>
  );
}

function Months({ bot, onOpen }: { bot: string | undefined; onOpen(row: SessionReportRow): void }) {
  const { answer: _, ...list } = usePagedList("session_report_list", {
    list: "sessions",
    searchLabel: "Search bots",
    filter: bot ? { bot } : {},
    filterParts: ["ask"],
  });
  const nameOf = (row: SessionReportRow) => `${row.bot}-${row.month}`;
  const columns: Column<SessionReportRow>[] = [
    { key: "month", label: "Month (UTC)", minWidth: 120, cell: ({ month }) => formatMonth(month) },
    {
      key: "bot",
      label: "Bot",
      cell: (row) => (
        <Link as="button" onClick={() => onOpen(row)} data-testid={testId("session-open-<row>", { row: nameOf(row) })}>
          {row.bot}
        </Link>
      ),
    },
    {
      key: "conversations",
      label: "Conversations",
      numeric: true,
      minWidth: 110,
      cell: ({ consumed }) => <Count value={consumed.conversations} />,
    },
    {
      key: "web",
      label: "Of these on the web",
      numeric: true,
      minWidth: 110,
      initiallyHidden: true,
      cell: ({ web }) => <Count value={web} />,
    },
    ...figures<SessionReportRow>(),
  ];
  return (
    <DataList
      id="sessions"
      label="Sessions per bot and month"
      columns={columns}
      {...list}
      rowKey={nameOf}
      rowTestId={(row) => testId("session-row-<row>", { row: nameOf(row) })}
      empty={<NoConversations what="sessions" />}
    />
  );
}
