import { describe, expect, it } from "vitest";
import { readView, writeFilters } from "./costView";

describe("the view of an address", () => {
  it("keeps values with spaces, colons and signs", () => {
    const filters = [
      { by: "agent" as const, key: "Case: 5% & more" },
      { by: "arrangement" as const, key: "plan:77" },
    ];
    expect(readView({ filters: writeFilters(filters) }).filters).toEqual(filters);
  });

  it("shows this month as Azure bills it where nothing or nonsense is said", () => {
    for (const parts of [undefined, { period: "ever", basis: "true", by: "mood", filters: "mood:good nothing" }]) {
      const { question, granularity, chart } = readView(parts);
      expect(question).toEqual({ period: "thisMonth", basis: "billed", by: "service", filters: [] });
      expect([granularity, chart]).toEqual(["day", "bars"]);
    }
  });
});
