import { render, screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { Chart } from "./Chart";
import { paintsOf } from "./palette";
import { niceMaximum, share } from "./scale";

const SERIES = [
  { key: "p1", label: "All staff", outcome: "paid" as const, total: "9223372036854.775807" },
  { key: "blocked", label: "Blocked", outcome: "blocked" as const, total: "2" },
];
const DAYS = [
  { day: "2026-11-16", credits: ["12", "2"], total: "14" },
  { day: "2026-11-17", credits: ["9223372036842.775807", "0"], total: "9223372036842.775807" },
];

function show(total: string) {
  render(
    <Chart title="Credits" summary="In short." unit="Copilot Credits" series={SERIES} days={DAYS} total={total} />,
  );
  return within(screen.getByRole("table", { name: "Credits, in Copilot Credits" }));
}

describe("a chart", () => {
  it("shows every figure in its table exactly as it was given", () => {
    const table = show("9223372036856.775807");
    const day = within(table.getByTestId("chart-day-2026-11-17"));
    expect(day.getByTestId("chart-cell-2026-11-17-p1")).toHaveTextContent("9,223,372,036,842.775807");
    expect(table.getByTestId("chart-series-total-p1")).toHaveAttribute("data-value", "9223372036854.775807");
    expect(table.getByTestId("chart-total")).toHaveTextContent("9,223,372,036,856.775807");
  });

  it("adds nothing up itself", () => {
    const table = show("5");
    expect(table.getByTestId("chart-total"), "the total is the program's, even a wrong one").toHaveTextContent("5");
  });

  it("is named by its title and described by its summary", () => {
    show("5");
    const plot = screen.getByRole("img", { name: "Credits" });
    expect(plot).toHaveAccessibleDescription("In short.");
    expect(screen.getByRole("list", { name: "Legend" })).toHaveTextContent("All staffBlocked");
  });
});

describe("an axis", () => {
  it("ends at a round number that no column passes", () => {
    expect([0, 1, 14, 250, 2777, 9001].map(niceMaximum)).toEqual([1, 1, 15, 250, 3000, 10000]);
    expect(niceMaximum(0.035)).toBeCloseTo(0.04);
  });

  it("measures columns against its end", () => {
    expect(share("5", 20)).toBe(25);
  });
});

describe("paints", () => {
  it("differ between series of one outcome", () => {
    const outcomes = ["paid", "paid", "notCharged", "notCharged", "blocked", "blocked"] as const;
    const paints = paintsOf(outcomes.map((outcome) => ({ outcome })));
    expect(new Set(paints).size).toBe(outcomes.length);
  });
});
