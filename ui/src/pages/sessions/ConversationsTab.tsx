/** Single conversations; each opens with its working. */
import { Link } from "@fluentui/react-components";
import { useRead } from "../../api/hooks";
import { useAddress } from "../../app/useAddress";
import { Choice } from "../../components/Choice";
import { type Column, DataList } from "../../components/list/DataList";
import { usePagedList } from "../../components/list/usePagedList";
import { Count, Instant } from "../../components/values";
import type { ConversationRow } from "../../generated/ConversationRow";
import { formatMonth } from "../../locale/locale";
import { testId } from "../../testIds";
import { ConversationPanel } from "./ConversationPanel";
import { figures } from "./figures";
import { NoConversations } from "./NoConversations";

/** No bot and no month is called so. */
const ALL = "*";

export function ConversationsTab() {
  const { address, change } = useAddress();
  const { bot, month } = address.ask ?? {};
  const report = useRead("session_report_get", {}, { keepPrevious: true });
  const { answer: _, ...list } = usePagedList("conversation_list", {
    list: "conversations",
    searchLabel: "Search conversations",
    filter: { ...(bot && { bot }), ...(month && { month }) },
    filterParts: ["ask"],
  });
  const ask = (parts: Record<string, string>) => {
    const all = Object.entries({ ...address.ask, ...parts }).filter(([, value]) => value !== ALL);
    void change({ ask: all.length > 0 ? Object.fromEntries(all) : undefined, pages: undefined });
  };
  const months = report.data?.months.map(({ month: first }) => [first.slice(0, 7), formatMonth(first)]).reverse() ?? [];
  const columns: Column<ConversationRow>[] = [
    {
      key: "conversation",
      label: "Conversation",
      minWidth: 130,
      cell: ({ conversation }) => (
        <Link
          as="button"
          onClick={() => change({ panel: "conversation", id: conversation })}
          data-testid={testId("conversation-open-<id>", { id: conversation })}
        >
          {conversation}
        </Link>
      ),
    },
    { key: "began", label: "Began (UTC)", minWidth: 140, cell: ({ began }) => <Instant value={began} /> },
    { key: "bot", label: "Bot", minWidth: 110, cell: (row) => row.bot },
    { key: "channel", label: "Channel", minWidth: 100, cell: ({ channelLabel }) => channelLabel },
    {
      key: "turns",
      label: "Turns",
      numeric: true,
      minWidth: 70,
      cell: ({ consumed }) => <Count value={consumed.turns} />,
    },
    ...figures<ConversationRow>(),
  ];
  const isEmpty = report.data?.bots.length === 0;
  return (
    <>
      <DataList
        id="conversations"
        label="Conversations"
        columns={columns}
        {...list}
        filters={
          isEmpty ? undefined : (
            <>
              <Choice
                area="sessions"
                name="bot"
                label="Bot"
                words={Object.fromEntries([
                  [ALL, "All bots"],
                  ...(report.data?.bots ?? []).map((name) => [name, name]),
                ])}
                value={bot ?? ALL}
                onChange={(chosen) => ask({ bot: chosen })}
              />
              <Choice
                area="sessions"
                name="month"
                label="Month (UTC)"
                words={Object.fromEntries([[ALL, "All months"], ...months])}
                value={month ?? ALL}
                onChange={(chosen) => ask({ month: chosen })}
              />
            </>
          )
        }
        rowKey={({ conversation }) => conversation}
        rowTestId={({ conversation }) => testId("conversation-row-<id>", { id: conversation })}
        empty={<NoConversations what="conversations" />}
      />
      {address.panel === "conversation" && address.id && (
        <ConversationPanel
          key={address.id}
          conversation={address.id}
          onClose={() => change({ panel: undefined, id: undefined })}
        />
      )}
    </>
  );
}
