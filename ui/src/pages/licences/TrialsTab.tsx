/** Trials that people signed up for: how long each still runs, signing somebody up, and the one extension. */
import { Button, MessageBar, MessageBarBody, Text } from "@fluentui/react-components";
import { useState } from "react";
import { useAct, useRead } from "../../api/hooks";
import { useNotices } from "../../components/Notices";
import { PageLink } from "../../components/PageLink";
import { ProblemBar } from "../../components/ProblemBar";
import { Tag } from "../../components/Tag";
import type { TrialRow } from "../../generated/TrialRow";
import { formatInstant, formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";
import { PlainTable } from "../azure/PlainTable";
import { SignUpPanel } from "./SignUpPanel";

function stateOf({ daysLeft }: TrialRow): string {
  return daysLeft > 0 ? `${formatQuantity(daysLeft, "day", "days")} left` : "Expired";
}

export function TrialsTab() {
  const trials = useRead("trial_list", { limit: 500 });
  const extend = useAct("trial_extend");
  const [signingUp, setSigningUp] = useState(false);
  const { say } = useNotices();
  return (
    <div style={{ display: "flex", flexDirection: "column", rowGap: "12px", marginTop: "12px" }}>
      <Text>
        <Tag kind="onlyHere" /> A person signs up for a trial by themselves: 60 days, one extension of 30. Whether they
        may, two settings say:{" "}
        <PageLink to="/settings" inline data-testid={testId("trial-settings")}>
          Rules and assumptions
        </PageLink>
        .
      </Text>
      {trials.data?.missing && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody data-testid={testId("trial-missing")}>{trials.data.missing}</MessageBarBody>
        </MessageBar>
      )}
      <div>
        <Button appearance="primary" onClick={() => setSigningUp(true)} data-testid={testId("trial-sign-up")}>
          Sign up for a trial
        </Button>
      </div>
      <ProblemBar problem={trials.error ?? extend.error} />
      {trials.data?.total === 0 && <Text>Nobody has signed up for a trial.</Text>}
      {trials.data && trials.data.total > 0 && (
        <PlainTable
          label="Trials"
          columns={["Person", "Trial", "Began (UTC)", "Ends (UTC)", "State", "Actions"]}
          rows={trials.data.rows.map((row) => ({
            key: `${row.user} ${row.product}`,
            testId: testId("trial-row-<id>", { id: row.user }),
            cells: [
              row.userName,
              row.productName,
              formatInstant(row.startedAt),
              formatInstant(row.endsAt),
              row.extended ? `${stateOf(row)}, extended` : stateOf(row),
              <Button
                key="extend"
                size="small"
                aria-label={`Extend by 30 days: ${row.productName} of ${row.userName}`}
                onClick={() =>
                  extend.mutate(
                    { user: row.user, product: row.product },
                    { onSuccess: ({ effects }) => say(effects.join(" ")) },
                  )
                }
                data-testid={testId("trial-extend-<id>", { id: row.user })}
              >
                Extend by 30 days
              </Button>,
            ],
          }))}
        />
      )}
      {signingUp && <SignUpPanel onClose={() => setSigningUp(false)} />}
    </div>
  );
}
