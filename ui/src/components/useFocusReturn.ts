/**
 * When a panel or dialog goes away, gives the focus back to what had it before; it never stays on nothing. Focus outside of
 * a panel that still stands would hide that panel from screen readers.
 */
import { type RefObject, useEffect, useState } from "react";
import { PAGE_HEADING_ID } from "./Page";

/**
 * `opener` is where to go when what had the focus is gone by then, as a menu's item is; otherwise the panel below, or the
 * page's heading.
 */
export function useFocusReturn(opener?: RefObject<HTMLElement | null>): void {
  // Asked while rendering: once the panel is there, the focus is already inside.
  const [before] = useState(() => document.activeElement);
  useEffect(() => {
    return () => {
      // Later in the turn, so that whatever else wants the focus goes first.
      setTimeout(() => {
        if (document.activeElement === null || document.activeElement === document.body) {
          placeToReturnTo(before, opener)?.focus();
        }
      });
    };
  }, [before, opener]);
}

function placeToReturnTo(before: Element | null, opener: RefObject<HTMLElement | null> | undefined) {
  if (before instanceof HTMLElement && before.isConnected && before !== document.body) {
    return before;
  }
  const below = [...document.querySelectorAll<HTMLElement>('[aria-modal="true"]')].at(-1);
  return opener?.current ?? below ?? document.getElementById(PAGE_HEADING_ID);
}
