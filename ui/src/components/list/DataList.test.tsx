import { cleanup, screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { renderApp } from "../../testing/renderApp";
import { callsOf } from "../../testing/shell";
import { group, listed } from "../../testing/tenant";

const GROUPS = { group_list: () => listed(group(), group({ id: "g2", name: "Sales", members: 12 })) };

describe("a list", () => {
  it("asks for the order of the heading that is pressed, and turns it the second time", async () => {
    const { user } = await renderApp("/users/groups", GROUPS);
    const heading = () => screen.findByRole("columnheader", { name: "Members" });
    expect(await heading()).toHaveAttribute("aria-sort", "none");
    await user.click(within(await heading()).getByRole("button"));
    expect(await heading()).toHaveAttribute("aria-sort", "ascending");
    expect(callsOf("group_list").at(-1)?.request).toMatchObject({ sort: { by: "members", descending: false } });
    within(await heading())
      .getByRole("button")
      .focus();
    await user.keyboard("{Enter}");
    expect(await heading()).toHaveAttribute("aria-sort", "descending");
    expect(callsOf("group_list").at(-1)?.request).toMatchObject({ sort: { by: "members", descending: true } });
  });

  it("leaves out columns, remembers that, and writes into a file what it shows", async () => {
    const shell = {
      ...GROUPS,
      file_choose_to_write: () => ({ file: "token", name: "groups.csv" }),
      list_export: () => ({ rows: 2, fileName: "groups.csv", asOf: "2026-11-17T10:00:00Z" }),
    };
    const { user } = await renderApp("/users/groups?q=s&sort=groups.-members", shell);
    await user.click(await screen.findByRole("button", { name: "Choose columns" }));
    expect(screen.queryByRole("menuitemcheckbox", { name: "Group name" }), "the first one stays").toBeNull();
    await user.click(await screen.findByRole("menuitemcheckbox", { name: "Email" }));
    await user.keyboard("{Escape}");
    expect(screen.queryByRole("columnheader", { name: "Email" })).toBeNull();
    await user.click(screen.getByRole("button", { name: "Export" }));
    expect(await screen.findByTestId("notice")).toHaveTextContent(
      '"groups.csv" was written: 2 rows, as of 17 Nov 2026',
    );
    expect(callsOf("list_export").map(({ request }) => request)).toEqual([
      {
        list: "groups",
        request: { search: "s", sort: { by: "members", descending: true } },
        columns: ["name", "type", "nested", "members"],
        file: "token",
      },
    ]);
    cleanup();
    await renderApp("/users/groups", GROUPS);
    await screen.findByRole("columnheader", { name: "Members" });
    expect(screen.queryByRole("columnheader", { name: "Email" }), "it is remembered").toBeNull();
  });

  it("is not ordered by what another list's address names", async () => {
    await renderApp("/users/groups?sort=policies.name", GROUPS);
    await screen.findByRole("columnheader", { name: "Members" });
    expect(callsOf("group_list").every(({ request }) => !("sort" in request))).toBe(true);
  });
});
