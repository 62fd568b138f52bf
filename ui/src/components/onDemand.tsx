/** Dialogs that the first screen does not need: their code is loaded when they are first opened, and shown without motion. */
import { type ComponentType, type ReactNode, useLayoutEffect, useState } from "react";
import { flushSync } from "react-dom";
import { tracked } from "../api/inFlight";

/**
 * A component whose code is loaded on demand. Loading counts as being under way until the component stands on the
 * screen; that is why this is no `Suspense`, which may hold back for a while what has been loaded.
 */
export function onDemand<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  /** What stands there meanwhile. */
  meanwhile: (props: Props) => ReactNode = () => null,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined;
  return function OnDemand(props: Props) {
    const [Component, setComponent] = useState(() => loaded);
    // In the same turn as the screen that asks for it, so that the window is never idle in between.
    useLayoutEffect(() => {
      if (!Component) {
        void tracked(async () => {
          try {
            const found = await load();
            loaded = found;
            flushSync(() => setComponent(() => found));
          } catch (problem) {
            // Thrown while rendering, it reaches whoever catches problems of the page.
            setComponent(() => {
              throw problem;
            });
          }
        });
      }
    }, [Component]);
    return Component ? <Component {...props} /> : meanwhile(props);
  };
}
