/** What a file would do, and the decisions that it needs, before anything is added. */
import { Button, Checkbox, Field, makeStyles, Radio, RadioGroup, tokens } from "@fluentui/react-components";
import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import { FocusedHeading } from "../../components/FocusedHeading";
import { focusFirstError } from "../../components/focusFirstError";
import type { ImportView } from "../../generated/ImportView";
import { testId } from "../../testIds";
import { ImportFacts } from "./ImportFacts";
import { ImportNotes } from "./ImportNotes";
import { type ImportChoices, useImportWork } from "./importWork";
import { Rejections } from "./Rejections";
import { StatedTime, type TimeInput, timeChoice, timeErrors } from "./StatedTime";
import { type Added, UnknownNames } from "./UnknownNames";
import { UnknownPeople } from "./UnknownPeople";

const useStyles = makeStyles({
  preview: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalM, width: "100%", minWidth: 0 },
  actions: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

export function ImportPreview({ view }: { view: ImportView }) {
  const styles = useStyles();
  const { publish, reset } = useImportWork();
  const box = useRef<HTMLDivElement>(null);
  const [choices, setChoices] = useState<ImportChoices>({});
  const [time, setTime] = useState<TimeInput>({ first: "", last: "" });
  const [addPeople, setAddPeople] = useState(false);
  const [added, setAdded] = useState<Added>({});
  const [checked, setChecked] = useState(false);
  const errors = timeErrors(view.needs, time);
  const undecided =
    (view.needs === "overlap" && !choices.onOverlap) ||
    (view.needs === "shrink" && !choices.allowShrink) ||
    Object.values(errors).some(Boolean);

  function submit() {
    flushSync(() => setChecked(true));
    if (undecided) {
      focusFirstError(box.current);
    } else {
      publish({ ...choices, ...added, ...(addPeople && { addPeople }), ...timeChoice(view.needs, time) });
    }
  }

  return (
    <div className={styles.preview} ref={box} data-testid={testId("import-preview")}>
      <FocusedHeading level={2}>{view.fileName}: what importing it would do</FocusedHeading>
      <ImportFacts view={view} />
      <ImportNotes notes={view.notes} />
      <Rejections rejections={view.rejections} total={view.rejected} />
      <UnknownPeople count={view.unknownPeople} names={view.unknownNames} add={addPeople} onChange={setAddPeople} />
      <UnknownNames unknown={view.unknown} added={added} onChange={setAdded} />
      {view.needs === "overlap" && (
        <Field
          label="This file has no event ids and overlaps an earlier import. What should happen?"
          required
          validationMessage={checked && undecided ? "Choose one." : undefined}
        >
          <RadioGroup
            value={choices.onOverlap ?? ""}
            onChange={(_, { value }) => setChoices({ onOverlap: value === "replace" ? "replace" : "add" })}
          >
            <Radio
              value="replace"
              label="Replace: this file stands for its time range"
              data-testid={testId("import-overlap-<choice>", { choice: "replace" })}
            />
            <Radio
              value="add"
              label="Add: both count"
              data-testid={testId("import-overlap-<choice>", { choice: "add" })}
            />
          </RadioGroup>
        </Field>
      )}
      {(view.needs === "period" || view.needs === "asOf") && (
        <>
          <StatedTime needs={view.needs} value={time} errors={checked ? errors : {}} onChange={setTime} />
          <Checkbox
            label="It may take the place of a report that states more than twice as much for the same time."
            checked={choices.allowShrink ?? false}
            onChange={(_, data) => setChoices({ allowShrink: data.checked === true })}
            data-testid={testId("import-shrink")}
          />
        </>
      )}
      {view.needs === "shrink" && (
        <Field validationMessage={checked && undecided ? "Accept this, or cancel." : undefined}>
          <Checkbox
            label="This report states less than half of what stands now. It may take its place all the same."
            checked={choices.allowShrink ?? false}
            onChange={(_, data) => setChoices({ allowShrink: data.checked === true })}
            data-testid={testId("import-shrink")}
          />
        </Field>
      )}
      <div className={styles.actions}>
        <Button appearance="primary" onClick={submit} data-testid={testId("import-accept")}>
          Import
        </Button>
        <Button onClick={reset} data-testid={testId("import-discard")}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
