/** What was put into the wizard so far, and which of it can't be taken. The program decides; only emptiness is seen here. */
import { useState } from "react";
import { flushSync } from "react-dom";
import { call } from "../../api/call";
import { type Problem, toProblem } from "../../api/problem";
import { useActor } from "../../app/actor";
import type { FieldError } from "../../components/FieldMessage";
import type { Choice } from "../../components/SearchPicker";
import type { PolicyCreate } from "../../generated/PolicyCreate";
import { type BudgetErrors, isBudgetField, NO_BUDGET, type TypedBudget, toBudget } from "./budget/budgetInput";

export interface PolicyInput {
  name: string;
  subscription: string;
  resourceGroup: string;
  region: string;
  termsAccepted: boolean;
  scope: "allUsers" | "group";
  group: Choice | undefined;
  hasBudget: boolean;
  budget: TypedBudget;
}

export type PolicyField = "name" | "subscription" | "resourceGroup" | "region" | "termsAccepted" | "users";
/** Errors of the budget bear the program's own names, such as `budget.amount`. */
export type FieldErrors = Partial<Record<PolicyField, FieldError>> & BudgetErrors;

const EMPTY: PolicyInput = {
  name: "",
  subscription: "",
  resourceGroup: "",
  region: "",
  termsAccepted: false,
  scope: "allUsers",
  group: undefined,
  hasBudget: false,
  budget: NO_BUDGET,
};

const DETAIL_FIELDS: readonly string[] = ["name", "subscription", "resourceGroup", "region", "termsAccepted"];

export function toRequest(input: PolicyInput): PolicyCreate {
  const { name, subscription, resourceGroup, region, termsAccepted, scope, group, hasBudget, budget } = input;
  const users =
    scope === "group" && group ? ({ kind: "group", group: group.id } as const) : ({ kind: "allUsers" } as const);
  const wanted = { name, subscription, resourceGroup, region, termsAccepted, users };
  return hasBudget ? { ...wanted, budget: toBudget(budget) } : wanted;
}

export function usePolicyForm() {
  const { actorId } = useActor();
  const [input, setInput] = useState(EMPTY);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [problem, setProblem] = useState<Problem>();

  function change(parts: Partial<PolicyInput>): void {
    setInput((before) => ({ ...before, ...parts }));
    setProblem(undefined);
    setErrors((before) => {
      const rest = { ...before };
      for (const key of Object.keys(parts)) {
        delete rest[key === "group" || key === "scope" ? "users" : key];
      }
      return "budget" in parts || "hasBudget" in parts
        ? Object.fromEntries(Object.entries(rest).filter(([field]) => !isBudgetField(field)))
        : rest;
    });
  }

  function show(found: FieldErrors, refused?: Problem): boolean {
    flushSync(() => {
      setErrors(found);
      setProblem(refused);
    });
    return Object.keys(found).length === 0 && !refused;
  }

  /** Asks the program whether it would take the policy; an error of a field on a later step does not matter yet. */
  async function tryOut(request: PolicyCreate, ofStep: (field: string) => boolean): Promise<boolean> {
    try {
      await call("policy_create", { ...request, preview: true }, actorId);
      return show({});
    } catch (rejection) {
      const refused = toProblem(rejection);
      const { field } = refused;
      if (field && ofStep(field)) {
        return show({ [field]: refused });
      }
      return show({}, refused.field === undefined ? refused : undefined);
    }
  }

  /** Puts what was refused at its field, and names the step that has it; undefined where no field is to blame. */
  function refuse(refused: Problem): "details" | "users" | "budget" | undefined {
    const { field = "" } = refused;
    const step = DETAIL_FIELDS.includes(field)
      ? "details"
      : field === "users"
        ? "users"
        : isBudgetField(field)
          ? "budget"
          : undefined;
    if (step) {
      show({ [field]: refused });
    }
    return step;
  }

  return {
    input,
    change,
    refuse,
    errors,
    problem,
    isDirty: input !== EMPTY,
    async checkDetails(): Promise<boolean> {
      const missing = missingDetails(input);
      if (Object.keys(missing).length > 0) {
        return show(missing);
      }
      return tryOut({ ...toRequest(input), users: { kind: "allUsers" } }, (field) => DETAIL_FIELDS.includes(field));
    },
    async checkUsers(): Promise<boolean> {
      if (input.scope === "group" && !input.group) {
        return show({ users: "Choose a group, or choose All users." });
      }
      return tryOut(toRequest(input), (field) => field === "users");
    },
    checkBudget(): Promise<boolean> {
      return tryOut(toRequest(input), isBudgetField);
    },
  };
}

export type PolicyForm = ReturnType<typeof usePolicyForm>;

function missingDetails(input: PolicyInput): FieldErrors {
  return {
    ...(input.name.trim() === "" && { name: "Enter a name." }),
    ...(input.subscription === "" && { subscription: "Choose a subscription." }),
    ...(input.resourceGroup === "" && { resourceGroup: "Choose a resource group." }),
    ...(input.region === "" && { region: "Choose a region." }),
    ...(!input.termsAccepted && { termsAccepted: "Accept the terms of service to go on." }),
  };
}
