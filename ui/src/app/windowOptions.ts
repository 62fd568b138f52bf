/** What the start-up flags ask of the window. The program sets it before anything of the page runs. */

export interface WindowOptions {
  /** The workbook's name. */
  workbook?: string;
  actingAs?: string | null;
  route?: string;
  reducedMotion?: boolean;
  /** Under automated tests nothing dismisses itself. */
  test?: boolean;
}

declare global {
  var meterdeskWindow: WindowOptions | undefined;
}

export function windowOptions(): WindowOptions {
  return globalThis.meterdeskWindow ?? {};
}
