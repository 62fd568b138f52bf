/** What was put into the wizard so far, and which of it can't be taken. The program decides; only emptiness is seen here. */
import { useState } from "react";
import { flushSync } from "react-dom";
import { call } from "../../api/call";
import { type Problem, toProblem } from "../../api/problem";
import { useActor } from "../../app/actor";
import type { FieldError } from "../../components/FieldMessage";
import type { Choice } from "../../components/SearchPicker";
import type { PolicyCreate } from "../../generated/PolicyCreate";

export interface PolicyInput {
  name: string;
  subscription: string;
  resourceGroup: string;
  region: string;
  termsAccepted: boolean;
  scope: "allUsers" | "group";
  group: Choice | undefined;
}

export type PolicyField = "name" | "subscription" | "resourceGroup" | "region" | "termsAccepted" | "users";
export type FieldErrors = Partial<Record<PolicyField, FieldError>>;

const EMPTY: PolicyInput = {
  name: "",
  subscription: "",
  resourceGroup: "",
  region: "",
  termsAccepted: false,
  scope: "allUsers",
  group: undefined,
};

const DETAIL_FIELDS: readonly PolicyField[] = ["name", "subscription", "resourceGroup", "region", "termsAccepted"];

export function toRequest(input: PolicyInput): PolicyCreate {
  const { name, subscription, resourceGroup, region, termsAccepted, scope, group } = input;
  const users =
    scope === "group" && group ? ({ kind: "group", group: group.id } as const) : ({ kind: "allUsers" } as const);
  return { name, subscription, resourceGroup, region, termsAccepted, users };
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
        delete rest[key === "group" || key === "scope" ? "users" : (key as PolicyField)];
      }
      return rest;
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
  async function tryOut(request: PolicyCreate, fields: readonly PolicyField[]): Promise<boolean> {
    try {
      await call("policy_create", { ...request, preview: true }, actorId);
      return show({});
    } catch (rejection) {
      const refused = toProblem(rejection);
      const field = fields.find((candidate) => candidate === refused.field);
      if (field) {
        return show({ [field]: refused });
      }
      return show({}, refused.field === undefined ? refused : undefined);
    }
  }

  return {
    input,
    change,
    errors,
    problem,
    isDirty: input !== EMPTY,
    async checkDetails(): Promise<boolean> {
      const missing = missingDetails(input);
      if (Object.keys(missing).length > 0) {
        return show(missing);
      }
      return tryOut({ ...toRequest(input), users: { kind: "allUsers" } }, DETAIL_FIELDS);
    },
    async checkUsers(): Promise<boolean> {
      if (input.scope === "group" && !input.group) {
        return show({ users: "Choose a group, or choose All users." });
      }
      return tryOut(toRequest(input), ["users"]);
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
