import { screen, waitFor, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { BudgetView } from "../../../generated/BudgetView";
import type { PolicySpendingView } from "../../../generated/PolicySpendingView";
import { renderApp } from "../../../testing/renderApp";
import { callsOf } from "../../../testing/shell";
import { group, listed, policy } from "../../../testing/tenant";

const ROUTE = "/copilot/billing-usage";
const BUDGET: BudgetView = {
  amount: "500",
  reset: "month",
  resetLabel: "On the first day of the month",
  thresholds: [
    { percent: 80, amount: "400" },
    { percent: 100, amount: "500" },
  ],
  recipients: [{ id: "g9", name: "Budget owners", mail: "owners@example.test" }],
};
const USE = {
  percent: 92,
  spent: "462.24",
  amount: "500",
  from: "2026-11-01T00:00:00Z",
  until: "2026-12-01T00:00:00Z",
  asOf: "2026-11-17T10:00:00Z",
};
const SPENDING: PolicySpendingView = {
  asOf: "2026-11-17T10:00:00Z",
  spending: {
    months: [
      { month: "2026-10-01", usd: "540", credits: "54000" },
      { month: "2026-11-01", usd: "462.24", credits: "46224" },
    ],
    totalUsd: "1002.24",
    totalCredits: "100224",
    summary: "In short.",
    budget: {
      used: USE,
      thresholds: [
        {
          percent: 80,
          amount: "400",
          passedAt: "2026-11-13T12:00:00Z",
          mailBy: "2026-11-14T12:00:00Z",
          mailArrived: true,
        },
        { percent: 100, amount: "500", mailArrived: false },
      ],
    },
    hardStop: {
      from: "2026-10-01T00:00:00Z",
      until: "2026-11-01T00:00:00Z",
      budget: "500",
      stoppedAt: "2026-10-28T09:00:00Z",
      actual: { credits: "54000", usd: "540" },
      withStop: { credits: "50004", usd: "500.04" },
      stopped: { credits: "3996", usd: "39.96" },
      stoppedUses: 333,
      passedOn: { credits: "0", usd: "0" },
      people: 120,
      most: [{ id: "u1", displayName: "Ada Brandt", uses: 12, credits: "144" }],
    },
  },
};

const press = (user: UserEvent, name: string) => user.click(screen.getByRole("button", { name }));

const preview = () => ({
  always: "500",
  amounts: ["400"],
  from: "2026-11-01T00:00:00Z",
  until: "2026-12-01T00:00:00Z",
});

async function openBudget(answers: Parameters<typeof renderApp>[1] = {}) {
  const app = await renderApp(`${ROUTE}?panel=policy&id=p1`, {
    policy_list: () => listed(policy({ budget: BUDGET, budgetUsed: { kind: "known", used: USE } })),
    policy_get: () => policy({ budget: BUDGET }),
    policy_spending: () => SPENDING,
    budget_preview: preview,
    ...answers,
  });
  await app.user.click(await screen.findByRole("tab", { name: "Budget" }));
  return app;
}

async function openSettings(answers: Parameters<typeof renderApp>[1] = {}) {
  const app = await openBudget(answers);
  await app.user.click(await screen.findByRole("tab", { name: "Settings" }));
  await screen.findByRole("textbox", { name: "Budget ($ USD)" });
  return app;
}

describe("the column Budget used", () => {
  it("shows the percentage with its money, or why there is none", async () => {
    await renderApp(ROUTE, {
      policy_list: () =>
        listed(
          policy({ budgetUsed: { kind: "known", used: USE } }),
          policy({ id: "p2", name: "Plain" }),
          policy({
            id: "p3",
            name: "Hidden",
            budgetUsed: { kind: "notAvailable", reason: "Not available for your role" },
          }),
        ),
    });
    expect(await screen.findByRole("columnheader", { name: "Budget used" })).toBeVisible();
    expect(screen.getByTestId("policy-budget-used-p1")).toHaveAttribute("data-value", "92");
    expect(screen.getByTestId("policy-row-p1")).toHaveTextContent("$462.24 of $500.00 since 1 Nov 2026");
    expect(screen.getByTestId("policy-budget-used-p2")).toHaveTextContent("No budget");
    expect(screen.getByTestId("policy-budget-used-p3")).toHaveTextContent("Not available for your role");
  });
});

describe("a policy's spending", () => {
  it("shows the month, the thresholds with their mails, and money and credits in columns of their own", async () => {
    await openBudget();
    expect(await screen.findByTestId("spending-month")).toHaveAttribute("data-value", "462.24");
    expect(screen.getByTestId("spending-threshold-80")).toHaveTextContent("Sent by 14 Nov 2026, 12:00 UTC");
    expect(screen.getByTestId("spending-threshold-100")).toHaveTextContent("Not yet");
    const table = within(screen.getByRole("table", { name: "Spending of the last six months, in US dollars" }));
    expect(table.getAllByRole("columnheader").map(({ textContent }) => textContent)).toEqual([
      "Month (UTC)",
      "Spent (USD)",
      "Copilot Credits",
    ]);
    expect(table.getByTestId("chart-day-2026-11-01")).toHaveTextContent("November 2026$462.2446,224");
    const stop = within(screen.getByTestId("hard-stop"));
    expect(stop.getByText("Only in Meterdesk")).toBeVisible();
    expect(stop.getByTestId("detail-stop-with")).toHaveTextContent("$500.04");
    expect(stop.getByTestId("hard-stop-person-u1")).toHaveTextContent("Ada Brandt");
  });

  it("is not available for a role that does not see it", async () => {
    await openBudget({
      policy_spending: () => ({ asOf: USE.asOf, notAvailable: "Not available for your role" }),
    });
    expect(await screen.findByTestId("spending-not-available")).toHaveTextContent("Not available for your role");
  });
});

describe("a policy's budget settings", () => {
  it("saves what was changed on the revision that was shown", async () => {
    const { user } = await openSettings({ policy_budget_set: () => ({ policy: policy() }) });
    expect(await screen.findByTestId("budget-threshold-money-always")).toHaveTextContent("$500.00");
    await user.clear(screen.getByTestId("budget-amount"));
    await user.type(screen.getByTestId("budget-amount"), "750");
    await user.click(screen.getByRole("radio", { name: "On the first day of the quarter" }));
    await press(user, "Remove Budget owners");
    await press(user, "Save");
    await waitFor(() => expect(callsOf("policy_budget_set")).toHaveLength(1));
    expect(callsOf("policy_budget_set")[0]?.request).toMatchObject({
      policy: "p1",
      revision: 3,
      budget: { amount: "750", reset: "quarter", thresholds: ["80"], recipients: [] },
    });
  });

  it("puts a refused threshold under its row and goes there", async () => {
    const { user } = await openSettings({
      policy_budget_set: () => {
        throw { code: "invalid_field", message: "Not 1 to 99.", field: "budget.thresholds.1" };
      },
    });
    await press(user, "Add more");
    await user.type(screen.getByRole("textbox", { name: "Percentage of alert 3" }), "101");
    await press(user, "Save");
    const row = screen.getByRole("textbox", { name: "Percentage of alert 3" });
    await waitFor(() => expect(row).toHaveFocus());
    expect(row).toHaveAccessibleDescription(/Not 1 to 99\./);
    expect(screen.queryByTestId("problem-bar")).not.toBeInTheDocument();
  });

  it("says that the policy was changed meanwhile, and removes a budget without asking for fields", async () => {
    const { user } = await openSettings({
      policy_budget_set: () => {
        throw { code: "changed_meanwhile", message: "It was changed meanwhile." };
      },
    });
    await user.click(screen.getByRole("checkbox", { name: "Set a budget for this policy" }));
    await press(user, "Save");
    expect(await screen.findByTestId("problem-bar")).toHaveAttribute("data-code", "changed_meanwhile");
    expect(callsOf("policy_budget_set")[0]?.request.budget).toBeUndefined();
  });

  it("offers mail-enabled groups only", async () => {
    const { user } = await openSettings({
      group_list: () => listed(group({ id: "g5", name: "Finance", mail: "finance@example.test" })),
    });
    expect(callsOf("group_list").at(-1)?.request.mailEnabled).toBe(true);
    await user.click(screen.getByRole("combobox", { name: "Recipients" }));
    await user.click(await screen.findByRole("option", { name: /^Finance/ }));
    expect(screen.getByRole("list", { name: "Chosen recipients" })).toHaveTextContent("Finance");
  });
});

describe("the wizard's budget", () => {
  it("is checked before the review, shown there, and sent", async () => {
    let refuse = true;
    const { user } = await renderApp(ROUTE, {
      budget_preview: preview,
      policy_create: ({ budget }) => {
        if (budget && refuse) {
          throw { code: "invalid_field", message: "More than 0.", field: "budget.amount" };
        }
        return { policy: policy() };
      },
    });
    await user.click(await screen.findByRole("button", { name: "Add a billing policy" }));
    await user.type(await screen.findByRole("textbox", { name: "Name" }), "x");
    for (const [box, option] of [
      ["Subscription", "Production"],
      ["Resource group", "rg-copilot"],
      ["Region", "North Europe"],
    ] as const) {
      await user.click(screen.getByRole("combobox", { name: box }));
      await user.click(await screen.findByRole("option", { name: new RegExp(`^${option}`) }));
    }
    await user.click(screen.getByTestId("policy-terms"));
    await press(user, "Next");
    await screen.findByRole("heading", { name: "Choose users" });
    await press(user, "Next");
    await user.click(await screen.findByRole("checkbox", { name: "Set a budget for this policy" }));
    await press(user, "Next");
    const amount = screen.getByRole("textbox", { name: "Budget ($ USD)" });
    await waitFor(() => expect(amount).toHaveFocus());
    expect(amount).toHaveAccessibleDescription(/More than 0\./);
    refuse = false;
    await user.type(amount, "500");
    await press(user, "Add more");
    await user.type(screen.getByRole("textbox", { name: "Percentage of alert 2" }), "80");
    await press(user, "Next");
    expect(await screen.findByTestId("detail-review-alerts")).toHaveTextContent("80% ($400.00) and 100% ($500.00)");
    await press(user, "Edit budget");
    expect(await screen.findByRole("textbox", { name: "Budget ($ USD)" })).toHaveValue("500");
    await press(user, "Next");
    await press(user, "Create policy");
    await screen.findByText("New billing policy created");
    expect(callsOf("policy_create").at(-1)?.request.budget).toEqual({
      amount: "500",
      reset: "month",
      thresholds: ["80"],
      recipients: [],
    });
  });
});
