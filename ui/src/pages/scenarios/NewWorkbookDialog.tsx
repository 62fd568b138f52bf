/** Asks for the scenario and the seed of a new workbook; the place is asked for by the system's own dialog. */
import { Field, Input, makeStyles, Radio, RadioGroup, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useRead } from "../../api/hooks";
import { useNewWorkbook } from "../../api/workbookFiles";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import { fieldMessage } from "../../components/FieldMessage";
import { testId } from "../../testIds";

const useStyles = makeStyles({
  fields: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalM },
});

export function NewWorkbookDialog({ onClose }: { onClose(): void }) {
  const styles = useStyles();
  const scenarios = useRead("scenario_list", {});
  const make = useNewWorkbook();
  const [scenario, setScenario] = useState("demo");
  const [seed, setSeed] = useState("0");
  const atSeed = make.error?.field === "seed" ? make.error : undefined;
  const confirm = () => make.mutate({ scenario, seed }, { onSuccess: (name) => name !== null && onClose() });
  return (
    <ConfirmDialog
      title="New workbook"
      confirmLabel="Choose a place and make it"
      problem={atSeed ? scenarios.error : (make.error ?? scenarios.error)}
      onConfirm={confirm}
      onCancel={onClose}
    >
      <div className={styles.fields}>
        <Field label="Scenario">
          <RadioGroup value={scenario} onChange={(_, { value }) => setScenario(value)}>
            {scenarios.data?.rows.map(({ name, about }) => (
              <Radio
                key={name}
                value={name}
                label={`${name}: ${about}`}
                data-testid={testId("workbook-scenario-<name>", { name })}
              />
            ))}
          </RadioGroup>
        </Field>
        <Field
          label="Seed"
          hint="The same scenario and seed give the same people, usage and identities."
          validationMessage={fieldMessage(atSeed)}
        >
          <Input value={seed} onChange={(_, { value }) => setSeed(value)} data-testid={testId("workbook-seed")} />
        </Field>
        <span>This workbook is closed; it stays as it is.</span>
      </div>
    </ConfirmDialog>
  );
}
