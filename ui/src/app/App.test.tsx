import { act, screen, waitFor, within } from "@testing-library/react";
import axe from "axe-core";
import { describe, expect, it } from "vitest";
import { Problem } from "../api/problem";
import type { JobView } from "../generated/JobView";
import { renderApp } from "../testing/renderApp";
import { callsOf } from "../testing/shell";
import { listed, policy, tenant, usageSeries } from "../testing/tenant";

const PAGES = [
  { route: "/", title: "Home" },
  { route: "/users/active", title: "Active users" },
  { route: "/users/groups", title: "Groups" },
  { route: "/copilot/billing-usage", title: "Billing & usage" },
  { route: "/copilot/billing-usage?tab=services", title: "Billing & usage" },
  { route: "/reports/usage", title: "Usage" },
  { route: "/azure/subscriptions", title: "Subscriptions" },
  { route: "/rehearsal/import", title: "Import" },
  { route: "/rehearsal/months", title: "Months" },
  { route: "/rehearsal/happenings", title: "What happened" },
  { route: "/rehearsal/receipt", title: "Who pays?" },
  { route: "/rehearsal/estimate", title: "Estimate" },
  { route: "/settings/rates", title: "Rates and prices" },
  { route: "/rehearsal/scenarios", title: "Scenarios" },
  { route: "/nowhere", title: "There is no such page" },
];

function job(parts: Partial<JobView>): JobView {
  const nothing = { rows: 0, bytes: 0, totalBytes: 0, seconds: 0, totalSeconds: 0 };
  return { job: "j", state: "running", step: "Adding planned use", ...nothing, ...parts };
}

describe("every page", () => {
  it.each(PAGES)("$route has its title, one h1 and no axe violation", async ({ route, title }) => {
    const { container } = await renderApp(route);
    expect(await screen.findByRole("heading", { level: 1, name: title })).toBeInTheDocument();
    await waitFor(() => expect(document.title).toBe(`${title} - Meterdesk`));
    await waitFor(() => expect(container.querySelector(".fui-SkeletonItem")).toBeNull());
    // jsdom lays nothing out, so colours are left to the end-to-end tests.
    const { violations } = await axe.run(container, {
      rules: { "color-contrast": { enabled: false } },
    });
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });
});

describe("the window", () => {
  it("always shows workbook, simulated time and who is acting", async () => {
    await renderApp("/", {}, { workbook: "demo.meterdesk" });
    const bar = within(screen.getByRole("banner"));
    expect(bar.getByText("demo.meterdesk")).toBeVisible();
    expect(bar.getByText("Simulated")).toBeVisible();
    expect(await bar.findByTestId("clock-now")).toHaveAttribute("data-value", "2026-11-17T10:00:00Z");
    expect(bar.getByRole("button", { name: "Acting as Ada Brandt" })).toBeVisible();
  });

  it("sends who is acting with every call after a switch", async () => {
    const { user } = await renderApp("/");
    await user.click(await screen.findByRole("button", { name: "Acting as Ada Brandt" }));
    await user.click(await screen.findByRole("menuitemradio", { name: /Bo Castell/ }));
    await screen.findByRole("button", { name: "Acting as Bo Castell" });
    await waitFor(() => expect(callsOf("tenant_get").at(-1)?.actor).toBe("bo"));
  });

  it("moves the focus to the heading of the page that was opened", async () => {
    const { user } = await renderApp("/");
    await user.click(screen.getByRole("link", { name: "Groups" }));
    await waitFor(() => expect(screen.getByRole("heading", { level: 1, name: "Groups" })).toHaveFocus());
    expect(screen.getByRole("link", { name: "Groups" })).toHaveAttribute("aria-current", "page");
  });

  it("advances the clock to the end of the month, shows how far it is, and says what happened", async () => {
    const clock = {
      from: "2026-11-17T10:00:00Z",
      now: "2026-12-01T00:00:00Z",
      happened: ["A policy stopped paying."],
      plannedRows: 1200,
    };
    let done = false;
    const { user } = await renderApp("/", {
      clock_advance_start: () => ({ job: "j" }),
      job_get: () => (done ? job({ state: "done", clock }) : job({ rows: 300, seconds: 3600, totalSeconds: 7200 })),
    });
    await user.click(await screen.findByRole("button", { name: "Advance time" }));
    await user.click(await screen.findByRole("menuitem", { name: "To month end (November 2026)" }));
    const progress = await screen.findByRole("progressbar", { name: "Advancing time" });
    expect(await screen.findByText("Adding planned use: 300 rows of planned use so far")).toBeVisible();
    expect(progress).toHaveAttribute("aria-valuenow", "0.5");
    done = true;
    const notice = await screen.findByTestId("notice");
    expect(notice).toHaveTextContent("It is now 1 Dec 2026, 00:00 UTC.");
    expect(notice).toHaveTextContent("A policy stopped paying.");
    expect(callsOf("clock_advance_start")[0]?.request).toMatchObject({ to: "2026-12-01T00:00:00Z" });
  });

  it("says that time has not moved once an advance was cancelled", async () => {
    let state: JobView["state"] = "running";
    const { user } = await renderApp("/", {
      clock_advance_start: () => ({ job: "j" }),
      job_get: () => job({ state }),
      job_cancel: () => {
        state = "cancelled";
        return job({ state });
      },
    });
    await user.click(await screen.findByRole("button", { name: "Advance time" }));
    await user.click(await screen.findByRole("menuitem", { name: /To month end/ }));
    await screen.findByText(/planned use so far/);
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    expect(await screen.findByTestId("notice")).toHaveTextContent("Time has not moved: the advance was cancelled.");
  });

  it("shows one plain page when the workbook can't be opened", async () => {
    await renderApp(
      "/",
      {},
      {
        problem: new Problem({ code: "newer_workbook", message: "Made by a newer Meterdesk." }),
      },
    );
    expect(screen.getByRole("heading", { level: 1, name: "The workbook can't be opened" })).toBeVisible();
    expect(screen.getByText("Made by a newer Meterdesk.")).toBeVisible();
    expect(screen.getByTestId("start-problem")).toHaveAttribute("data-code", "newer_workbook");
    expect(callsOf("tenant_get"), "there is nothing to read").toHaveLength(0);
  });
});

