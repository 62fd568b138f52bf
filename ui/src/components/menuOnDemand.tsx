/**
 * Menus whose code is loaded when the first screen stands: until a menu is asked for, only its button is there.
 *
 * Menus bring placing, popovers and focus groups with them, a good part of what a start would otherwise load.
 */
import { type ComponentType, cloneElement, type ReactElement, useEffect, useState } from "react";
import { afterFirstIdle } from "../app/firstIdle";
import { onDemand } from "./onDemand";

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
  const closed = (button: MenuParts["button"], open?: () => void) =>
    cloneElement(button, { ...(open && { onClick: open }), "aria-haspopup": "menu", "aria-expanded": false });
  const Loaded = onDemand<Props & MenuParts>(load, ({ button }) => closed(button));
  return function MenuOnDemand(props: Props & MenuParts) {
    const [asked, setAsked] = useState(false);
    useEffect(() => afterFirstIdle(() => void load()), []);
    return asked ? <Loaded {...props} /> : closed(props.button, () => setAsked(true));
  };
}
