import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { UsageRated } from "../../generated/UsageRated";
import { renderApp } from "../../testing/renderApp";
import { callsOf } from "../../testing/shell";
import { listed } from "../../testing/tenant";

const CARD = { id: "cc-2026-08", effectiveFrom: "2026-08-03T00:00:00Z", unit: "Copilot Credits", source: "A page" };

const RATED: UsageRated = {
  lines: [
    {
      feature: "generativeAnswer",
      label: "Generative answer",
      quantity: "1",
      credits: "2",
      billed: true,
      reason: "Charged: no license.",
    },
  ],
  credits: "2",
  billed: "2",
  notBilled: "0",
  unit: "Copilot Credits",
  rateCard: CARD.id,
  card: CARD,
  summary: "2 Copilot Credits charged.",
};

const FEATURES = [
  { feature: "generativeAnswer", label: "Generative answer" },
  { feature: "tenantGraphGrounding", label: "Tenant graph grounding" },
  { feature: "agentAction", label: "Agent action" },
];

function open(route: string, answers: Parameters<typeof renderApp>[1] = {}) {
  return renderApp(route, {
    rate_card_list: () => ({ ...listed(), features: FEATURES }),
    usage_rate: () => RATED,
    ...answers,
  });
}

describe("estimating", () => {
  it("rates a use on the simulated day at once, and what is asked next goes into the address", async () => {
    const { user, router } = await open("/rehearsal/estimate");
    await waitFor(() => expect(screen.getByTestId("estimate-summary")).toHaveTextContent("2 Copilot Credits charged."));
    expect(callsOf("usage_rate").at(-1)?.request).toMatchObject({
      on: "2026-11-17",
      lines: [{ feature: "generativeAnswer", quantity: "1" }, { feature: "tenantGraphGrounding" }],
    });
    await user.click(screen.getByRole("button", { name: "Remove line 2" }));
    const quantity = screen.getByRole("textbox", { name: "How many" });
    await user.clear(quantity);
    await user.type(quantity, "7");
    expect(callsOf("usage_rate"), "typing asks nothing").toHaveLength(1);
    await user.click(screen.getByRole("button", { name: "Calculate" }));
    await waitFor(() =>
      expect(callsOf("usage_rate").at(-1)?.request.lines).toEqual([{ feature: "generativeAnswer", quantity: "7" }]),
    );
    expect(router.state.location.search).toMatchObject({ ask: { "lines-0-quantity": "7" } });
    expect(screen.getByTestId("estimate-total")).toHaveAttribute("data-value", "2");
  });

  it("puts what can't be rated under its field, and takes the message away once something else is typed", async () => {
    const { user } = await open("/rehearsal/estimate", {
      usage_rate: ({ lines }) => {
        const bad = (lines as { quantity: string }[]).findIndex(({ quantity }) => quantity === "many");
        if (bad >= 0) {
          throw { code: "invalid_field", message: "This is no amount.", field: `lines[${bad}].quantity` };
        }
        return RATED;
      },
    });
    const [, second] = await screen.findAllByRole("textbox", { name: "How many" });
    await user.clear(second as HTMLElement);
    await user.type(second as HTMLElement, "many");
    await user.click(screen.getByRole("button", { name: "Calculate" }));
    await waitFor(() => expect(second).toHaveFocus());
    expect(second).toHaveAccessibleDescription("This is no amount.");
    expect(screen.getByTestId("estimate-summary")).toHaveTextContent("Nothing was calculated.");
    await user.type(second as HTMLElement, "1");
    expect(second).not.toHaveAccessibleDescription("This is no amount.");
  });

  it("opens with what a link asks", async () => {
    const ask = encodeURIComponent(JSON.stringify({ on: "2021-01-01", by: "turns", turns: "201" }));
    await open(`/rehearsal/estimate?calculator=sessions&ask=${ask}`, {
      session_count: () => ({
        total: 3,
        billed: 2,
        summary: "3 sessions, 2 of them billed.",
        definition: "It begins.",
        source: "A page",
      }),
    });
    expect(await screen.findByTestId("estimate-billed")).toHaveAttribute("data-value", "2");
    expect(callsOf("session_count").at(-1)?.request).toEqual({ on: "2021-01-01", turns: 201 });
    expect(screen.getByRole("textbox", { name: "Turns" })).toHaveValue("201");
  });
});
