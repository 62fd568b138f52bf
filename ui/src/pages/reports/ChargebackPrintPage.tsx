/** Statements as they are printed: each department, cost center or group on a page of its own. The screen shows the paper. */
import { Button, makeStaticStyles, makeStyles, Text, tokens } from "@fluentui/react-components";
import { PrintRegular } from "@fluentui/react-icons";
import { useIsFetching } from "@tanstack/react-query";
import { useRead } from "../../api/hooks";
import { useAddress } from "../../app/useAddress";
import { Page } from "../../components/Page";
import { PageLink } from "../../components/PageLink";
import { ProblemBar } from "../../components/ProblemBar";
import { testId } from "../../testIds";
import { chargebackTerms } from "./chargebackTerms";
import { StatementSheet } from "./StatementSheet";

/** Departments that are printed at once. */
const MOST = 200;

/** On paper there is nothing but the sheets. */
const usePaper = makeStaticStyles(
  "@page { size: A4; margin: 14mm } @media print { main:has([data-print='sheet']) [data-print='heading'], [data-print='no'] { display: none } }",
);

const useStyles = makeStyles({
  tools: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalM },
});

export function ChargebackPrintPage() {
  usePaper();
  const styles = useStyles();
  const { address } = useAddress();
  const { whose, ...others } = address.ask ?? {};
  const terms = chargebackTerms(address);
  const everybody = useRead("chargeback_list", { ...terms, limit: MOST }, { enabled: whose === undefined });
  const loading = useIsFetching() > 0;
  const keys =
    whose === undefined
      ? (everybody.data?.rows ?? []).filter(({ kind }) => kind !== "apart").map(({ key }) => key)
      : [whose];
  const left = whose === undefined && everybody.data ? everybody.data.total > everybody.data.rows.length : false;
  return (
    <Page title="Printable statements" onlyHere>
      <div className={styles.tools} data-print="no">
        <Button
          appearance="primary"
          icon={<PrintRegular />}
          disabled={loading || keys.length === 0}
          onClick={() => window.print()}
          data-testid={testId("statement-print-now")}
        >
          Print or save as PDF
        </Button>
        {whose === undefined ? (
          <PageLink to="/reports/chargeback" search={{ ask: others }} data-testid={testId("statement-back")}>
            Go to the chargeback
          </PageLink>
        ) : (
          <PageLink
            to="/reports/chargeback/statement"
            search={{ ask: { ...others, whose } }}
            data-testid={testId("statement-back")}
          >
            Go to the statement
          </PageLink>
        )}
        {left && <Text>Only the {MOST} largest are here; the others have their statements in the list.</Text>}
      </div>
      <ProblemBar problem={everybody.error} onRetry={() => void everybody.refetch()} />
      {keys.map((key) => (
        <StatementSheet key={key} whose={key} terms={terms} />
      ))}
    </Page>
  );
}
