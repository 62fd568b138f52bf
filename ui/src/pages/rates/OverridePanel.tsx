/** Overrides one rate, or the time of one card, with where the value comes from. */
import { Field, Input, Text, Textarea } from "@fluentui/react-components";
import { useState } from "react";
import { useAct } from "../../api/hooks";
import { fieldMessage } from "../../components/FieldMessage";
import { useNotices } from "../../components/Notices";
import type { RateCardRow } from "../../generated/RateCardRow";
import { testId } from "../../testIds";
import { FormPanel } from "../azure/FormPanel";
import { useFieldErrors } from "../azure/useFieldErrors";

/** What is overridden. */
export interface Subject {
  /** Absent: the card's time. */
  feature?: string;
  label: string;
  revision: number | undefined;
  /** What holds now. */
  now: string;
}

const FIELDS = ["credits", "from", "basis"] as const;

interface OverridePanelProps {
  card: Pick<RateCardRow, "id" | "unit">;
  subject: Subject;
  onDone(): void;
}

export function OverridePanel({ card, subject, onDone }: OverridePanelProps) {
  const { feature, label, revision, now } = subject;
  const [value, setValue] = useState(now);
  const [basis, setBasis] = useState("");
  const form = useFieldErrors(FIELDS);
  const set = useAct("rate_override_set");
  const { say } = useNotices();
  const field = feature === undefined ? "from" : "credits";
  const missing = {
    ...(value.trim() === "" && { [field]: "Enter a value." }),
    ...(basis.trim() === "" && { basis: "Say where this value comes from: receipts name it." }),
  };
  const save = () =>
    form.run(missing, async () => {
      await set.mutateAsync({
        card: card.id,
        basis,
        ...(feature === undefined ? { from: value } : { feature, credits: value }),
        ...(revision !== undefined && { revision }),
      });
      say(`${label} of the rate card ${card.id} was overridden. All use is rated anew.`);
      onDone();
    });
  return (
    <FormPanel
      id="override"
      title={feature === undefined ? "Override the time" : `Override ${label}`}
      saveLabel="Override"
      dirty={value !== now || basis !== ""}
      problem={form.problem}
      onSave={save}
      onClose={onDone}
    >
      <Text>
        On the rate card {card.id}, in this workbook only. All use that the card rates is rated anew, earlier use too;
        you can take it back.
      </Text>
      <Field
        label={feature === undefined ? "Holds from" : `${card.unit} a unit`}
        hint={feature === undefined ? "YYYY-MM-DD, 00:00 UTC" : undefined}
        required
        validationMessage={fieldMessage(form.errors[field])}
      >
        <Input
          value={value}
          onChange={(_, data) => {
            setValue(data.value);
            form.clear(field);
          }}
          data-testid={testId("override-value")}
        />
      </Field>
      <Field
        label="Where the value comes from"
        hint="Such as a quote or a document with its date"
        required
        validationMessage={fieldMessage(form.errors.basis)}
      >
        <Textarea
          value={basis}
          onChange={(_, data) => {
            setBasis(data.value);
            form.clear("basis");
          }}
          data-testid={testId("override-basis")}
        />
      </Field>
    </FormPanel>
  );
}
