/** Whether the window is on its way to another address: from the turn in which it sets out until the screen stands. */
import type { AppRouter } from "./router";

export function navigationOf(router: AppRouter) {
  // The router tells that it sets out a step before its own state says so, and tells nothing then.
  let pending = false;
  return {
    isPending: () => pending,
    onChange(listener: () => void): () => void {
      const stops = [
        router.subscribe("onBeforeNavigate", ({ fromLocation }) => {
          // What the router does when it is mounted leads nowhere else: the first page is loaded by then.
          if (fromLocation) {
            pending = true;
            listener();
          }
        }),
        router.subscribe("onResolved", () => {
          pending = false;
          listener();
        }),
        router.subscribe("onRendered", listener),
      ];
      return () => {
        for (const stop of stops) {
          stop();
        }
      };
    },
  };
}
