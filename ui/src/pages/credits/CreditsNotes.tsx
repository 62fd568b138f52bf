/** What stands above the report: who uses much, and that names are concealed. */
import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { PageLink } from "../../components/PageLink";
import { Amount } from "../../components/values";
import type { CreditsReportView } from "../../generated/CreditsReportView";
import { formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";

interface AlertsProps {
  report: CreditsReportView;
  onUsers(): void;
}

export function Alerts({ report, onUsers }: AlertsProps) {
  const { veryMuch, much, muchFrom, veryMuchAbove } = report;
  return (
    <>
      {veryMuch > 0 && (
        <MessageBar intent="warning" layout="multiline" data-kind="very-much">
          <MessageBarBody>
            <MessageBarTitle>Alert</MessageBarTitle>
            <span data-value={veryMuch} data-testid={testId("credits-alert-<kind>", { kind: "very-much" })}>
              {formatQuantity(veryMuch, "person", "people")} used more than <Amount value={veryMuchAbove} /> credits in
              the past 30 days.
            </span>
          </MessageBarBody>
          <MessageBarActions>
            <Button onClick={onUsers} data-testid={testId("credits-details")}>
              View Copilot credits details
            </Button>
          </MessageBarActions>
        </MessageBar>
      )}
      {much > 0 && (
        <MessageBar intent="info" layout="multiline" data-kind="much">
          <MessageBarBody>
            <span data-value={much} data-testid={testId("credits-alert-<kind>", { kind: "much" })}>
              {formatQuantity(much, "person", "people")} used <Amount value={muchFrom} /> to{" "}
              <Amount value={veryMuchAbove} /> credits in the past 30 days.
            </span>
          </MessageBarBody>
        </MessageBar>
      )}
    </>
  );
}

export function Concealed({ report }: { report: CreditsReportView }) {
  return report.concealed ? (
    <MessageBar intent="info" layout="multiline" data-kind="concealed">
      <MessageBarBody>
        Sign-in names, display names and IDs of billing policies are concealed.{" "}
        {report.mayReveal
          ? "As a Global administrator you can have them shown in "
          : "A Global administrator can have them shown in "}
        <PageLink to="/settings/$key" params={{ key: "reportNames" }} data-testid={testId("credits-reveal")}>
          Display concealed user, group, and site names in all reports
        </PageLink>
        .
      </MessageBarBody>
    </MessageBar>
  ) : null;
}
