import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { tracked } from "../api/inFlight";
import { watchAppState } from "./appState";

describe("data-app-state", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function watch() {
    const root = document.createElement("div");
    let pending = false;
    const listeners: (() => void)[] = [];
    const stop = watchAppState(root, new QueryClient(), {
      isPending: () => pending,
      onChange: (listener) => {
        listeners.push(listener);
        return () => {};
      },
    });
    const navigate = (now: boolean) => {
      pending = now;
      for (const listener of listeners) {
        listener();
      }
    };
    return { root, navigate, stop };
  }

  it("is busy in the same turn that a call begins, and idle only after it has been quiet", async () => {
    const { root, stop } = watch();
    expect(root.dataset.appState, "what is shown is not painted yet").not.toBe("idle");
    vi.runAllTimers();
    expect(root.dataset.appState).toBe("idle");

    let finish = () => {};
    const work = tracked(() => new Promise<void>((resolve) => (finish = resolve)));
    expect(root.dataset.appState, "a test that clicked must see it at once").toBe("busy");
    finish();
    await work;
    expect(root.dataset.appState, "the answer is not painted yet").toBe("busy");
    vi.runAllTimers();
    expect(root.dataset.appState).toBe("idle");
    stop();
  });

  it("stays busy when a page begins to read right after a navigation", async () => {
    const { root, navigate, stop } = watch();
    navigate(true);
    expect(root.dataset.appState).toBe("busy");
    navigate(false);
    let finish = () => {};
    const read = tracked(() => new Promise<void>((resolve) => (finish = resolve)));
    vi.runAllTimers();
    expect(root.dataset.appState).toBe("busy");
    finish();
    await read;
    vi.runAllTimers();
    expect(root.dataset.appState).toBe("idle");
    stop();
  });
});
