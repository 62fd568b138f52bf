/** The window's start-up options, for whoever needs them. */
import { createContext, useContext } from "react";
import type { WindowOptions } from "./windowOptions";

export const WindowOptionsContext = createContext<WindowOptions>({});

export function useWindowOptions(): WindowOptions {
  return useContext(WindowOptionsContext);
}
