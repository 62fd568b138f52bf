/** What is wrong with a field's input, under the field. What the program refused carries its code. */
import type { Problem } from "../api/problem";
import { LearnMoreLater } from "./help/LearnMoreLater";

/** A text of the form's own, or what the program answered. */
export type FieldError = string | Problem;

export function FieldMessage({ error }: { error: FieldError }) {
  if (typeof error === "string") {
    return error;
  }
  return (
    <span data-kind="refusal" data-code={error.code} data-field={error.field}>
      {error.message}
      {error.article && <LearnMoreLater article={error.article} place="refusal" />}
    </span>
  );
}

/** For a field's `validationMessage`: nothing where nothing is wrong. */
export function fieldMessage(error: FieldError | undefined) {
  return error && <FieldMessage error={error} />;
}
