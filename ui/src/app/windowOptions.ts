/** What the start-up flags ask of the window. The program sets it before anything of the page runs. */

export interface WindowOptions {
  /** The workbook's name. */
  workbook?: string;
  actingAs?: string | null;
  /** The branch that the window begins on. */
  branch?: string | null;
  route?: string;
  reducedMotion?: boolean;
  /** Under automated tests nothing dismisses itself. */
  test?: boolean;
}

declare global {
  var meterdeskWindow: WindowOptions | undefined;
}

/** Where the name of a workbook stands that was opened in the window's place of the one before. */
const REPLACED_BY = "meterdesk-replaced-by";

/** What the flags say of people, branches and pages is about the workbook that they name. */
export function windowOptions(): WindowOptions {
  const options = globalThis.meterdeskWindow ?? {};
  const workbook = sessionStorage.getItem(REPLACED_BY);
  return workbook === null ? options : { workbook, reducedMotion: options.reducedMotion, test: options.test };
}

/** Everything in the window is about another workbook now, so it begins anew at its first page. */
export function beginWith(workbook: string): void {
  sessionStorage.setItem(REPLACED_BY, workbook);
  location.hash = "#/";
  location.reload();
}
