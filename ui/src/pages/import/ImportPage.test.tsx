import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { ImportView } from "../../generated/ImportView";
import { renderApp } from "../../testing/renderApp";
import { callsOf } from "../../testing/shell";
import { listed } from "../../testing/tenant";

function view(parts: Partial<ImportView> = {}): ImportView {
  return {
    kind: "meteredUsage",
    kindLabel: "Metered usage",
    fileName: "september.csv",
    sha256: "ab",
    state: "preview",
    rows: 10,
    added: 9,
    skipped: 0,
    superseded: 0,
    rejected: 1,
    aheadOfClock: 2,
    beforeWorkbook: 3,
    unknownPeople: 0,
    unknown: [],
    unknownNames: [],
    olderThanSetUp: true,
    first: "2026-09-01T00:00:00Z",
    last: "2026-11-20T12:00:00Z",
    sums: [{ label: "Generative answer", amount: "46224.000001" }],
    rejections: [{ row: 7, byte: 90, column: "quantity", found: "-3", reason: "It is negative." }],
    notes: [],
    ...parts,
  };
}

const done = (found: ImportView) => ({
  job: "j",
  state: "done",
  step: "Done",
  rows: 10,
  bytes: 9,
  totalBytes: 9,
  seconds: 0,
  totalSeconds: 0,
  import: found,
});

const shell = {
  file_choose: () => ({ file: "token", name: "september.csv" }),
  import_start: () => ({ job: "j" }),
};

async function readFile(found: ImportView) {
  const app = await renderApp("/rehearsal/import", { ...shell, job_get: () => done(found) });
  await app.user.click(await screen.findByRole("button", { name: "Choose a file" }));
  await screen.findByTestId("import-preview");
  return app;
}

