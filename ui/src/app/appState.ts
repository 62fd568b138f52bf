/**
 * Says on the root element whether anything is under way: `data-app-state="busy"` from the first turn of a call or a
 * navigation, `"idle"` once what came of it is painted. An effect that is pending in the tenant is not busy.
 */
import type { QueryClient } from "@tanstack/react-query";
import { callsInFlight, onCallsChange } from "../api/inFlight";
import { markFirstIdle } from "./firstIdle";

/**
 * For how many frames nothing may be under way before it counts as idle: long enough for a new page to start its reads.
 * Frames and not milliseconds, because on a slow machine they take as much longer as the page does.
 */
const QUIET_FRAMES = 1;

interface Navigation {
  /** Whether a navigation is under way. */
  isPending(): boolean;
  onChange(listener: () => void): () => void;
}

/** Watches from when the page is shown until the returned function is called. */
export function watchAppState(root: HTMLElement, client: QueryClient, navigation: Navigation): () => void {
  let frame = 0;
  const isBusy = () =>
    callsInFlight() > 0 || client.isFetching() > 0 || client.isMutating() > 0 || navigation.isPending();

  function update(): void {
    cancelAnimationFrame(frame);
    if (isBusy()) {
      root.dataset.appState = "busy";
    } else if (root.dataset.appState !== "idle") {
      frame = requestAnimationFrame(() => settle(QUIET_FRAMES));
    }
  }

  function settle(framesLeft: number): void {
    if (isBusy()) {
      root.dataset.appState = "busy";
    } else if (framesLeft > 0) {
      frame = requestAnimationFrame(() => settle(framesLeft - 1));
    } else {
      root.dataset.appState = "idle";
      markFirstIdle();
    }
  }

  const stops = [
    onCallsChange(update),
    // Who looks at a query is no news: a new page's looking begins after it is painted.
    client.getQueryCache().subscribe(({ type }) => (type === "updated" || type === "removed") && update()),
    client.getMutationCache().subscribe(update),
    navigation.onChange(update),
  ];
  update();
  return () => {
    cancelAnimationFrame(frame);
    for (const stop of stops) {
      stop();
    }
  };
}
