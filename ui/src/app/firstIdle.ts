/** Marks, once, the moment at which the first useful screen stands: what the start of the window is measured by. */

export const FIRST_IDLE = "meterdesk-first-idle";

/** Two frames later what was rendered by now is painted. */
export function markWhenPainted(): void {
  if (performance.getEntriesByName(FIRST_IDLE).length > 0) {
    return;
  }
  requestAnimationFrame(() => requestAnimationFrame(() => performance.mark(FIRST_IDLE)));
}
