/**
 * The form of a calculator. What was asked last is in the address, so that Back, a reload and a link lead to the same
 * result; what is typed and not asked yet is here.
 */
import { useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { Problem } from "../../api/problem";
import { useAddress } from "../../app/useAddress";
import type { FieldError } from "../../components/FieldMessage";
import { focusFirstError } from "../../components/focusFirstError";

/** Texts by field. The fields of a list bear the place of their row: `lines-0-feature`. */
export type Values = Record<string, string>;

export interface Form {
  /** What is typed now. */
  values: Values;
  set(parts: Values): void;
  /** Replaces everything; rows of a list come and go this way. */
  replace(values: Values): void;
  errorOf(name: string): FieldError | undefined;
}

/** What was asked: the defaults until the address says something else. A list is the address's own as a whole. */
export function useAsked(defaults: Values): Values {
  const { address } = useAddress();
  if (!address.ask) {
    return defaults;
  }
  const single = Object.entries(defaults).filter(([name]) => !/-\d+-/.test(name));
  return { ...Object.fromEntries(single), ...address.ask };
}

/** `lines[0].feature`, as a command names a field, is `lines-0-feature` here. */
export function nameOf(field: string): string {
  return field.replace(/[[\].]+/g, "-");
}

export function useForm(asked: Values, problem: Problem | null) {
  const { change } = useAddress();
  const element = useRef<HTMLFormElement>(null);
  const pressed = useRef(false);
  const [values, setValues] = useState(asked);
  const askedText = JSON.stringify(asked);
  useEffect(() => setValues(JSON.parse(askedText) as Values), [askedText]);

  // A message is about what was asked; what is typed now may be right already.
  const current = JSON.stringify(values) === askedText;
  const field = problem?.field === undefined ? undefined : nameOf(problem.field);
  const shown = problem && current ? problem : undefined;
  const known = field !== undefined && field in values;

  useEffect(() => {
    if (shown && pressed.current) {
      pressed.current = false;
      focusFirstError(element.current);
    }
  }, [shown]);

  const form: Form = {
    values,
    set: (parts) => setValues((before) => ({ ...before, ...parts })),
    replace: setValues,
    errorOf: (name) => (shown && name === field ? shown : undefined),
  };
  return {
    form,
    element,
    /** What stands against the request as a whole. */
    problem: shown && !known ? shown : undefined,
    calculate() {
      pressed.current = true;
      if (current) {
        focusFirstError(element.current);
        return;
      }
      flushSync(() => void change({ ask: values }));
    },
  };
}
