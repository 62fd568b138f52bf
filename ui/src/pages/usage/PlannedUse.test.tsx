import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { renderApp } from "../../testing/renderApp";
import { callsOf } from "../../testing/shell";
import { usageSeries } from "../../testing/tenant";

const GOES_ON = { planned: true, goesOn: true, after: "2026-11-17T10:00:00Z", until: "2027-06-30T23:59:59Z" };

describe("use that the scenario plans", () => {
  it("is said to be invented, and can be stopped", async () => {
    let plan: object = GOES_ON;
    const { user } = await renderApp("/reports/usage", {
      usage_plan_get: () => plan,
      usage_plan_switch: () => {
        plan = { ...GOES_ON, goesOn: false, stoppedAt: "2026-11-18T10:00:00Z" };
        return { plan };
      },
    });
    expect(await screen.findByTestId("usage-plan")).toHaveTextContent("The demo scenario invents who uses what");
    await user.click(screen.getByRole("switch", { name: "Planned use goes on" }));
    await waitFor(() => expect(screen.getByTestId("usage-plan")).toHaveTextContent("no use has been invented since"));
    expect(callsOf("usage_plan_switch").map(({ request }) => request.goesOn)).toEqual([false]);
  });

  it("is not spoken of where there is none", async () => {
    await renderApp("/reports/usage");
    await waitFor(() => expect(callsOf("usage_plan_get")).not.toHaveLength(0));
    expect(screen.queryByTestId("usage-plan")).toBeNull();
  });

  it("counts refused prompts apart from usage", async () => {
    await renderApp("/reports/usage", { usage_series: () => usageSeries({ refused: 12 }) });
    expect(await screen.findByTestId("usage-refused")).toHaveAttribute("data-value", "12");
    expect(screen.getByTestId("usage-remark-refused")).toHaveTextContent("12 prompts were refused");
  });
});
