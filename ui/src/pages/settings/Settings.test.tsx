import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { renderApp } from "../../testing/renderApp";
import { callsOf } from "../../testing/shell";
import { listed, setting, tenant } from "../../testing/tenant";

const TEN = { value: "ten", since: "2026-11-17T10:00:00Z", changedBy: "Ada Brandt", revision: 9 };

describe("Settings", () => {
  it("lists each switch with what holds, and what Meterdesk assumes", async () => {
    const assumption = { id: "regions", text: "The regions are common ones.", basis: "No list is published." };
    await renderApp("/settings", {
      setting_list: () => listed(setting(TEN)),
      tenant_get: () => tenant({ assumptions: [assumption] }),
    });
    const row = await screen.findByTestId("setting-row-mostPolicies");
    expect(row).toHaveTextContent("10 Assumption");
    expect(row).toHaveTextContent("by Ada Brandt");
    const assumed = await screen.findByTestId("assumption-row-regions");
    expect(within(assumed).getByText("No list is published.")).toBeVisible();
  });

  it("gives each switch a page with sources, and saves another value with the revision that was shown", async () => {
    let shown = setting();
    const { user } = await renderApp("/settings/mostPolicies", {
      setting_list: () => listed(shown),
      setting_set: () => {
        shown = setting(TEN);
        return { setting: shown };
      },
    });
    expect(await screen.findByRole("heading", { level: 1, name: "Most billing policies in a tenant" })).toBeVisible();
    expect(await screen.findByText(/Source: About 10 \(.*2026\)/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(screen.getByText("This value holds already: choose another one first.")).toBeVisible();
    expect(callsOf("setting_set")).toHaveLength(0);
    await user.click(screen.getByTestId("setting-value-ten"));
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByTestId("notice")).toHaveTextContent("was changed");
    expect(callsOf("setting_set").at(-1)?.request).toMatchObject({ key: "mostPolicies", value: "ten", revision: 0 });
  });

  it("shows a refusal as one", async () => {
    const { user } = await renderApp("/settings/mostPolicies", {
      setting_set: () => {
        throw { code: "not_allowed", message: "Bo Castell may look at settings but not change them." };
      },
    });
    await user.click(await screen.findByTestId("setting-value-ten"));
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByTestId("problem-bar")).toHaveAttribute("data-kind", "refusal");
  });
});
