import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { CoverageListed } from "../../generated/CoverageListed";
import { renderApp } from "../../testing/renderApp";
import { callsOf } from "../../testing/shell";

function covered(parts: Partial<CoverageListed> = {}): CoverageListed {
  return {
    rows: [
      {
        id: "u1",
        displayName: "Goran Esposito",
        userPrincipalName: "goran@northgate.example",
        standing: "twice",
        payer: "p1",
        payerName: "Pilot",
        alsoCoveredBy: ["Sales"],
        why: 'Member of "Agent pilot"; the oldest of the policies that cover the person pays.',
      },
    ],
    total: 1,
    asOf: "2026-11-17T10:00:00Z",
    serviceLabel: "SharePoint agents",
    totals: { people: 1500, licensed: 300, covered: 408, twice: 12, nobody: 792 },
    policies: [{ policy: "p1", policyName: "Pilot", usersLabel: "Agent pilot", paysFor: 300 }],
    ...parts,
  };
}

describe("who is covered", () => {
  it("shows who pays for whom and why, as of when", async () => {
    await renderApp("/rehearsal/coverage?service=sharePointAgents", { coverage_list: () => covered() });
    const row = await screen.findByTestId("coverage-row-u1");
    expect(row).toHaveTextContent(/Goran Esposito.*Covered twice.*Pilot.*Sales.*Member of "Agent pilot"/);
    expect(screen.getByTestId("coverage-total-nobody")).toHaveAttribute("data-value", "792");
    expect(screen.getByTestId("coverage-pays-p1")).toHaveTextContent("300");
    expect(screen.getByTestId("coverage-as-of")).toHaveAttribute("data-value", "2026-11-17T10:00:00Z");
  });

  it("keeps service, status and payer in the address", async () => {
    const { user, router } = await renderApp("/rehearsal/coverage", { coverage_list: () => covered() });
    await user.click(await screen.findByRole("combobox", { name: "Service" }));
    await user.click(screen.getByRole("option", { name: "SharePoint agents" }));
    await user.click(screen.getByRole("combobox", { name: "Status" }));
    await user.click(screen.getByRole("option", { name: "Covered by nobody" }));
    await user.click(screen.getByRole("combobox", { name: "Paid by" }));
    await user.click(screen.getByRole("option", { name: "Pilot" }));
    await waitFor(() =>
      expect(router.state.location.search).toMatchObject({
        service: "sharePointAgents",
        standing: "nobody",
        payer: "p1",
      }),
    );
    await waitFor(() =>
      expect(callsOf("coverage_list").at(-1)?.request).toMatchObject({
        service: "sharePointAgents",
        filter: "nobody",
        policy: "p1",
      }),
    );
  });

  it("exports what is shown into the file that is chosen, and nothing when none is", async () => {
    const chosen = [null, { file: "token", name: "covered.csv" }];
    const { user } = await renderApp("/rehearsal/coverage?service=sharePointAgents&standing=twice&q=goran", {
      coverage_list: () => covered(),
      file_choose_to_write: () => chosen.shift(),
      list_export: () => ({ rows: 1, fileName: "covered.csv", asOf: "2026-11-17T10:00:00Z" }),
    });
    const button = await screen.findByRole("button", { name: "Export" });
    await user.click(button);
    expect(callsOf("list_export")).toHaveLength(0);
    await user.click(button);
    const said = await screen.findByTestId("notice");
    expect(said).toHaveTextContent('"covered.csv" was written: 1 row, as of 17 Nov 2026, 10:00 UTC.');
    expect(callsOf("list_export").map(({ request }) => request)).toEqual([
      {
        list: "coverage",
        request: { service: "sharePointAgents", filter: "twice", search: "goran" },
        columns: ["name", "upn", "standing", "payer", "others", "why"],
        file: "token",
      },
    ]);
  });

  it("says why nothing could be written", async () => {
    const { user } = await renderApp("/rehearsal/coverage", {
      coverage_list: () => covered(),
      file_choose_to_write: () => ({ file: "token", name: "covered.csv" }),
      list_export: () => {
        throw { code: "io", message: "covered.csv can't be written: the disk is full", field: "file" };
      },
    });
    await user.click(await screen.findByRole("button", { name: "Export" }));
    const bar = await screen.findByTestId("problem-bar");
    expect(within(bar).getByText(/the disk is full/)).toBeVisible();
  });
});
