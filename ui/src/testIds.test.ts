import { describe, expect, it } from "vitest";
import { TEST_IDS, testId } from "./testIds";

const sources = import.meta.glob<string>(["./**/*.tsx", "!./**/*.test.tsx"], {
  query: "?raw",
  import: "default",
  eager: true,
});
const everything = Object.values(sources).join("\n");

describe("test ids", () => {
  it("fill in identities", () => {
    expect(testId("policy-row-<id>", { id: "7" })).toBe("policy-row-7");
    expect(testId("chart-cell-<day>-<key>", { day: "2026-11-17", key: "p1" })).toBe("chart-cell-2026-11-17-p1");
  });

  it("are all in use", () => {
    const unused = Object.keys(TEST_IDS).filter((pattern) => !everything.includes(`"${pattern}"`));
    expect(unused).toEqual([]);
  });

  it("come from this list only", () => {
    expect(everything).not.toMatch(/data-testid="/);
    expect(everything).not.toMatch(/data-testid=\{[`"]/);
  });

  it("say in one line what they stand on", () => {
    for (const [pattern, description] of Object.entries(TEST_IDS)) {
      expect(pattern, pattern).toMatch(/^[a-z<][a-z0-9<>-]*$/);
      expect(description.length, pattern).toBeGreaterThan(2);
      expect(description, pattern).not.toContain("\n");
    }
  });
});
