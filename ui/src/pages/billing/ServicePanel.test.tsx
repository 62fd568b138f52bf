import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { renderApp } from "../../testing/renderApp";
import { callsOf } from "../../testing/shell";
import { connected, connection, disconnected, listed, policy, service } from "../../testing/tenant";

const ROUTE = "/copilot/billing-usage?tab=services&panel=service&service=copilotChat";
const SALES = policy({ id: "p2", name: "Sales", usersLabel: "SG-Sales", people: 12 });
const BIDS = { policy: "p3", policyName: "Bids", people: 12 };

describe("the panel of a service", () => {
  it("connects one policy per Save", async () => {
    const { user } = await renderApp(ROUTE, {
      policy_list: () => listed(policy(), SALES),
      service_connect: () => connected({ coveredTwice: 12, alsoCoveredBy: [BIDS], paidBy: [BIDS] }),
    });
    const table = await screen.findByRole("table", { name: "Billing policies of Microsoft 365 Copilot Chat" });
    await user.click(within(table).getByRole("switch", { name: "Connect All staff" }));
    await user.click(within(table).getByRole("switch", { name: "Connect Sales" }));
    expect(screen.getByTestId("connection-field-p2")).toHaveTextContent(
      "one policy is connected or disconnected at a time",
    );
    expect(within(table).getByRole("switch", { name: "Connect Sales" })).not.toBeChecked();

    const effects = await screen.findByRole("region", { name: "What saving does" });
    expect(effects).toHaveTextContent("1,200 people gain Microsoft 365 Copilot Chat");
    expect(effects).toHaveTextContent('12 people are covered twice, also by "Bids" (12 people). Who pays: "Bids"');
    expect(effects).toHaveTextContent("1,500 people included in the policy, as of 17 Nov 2026, 10:00 UTC");
    const acts = () => callsOf("service_connect").filter(({ request }) => request.preview !== true);
    expect(acts(), "nothing is saved yet").toHaveLength(0);

    await user.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(acts()).toHaveLength(1));
    expect(acts()[0]?.request).toMatchObject({ service: "copilotChat", policy: "p1", revision: 5 });
    expect(await screen.findByTestId("notice")).toHaveTextContent(
      '"All staff" now pays for Microsoft 365 Copilot Chat.',
    );
  });

  it("says that nothing was changed instead of saving nothing", async () => {
    const { user } = await renderApp(ROUTE, { policy_list: () => listed(policy()) });
    await screen.findByRole("table", { name: /Billing policies of/ });
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(screen.getByTestId("service-hint")).toHaveTextContent("Nothing has been changed");
  });

  it("names the effects before it disconnects, and the time by which they have reached everybody", async () => {
    const endsAt = "2026-11-17T12:00:00Z";
    let connections = [connection()];
    const { user } = await renderApp(ROUTE, {
      policy_list: () => listed(policy()),
      service_list: () => listed(service({ connections })),
      service_disconnect: ({ preview }) => {
        if (!preview) {
          connections = [connection({ endsAt })];
        }
        return disconnected({ service: service({ connections }), endsAt });
      },
    });
    await user.click(await screen.findByRole("switch", { name: "Connect All staff" }));
    await user.click(screen.getByRole("button", { name: "Save" }));
    const title = 'Disconnect "All staff" from Microsoft 365 Copilot Chat?';
    const question = await screen.findByTestId("confirm-dialog");
    expect(within(question).getByRole("heading", { name: title })).toBeVisible();
    expect(await within(question).findByTestId("disconnect-effects")).toHaveTextContent(
      /1,200 people lose .*At once for 500 people.*by 17 Nov 2026, 12:00 UTC for 700 people/,
    );
    expect(
      callsOf("service_disconnect").every(({ request }) => request.preview === true),
      "nothing is done before it is confirmed",
    ).toBe(true);

    await user.click(within(question).getByRole("button", { name: "Disconnect" }));
    const row = await screen.findByTestId("service-row-copilotChat");
    expect(await within(row).findByText("Disconnecting, at the latest by 12:00 UTC")).toHaveAttribute(
      "data-value",
      endsAt,
    );
  });

  it("shows why a connection is refused and keeps the panel open", async () => {
    const { user } = await renderApp(ROUTE, {
      policy_list: () => listed(policy()),
      service_connect: () => {
        throw { code: "conflict", message: "Disconnect the All users policy first.", field: "policy" };
      },
    });
    await user.click(await screen.findByRole("switch", { name: "Connect All staff" }));
    await user.click(screen.getByRole("button", { name: "Save" }));
    const message = await within(screen.getByTestId("connection-field-p1")).findByText(/Disconnect the All users/);
    expect(message).toHaveAttribute("data-field", "policy");
    expect(message).toHaveAttribute("data-kind", "refusal");
    expect(screen.queryByTestId("problem-bar")).toBeNull();
  });
});
