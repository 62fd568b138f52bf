/** Dialogs that the first screen does not need: their code is loaded when they are first opened, and shown without motion. */
import { type ComponentType, lazy, Suspense } from "react";
import { tracked } from "../api/inFlight";

/** A component whose code is loaded on demand. Loading counts as being under way. */
export function onDemand<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const Loaded = lazy(async () => ({ default: await tracked(load) }));
  return function OnDemand(props: Props) {
    return (
      <Suspense fallback={null}>
        <Loaded {...props} />
      </Suspense>
    );
  };
}
