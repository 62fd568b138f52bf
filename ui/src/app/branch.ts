/** Which branch this window works on. Belongs to the window, as who acts does; undefined means main. */
import { useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";

const MAIN = "main";

let branch: string | undefined;
const listeners = new Set<() => void>();

export function presentBranch(): string | undefined {
  return branch;
}

export function setBranch(name: string | null | undefined): void {
  branch = name && name !== MAIN ? name : undefined;
  for (const listener of listeners) {
    listener();
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useBranch(): string {
  return useSyncExternalStore(subscribe, presentBranch) ?? MAIN;
}

/** Works on another branch from now on; every screen is read anew. */
export function useSwitchBranch(): (name: string) => Promise<void> {
  const client = useQueryClient();
  return async (name) => {
    await client.cancelQueries();
    setBranch(name);
    await client.resetQueries();
  };
}
