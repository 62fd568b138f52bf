/** High-usage users: who was billed many Copilot Credits in the last 30 days, once a billing policy is connected. */
import { Badge, Button, Text, tokens } from "@fluentui/react-components";
import { useAddress } from "../../app/useAddress";
import { LearnMore } from "../../components/help/LearnMore";
import { type Column, DataList } from "../../components/list/DataList";
import { EmptyState } from "../../components/list/EmptyState";
import { usePagedList } from "../../components/list/usePagedList";
import { PageLink } from "../../components/PageLink";
import { Tag } from "../../components/Tag";
import { Amount, Credits, Day, Instant, SignInName } from "../../components/values";
import type { HighUsageRow } from "../../generated/HighUsageRow";
import { testId } from "../../testIds";

const COLUMNS: Column<HighUsageRow>[] = [
  {
    key: "upn",
    label: "Username",
    width: "28%",
    cell: ({ userPrincipalName }) => <SignInName value={userPrincipalName} />,
  },
  {
    key: "name",
    label: "Display name",
    cell: ({ id, displayName, veryMuch }) => (
      <span data-kind={veryMuch ? "very-much" : "much"} data-testid={testId("high-usage-row-<id>", { id })}>
        {displayName} {veryMuch && <Badge color="warning">Alert</Badge>}
      </span>
    ),
  },
  {
    key: "seven",
    label: "Past 7 days (credits)",
    numeric: true,
    cell: ({ pastSevenDays }) => <Amount value={pastSevenDays} />,
  },
  {
    key: "thirty",
    label: "Past 30 days (credits)",
    numeric: true,
    cell: ({ pastThirtyDays }) => <Amount value={pastThirtyDays} />,
  },
  { key: "last", label: "Last activity date (UTC)", cell: ({ lastActivity }) => <Instant value={lastActivity} /> },
];

export function HighUsageTab() {
  const { change } = useAddress();
  const { answer, ...list } = usePagedList("high_usage_list", {
    list: "highUsage",
    searchLabel: "Search high-usage users",
  });
  if (answer && !answer.connected) {
    return (
      <EmptyState
        title="Connect a billing policy first"
        text="People who use much are shown here once a billing policy is connected to a pay-as-you-go service."
        action={
          <Button
            appearance="primary"
            onClick={() => change({ tab: "services" })}
            data-testid={testId("high-usage-connect")}
          >
            Connect your services
          </Button>
        }
      />
    );
  }
  return (
    <>
      {answer && (
        <Text block style={{ marginBlock: tokens.spacingVerticalS }}>
          People with <Credits value={answer.much} /> or more that billing policies paid from{" "}
          <Day value={answer.from} /> to today; more than <Amount value={answer.veryMuch} /> bear an alert. As of{" "}
          <Instant value={answer.asOf} />, simulated; every settled use counts at once. In the real admin centers a
          policy's Spending is up to 4 hours behind, the Copilot credits report 1 hour and Azure's cost a day.{" "}
          <Tag kind="assumption" /> What the real tab lists is not published; these columns are the{" "}
          <PageLink inline to="/reports/credits" data-testid={testId("high-usage-report")}>
            Copilot credits report
          </PageLink>
          's, with names shown.
        </Text>
      )}
      <DataList
        id="high-usage"
        label="High-usage users"
        columns={COLUMNS}
        {...list}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title="Nobody uses much" text="Nobody reached that many Copilot Credits in the last 30 days." />
        }
      />
      <LearnMore article="creditsReport" place="page" />
    </>
  );
}
