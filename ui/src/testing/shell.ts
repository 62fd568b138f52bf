/** Stands in for the program behind the window: answers by command name, and remembers what was asked. */
import { vi } from "vitest";

export interface Call {
  name: string;
  request: Record<string, unknown>;
  actor: string | null;
  /** Only where the window is not on main. */
  branch?: string;
}

type Handler = (request: Record<string, unknown>, actor: string | null) => unknown;

const handlers = new Map<string, Handler>();
export const calls: Call[] = [];

/** Sets what commands answer; a handler that throws rejects the call with what it threw. */
export function answer(byName: Record<string, Handler>): void {
  for (const [name, handler] of Object.entries(byName)) {
    handlers.set(name, handler);
  }
}

export function callsOf(name: string): Call[] {
  return calls.filter((call) => call.name === name);
}

export function forgetShell(): void {
  handlers.clear();
  calls.length = 0;
}

vi.mock("@tauri-apps/api/core", () => ({
  invoke: async (
    name: string,
    args: { request?: Record<string, unknown>; actor?: string | null; branch?: string | null } = {},
  ) => {
    const { request = {}, actor = null } = args;
    calls.push({ name, request, actor, ...(args.branch && { branch: args.branch }) });
    const handler = handlers.get(name);
    if (!handler) {
      throw `command ${name} not found`;
    }
    return structuredClone(handler(request, actor));
  },
}));

vi.mock("@tauri-apps/api/event", () => ({ listen: async () => () => {} }));
