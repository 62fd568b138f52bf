/** Reports › Usage: Copilot Credits per day, split by who paid or by environment; basis and timeline are always named. */
import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { SendRegular } from "@fluentui/react-icons";
import { useRead } from "../../api/hooks";
import { useAddress } from "../../app/useAddress";
import { Page } from "../../components/Page";
import { PageLink } from "../../components/PageLink";
import { ProblemBar } from "../../components/ProblemBar";
import { Tag } from "../../components/Tag";
import { testId } from "../../testIds";
import { PlannedUse } from "./PlannedUse";
import { TryPanel } from "./TryPanel";
import { UsageFigures } from "./UsageFigures";
import { UsageSwitches } from "./UsageSwitches";

const useStyles = makeStyles({
  commands: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS },
});

export function UsagePage() {
  const styles = useStyles();
  const { address, change } = useAddress();
  const { from, until, by = "payer", basis = "metered", timeline = "actual" } = address;
  const isReported = basis === "reported";
  const series = useRead(
    "usage_series",
    { from, until, by, basis, timeline: isReported ? undefined : timeline },
    { keepPrevious: true },
  );
  return (
    <Page
      title="Usage"
      subtitle="Copilot Credits per day (UTC). Metered usage is rated and settled here; the environment report shows what Microsoft states. The two are never added together."
    >
      <div className={styles.commands}>
        <Button
          appearance="subtle"
          icon={<SendRegular />}
          onClick={() => change({ panel: "try" })}
          data-testid={testId("try-open")}
        >
          Send a prompt
        </Button>
        <PageLink to="/rehearsal/receipt" search={{ from, until }} data-testid={testId("usage-receipts")}>
          Rows and receipts
        </PageLink>
        <Tag kind="onlyHere" />
      </div>
      <PlannedUse />
      <UsageSwitches by={by} basis={basis} timeline={timeline} shown={series.data} onChange={change} />
      <ProblemBar problem={series.error} onRetry={() => series.refetch()} />
      {!series.error && <UsageFigures series={series.data} />}
      {address.panel === "try" && <TryPanel onClose={() => change({ panel: undefined })} />}
    </Page>
  );
}
