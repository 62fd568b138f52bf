import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { renderApp } from "../../testing/renderApp";
import { prerequisites } from "../../testing/tenant";

describe("what a billing policy needs", () => {
  it("is not mentioned where all of it is there", async () => {
    await renderApp("/copilot/billing-usage");
    await screen.findByRole("heading", { name: "You don't have any billing policies" });
    expect(screen.queryByTestId("prerequisites-bar")).not.toBeInTheDocument();
  });

  it("is said with who could provide it where something is missing", async () => {
    const missing = {
      met: false,
      text: "Bo Castell is Global Reader.",
      who: [{ id: "ada", displayName: "Ada Brandt", because: "Global administrator" }],
    };
    const { user } = await renderApp("/copilot/billing-usage", {
      prerequisite_check: () => prerequisites([missing, { key: "room" }]),
    });
    const bar = await screen.findByTestId("prerequisites-bar");
    expect(bar).toHaveTextContent("Bo Castell is Global Reader.");
    expect(bar).toHaveAttribute("data-value", "1");
    await user.click(within(bar).getByRole("button", { name: "What you need" }));
    const row = await screen.findByTestId("prerequisite-role");
    expect(row).toHaveAttribute("data-met", "false");
    expect(within(row).getByText(/Ada Brandt \(Global administrator\)/)).toBeVisible();
    expect(screen.getByTestId("prerequisite-room")).toHaveAttribute("data-met", "true");
  });
});
