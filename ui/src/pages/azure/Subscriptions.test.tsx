import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { renderApp } from "../../testing/renderApp";
import { callsOf } from "../../testing/shell";
import { listed, subscription } from "../../testing/tenant";

const ADA = { person: "ada", displayName: "Ada Brandt", role: "Owner", roleKey: "owner" } as const;
const PRODUCTION = subscription({
  roleAssignments: [ADA],
  policies: [
    {
      policy: "p1",
      name: "All staff",
      resourceGroup: "rg-copilot",
      services: ["copilotChat"],
      servicesLabel: "Microsoft 365 Copilot Chat",
    },
  ],
});
const CHANGED = {
  subscription: PRODUCTION,
  policies: PRODUCTION.policies,
  effects: ["No new billing policy can be billed to it until it is enabled again."],
};

async function openPanel(answers: Parameters<typeof renderApp>[1] = {}) {
  const app = await renderApp("/azure/subscriptions", {
    subscription_list: () => listed(PRODUCTION),
    subscription_disable: () => CHANGED,
    ...answers,
  });
  await app.user.click(await screen.findByRole("button", { name: "Production" }));
  await screen.findByRole("heading", { name: "Owners, Contributors and Readers" });
  return app;
}

describe("Azure subscriptions", () => {
  it("are listed with ID, state, resource groups and the acting person's role", async () => {
    await renderApp("/azure/subscriptions");
    const row = await screen.findByTestId("subscription-row-s1");
    for (const text of ["Production", "s1", "Active", "rg-copilot", "Owner"]) {
      expect(within(row).getByText(text)).toBeVisible();
    }
  });

  it("name what follows before one is disabled", async () => {
    let shown = PRODUCTION;
    const { user } = await openPanel({
      subscription_list: () => listed(shown),
      subscription_disable: (request) => {
        shown = request.preview ? shown : { ...PRODUCTION, state: "disabled", revision: 3 };
        return CHANGED;
      },
    });
    await user.click(screen.getByRole("button", { name: "Disable subscription" }));
    const dialog = await screen.findByTestId("confirm-dialog");
    expect(within(dialog).getByRole("heading", { name: 'Disable "Production"?' })).toBeVisible();
    const effects = await within(dialog).findByTestId("azure-effects");
    expect(effects).toHaveTextContent("No new billing policy can be billed to it");
    expect(effects).toHaveTextContent(
      '"All staff" charges its resource group rg-copilot for Microsoft 365 Copilot Chat.',
    );
    expect(callsOf("subscription_disable").every(({ request }) => request.preview === true)).toBe(true);
    await user.click(within(dialog).getByRole("button", { name: "Disable subscription" }));
    await waitFor(() => expect(screen.queryByTestId("confirm-dialog")).not.toBeInTheDocument());
    expect(screen.getByRole("button", { name: "Enable subscription" })).toBeVisible();
    expect(callsOf("subscription_disable").at(-1)?.request).toMatchObject({ subscription: "s1", revision: 2 });
    expect(await screen.findByTestId("notice")).toHaveTextContent('"Production" was disabled.');
  });

  it("show a refusal in the dialog that asked", async () => {
    const { user } = await openPanel({
      subscription_role_remove: () => {
        throw { code: "conflict", message: "Ada Brandt is the last Owner.", field: "role" };
      },
    });
    await user.click(screen.getByRole("button", { name: "Remove Owner on the subscription from Ada Brandt" }));
    const bar = await within(await screen.findByTestId("confirm-dialog")).findByTestId("problem-bar");
    expect(bar).toHaveAttribute("data-kind", "refusal");
    expect(bar).toHaveTextContent("Ada Brandt is the last Owner.");
  });

  it("say under the field what a new resource group can't be called", async () => {
    const { user } = await openPanel({
      resource_group_create: () => {
        throw { code: "invalid_field", message: "There is already one.", field: "name" };
      },
    });
    await user.click(screen.getByRole("button", { name: "Create a new resource group" }));
    await user.click(await screen.findByRole("button", { name: "Save" }));
    const name = screen.getByRole("textbox", { name: "Name" });
    expect(name).toHaveFocus();
    expect(name).toHaveAccessibleDescription("Enter a name.");
    await user.type(name, "rg-copilot");
    await user.click(screen.getByRole("combobox", { name: "Region" }));
    await user.click(await screen.findByRole("option", { name: "North Europe" }));
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(name).toHaveAccessibleDescription("There is already one."));
    expect(callsOf("resource_group_create").at(-1)?.request).toMatchObject({
      subscription: "s1",
      name: "rg-copilot",
      region: "North Europe",
      revision: 2,
    });
  });

  it("are chosen in the wizard as soon as they are made there", async () => {
    const made = subscription({
      id: "s2",
      name: "Copilot billing",
      resourceGroups: [{ name: "rg-new", region: "UK" }],
    });
    let known = [PRODUCTION];
    const { user } = await renderApp("/copilot/billing-usage?panel=create", {
      subscription_list: () => listed(...known),
      subscription_create: () => {
        known = [PRODUCTION, made];
        return { subscription: made, policies: [], effects: [] };
      },
    });
    await user.click(await screen.findByRole("button", { name: "Create a new subscription" }));
    await user.type(await screen.findByRole("textbox", { name: "Subscription name" }), "Copilot billing");
    await user.type(screen.getByRole("textbox", { name: "Resource group name" }), "rg-new");
    const region = within(screen.getByTestId("panel-create-subscription")).getByRole("combobox", { name: "Region" });
    await user.click(region);
    await user.click(await screen.findByRole("option", { name: "North Europe" }));
    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() =>
      expect(screen.getByRole("combobox", { name: "Subscription" })).toHaveTextContent("Copilot billing"),
    );
    expect(screen.getByRole("combobox", { name: "Resource group" })).toHaveTextContent("rg-new");
  });
});
