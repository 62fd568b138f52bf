import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { ownWindow } from "../../api/workbookFiles";
import type { BranchCompared } from "../../generated/BranchCompared";
import { renderApp } from "../../testing/renderApp";
import { callsOf } from "../../testing/shell";
import { branch, listed, workbook } from "../../testing/tenant";

const ROUTE = "/rehearsal/scenarios";
const OTHER = branch({ name: "What if", isMain: false, parent: "main", forkEntry: 7, forkText: "It was made." });

const sum = (credits: string, usd: string) => ({ rows: 1, credits, usd });
const line = (key: string, a: string, b: string, difference: string) => ({
  key,
  label: `Label ${key}`,
  a: sum(a, "0"),
  b: sum(b, "0"),
  rowsDifference: 0,
  creditsDifference: difference,
  usdDifference: "0",
});
const COMPARED: BranchCompared = {
  a: "main",
  b: "What if",
  sharedEntries: 7,
  sharedUntil: "2026-11-17T10:00:00Z",
  aEntries: 5,
  bEntries: 1,
  setUp: [{ what: "Billing policy", name: "Pilot", a: "All users", b: null }],
  from: "2026-10-01T08:00:00Z",
  until: "2026-11-17T10:00:00Z",
  rows: [line("paid:Pilot", "12", "0", "-12"), line("blocked:notCovered", "0", "12", "12")],
  total: line("total", "12", "12", "0"),
  notShared: line("notShared", "0", "0", "0"),
  everything: line("everything", "12", "12", "0"),
  summary: "2 outcomes differ.",
};

describe("the page Scenarios", () => {
  it("starts over after naming what goes", async () => {
    const { user } = await renderApp(ROUTE, {
      workbook_get: () => workbook({ acts: 3, imports: 1, branches: 2 }),
      workbook_start_over: () => null,
    });
    await user.click(await screen.findByRole("button", { name: "Start over" }));
    const dialog = within(await screen.findByTestId("confirm-dialog"));
    expect(dialog.getByTestId("start-over-effects")).toHaveTextContent(
      "What was done since is gone: 3 entries of the journal, 1 imported file, 2 branches.",
    );
    await user.click(dialog.getByRole("button", { name: "Start over" }));
    expect(await screen.findByTestId("notice")).toHaveTextContent("started over from the scenario demo, seed 0");
    expect(callsOf("workbook_start_over")).toHaveLength(1);
  });

  it("says why starting over is refused, and stays", async () => {
    const { user } = await renderApp(ROUTE, {
      workbook_start_over: () => {
        throw {
          code: "busy",
          message: "An import is under way in another window or process; try again when it has ended",
        };
      },
    });
    await user.click(await screen.findByRole("button", { name: "Start over" }));
    await user.click(await screen.findByTestId("confirm-accept"));
    expect(await screen.findByTestId("problem-bar")).toHaveAttribute("data-code", "busy");
  });

  it("saves a copy and names it, and says nothing when the person cancels", async () => {
    const names = ["copy.meterdesk", null];
    const { user } = await renderApp(ROUTE, { workbook_save_copy: () => names.shift() });
    await user.click(await screen.findByRole("button", { name: "Save a copy" }));
    expect(await screen.findByTestId("notice")).toHaveTextContent('A copy was saved as "copy.meterdesk".');
    await user.click(screen.getByTestId("notice-dismiss"));
    await user.click(screen.getByRole("button", { name: "Save a copy" }));
    await waitFor(() => expect(callsOf("workbook_save_copy")).toHaveLength(2));
    expect(screen.queryByTestId("notice")).not.toBeInTheDocument();
  });

  it("makes a workbook from a scenario and seed, and shows what is wrong with the seed at its field", async () => {
    const began = vi.spyOn(ownWindow, "beginWith").mockImplementation(() => {});
    const { user } = await renderApp(ROUTE, {
      workbook_new: () => {
        throw { code: "invalid_field", message: "A seed is a whole number from 0 up", field: "seed" };
      },
    });
    await user.click(await screen.findByRole("button", { name: "New workbook" }));
    const seed = await screen.findByTestId("workbook-seed");
    await user.clear(seed);
    await user.type(seed, "many");
    await user.click(screen.getByTestId("confirm-accept"));
    expect(await screen.findByText("A seed is a whole number from 0 up")).toHaveAttribute("data-field", "seed");
    expect(screen.queryByTestId("problem-bar")).not.toBeInTheDocument();
    expect(began).not.toHaveBeenCalled();
  });

  it("opens another workbook and begins anew", async () => {
    const began = vi.spyOn(ownWindow, "beginWith").mockImplementation(() => {});
    const { user } = await renderApp(ROUTE, { workbook_open: () => "other" });
    await user.click(await screen.findByRole("button", { name: "Open" }));
    await waitFor(() => expect(began).toHaveBeenCalledExactlyOnceWith("other"));
  });
});

