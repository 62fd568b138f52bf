import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { UsageReceiptView } from "../../generated/UsageReceiptView";
import type { UsageRowView } from "../../generated/UsageRowView";
import { renderApp } from "../../testing/renderApp";
import { callsOf } from "../../testing/shell";
import { listed } from "../../testing/tenant";

const PERSON = {
  id: "u1",
  displayName: "Deniz Ekholm",
  userPrincipalName: "deniz@northgate.example",
  copilotLicensed: false,
  roles: [],
};

const RECEIPT: UsageReceiptView = {
  hypothetical: true,
  at: "2026-11-17T10:00:00Z",
  asOf: "2026-11-17T10:00:00Z",
  what: "If Deniz Ekholm had used it.",
  summary: "12 credits paid by All staff (pay-as-you-go), $0.12.",
  outcome: "paid",
  credits: "12",
  unit: "Copilot Credits",
  usd: "0.12",
  lines: [
    {
      feature: "Generative answer",
      quantity: "1",
      credits: "12",
      parts: [],
      stages: [
        {
          stage: "payers",
          title: "Who was asked to pay",
          steps: [{ text: "The older policy pays.", source: "A document", assumption: true }],
        },
      ],
    },
  ],
};

const ROW: UsageRowView = {
  row: "7",
  eventId: "e-7",
  at: "2026-11-17T09:00:00Z",
  person: "Deniz Ekholm",
  service: "copilotChat",
  serviceLabel: "Microsoft 365 Copilot Chat",
  agent: "Helper",
  environment: "",
  feature: "Generative answer",
  quantity: "1",
  credits: "2",
  outcome: "paid",
  outcomeLabel: "All staff (pay-as-you-go)",
};

const ROWS = { ...listed(ROW), from: "2026-10-19", until: "2026-11-18", asOf: "2026-11-17T10:00:00Z" };

function open(route: string, answers: Parameters<typeof renderApp>[1] = {}) {
  return renderApp(route, {
    user_list: () => listed(PERSON),
    usage_row_list: () => ROWS,
    usage_receipt: () => RECEIPT,
    ...answers,
  });
}

describe("who pays", () => {
  it("asks for a person first, then shows each step with its source", async () => {
    const { user, router } = await open("/rehearsal/receipt");
    await user.click(await screen.findByRole("button", { name: "Show who pays" }));
    expect(screen.getByText("Choose a person.")).toBeVisible();
    expect(callsOf("usage_receipt")).toHaveLength(0);
    await user.type(screen.getByRole("combobox", { name: "Person" }), "Den");
    await user.click(await screen.findByRole("option", { name: /^Deniz Ekholm/ }));
    await user.click(screen.getByRole("button", { name: "Show who pays" }));
    const receipt = await screen.findByTestId("receipt");
    expect(receipt).toHaveAttribute("data-outcome", "paid");
    expect(receipt).toHaveTextContent("The older policy pays. AssumptionSource: A document");
    expect(screen.getByTestId("receipt-told")).toHaveTextContent("12 credits paid by All staff");
    expect(callsOf("usage_receipt").at(-1)?.request).toEqual({ user: "u1", service: "copilotChat", quantity: "1" });
    expect(router.state.location.search).toMatchObject({ ask: { user: "u1", name: "Deniz Ekholm" } });
  });

  it("puts a time ahead of the clock under its field", async () => {
    const ask = encodeURIComponent(JSON.stringify({ user: "u1", name: "Deniz Ekholm", at: "2027-01-01" }));
    await open(`/rehearsal/receipt?ask=${ask}`, {
      usage_receipt: () => {
        throw { code: "conflict", message: "It lies ahead of the clock.", field: "at" };
      },
    });
    const time = await screen.findByRole("textbox", { name: "Time" });
    await waitFor(() => expect(time).toHaveAccessibleDescription(/It lies ahead of the clock\./));
    expect(screen.queryByTestId("receipt")).toBeNull();
  });

  it("opens the receipt of a row", async () => {
    const { user } = await open("/rehearsal/receipt");
    await user.click(await screen.findByTestId("receipt-open-7"));
    await screen.findByTestId("receipt");
    expect(callsOf("usage_receipt").at(-1)?.request).toEqual({ row: "7" });
  });
});
