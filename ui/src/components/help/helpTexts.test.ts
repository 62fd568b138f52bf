import { describe, expect, it } from "vitest";
import { createAppRouter } from "../../app/router";
import { HELP } from "./helpTexts";

describe("help", () => {
  it("is there for every page and for nothing else", () => {
    const paths = Object.keys(createAppRouter().routesByPath);
    expect(Object.keys(HELP).sort()).toEqual(paths.sort());
  });

  it("says where each page is, or that it is only here", () => {
    for (const [path, { text, where }] of Object.entries(HELP)) {
      expect(text.length, path).toBeGreaterThan(0);
      expect(where === undefined, path).toBe(/^\/(rehearsal|settings)\b/.test(path));
    }
  });
});