describe("branches", () => {
  it("are switched for this window: each call goes there, and the bar on top says so", async () => {
    const { user } = await renderApp(ROUTE, { branch_list: () => listed(branch(), OTHER) });
    expect(screen.queryByTestId("branch-link")).not.toBeInTheDocument();
    await user.click(await screen.findByRole("button", { name: "Switch to What if" }));
    expect(await screen.findByTestId("branch-link")).toHaveTextContent("Branch: What if");
    await waitFor(() => expect(callsOf("tenant_get").at(-1)?.branch).toBe("What if"));
    await user.click(await screen.findByRole("button", { name: "Switch to main" }));
    await waitFor(() => expect(screen.queryByTestId("branch-link")).not.toBeInTheDocument());
    await waitFor(() => expect(callsOf("tenant_get").at(-1)?.branch).toBeUndefined());
  });

  it("are compared: set-up, credits and money apart, with their sums", async () => {
    const { user } = await renderApp(ROUTE, {
      branch_list: () => listed(branch(), OTHER),
      branch_compare: () => COMPARED,
    });
    await user.click(await screen.findByRole("button", { name: "Compare main with What if" }));
    expect(await screen.findByTestId("compare-summary")).toHaveTextContent("2 outcomes differ.");
    expect(callsOf("branch_compare")[0]?.request).toEqual({ a: "main", b: "What if" });
    expect(screen.getByTestId("compare-set-up")).toHaveTextContent("Not there");
    expect(screen.getByTestId("compare-credits-paid:Pilot-difference")).toHaveAttribute("data-value", "-12");
    expect(screen.getByTestId("compare-credits-total-difference")).toHaveAttribute("data-value", "0");
    expect(within(screen.getByTestId("compare-table-usd")).getAllByRole("row")).toHaveLength(6);
  });

  it("begin at a happening, on a branch that the window then works on", async () => {
    const made = { branch: { ...OTHER, now: "2026-11-01T00:00:00Z" }, leftBehind: 4, brought: ["usage.csv"] };
    const { user } = await renderApp("/rehearsal/happenings", {
      happening_list: () =>
        listed({ id: "act-7", at: "2026-11-01T00:00:00Z", cause: "act", kind: "policyCreated", text: "It was made." }),
      branch_create: ({ name, preview }) => {
        if (!preview && !name) {
          throw { code: "invalid_field", message: "Enter a name for the branch", field: "name" };
        }
        return made;
      },
    });
    await user.click(await screen.findByRole("button", { name: "Rewind to here: It was made." }));
    expect(await screen.findByTestId("branch-effects")).toHaveTextContent("It leaves 4 later entries behind.");
    await user.click(screen.getByTestId("confirm-accept"));
    expect(await screen.findByText("Enter a name for the branch")).toHaveAttribute("data-code", "invalid_field");
    await user.type(screen.getByTestId("branch-name"), "What if");
    await user.click(screen.getByRole("checkbox", { name: /usage.csv/ }));
    await user.click(screen.getByTestId("confirm-accept"));
    expect(await screen.findByTestId("branch-link")).toHaveTextContent("What if");
    expect(callsOf("branch_create").at(-1)?.request).toMatchObject({
      name: "What if",
      happening: "act-7",
      withoutLaterImports: true,
    });
  });

  it("that have another name by now lead back to main", async () => {
    const { user } = await renderApp(ROUTE, {
      branch_list: () => listed(branch(), OTHER),
    });
    const { answer } = await import("../../testing/shell");
    answer({
      tenant_get: () => {
        throw { code: "not_found", message: 'This workbook has no branch "What if"', field: "branch" };
      },
    });
    await user.click(await screen.findByRole("button", { name: "Switch to What if" }));
    await waitFor(() => expect(screen.queryByTestId("branch-link")).not.toBeInTheDocument());
  });
});