describe("home", () => {
  it.each([
    { nextStep: "policy", action: "Add a billing policy" },
    { nextStep: "connect", action: "Connect a service" },
    { nextStep: "prompt", action: "Send a prompt" },
    { nextStep: "import", action: "Import a file" },
  ] as const)("offers $action next", async ({ nextStep, action }) => {
    await renderApp("/", { tenant_get: () => tenant({ nextStep }) });
    expect(await screen.findByRole("button", { name: action })).toBeVisible();
  });
});

describe("a list", () => {
  it("says that nothing matches and clears the search", async () => {
    const { user, router } = await renderApp("/copilot/billing-usage?q=zzz", {
      policy_list: ({ search }) => (search ? listed() : listed(policy())),
    });
    expect(await screen.findByRole("heading", { name: "Nothing matches" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Clear filters" }));
    expect(await screen.findByRole("button", { name: "All staff" })).toBeVisible();
    expect(router.state.location.search).not.toHaveProperty("q");
  });

  it("says why it failed and tries again", async () => {
    let broken = true;
    const { user } = await renderApp("/users/groups", {
      group_list: () => {
        if (broken) {
          throw { code: "io", message: "The disk is gone." };
        }
        return listed();
      },
    });
    const bar = await screen.findByTestId("problem-bar");
    expect(bar).toHaveAttribute("data-kind", "failure");
    expect(bar).toHaveTextContent("The disk is gone.");
    broken = false;
    await user.click(screen.getByRole("button", { name: "Retry" }));
    expect(await screen.findByRole("heading", { name: "There are no groups" })).toBeVisible();
  });

  it("lets the search box lead while somebody types, and the address afterwards", async () => {
    const { user, router } = await renderApp("/users/groups");
    const box = await screen.findByRole("searchbox", { name: "Search groups" });
    await user.type(box, "fin");
    await waitFor(() => expect(callsOf("group_list").at(-1)?.request.search).toBe("fin"));
    expect(router.state.location.search).toMatchObject({ q: "fin" });
    await user.click(screen.getByRole("link", { name: "Groups" }));
    await waitFor(() => expect(box, "the address has no search any more").toHaveValue(""));
  });

  it("walks pages by the program's cursors, and Back leads back", async () => {
    const { user, router } = await renderApp("/users/groups", {
      group_list: ({ cursor }) => ({
        rows: [{ id: String(cursor ?? "first"), name: `Group ${cursor ?? "first"}`, members: 1, nestedGroups: 0 }],
        total: 101,
        ...(!cursor && { next: "after-100" }),
      }),
    });
    await screen.findByText("Group first");
    await user.click(screen.getByRole("button", { name: "Next" }));
    expect(await screen.findByText("Group after-100")).toBeVisible();
    expect(screen.getByTestId("list-count")).toHaveTextContent("101–101 of 101");
    act(() => router.history.back());
    expect(await screen.findByText("Group first")).toBeVisible();
  });
});

describe("labels", () => {
  it("are the admin center's, word for word", async () => {
    await renderApp("/copilot/billing-usage", { policy_list: () => listed(policy()) });
    await screen.findByRole("button", { name: "Connect a service" });
    for (const name of ["Billing policies", "Pay-as-you-go services"]) {
      expect(screen.getByRole("tab", { name })).toBeVisible();
    }
    for (const name of ["Name", "Users", "Services"]) {
      expect(screen.getByRole("columnheader", { name })).toBeVisible();
    }
    expect(screen.getByRole("button", { name: "Add a billing policy" })).toBeVisible();
  });

  it("of the services are too", async () => {
    await renderApp("/copilot/billing-usage?tab=services");
    await screen.findByRole("button", { name: "Microsoft 365 Copilot Chat" });
    for (const name of ["Service", "Billing policy", "Connected to"]) {
      expect(screen.getByRole("columnheader", { name })).toBeVisible();
    }
  });
});

describe("the usage report", () => {
  it("keeps its switches in the address and names basis and timeline", async () => {
    const { user, router } = await renderApp("/reports/usage", {
      usage_series: ({ by, timeline }) =>
        usageSeries({ timeline: timeline === "asIfToday" ? "asIfToday" : "actual", summary: `Split by ${by}.` }),
    });
    await user.click(await screen.findByRole("radio", { name: "Environment" }));
    await screen.findByText("Split by environment.");
    await user.click(screen.getByRole("radio", { name: "As if today's set-up" }));
    expect(await screen.findByTestId("usage-remark-as-if")).toBeVisible();
    expect(router.state.location.search).toMatchObject({ by: "environment", timeline: "asIfToday" });
    expect(screen.getByTestId("usage-period")).toHaveTextContent("metered, as if today's set-up");
  });

  it("never asks for a timeline of reported usage", async () => {
    await renderApp("/reports/usage?basis=reported&timeline=asIfToday");
    await screen.findByTestId("usage-total");
    expect(callsOf("usage_series").at(-1)?.request.timeline).toBeUndefined();
    expect(screen.queryByRole("radio", { name: "Actual" })).not.toBeInTheDocument();
  });
});
