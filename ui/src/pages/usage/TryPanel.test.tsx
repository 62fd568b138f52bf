import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { UsageTried } from "../../generated/UsageTried";
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

const PAID: UsageTried = {
  outcome: "paid",
  sees: "An answer.",
  credits: "12",
  usd: "0.12",
  payer: "All staff",
  lines: [],
  reasons: [{ text: "The older policy pays.", assumption: true }],
  eventIds: ["try-1"],
};

async function openPanel(answers: Parameters<typeof renderApp>[1]) {
  const app = await renderApp("/reports/usage?panel=try", { user_list: () => listed(PERSON), ...answers });
  await screen.findByRole("combobox", { name: "Person" });
  return app;
}

async function fill(user: Awaited<ReturnType<typeof openPanel>>["user"]) {
  await user.type(screen.getByRole("combobox", { name: "Person" }), "Den");
  await user.click(await screen.findByRole("option", { name: /^Deniz Ekholm/ }));
  await user.click(screen.getByRole("combobox", { name: "Service" }));
  await user.click(await screen.findByRole("option", { name: "Microsoft 365 Copilot Chat" }));
}

describe("sending a prompt", () => {
  it("says what the person sees, the credits, who pays and why", async () => {
    const { user } = await openPanel({ usage_try: () => PAID });
    await fill(user);
    await user.click(screen.getByRole("button", { name: "Send" }));
    const result = await screen.findByTestId("try-result");
    expect(result).toHaveAttribute("data-outcome", "paid");
    expect(screen.getByTestId("try-credits")).toHaveAttribute("data-value", "12");
    expect(screen.getByTestId("try-usd")).toHaveTextContent("$0.12");
    expect(screen.getByTestId("try-reasons")).toHaveTextContent("The older policy pays. Assumption");
    expect(callsOf("usage_try").at(-1)?.request).toMatchObject({ user: "u1", service: "copilotChat", quantity: "1" });
  });

  it("adds nothing when it is only looked at", async () => {
    const { user } = await openPanel({ usage_try: () => ({ ...PAID, eventIds: [] }) });
    await fill(user);
    await user.click(screen.getByRole("button", { name: "See what would happen" }));
    expect(await screen.findByTestId("try-result")).toHaveAttribute("data-kind", "preview");
    expect(callsOf("usage_try").map(({ request }) => request.preview)).toEqual([true]);
  });

  it("puts a refused quantity under its field", async () => {
    const { user } = await openPanel({
      usage_try: () => {
        throw { code: "invalid_field", message: '"x" is not a decimal number.', field: "quantity" };
      },
    });
    await fill(user);
    await user.click(screen.getByRole("button", { name: "Send" }));
    const quantity = screen.getByRole("textbox", { name: "How many prompts" });
    await waitFor(() => expect(quantity).toHaveFocus());
    expect(quantity).toHaveAccessibleDescription('"x" is not a decimal number.');
  });

  it("asks for person and service first", async () => {
    const { user } = await openPanel({});
    await user.click(screen.getByRole("button", { name: "Send" }));
    expect(screen.getByRole("combobox", { name: "Person" })).toHaveFocus();
    expect(screen.getByText("Choose a service.")).toBeVisible();
    expect(callsOf("usage_try")).toHaveLength(0);
  });
});
