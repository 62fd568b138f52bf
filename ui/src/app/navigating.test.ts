import { describe, expect, it } from "vitest";
import { navigationOf } from "./navigating";
import { createAppRouter } from "./router";

describe("being on the way to another address", () => {
  it("is said in the turn in which the window sets out, and until it has arrived", async () => {
    const router = createAppRouter();
    await router.load();
    const navigation = navigationOf(router);
    const said: boolean[] = [];
    const stop = navigation.onChange(() => said.push(navigation.isPending()));
    expect(navigation.isPending()).toBe(false);
    await router.navigate({ to: "/users/groups" });
    await router.load();
    expect(said[0], "the first that is said").toBe(true);
    expect(said.at(-1), "the last that is said").toBe(false);
    expect(navigation.isPending()).toBe(false);
    stop();
  });
});
