/**
 * Menus whose code is loaded when the first screen stands: until a menu is asked for, only its button is there.
 *
 * Menus bring placing, popovers and focus groups with them, a good part of what a start would otherwise load.
 */
import { type ComponentType, cloneElement, lazy, type ReactElement, Suspense, useEffect, useState } from "react";
import { tracked } from "../api/inFlight";
import { afterFirstIdle } from "../app/firstIdle";

interface TriggerProps {
  onClick?: () => void;
  "aria-haspopup"?: "menu";
  "aria-expanded"?: boolean;
}

/** What the loaded part gets to place the menu at. */
export interface MenuParts {
  button: ReactElement<TriggerProps>;
}

/** A menu by its button. Loading counts as being under way when somebody waits for it. */
export function menuOnDemand<Props extends object>(
  load: () => Promise<ComponentType<Props & MenuParts>>,
): ComponentType<Props & MenuParts> {
  const Loaded = lazy(async () => ({ default: await tracked(load) }));
  return function MenuOnDemand(props: Props & MenuParts) {
    const [asked, setAsked] = useState(false);
    useEffect(() => afterFirstIdle(() => void load()), []);
    const closed = cloneElement(props.button, {
      onClick: () => setAsked(true),
      "aria-haspopup": "menu",
      "aria-expanded": false,
    });
    return asked ? (
      <Suspense fallback={closed}>
        <Loaded {...props} />
      </Suspense>
    ) : (
      closed
    );
  };
}
