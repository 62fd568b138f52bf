/** A menu's state of being open: it opens as soon as its code is there, because that is what somebody asked for. */
import { useEffect, useState } from "react";

export function useOpenOnceLoaded() {
  const [open, setOpen] = useState(false);
  // A step after mounting, so that opening moves the focus into the menu as it does every other time.
  useEffect(() => setOpen(true), []);
  return { open, onOpenChange: (_: unknown, change: { open: boolean }) => setOpen(change.open) };
}
