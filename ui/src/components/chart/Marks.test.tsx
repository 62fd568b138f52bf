import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { renderApp } from "../../testing/renderApp";
import { callsOf } from "../../testing/shell";
import { listed, usageSeries } from "../../testing/tenant";

const TEXT = "Ada Berg used 14 Copilot Credits on 16 November 2026, where 1 are usual.";
const far = (id: string, text = TEXT) => ({
  id,
  of: "person",
  ofLabel: "Person",
  name: "Ada Berg",
  day: "2026-11-16",
  until: "2026-11-17",
  credits: "14",
  median: "1",
  distance: "1",
  limit: "7",
  past: 20,
  services: ["Copilot Studio"],
  text,
  working: "How it was found.",
});
const answered = (...rows: ReturnType<typeof far>[]) => ({
  ...listed(...rows),
  from: "2026-11-16",
  until: "2026-11-18",
  rule: "The rule.",
  asOf: "2026-11-17T10:00:00Z",
});

describe("a day far off its own past", () => {
  it("is told in the chart's description, its table and a link that leads to its working", async () => {
    const { user, router } = await renderApp("/reports/usage", { anomaly_list: () => answered(far("a")) });
    const marks = await screen.findByTestId("chart-marks");
    expect(screen.getByRole("img", { name: "Copilot Credits per day" })).toHaveAccessibleDescription(
      expect.stringContaining(TEXT),
    );
    const row = within(screen.getByTestId("chart-day-2026-11-16"));
    expect(row.getByTestId("chart-said-2026-11-16")).toHaveTextContent(TEXT);
    expect(screen.getByTestId("chart-mark-line-2026-11-16")).toHaveAttribute("title", TEXT);
    await user.click(within(marks).getByRole("link", { name: TEXT }));
    expect(router.state.location.pathname).toBe("/reports/anomalies");
    expect(router.state.location.search).toMatchObject({ from: "2026-11-16", until: "2026-11-17" });
  });

  it("is not marked where the figures are not those of the actual set-up", async () => {
    await renderApp("/reports/usage", {
      usage_series: () => usageSeries({ timeline: "asIfToday" }),
      anomaly_list: () => answered(far("a")),
    });
    await screen.findByTestId("chart");
    expect(callsOf("anomaly_list")).toEqual([]);
    expect(screen.queryByTestId("chart-marks")).toBeNull();
  });

  it("is one of a few where there are many, and the rest is a link", async () => {
    const many = ["a", "b", "c", "d", "e", "f", "g"].map((id) => far(id, `${id} was far off.`));
    await renderApp("/reports/usage", { anomaly_list: () => answered(...many) });
    const marks = within(await screen.findByTestId("chart-marks"));
    expect(marks.getAllByRole("link")).toHaveLength(6);
    expect(marks.getByRole("link", { name: "All 7 days of the tenant, agents and people" })).toBeVisible();
  });
});
