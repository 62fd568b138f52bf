import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { TEST_IDS } from "./testIds";

const README = resolve(import.meta.dirname, "../../README.md");
const BEGIN = "<!-- test ids: made by `npm run ids` in ui -->\n";
const END = "<!-- end of the test ids -->";

function list(): string {
  const rows = Object.entries(TEST_IDS).map(([id, meaning]) => `| \`${id}\` | ${meaning.replaceAll("|", "\\|")} |`);
  return ["| test id | stands on |", "|---|---|", ...rows, ""].join("\n");
}

test("the README lists every test id", () => {
  const text = readFileSync(README, "utf8");
  const [before, rest] = text.split(BEGIN);
  const [listed, after] = (rest ?? "").split(END);
  expect(after, "the README has a place for the list").toBeDefined();
  if (process.env.UPDATE_README) {
    writeFileSync(README, `${before}${BEGIN}${list()}${END}${after}`);
  } else {
    expect(listed, "run `npm run ids` in ui and commit what it writes").toBe(list());
  }
});
