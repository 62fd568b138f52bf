/** What an import did, and what to do next with it. */
import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { useNavigate } from "@tanstack/react-router";
import { useAct } from "../../api/hooks";
import { FocusedHeading } from "../../components/FocusedHeading";
import { ProblemBar } from "../../components/ProblemBar";
import { useAnnounceAdvance } from "../../components/shell/useAnnounceAdvance";
import type { ImportView } from "../../generated/ImportView";
import { addDays, dayOf } from "../../locale/calendar";
import { formatInstant, formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";
import { ImportFacts } from "./ImportFacts";
import { ImportNotes } from "./ImportNotes";
import { useImportWork } from "./importWork";
import { Rejections } from "./Rejections";

const useStyles = makeStyles({
  result: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalM, width: "100%", minWidth: 0 },
  actions: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

export function ImportResult({ view }: { view: ImportView }) {
  const styles = useStyles();
  const { reset } = useImportWork();
  const navigate = useNavigate();
  const { first, last } = view;
  const range = first && last ? { from: dayOf(first), until: addDays(dayOf(last), 1) } : {};
  const isMetered = view.kind === "meteredUsage";

  return (
    <div className={styles.result} data-kind="done" data-testid={testId("import-result")}>
      <FocusedHeading level={2}>
        {view.fileName} was imported: {formatQuantity(view.added, "row", "rows")} added
      </FocusedHeading>
      <ImportFacts view={view} />
      <ImportNotes notes={view.notes} />
      <Rejections rejections={view.rejections} total={view.rejected} />
      <div className={styles.actions}>
        {view.aheadOfClock > 0 && last && <AdvanceToLastRow last={last} />}
        {isMetered && view.olderThanSetUp && (
          <Button
            onClick={() => navigate({ to: "/reports/usage", search: { ...range, by: "payer", timeline: "asIfToday" } })}
            data-testid={testId("import-as-if")}
          >
            See who would pay under today's set-up
          </Button>
        )}
        <Button
          onClick={() =>
            navigate({ to: "/reports/usage", search: { ...range, basis: isMetered ? "metered" : "reported" } })
          }
          data-testid={testId("import-see-usage")}
        >
          See usage
        </Button>
        <Button onClick={reset} data-testid={testId("import-again")}>
          Import another file
        </Button>
      </div>
    </div>
  );
}

function AdvanceToLastRow({ last }: { last: string }) {
  const advance = useAct("clock_advance");
  const announce = useAnnounceAdvance();
  return (
    <>
      <Button
        appearance="primary"
        title={`Simulated time becomes ${formatInstant(last)}`}
        onClick={() => advance.mutate({ to: last }, { onSuccess: announce })}
        data-testid={testId("import-advance")}
      >
        Advance to the last row
      </Button>
      <ProblemBar problem={advance.error} />
    </>
  );
}
