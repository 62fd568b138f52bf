/** The cache of everything read from the workbook. */
import { notifyManager, QueryClient } from "@tanstack/react-query";

// News reaches the screen in the same turn of the event loop, so that "idle" is never said before it is painted.
notifyManager.setScheduler(queueMicrotask);

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // The program is on this machine: being offline means nothing, and trying again hides what is wrong.
      queries: {
        networkMode: "always",
        retry: false,
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
}
