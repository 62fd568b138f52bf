/** Marks, once, the moment at which the first useful screen stands: what the start of the window is measured by. */

export const FIRST_IDLE = "meterdesk-first-idle";

/** To be called when the screen is painted. */
export function markFirstIdle(): void {
  if (performance.getEntriesByName(FIRST_IDLE).length === 0) {
    performance.mark(FIRST_IDLE);
  }
}
