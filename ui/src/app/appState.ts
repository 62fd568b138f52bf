/**
 * Says on the root element whether anything is under way: `data-app-state="busy"` from the first turn of a call or a
 * navigation, `"idle"` once what came of it is painted. An effect that is pending in the tenant is not busy.
 */
import type { QueryClient } from "@tanstack/react-query";
import { callsInFlight, onCallsChange } from "../api/inFlight";
import { markWhenPainted } from "./firstIdle";

/** How long nothing may be under way before it counts as idle: long enough for a new page to start its reads. */
const QUIET_MS = 16;

interface Navigation {
  /** Whether a navigation is under way. */
  isPending(): boolean;
  onChange(listener: () => void): () => void;
}

export function watchAppState(root: HTMLElement, client: QueryClient, navigation: Navigation): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const isBusy = () =>
    callsInFlight() > 0 || client.isFetching() > 0 || client.isMutating() > 0 || navigation.isPending();

  function update(): void {
    clearTimeout(timer);
    if (isBusy()) {
      root.dataset.appState = "busy";
    } else if (root.dataset.appState !== "idle") {
      timer = setTimeout(settle, QUIET_MS);
    }
  }

  function settle(): void {
    const busy = isBusy();
    root.dataset.appState = busy ? "busy" : "idle";
    if (!busy && document.querySelector("h1")) {
      markWhenPainted();
    }
  }

  const stops = [
    onCallsChange(update),
    client.getQueryCache().subscribe(update),
    client.getMutationCache().subscribe(update),
    navigation.onChange(update),
  ];
  update();
  return () => {
    clearTimeout(timer);
    for (const stop of stops) {
      stop();
    }
  };
}
