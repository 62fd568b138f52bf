/** The rates of a draft: features that are to cost something else than on the second card. */
import { Button, Dropdown, Field, Input, makeStyles, Option, Subtitle2, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { type FieldError, fieldMessage } from "../../components/FieldMessage";
import type { FeatureName } from "../../generated/FeatureName";
import type { RateDraft } from "../../generated/RateDraft";
import { testId } from "../../testIds";

const useStyles = makeStyles({
  section: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS },
  form: { display: "flex", flexWrap: "wrap", alignItems: "flex-start", gap: tokens.spacingHorizontalM },
  rate: { maxWidth: "320px" },
  // Beside fields, whose labels stand above them.
  add: { marginTop: "24px" },
  list: { margin: 0, padding: 0, listStyleType: "none", display: "flex", flexWrap: "wrap", gap: "8px" },
});

/** In the address a draft is `feature=rate`, one after the other. */
export function readDraft(text: string | undefined): RateDraft[] {
  return (text ?? "")
    .split(";")
    .map((part) => part.split("="))
    .filter((part): part is [string, string] => part.length === 2)
    .map(([feature, credits]) => ({ feature, credits }));
}

export function writeDraft(draft: RateDraft[]): string {
  return draft.map(({ feature, credits }) => `${feature}=${credits}`).join(";");
}

interface DraftRatesProps {
  features: FeatureName[];
  draft: RateDraft[];
  error: FieldError | undefined;
  onChange(draft: RateDraft[]): void;
}

export function DraftRates({ features, draft, error, onChange }: DraftRatesProps) {
  const styles = useStyles();
  const [feature, setFeature] = useState("generativeAnswer");
  const [credits, setCredits] = useState("");
  const named = (key: string) => features.find((known) => known.feature === key)?.label ?? key;
  const others = draft.filter((rate) => rate.feature !== feature);
  return (
    <section className={styles.section} aria-labelledby="draft-heading">
      <Subtitle2 as="h2" id="draft-heading">
        Draft of the second card
      </Subtitle2>
      <div className={styles.form}>
        <Field label="Feature">
          <Dropdown
            inlinePopup
            value={named(feature)}
            selectedOptions={[feature]}
            onOptionSelect={(_, { optionValue }) => optionValue && setFeature(optionValue)}
            data-testid={testId("rates-draft-feature")}
          >
            {features.map(({ feature, label }) => (
              <Option key={feature} value={feature} data-testid={testId("rates-draft-feature-<feature>", { feature })}>
                {label}
              </Option>
            ))}
          </Dropdown>
        </Field>
        <Field className={styles.rate} label="Rate (credits)" validationMessage={fieldMessage(error)}>
          <Input
            value={credits}
            onChange={(_, { value }) => setCredits(value)}
            data-testid={testId("rates-draft-credits")}
          />
        </Field>
        <Button
          className={styles.add}
          onClick={() => onChange([...others, { feature, credits: credits.trim() || "0" }])}
          data-testid={testId("rates-draft-add")}
        >
          Set in the draft
        </Button>
      </div>
      {draft.length > 0 && (
        <ul className={styles.list}>
          {draft.map((rate) => (
            <li key={rate.feature}>
              <Button
                size="small"
                onClick={() => onChange(draft.filter((other) => other !== rate))}
                data-testid={testId("rates-draft-remove-<feature>", { feature: rate.feature })}
              >
                {`Remove ${named(rate.feature)}: ${rate.credits}`}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
