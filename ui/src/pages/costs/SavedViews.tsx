/** Saved views of Cost management: a button that opens them, to save what is shown, open one or delete one. */
import { Button, Field, Input, makeStyles, Text, tokens } from "@fluentui/react-components";
import { BookmarkMultipleRegular, DeleteRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { useAct, useRead } from "../../api/hooks";
import { fieldMessage } from "../../components/FieldMessage";
import { useNotices } from "../../components/Notices";
import { ProblemBar } from "../../components/ProblemBar";
import type { CostViewRow } from "../../generated/CostViewRow";
import { testId } from "../../testIds";
import { FormPanel } from "../azure/FormPanel";
import { useFieldErrors } from "../azure/useFieldErrors";

const useStyles = makeStyles({
  views: { listStyleType: "none", margin: 0, padding: 0 },
  view: {
    display: "flex",
    justifyContent: "space-between",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalS,
  },
  name: { minWidth: 0, textAlign: "left", justifyContent: "flex-start", overflowWrap: "anywhere" },
});

type Parts = Record<string, string>;

interface SavedViewsProps {
  /** What the address keeps of the view that is shown. */
  shown: Parts;
  onOpen(parts: Parts): void;
}

export function SavedViews({ shown, onOpen }: SavedViewsProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        icon={<BookmarkMultipleRegular />}
        style={{ alignSelf: "flex-end" }}
        onClick={() => setOpen(true)}
        data-testid={testId("costs-views")}
      >
        Saved views
      </Button>
      {open && (
        <ViewsPanel
          shown={shown}
          onOpen={(parts) => {
            setOpen(false);
            onOpen(parts);
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

function ViewsPanel({ shown, onOpen, onClose }: SavedViewsProps & { onClose(): void }) {
  const [name, setName] = useState("");
  const form = useFieldErrors(["name"] as const);
  const save = useAct("cost_view_save");
  const { say } = useNotices();
  const missing = name.trim() === "" ? { name: "Enter a name for the view." } : {};
  const submit = () =>
    form.run(missing, async () => {
      await save.mutateAsync({ name, parts: shown });
      say(`The view "${name.trim()}" was saved.`);
      setName("");
    });
  return (
    <FormPanel
      id="cost-views"
      title="Saved views"
      saveLabel="Save this view"
      dirty={name !== ""}
      problem={form.problem}
      onSave={submit}
      onClose={onClose}
    >
      <Field
        label="Name of the view that is shown"
        hint="Its period, grouping, basis, chart and filters are kept, for everybody who opens this workbook."
        required
        validationMessage={fieldMessage(form.errors.name)}
      >
        <Input
          value={name}
          onChange={(_, { value }) => {
            setName(value);
            form.clear("name");
          }}
          data-testid={testId("costs-view-name")}
        />
      </Field>
      <Views onOpen={onOpen} />
    </FormPanel>
  );
}

function Views({ onOpen }: { onOpen(parts: Parts): void }) {
  const styles = useStyles();
  const views = useRead("cost_view_list", {});
  const remove = useAct("cost_view_delete");
  if (views.error) {
    return <ProblemBar problem={views.error} onRetry={() => void views.refetch()} />;
  }
  if (views.data?.rows.length === 0) {
    return <Text>No view has been saved yet.</Text>;
  }
  const partsOf = ({ parts }: CostViewRow) =>
    Object.fromEntries(Object.entries(parts).map(([key, value]) => [key, value ?? ""]));
  return (
    <>
      <ul className={styles.views} aria-label="Saved views">
        {views.data?.rows.map((view, place) => (
          <li key={view.name} className={styles.view}>
            <Button
              appearance="transparent"
              className={styles.name}
              onClick={() => onOpen(partsOf(view))}
              data-testid={testId("costs-view-open-<place>", { place: place + 1 })}
            >
              {view.name}
            </Button>
            <Button
              appearance="subtle"
              icon={<DeleteRegular />}
              aria-label={`Delete ${view.name}`}
              onClick={() => remove.mutate({ name: view.name })}
              data-testid={testId("costs-view-delete-<place>", { place: place + 1 })}
            />
          </li>
        ))}
      </ul>
      <ProblemBar problem={remove.error} />
    </>
  );
}
