import { screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { markFirstIdle } from "../../app/firstIdle";
import type { HappeningRow } from "../../generated/HappeningRow";
import { renderApp } from "../../testing/renderApp";
import { listed } from "../../testing/tenant";

const told = (id: string, text: string): HappeningRow => ({
  id,
  at: "2026-11-17T10:00:00Z",
  cause: "time",
  kind: "serviceDisconnectionReached",
  text,
});

describe("notifications", () => {
  beforeEach(() => {
    performance.clearMarks();
  });

  it("are unread until they were looked at", async () => {
    markFirstIdle();
    const { user } = await renderApp("/users/groups", {
      notification_list: () => listed(told("a", "First"), told("b", "Second")),
    });
    const bell = await screen.findByRole("button", { name: "Notifications, 2 unread" });
    await user.click(bell);
    const list = await screen.findByRole("list", { name: "Notifications" });
    expect(list).toHaveTextContent("First");
    expect(screen.getAllByText("New")).toHaveLength(2);
    await user.click(screen.getByTestId("panel-close"));
    await waitFor(() => expect(screen.getByTestId("notifications-open")).toHaveAccessibleName("Notifications"));
  });

  it("are not asked for before the first screen stands", async () => {
    let asked = 0;
    await renderApp("/users/groups", {
      notification_list: () => {
        asked += 1;
        return listed();
      },
    });
    expect(asked).toBe(0);
  });
});
