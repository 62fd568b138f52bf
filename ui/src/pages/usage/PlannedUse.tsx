/** Use that the scenario plans: that it is invented, how long it goes on, and the switch that stops it. */
import { makeStyles, Switch, Text, tokens } from "@fluentui/react-components";
import { useAct, useRead } from "../../api/hooks";
import { ProblemBar } from "../../components/ProblemBar";
import { Tag } from "../../components/Tag";
import { Instant } from "../../components/values";
import { testId } from "../../testIds";

const useStyles = makeStyles({
  plan: { display: "flex", flexWrap: "wrap", alignItems: "center", columnGap: tokens.spacingHorizontalM },
  text: { color: tokens.colorNeutralForeground2, maxWidth: "80ch" },
});

/** Nothing where the workbook has no plan: nobody else is given invented use. */
export function PlannedUse() {
  const styles = useStyles();
  const plan = useRead("usage_plan_get", {});
  const change = useAct("usage_plan_switch");
  if (!plan.data?.planned) {
    return null;
  }
  const { goesOn, until, stoppedAt } = plan.data;
  return (
    <>
      <div className={styles.plan} data-testid={testId("usage-plan")} data-goes-on={goesOn}>
        <Switch
          label="Planned use goes on"
          checked={goesOn}
          disabled={change.isPending}
          onChange={(_, { checked }) => change.mutate({ goesOn: checked })}
          data-testid={testId("usage-plan-switch")}
        />
        <Text size={200} className={styles.text}>
          {goesOn
            ? "The demo scenario invents who uses what. Time that passes adds that use until "
            : "Stopped: no use has been invented since "}
          {goesOn ? until && <Instant value={until} /> : stoppedAt && <Instant value={stoppedAt} />}
          {goesOn ? ". Stop it before you import usage of your own." : ". What was used until then stays."}
        </Text>
        <Tag kind="onlyHere" />
      </div>
      <ProblemBar problem={change.error} />
    </>
  );
}
