/** What a drill found: the month's time line, and what each mend would change. */
import { Button, makeStyles, Subtitle2, Text, tokens } from "@fluentui/react-components";
import { useNavigate } from "@tanstack/react-router";
import { Amount, Count, Instant, Money } from "../../components/values";
import type { DrillCourse } from "../../generated/DrillCourse";
import type { DrillMend } from "../../generated/DrillMend";
import type { DrillView } from "../../generated/DrillView";
import { formatDay, formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";
import { PlainTable } from "../azure/PlainTable";

const useStyles = makeStyles({
  block: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalM },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, display: "grid", rowGap: tokens.spacingVerticalS },
});

const MENDS: Partial<Record<DrillMend["mend"], string>> = {
  reallocate: "Reallocate capacity",
  buy: "Buy a capacity pack",
  linkPlan: "Link a billing plan",
};

export function Drill({ found }: { found: DrillView }) {
  const styles = useStyles();
  const month = `${formatDay(found.month)} on`;
  return (
    <div className={styles.block} data-testid={testId("drill-found")}>
      <Text>
        {formatQuantity(found.uses, "use", "uses")} of the month from {formatDay(found.useOf)} on, asked for again from{" "}
        {month}, with the set-up as of <Instant value={found.asOf} />. It starts with nothing used; days that this month
        doesn't have are left out.
      </Text>
      <section className={styles.block} aria-labelledby="drill-line">
        <Subtitle2 as="h2" id="drill-line">
          The month with today's set-up
        </Subtitle2>
        {found.events.length === 0 ? (
          <Text data-testid={testId("drill-nothing")}>Nothing runs out, and no billing plan is charged.</Text>
        ) : (
          <ol className={styles.list} data-testid={testId("drill-events")}>
            {found.events.map(({ at, kind, text }) => (
              <li key={`${at} ${text}`} data-kind={kind}>
                <Instant value={at} />: {text}
              </li>
            ))}
          </ol>
        )}
      </section>
      {found.environment && found.environmentName && (
        <Mends found={found} environment={found.environment} name={found.environmentName} />
      )}
    </div>
  );
}

interface MendsProps {
  found: DrillView;
  environment: string;
  name: string;
}

function Mends({ found, environment, name }: MendsProps) {
  const styles = useStyles();
  const rows = [
    { key: "today", title: "Today's set-up", course: found.today },
    ...found.mends.flatMap(({ mend, course }) => (course ? [{ key: mend, title: MENDS[mend] ?? mend, course }] : [])),
  ];
  return (
    <section className={styles.block} aria-labelledby="drill-mends">
      <Subtitle2 as="h2" id="drill-mends">
        What each mend of "{name}" would change
      </Subtitle2>
      <ul className={styles.list}>
        {found.mends.map(({ mend, text, course }) => (
          <li key={mend} data-testid={testId("drill-mend-<mend>", { mend })}>
            <Text weight="semibold">{MENDS[mend] ?? mend}: </Text>
            {text} {course && <Go mend={mend} environment={environment} />}
          </li>
        ))}
      </ul>
      <PlainTable
        label="What each mend would change"
        columns={[
          "Set-up",
          "First agent flow or Dynamics 365 agent blocked",
          "First custom agent blocked",
          "Refused uses",
          "Billed to plans (credits)",
          "Billed to plans (USD)",
        ]}
        rows={rows.map(({ key, title, course }) => ({
          key,
          testId: testId("drill-course-<mend>", { mend: key }),
          cells: [title, ...cellsOf(course)],
        }))}
      />
    </section>
  );
}

function cellsOf({ firstFlow, firstAgent, lastConversation, refused, refusedInAll, billed, usd }: DrillCourse) {
  const time = (at: string | null | undefined) => (at ? <Instant value={at} /> : "Never");
  return [
    time(firstFlow),
    <span key="agent">
      {time(firstAgent)}
      {lastConversation && (
        <>
          ; the last running conversation ends <Instant value={lastConversation} />
        </>
      )}
    </span>,
    <span key="refused">
      <Count value={refused} />; <Count value={refusedInAll} /> in all environments
    </span>,
    <Amount key="billed" value={billed} />,
    <Money key="usd" value={usd} />,
  ];
}

/** Leads to where the mend is done. */
function Go({ mend, environment }: { mend: DrillMend["mend"]; environment: string }) {
  const navigate = useNavigate();
  const go = () => {
    switch (mend) {
      case "buy":
        return void navigate({ to: "/billing/purchase" });
      case "linkPlan":
        return void navigate({ to: "/power-platform/billing-plans" });
      default:
        return void navigate({
          to: "/power-platform/copilot-studio",
          search: { panel: "capacity", id: environment },
        });
    }
  };
  return (
    <Button size="small" onClick={go} data-testid={testId("drill-go-<mend>", { mend })}>
      {MENDS[mend] ?? mend}
    </Button>
  );
}
