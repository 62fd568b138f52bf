/** A happening in its sentence, linked to what it is about. */
import { PageLink } from "../../components/PageLink";
import { Tag } from "../../components/Tag";
import type { HappeningRow } from "../../generated/HappeningRow";
import { addDays } from "../../locale/calendar";
import { testId } from "../../testIds";

/** What a deletion was about is gone, so it has nothing to lead to. */
const GONE = "policyDeleted";

/** Use that nobody may pay for is looked at in the usage report. */
const BLOCKED = "firstBlocked";

interface HappeningTextProps {
  row: HappeningRow;
  /** Where the same happening may stand twice on a screen. */
  linkTestId?: string;
}

export function HappeningText({ row, linkTestId }: HappeningTextProps) {
  const id = linkTestId ?? testId("happening-link-<id>", { id: row.id });
  if (row.day) {
    return (
      <span>
        <PageLink
          to="/reports/anomalies"
          search={{ from: row.day, until: addDays(row.day, 1) }}
          data-kind={row.kind}
          data-testid={id}
        >
          {row.text}
        </PageLink>{" "}
        <Tag kind="assumption" />
      </span>
    );
  }
  if (row.service === "copilotStudio" || row.kind === BLOCKED) {
    return (
      <PageLink to="/reports/usage" data-kind={row.kind} data-testid={id}>
        {row.text}
      </PageLink>
    );
  }
  if (row.service) {
    return (
      <PageLink
        to="/copilot/billing-usage"
        search={{ tab: "services", panel: "service", service: row.service }}
        data-kind={row.kind}
        data-testid={id}
      >
        {row.text}
      </PageLink>
    );
  }
  if (row.policy && row.kind !== GONE) {
    return (
      <PageLink
        to="/copilot/billing-usage"
        search={{ panel: "policy", id: row.policy }}
        data-kind={row.kind}
        data-testid={id}
      >
        {row.text}
      </PageLink>
    );
  }
  if (row.import) {
    return (
      <PageLink to="/rehearsal/import" data-kind={row.kind} data-testid={id}>
        {row.text}
      </PageLink>
    );
  }
  if (row.kind === "monthClosed") {
    return (
      <PageLink to="/rehearsal/months" data-kind={row.kind} data-testid={id}>
        {row.text}
      </PageLink>
    );
  }
  return <span data-kind={row.kind}>{row.text}</span>;
}
