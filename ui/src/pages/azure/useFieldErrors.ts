/** Which fields of a small form can't be taken. The program decides; only emptiness is seen here. */
import { useState } from "react";
import { flushSync } from "react-dom";
import { type Problem, toProblem } from "../../api/problem";
import type { FieldError } from "../../components/FieldMessage";

export function useFieldErrors<Field extends string>(fields: readonly Field[]) {
  const [errors, setErrors] = useState<Partial<Record<Field, FieldError>>>({});
  const [problem, setProblem] = useState<Problem>();

  function show(found: Partial<Record<Field, FieldError>>, other?: Problem): boolean {
    flushSync(() => {
      setErrors(found);
      setProblem(other);
    });
    return Object.keys(found).length === 0 && !other;
  }

  return {
    errors,
    problem,
    clear(field: Field): void {
      setErrors(({ [field]: _, ...rest }) => rest as Partial<Record<Field, FieldError>>);
      setProblem(undefined);
    },
    /** Acts unless something is missing; what the program refuses stands under its field, or above all of them. */
    async run(missing: Partial<Record<Field, FieldError>>, act: () => Promise<unknown>): Promise<boolean> {
      if (!show(missing)) {
        return false;
      }
      try {
        await act();
        return true;
      } catch (rejection) {
        const refused = toProblem(rejection);
        const field = fields.find((candidate) => candidate === refused.field);
        return field ? show({ [field]: refused } as Partial<Record<Field, FieldError>>) : show({}, refused);
      }
    },
  };
}
