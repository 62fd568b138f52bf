import { screen, waitFor, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { renderApp } from "../../testing/renderApp";
import { callsOf } from "../../testing/shell";
import { group, listed, policy } from "../../testing/tenant";

const ROUTE = "/copilot/billing-usage";

const field = (name: string) => screen.getByRole("textbox", { name });
const press = (user: UserEvent, name: string) => user.click(screen.getByRole("button", { name }));

async function choose(user: UserEvent, box: string, option: string) {
  await user.click(screen.getByRole("combobox", { name: box }));
  await user.click(await screen.findByRole("option", { name: new RegExp(`^${option}`) }));
}

async function fillDetails(user: UserEvent, name = "All staff") {
  await user.type(field("Name"), name);
  await choose(user, "Subscription", "Production");
  await choose(user, "Resource group", "rg-copilot");
  await choose(user, "Region", "North Europe");
  await user.click(screen.getByRole("checkbox", { name: "I accept the pay-as-you-go billing terms of service" }));
}

async function openWizard(answers: Parameters<typeof renderApp>[1] = {}) {
  const app = await renderApp(ROUTE, { policy_create: () => ({ policy: policy() }), ...answers });
  await screen.findByRole("heading", { name: "You don't have any billing policies" });
  await press(app.user, "Add a billing policy");
  await screen.findByRole("heading", { name: "Billing details" });
  return app;
}

describe("the wizard that adds a billing policy", () => {
  it("leads to the new policy and on to its services", async () => {
    const { user } = await openWizard();
    expect(screen.getByText("Step 1 of 4")).toHaveAttribute("role", "status");
    await fillDetails(user);
    await press(user, "Next");
    expect(await screen.findByRole("heading", { name: "Choose users" })).toHaveFocus();
    expect(screen.getByRole("radio", { name: "All users" })).toBeChecked();
    await press(user, "Next");
    expect(await screen.findByRole("heading", { name: "Budget" })).toHaveFocus();
    await press(user, "Next");
    expect(await screen.findByRole("heading", { name: "Review and finish" })).toHaveFocus();
    expect(screen.getByTestId("detail-review-budget")).toHaveTextContent("No budget");
    expect(screen.getByTestId("detail-review-subscription")).toHaveTextContent("Production");
    await press(user, "Create policy");

    await screen.findByText("New billing policy created");
    const created = callsOf("policy_create").at(-1);
    expect(created?.request).toMatchObject({
      name: "All staff",
      subscription: "s1",
      resourceGroup: "rg-copilot",
      region: "North Europe",
      users: { kind: "allUsers" },
      termsAccepted: true,
    });
    expect(created?.request.preview, "the last call is the act itself").toBeUndefined();
    expect(created?.request.commandId).toMatch(/^[0-9a-f-]{36}$/);
    await press(user, "Connect your services");
    expect(await screen.findByRole("tab", { name: "Pay-as-you-go services", selected: true })).toBeVisible();
  });

  it("says under each field what is missing and goes to the first", async () => {
    const { user } = await openWizard();
    await press(user, "Next");
    expect(field("Name")).toHaveFocus();
    expect(field("Name")).toHaveAccessibleDescription("Enter a name.");
    expect(screen.getByText("Accept the terms of service to go on.")).toBeVisible();
    expect(callsOf("policy_create"), "nobody needs to be asked about an empty field").toHaveLength(0);
  });

  it("puts a refusal of a field under that field", async () => {
    const { user } = await openWizard({
      policy_create: () => {
        throw { code: "conflict", message: "Another policy has this name.", field: "name" };
      },
    });
    await fillDetails(user);
    await press(user, "Next");
    await waitFor(() => expect(field("Name")).toHaveFocus());
    expect(field("Name")).toHaveAccessibleDescription("Another policy has this name.");
  });

  it("shows any other refusal as one, not as an error", async () => {
    const { user } = await openWizard({
      policy_create: () => {
        throw { code: "not_allowed", message: "This takes another role." };
      },
    });
    await fillDetails(user);
    await press(user, "Next");
    const bar = await screen.findByTestId("problem-bar");
    expect(bar).toHaveAttribute("data-kind", "refusal");
    expect(bar).toHaveAttribute("data-code", "not_allowed");
    expect(screen.getByRole("heading", { name: "Billing details" })).toBeVisible();
  });

  it("asks for one group and keeps it on the way back", async () => {
    const { user } = await openWizard({ group_list: () => listed(group(), group({ id: "g2", name: "Finance EU" })) });
    await fillDetails(user);
    await press(user, "Next");
    await user.click(await screen.findByRole("radio", { name: "Specific group" }));
    await press(user, "Next");
    const picker = screen.getByRole("combobox", { name: "Group" });
    await waitFor(() => expect(picker).toHaveFocus());
    await user.type(picker, "Fin");
    await waitFor(() => expect(callsOf("group_list").at(-1)?.request.search).toBe("Fin"));
    await user.click(await screen.findByRole("option", { name: /^Finance EU/ }));
    await press(user, "Back");
    expect(field("Name")).toHaveValue("All staff");
    await press(user, "Next");
    expect(await screen.findByRole("combobox", { name: "Group" })).toHaveValue("Finance EU");
    await press(user, "Next");
    await screen.findByRole("heading", { name: "Budget" });
    await press(user, "Next");
    await screen.findByRole("heading", { name: "Review and finish" });
    await press(user, "Edit users");
    expect(await screen.findByRole("heading", { name: "Choose users" })).toHaveFocus();
    expect(callsOf("policy_create").at(-1)?.request.users).toEqual({ kind: "group", group: "g2" });
  });

  it("asks before it throws input away, and closes at once without any", async () => {
    const { user } = await openWizard();
    await user.type(field("Name"), "x");
    await press(user, "Close");
    const question = await screen.findByTestId("confirm-dialog");
    expect(within(question).getByRole("heading", { name: "Discard what you entered?" })).toBeVisible();
    await user.click(within(question).getByRole("button", { name: "Keep editing" }));
    expect(field("Name")).toHaveValue("x");
    await press(user, "Close");
    await user.click(await screen.findByRole("button", { name: "Discard" }));
    await waitFor(() => expect(screen.queryByRole("heading", { name: "Billing details" })).not.toBeInTheDocument());

    await press(user, "Add a billing policy");
    await screen.findByRole("heading", { name: "Billing details" });
    await press(user, "Close");
    await waitFor(() => expect(screen.queryByRole("heading", { name: "Billing details" })).not.toBeInTheDocument());
    expect(screen.queryByRole("alertdialog")).not.toBeInTheDocument();
  });
});