describe("an import", () => {
  it("shows what it would do before anything is added", async () => {
    await readFile(view());
    expect(within(screen.getByTestId("import-fact-before")).getByText("3")).toHaveAttribute("data-value", "3");
    expect(screen.getByTestId("import-fact-sum-1")).toHaveTextContent("46,224.000001");
    expect(screen.getByTestId("import-rejection-7")).toHaveTextContent("quantity-3It is negative.");
    expect(callsOf("import_start").map(({ request }) => request.preview)).toEqual([true]);
  });

  it("adds the rows when it is told to, and offers what fits the file", async () => {
    const published = view({ id: "i1", state: "published" });
    const { user, router } = await renderApp("/rehearsal/import", {
      ...shell,
      job_get: () => done(callsOf("import_start").length > 1 ? published : view()),
      clock_advance: () => ({
        from: "2026-11-17T10:00:00Z",
        now: "2026-11-20T12:00:00Z",
        happened: [],
        plannedRows: 0,
      }),
    });
    await user.click(await screen.findByRole("button", { name: "Choose a file" }));
    await user.click(await screen.findByRole("button", { name: "Import" }));
    await screen.findByTestId("import-result");
    const act = callsOf("import_start").at(-1)?.request;
    expect(act).toMatchObject({ file: "token", commandId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(act?.preview).toBeUndefined();

    await user.click(screen.getByRole("button", { name: "Advance to the last row" }));
    await waitFor(() => expect(callsOf("clock_advance").at(-1)?.request.to).toBe("2026-11-20T12:00:00Z"));
    await user.click(screen.getByRole("button", { name: "See who would pay under today's set-up" }));
    await screen.findByRole("heading", { level: 1, name: "Usage" });
    expect(router.state.location.search).toMatchObject({
      from: "2026-09-01",
      until: "2026-11-21",
      timeline: "asIfToday",
    });
  });

  it("asks for a decision where the file needs one", async () => {
    const { user } = await readFile(view({ needs: "overlap" }));
    await user.click(screen.getByRole("button", { name: "Import" }));
    expect(screen.getByText("Choose one.")).toBeVisible();
    expect(callsOf("import_start"), "nothing begins undecided").toHaveLength(1);
    await user.click(screen.getByRole("radio", { name: /^Replace/ }));
    await user.click(screen.getByRole("button", { name: "Import" }));
    await waitFor(() => expect(callsOf("import_start").at(-1)?.request.onOverlap).toBe("replace"));
  });

  it("adds people whom the directory lacks where it is told to", async () => {
    const { user } = await readFile(view({ unknownPeople: 30, unknownNames: ["bo@real.example", "ida@real.example"] }));
    expect(screen.getByTestId("import-unknown-people")).toHaveTextContent(
      "does not have 30 people of the file: bo@real.example, ida@real.example and 28 more.",
    );
    await user.click(screen.getByRole("checkbox", { name: /^Add them to the directory/ }));
    await user.click(screen.getByRole("button", { name: "Import" }));
    await waitFor(() => expect(callsOf("import_start").at(-1)?.request.addPeople).toBe(true));
  });

  it("tells environments, agents and policies that the workbook lacks, and adds what is ticked", async () => {
    const { user } = await readFile(
      view({
        unknown: [
          { of: "environments", count: 1, names: ["Fabrikam Claims"] },
          { of: "agents", count: 22, names: ["Claims helper", "Desk helper"] },
          { of: "policies", count: 1, names: ["North plan"] },
        ],
      }),
    );
    expect(screen.getByTestId("import-unknown-agents")).toHaveTextContent(
      "This workbook does not have 22 agents of the file: Claims helper, Desk helper and 20 more.",
    );
    expect(screen.getByTestId("import-unknown-policies")).toHaveTextContent("North plan. Set them up");
    expect(screen.queryByTestId("import-add-policies")).toBeNull();
    await user.click(screen.getByRole("checkbox", { name: "Add them first, as production environments" }));
    await user.click(screen.getByRole("button", { name: "Import" }));
    await waitFor(() => expect(callsOf("import_start").at(-1)?.request.addEnvironments).toBe(true));
    expect(callsOf("import_start").at(-1)?.request.addAgents).toBeUndefined();
  });

  it("takes several files at once; what one lacks holds no other up", async () => {
    const files = ["a.csv", "b.csv", "c.csv"].map((name) => ({ file: name, name }));
    const answers: Record<string, Partial<ImportView>> = {
      "a.csv": { needs: "period" },
      "b.csv": { needs: "overlap" },
    };
    const { user } = await renderApp("/rehearsal/import", {
      ...shell,
      file_choose_folder: () => files,
      import_start: ({ file }) => ({ job: file }),
      job_get: ({ job }) => {
        const name = String(job);
        if (name === "c.csv") {
          const problem = { code: "invalid_field", message: "The file is empty.", field: "file" };
          return { ...done(view()), job, state: "failed", import: null, problem };
        }
        const isPreview = callsOf("import_start").at(-1)?.request.preview;
        return done(view(isPreview ? { fileName: name, ...answers[name] } : { fileName: name, state: "published" }));
      },
    });
    await user.click(await screen.findByRole("button", { name: "Choose a folder" }));
    await screen.findByRole("heading", { name: "3 files: what importing them would do" });
    expect(screen.getByTestId("import-file-1")).toHaveTextContent("Needs the days that it is for");
    expect(screen.getByTestId("import-file-3")).toHaveTextContent("The file is empty.");
    await user.click(screen.getByRole("button", { name: "Import 1 file" }));
    expect(screen.getAllByText("Enter YYYY-MM-DD.")).toHaveLength(2);
    await user.type(screen.getByRole("textbox", { name: /First day/ }), "2026-10-01");
    await user.type(screen.getByRole("textbox", { name: /Last day/ }), "2026-10-31");
    await user.click(screen.getByRole("button", { name: "Import 1 file" }));
    await screen.findByRole("heading", { name: "1 file was imported" });
    const acts = callsOf("import_start").filter(({ request }) => !request.preview);
    expect(acts.map(({ request }) => [request.file, request.period])).toEqual([
      ["a.csv", { from: "2026-10-01", until: "2026-11-01" }],
    ]);
    expect(screen.getByTestId("import-file-2")).toHaveTextContent("Not imported");
  });

  it("can be cancelled, and says that nothing was added", async () => {
    let state = "running";
    const { user } = await renderApp("/rehearsal/import", {
      ...shell,
      job_get: () =>
        callsOf("import_start").length > 1
          ? { job: "j", state, step: "Reading rows", rows: 4, bytes: 4, totalBytes: 9, seconds: 0, totalSeconds: 0 }
          : done(view()),
      job_cancel: () => {
        state = "cancelled";
        return { job: "j", state, step: "", rows: 4, bytes: 4, totalBytes: 9, seconds: 0, totalSeconds: 0 };
      },
    });
    await user.click(await screen.findByRole("button", { name: "Choose a file" }));
    await user.click(await screen.findByRole("button", { name: "Import" }));
    expect(await screen.findByText("Reading rows: 4 rows read")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    expect(await screen.findByTestId("import-cancelled")).toHaveTextContent("Nothing was added.");
  });

  it("says why a file can't be read", async () => {
    const { user } = await renderApp("/rehearsal/import", {
      ...shell,
      job_get: () => ({
        ...done(view()),
        state: "failed",
        import: null,
        problem: { code: "invalid_field", message: 'The column "user" is missing.', field: "file" },
      }),
    });
    await user.click(await screen.findByRole("button", { name: "Choose a file" }));
    expect(await screen.findByTestId("problem-bar")).toHaveTextContent('The column "user" is missing.');
    expect(screen.getByRole("button", { name: "Choose a file" })).toHaveFocus();
  });

  it("is reverted only after its effects were named", async () => {
    const { user } = await renderApp("/rehearsal/import", {
      import_list: () => listed(view({ id: "i1", state: "published" })),
      import_revert: () => ({ import: "i1", removed: 9, restored: 1 }),
    });
    await user.click(await screen.findByRole("button", { name: "Revert september.csv" }));
    const question = within(await screen.findByTestId("confirm-dialog"));
    expect(await question.findByTestId("revert-effects")).toHaveTextContent("9 rows no longer count.");
    await user.click(question.getByRole("button", { name: "Revert" }));
    await waitFor(() => expect(callsOf("import_revert").at(-1)?.request.commandId).toBeDefined());
    expect(await screen.findByTestId("notice")).toHaveTextContent('"september.csv" was reverted');
  });
});
