import { describe, expect, it } from "vitest";
import { chargebackTerms } from "./chargebackTerms";

describe("the terms of a chargeback", () => {
  it("are those of the address", () => {
    const ask = {
      month: "2026-10",
      by: "group",
      basis: "azure",
      bill: "focusCost",
      currency: "EUR",
      cost: "1600",
      shared: "one",
      bearer: "Platform",
    };
    const { cost, ...others } = ask;
    expect(chargebackTerms({ ask })).toEqual({ ...others, prepaidCost: cost });
  });

  it("leave to the program what the address does not say or misspells", () => {
    expect(chargebackTerms({})).toEqual({ by: "department" });
    expect(chargebackTerms({ ask: { by: "toString", basis: "both", shared: "" } })).toEqual({ by: "department" });
  });

  it("have a bill, a currency and a bearer only where they count", () => {
    const ask = { basis: "settled", bill: "azureCost", currency: "EUR", shared: "evenly", bearer: "Platform" };
    expect(chargebackTerms({ ask })).toEqual({ by: "department", basis: "settled", shared: "evenly" });
  });
});
