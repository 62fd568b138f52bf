/** A policy's budget: what was spent, and the settings. */
import { makeStyles, Tab, TabList, tokens } from "@fluentui/react-components";
import { useState } from "react";
import type { PolicyView } from "../../../generated/PolicyView";
import { testId } from "../../../testIds";
import { BudgetSettings } from "./BudgetSettings";
import { Spending } from "./Spending";

type View = "spending" | "settings";

const VIEWS: { view: View; label: string }[] = [
  { view: "spending", label: "Spending" },
  { view: "settings", label: "Settings" },
];

const useStyles = makeStyles({ panel: { paddingTop: tokens.spacingVerticalL } });

interface BudgetTabProps {
  policy: PolicyView;
  onDirty(dirty: boolean): void;
}

export function BudgetTab({ policy, onDirty }: BudgetTabProps) {
  const styles = useStyles();
  const [shown, setShown] = useState<View>("spending");
  return (
    <>
      <TabList
        size="small"
        aria-label="Budget"
        selectedValue={shown}
        onTabSelect={(_, { value }) => {
          onDirty(false);
          setShown(value as View);
        }}
      >
        {VIEWS.map(({ view, label }) => (
          <Tab
            key={view}
            value={view}
            id={`budget-view-${view}`}
            aria-controls={shown === view ? `budget-panel-${view}` : undefined}
            data-testid={testId("budget-view-<name>", { name: view })}
          >
            {label}
          </Tab>
        ))}
      </TabList>
      <div
        className={styles.panel}
        role="tabpanel"
        id={`budget-panel-${shown}`}
        aria-labelledby={`budget-view-${shown}`}
      >
        {shown === "spending" ? (
          <Spending policy={policy} />
        ) : (
          <BudgetSettings key={policy.revision} policy={policy} onDirty={onDirty} />
        )}
      </div>
    </>
  );
}
