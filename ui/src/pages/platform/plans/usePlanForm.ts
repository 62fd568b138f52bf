/** What was put into New billing plan so far, and which of it can't be taken. The program decides; only emptiness is seen here. */
import { useState } from "react";
import { flushSync } from "react-dom";
import { call } from "../../../api/call";
import { type Problem, toProblem } from "../../../api/problem";
import { useActor } from "../../../app/actor";
import type { FieldError } from "../../../components/FieldMessage";
import type { PlanCreate } from "../../../generated/PlanCreate";
import type { PlanKindKey } from "../../../generated/PlanKindKey";
import type { PlanProductKey } from "../../../generated/PlanProductKey";

export interface PlanInput {
  kind: PlanKindKey;
  name: string;
  subscription: string;
  resourceGroup: string;
  products: PlanProductKey[];
  region: string;
  environments: string[];
  /** Of these, the ones that are taken off another plan. */
  moved: string[];
}

export type PlanField = "name" | "subscription" | "resourceGroup" | "products" | "region" | "environment";
export type PlanErrors = Partial<Record<PlanField, FieldError>>;

const EMPTY: PlanInput = {
  kind: "azureSubscription",
  name: "",
  subscription: "",
  resourceGroup: "",
  products: ["copilotStudio", "dataverse"],
  region: "",
  environments: [],
  moved: [],
};

const DETAIL_FIELDS: readonly string[] = ["name", "subscription", "resourceGroup", "products"];
const ENVIRONMENT_FIELDS: readonly string[] = ["region", "environment"];

export function toRequest(input: PlanInput): PlanCreate {
  const { kind, name, subscription, resourceGroup, products, region, environments, moved } = input;
  const wanted = { kind, name, subscription, resourceGroup };
  return kind === "copilotChat"
    ? { ...wanted, moveLinked: moved.length > 0 }
    : { ...wanted, products, region, environments, moveLinked: moved.length > 0 };
}

export function usePlanForm() {
  const { actorId } = useActor();
  const [input, setInput] = useState(EMPTY);
  const [errors, setErrors] = useState<PlanErrors>({});
  const [problem, setProblem] = useState<Problem>();

  function show(found: PlanErrors, refused?: Problem): boolean {
    flushSync(() => {
      setErrors(found);
      setProblem(refused);
    });
    return Object.keys(found).length === 0 && !refused;
  }

  return {
    input,
    errors,
    problem,
    isDirty: input !== EMPTY,
    change(parts: Partial<PlanInput>): void {
      setInput((before) => ({ ...before, ...parts }));
      setProblem(undefined);
      setErrors((before) => {
        const rest: Record<string, FieldError | undefined> = { ...before };
        for (const key of Object.keys(parts)) {
          delete rest[key === "environments" ? "environment" : key];
        }
        return rest as PlanErrors;
      });
    },
    /** Asks the program whether it would take the first step; what the second has does not matter yet. */
    async checkDetails(): Promise<boolean> {
      const missing = missingDetails(input);
      if (Object.keys(missing).length > 0) {
        return show(missing);
      }
      try {
        await call("plan_create", { ...toRequest(input), environments: [], preview: true }, actorId);
        return show({});
      } catch (rejection) {
        const refused = toProblem(rejection);
        const { field = "" } = refused;
        if (DETAIL_FIELDS.includes(field)) {
          return show({ [field]: refused });
        }
        return show({}, ENVIRONMENT_FIELDS.includes(field) ? undefined : refused);
      }
    },
    /** Whether everything that is needed was put in; says what is missing. */
    isComplete(): boolean {
      const missing: PlanErrors =
        input.kind === "azureSubscription" && input.region === ""
          ? { region: "Choose a region." }
          : input.kind === "copilotChat"
            ? missingDetails(input)
            : {};
      return show(missing);
    },
    /** Puts what was refused at its field, and names the step that has it. */
    refuse(refused: Problem): "details" | "environments" | undefined {
      const { field = "" } = refused;
      const step = DETAIL_FIELDS.includes(field)
        ? "details"
        : ENVIRONMENT_FIELDS.includes(field) && input.kind === "azureSubscription"
          ? "environments"
          : undefined;
      if (step) {
        show({ [field]: refused });
      }
      return step;
    },
  };
}

export type PlanForm = ReturnType<typeof usePlanForm>;

function missingDetails(input: PlanInput): PlanErrors {
  return {
    ...(input.name.trim() === "" && { name: "Enter a name." }),
    ...(input.subscription === "" && { subscription: "Choose an Azure subscription." }),
    ...(input.resourceGroup === "" && { resourceGroup: "Choose a resource group." }),
    ...(input.kind === "azureSubscription" &&
      input.products.length === 0 && { products: "Choose at least one product." }),
  };
}
