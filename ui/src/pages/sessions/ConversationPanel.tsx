/** A conversation: what it counts as and why, where it was cut into sessions, and its messages. */
import { makeStyles, Spinner, Subtitle2, Text, tokens } from "@fluentui/react-components";
import { useRead } from "../../api/hooks";
import { ProblemBar } from "../../components/ProblemBar";
import { DetailList } from "../../components/panel/DetailList";
import { SidePanel } from "../../components/panel/SidePanel";
import { Instant } from "../../components/values";
import type { ConversationView } from "../../generated/ConversationView";
import type { SessionSpan } from "../../generated/SessionSpan";
import { formatCount } from "../../locale/locale";
import { testId } from "../../testIds";
import { PlainTable } from "../azure/PlainTable";

const useStyles = makeStyles({
  block: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS, minWidth: 0 },
});

export function ConversationPanel({ conversation, onClose }: { conversation: string; onClose(): void }) {
  const read = useRead("conversation_get", { conversation }, { keepPrevious: true });
  return (
    <SidePanel id="conversation" title={conversation} wide onClose={onClose}>
      <ProblemBar problem={read.error} onRetry={() => void read.refetch()} />
      {read.isPending && <Spinner label="Loading" />}
      {read.data && <Working shown={read.data} />}
    </SidePanel>
  );
}

function Working({ shown }: { shown: ConversationView }) {
  const styles = useStyles();
  const { row, turns, turnCount } = shown;
  return (
    <>
      <div className={styles.block}>
        <Text weight="semibold" data-testid={testId("conversation-summary")}>
          {shown.summary}
        </Text>
        <Text data-testid={testId("conversation-rule")}>
          {shown.rule} {shown.source && `Source: ${shown.source}.`}
        </Text>
      </div>
      <DetailList
        details={[
          { key: "bot", label: "Bot", value: row.bot },
          { key: "channel", label: "Channel", value: row.channelLabel },
          { key: "began", label: "Began", value: <Instant value={row.began} /> },
          { key: "file", label: "Imported from", value: `${shown.fileName}, row ${formatCount(shown.fileRow)}` },
        ]}
      />
      <Spans title="Sessions" kind="session" spans={shown.sessions} />
      {shown.unit === "billedSessions" &&
        (shown.billed.length > 0 ? (
          <Spans title="Billed sessions" kind="billed" spans={shown.billed} />
        ) : (
          <Text>No message triggered what begins a billed session.</Text>
        ))}
      <section className={styles.block} aria-labelledby="conversation-turns">
        <Subtitle2 as="h3" id="conversation-turns">
          Messages of the user
        </Subtitle2>
        <PlainTable
          label="Messages of the user"
          columns={["Turn", "Written", "What was said of it", "What it does"]}
          widths={[50, 130, 300, 300]}
          rows={turns.map(({ number, at, said, working }) => ({
            key: String(number),
            testId: testId("conversation-turn-<number>", { number }),
            cells: [number, <Instant key="at" value={at} />, said, working],
          }))}
        />
        {turnCount > turns.length && (
          <Text size={200}>
            The first {formatCount(turns.length)} of {formatCount(turnCount)}.
          </Text>
        )}
      </section>
    </>
  );
}

interface SpansProps {
  title: string;
  kind: "session" | "billed";
  spans: SessionSpan[];
}

function Spans({ title, kind, spans }: SpansProps) {
  const styles = useStyles();
  const place = (number: number) =>
    kind === "session"
      ? testId("conversation-session-<number>", { number })
      : testId("conversation-billed-<number>", { number });
  return (
    <section className={styles.block} aria-labelledby={`conversation-${kind}`}>
      <Subtitle2 as="h3" id={`conversation-${kind}`}>
        {title}
      </Subtitle2>
      <PlainTable
        label={title}
        columns={["Turns", "From", "Last message", "Began with", "Ended by"]}
        widths={[70, 130, 130, 220, 220]}
        rows={spans.map(({ number, first, last, from, until, begin, endLabel }) => ({
          key: String(number),
          testId: place(number),
          cells: [
            first === last ? first : `${first} to ${last}`,
            <Instant key="from" value={from} />,
            <Instant key="until" value={until} />,
            begin,
            endLabel,
          ],
        }))}
      />
    </section>
  );
}
