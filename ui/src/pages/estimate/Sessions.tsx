/** Sessions of Power Virtual Agents: how many there are and how many of them are billed, two measures. */
import { Button } from "@fluentui/react-components";
import { AddRegular, DeleteRegular } from "@fluentui/react-icons";
import { useRead } from "../../api/hooks";
import { LearnMore } from "../../components/help/LearnMore";
import { DetailList } from "../../components/panel/DetailList";
import { Tag } from "../../components/Tag";
import { Count } from "../../components/values";
import type { SessionChannel } from "../../generated/SessionChannel";
import type { SessionEvent } from "../../generated/SessionEvent";
import type { SessionTopicKind } from "../../generated/SessionTopicKind";
import { testId } from "../../testIds";
import { Calculator, Fields, Note } from "./Calculator";
import { ChoiceField, TextField } from "./fields";
import { rowsOf, withRows } from "./rows";
import { useAsked, useForm, type Values } from "./useForm";

const BY = [
  { value: "turns", label: "One long conversation" },
  { value: "messages", label: "Message by message" },
];
const CHANNELS = [
  { value: "web", label: "A chat on a web page" },
  { value: "persistent", label: "A channel that stays, such as Teams" },
];
const TOPICS = [
  { value: "authored", label: "Authored" },
  { value: "system", label: "System" },
];
const EVENTS = [
  { value: "none", label: "It goes on" },
  { value: "answered", label: "Questions answered" },
  { value: "closed", label: "Chat closed" },
  { value: "escalated", label: "Handed to a person" },
];
const PREMIUM = [
  { value: "no", label: "No" },
  { value: "yes", label: "Yes" },
];
const MESSAGE: Values = { topicKind: "authored", event: "none", premium: "no" };
const MOST_MESSAGES = 30;
const WHOLE = /^\d{1,9}$/;

export function Sessions() {
  const asked = useAsked({ on: "2023-06-01", by: "turns", turns: "101" });
  const counted = useRead("session_count", requestOf(asked), { keepPrevious: true });
  const { form, element, problem, calculate } = useForm(asked, counted.error);
  const result = counted.data;
  const messages = rowsOf(form.values, "messages");
  const byTurns = form.values.by === "turns";
  const add = (minute: string) =>
    form.replace(withRows(form.values, "messages", [...messages, { minute, ...MESSAGE }]));
  return (
    <Calculator
      about="What was counted before messages: sessions of Power Virtual Agents, by the definition of their time."
      element={element}
      onCalculate={calculate}
      problem={problem}
      isPending={counted.isPending}
      summary={result?.summary}
      fields={
        <>
          <Fields>
            <TextField form={form} name="on" label="Day" hint="YYYY-MM-DD, UTC" />
            <ChoiceField form={form} name="by" label="Count" options={BY} />
            {byTurns ? (
              <TextField form={form} name="turns" label="Turns" hint="In an authored topic, without a pause" />
            ) : (
              <ChoiceField
                form={{ ...form, values: { channel: "web", ...form.values } }}
                name="channel"
                label="Channel"
                options={CHANNELS}
              />
            )}
          </Fields>
          {!byTurns &&
            messages.map((_, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
              <Fields key={place} label={`Message ${place + 1}`}>
                <TextField form={form} name={`messages-${place}-minute`} label="Minute" />
                <ChoiceField form={form} name={`messages-${place}-topicKind`} label="Topic" options={TOPICS} />
                <ChoiceField form={form} name={`messages-${place}-event`} label="After it" options={EVENTS} />
                <ChoiceField form={form} name={`messages-${place}-premium`} label="Flow or skill" options={PREMIUM} />
                <Button
                  appearance="subtle"
                  icon={<DeleteRegular />}
                  aria-label={`Remove message ${place + 1}`}
                  style={{ marginTop: "24px" }}
                  onClick={() =>
                    form.replace(
                      withRows(
                        form.values,
                        "messages",
                        messages.filter((__, other) => other !== place),
                      ),
                    )
                  }
                  data-testid={testId("estimate-remove-<row>", { row: place })}
                />
              </Fields>
            ))}
          {!byTurns && messages.length < MOST_MESSAGES && (
            <Button
              appearance="subtle"
              icon={<AddRegular />}
              onClick={() => add(messages.at(-1)?.minute ?? "0")}
              data-testid={testId("estimate-add")}
            >
              Add a message
            </Button>
          )}
        </>
      }
      notes={
        <>
          {result && (
            <Note>
              {result.definition} Source: {result.source}.
            </Note>
          )}
          <Note>
            <Tag kind="assumption" /> The day on which the definition of 2023 replaced that of 2019 is not published;
            Meterdesk takes 1 January 2023.
          </Note>
          <LearnMore article="billedSessions" place="page" />
        </>
      }
    >
      {result && (
        <DetailList
          details={[
            {
              key: "sessions-total",
              label: "Sessions",
              value: <Count value={result.total} testId={testId("estimate-total")} />,
            },
            {
              key: "sessions-billed",
              label: "Billed sessions",
              value: <Count value={result.billed} testId={testId("estimate-billed")} />,
            },
          ]}
        />
      )}
    </Calculator>
  );
}

function requestOf(asked: Values) {
  const on = asked.on ?? "";
  const number = (text: string | undefined) => (text !== undefined && WHOLE.test(text.trim()) ? Number(text) : -1);
  if (asked.by !== "messages") {
    return { on, turns: number(asked.turns) };
  }
  return {
    on,
    channel: (asked.channel ?? "web") as SessionChannel,
    messages: rowsOf(asked, "messages").map(({ minute, topicKind, event, premium }) => ({
      minute: number(minute),
      topicKind: topicKind as SessionTopicKind,
      premium: premium === "yes",
      ...(event !== undefined && event !== "none" && { event: event as SessionEvent }),
    })),
  };
}
