/** Sessions, messages and credits on one time line, and the five common scenarios with the answer of each rule. */
import { makeStyles, Skeleton, SkeletonItem, Subtitle2, Text, tokens } from "@fluentui/react-components";
import { useRead } from "../../api/hooks";
import { ProblemBar } from "../../components/ProblemBar";
import { Tag } from "../../components/Tag";
import { Amount, Count, Day, Instant } from "../../components/values";
import type { SessionRule } from "../../generated/SessionRule";
import type { SessionRuleListed } from "../../generated/SessionRuleListed";
import { formatDay, formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";
import { PlainTable } from "../azure/PlainTable";

const useStyles = makeStyles({
  tab: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalXL },
  block: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS, minWidth: 0 },
  skeleton: { height: "320px" },
});

export function RulesTab() {
  const styles = useStyles();
  const read = useRead("session_rule_list", {}, { keepPrevious: true });
  return (
    <div className={styles.tab}>
      <ProblemBar problem={read.error} onRetry={() => void read.refetch()} />
      {read.isPending && (
        <Skeleton aria-label="Loading">
          <SkeletonItem className={styles.skeleton} />
        </Skeleton>
      )}
      {read.data && <Rules listed={read.data} />}
      {read.data && <Scenarios listed={read.data} />}
    </div>
  );
}

function Rules({ listed }: { listed: SessionRuleListed }) {
  const styles = useStyles();
  return (
    <section className={styles.block} aria-labelledby="session-rules">
      <Subtitle2 as="h2" id="session-rules">
        One time line
      </Subtitle2>
      <Text>
        What was counted when, and what the {formatQuantity(listed.conversations, "conversation", "conversations")} of
        this workbook came to. The last column counts all of them by each rule: amounts of different units are never
        added up.
      </Text>
      <PlainTable
        label="One time line"
        columns={["From", "Counted", "How", "Conversations of the time", "They came to", "All by this rule"]}
        widths={[110, 120, 360, 120, 90, 90]}
        rows={listed.rules.map((rule) => ({
          key: rule.key,
          testId: testId("session-rule-<key>", { key: rule.key }),
          cells: cellsOf(rule),
        }))}
      />
      <Text size={200}>
        As of <Instant value={listed.asOf} />, simulated. Answers are counted as a log states them, for people without
        Microsoft 365 Copilot; what flows and skills cost beyond them a log does not say.
      </Text>
    </section>
  );
}

function cellsOf(rule: SessionRule) {
  return [
    <span key="from">
      <Day value={rule.from} /> {rule.fromCertainty === "assumption" && <Tag kind="assumption" />}
    </span>,
    rule.unitLabel,
    `${rule.text} Source: ${rule.source}.`,
    <Count key="conversations" value={rule.conversations} />,
    <Amount key="counted" value={rule.counted} />,
    <Amount key="all" value={rule.all} />,
  ];
}

function Scenarios({ listed }: { listed: SessionRuleListed }) {
  const styles = useStyles();
  const columns = ["Scenario", ...listed.rules.map(({ unitLabel, from }) => `${unitLabel}, ${formatDay(from)}`)];
  return (
    <section className={styles.block} aria-labelledby="session-scenarios">
      <Subtitle2 as="h2" id="session-scenarios">
        Five common scenarios, by date
      </Subtitle2>
      <Text>
        Whether each is billed, by the rule that began on the day in the heading. A greeting alone was no billed
        session, and is a message.
      </Text>
      <PlainTable
        label="Five common scenarios, by date"
        columns={columns}
        widths={[200, ...listed.rules.map(() => 95)]}
        rows={listed.scenarios.map(({ key, text, answers }) => ({
          key,
          testId: testId("session-scenario-<key>", { key }),
          cells: [
            text,
            ...answers.map(({ rule, answer, label }) => (
              <span key={rule} data-value={answer}>
                {label}
              </span>
            )),
          ],
        }))}
      />
      <Text size={200}>
        Sources: Microsoft, Power Virtual Agents: billed sessions (2023-03-24) and billed messages (December 2023),
        common scenarios. The other answers follow from the rules.
      </Text>
    </section>
  );
}
