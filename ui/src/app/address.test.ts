import { describe, expect, it } from "vitest";
import { readAddress } from "./address";

describe("an address", () => {
  it("keeps what it knows", () => {
    const address = {
      tab: "services",
      panel: "service",
      service: "retrievalApi",
      from: "2026-11-01",
      by: "environment",
    };
    expect(readAddress(address)).toEqual(address);
  });

  it("leaves out what it does not know or understand", () => {
    expect(readAddress({ tab: "x", service: "copilotStudio", from: "2026-02-30", basis: 1, other: "y" })).toEqual({});
  });

  it("keeps what a calculator was asked as texts", () => {
    expect(readAddress({ calculator: "offers", ask: { months: 12, creditsPerMonth: "", other: [1] } })).toEqual({
      calculator: "offers",
      ask: { months: "12", creditsPerMonth: "" },
    });
    expect(readAddress({ calculator: "abacus", ask: "12" })).toEqual({});
  });

  it("reads a search for a number as text", () => {
    expect(readAddress({ q: 12, pages: ["100", 200] })).toEqual({ q: "12", pages: ["100", "200"] });
  });
});
