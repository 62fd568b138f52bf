/** What a chargeback is asked for, as the address says it: who is charged, whose money it is, and how shared costs are divided. */
import type { Address } from "../../app/address";
import type { ChargebackBasis } from "../../generated/ChargebackBasis";
import type { ChargebackList } from "../../generated/ChargebackList";
import type { ChargedBy } from "../../generated/ChargedBy";
import type { ImportKind } from "../../generated/ImportKind";
import type { SharedCostRule } from "../../generated/SharedCostRule";

export const CHARGED: Record<ChargedBy, string> = {
  department: "Department",
  costCenter: "Cost center",
  group: "Group",
};

export const BASES: Record<ChargebackBasis, string> = {
  settled: "Settled by Meterdesk",
  azure: "Azure's bill (imported)",
};

export const RULES: Record<SharedCostRule, string> = {
  used: "By what each used of it",
  apart: "Keep apart",
  billed: "In proportion to billed credits",
  evenly: "Evenly",
  one: "To one department",
};

export type ChargebackTerms = Pick<
  ChargebackList,
  "month" | "by" | "basis" | "bill" | "currency" | "prepaidCost" | "shared" | "bearer"
>;

/** What the address doesn't say, the program decides, and says in its answer. */
export function chargebackTerms({ ask = {} }: Address): ChargebackTerms {
  const { month, bill, currency, cost, bearer } = ask;
  const known = <K extends string>(words: Record<K, string>, word: string | undefined) =>
    word !== undefined && Object.hasOwn(words, word) ? (word as K) : undefined;
  const basis = known(BASES, ask.basis);
  const shared = known(RULES, ask.shared);
  return {
    by: known(CHARGED, ask.by) ?? "department",
    ...(month && { month }),
    ...(basis && { basis }),
    ...(basis === "azure" && bill && { bill: bill as ImportKind }),
    ...(basis === "azure" && currency && { currency }),
    ...(cost && { prepaidCost: cost }),
    ...(shared && { shared }),
    ...(shared === "one" && bearer && { bearer }),
  };
}
