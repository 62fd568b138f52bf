import { describe, expect, it } from "vitest";
import { rowsOf, withRows } from "./rows";

const VALUES = {
  on: "2026-11-17",
  "lines-0-feature": "classicAnswer",
  "lines-0-quantity": "1",
  "lines-1-feature": "agentAction",
  "lines-1-quantity": "2",
};

describe("rows of a form", () => {
  it("are read in their order", () => {
    expect(rowsOf(VALUES, "lines")).toEqual([
      { feature: "classicAnswer", quantity: "1" },
      { feature: "agentAction", quantity: "2" },
    ]);
    expect(rowsOf(VALUES, "messages")).toEqual([]);
  });

  it("close up when one goes away", () => {
    const [, second] = rowsOf(VALUES, "lines");
    expect(withRows(VALUES, "lines", second ? [second] : [])).toEqual({
      on: "2026-11-17",
      "lines-0-feature": "agentAction",
      "lines-0-quantity": "2",
    });
  });
});
