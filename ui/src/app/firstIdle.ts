/** Marks, once, the moment at which the first useful screen stands: what the start of the window is measured by. */

const FIRST_IDLE = "meterdesk-first-idle";

const waiting = new Set<() => void>();

function stands(): boolean {
  return performance.getEntriesByName(FIRST_IDLE).length > 0;
}

/** To be called when the screen is painted. */
export function markFirstIdle(): void {
  if (stands()) {
    return;
  }
  performance.mark(FIRST_IDLE);
  for (const work of waiting) {
    work();
  }
  waiting.clear();
}

/** Leaves the work for after the first screen; does it at once when that stands. The returned function takes it back. */
export function afterFirstIdle(work: () => void): () => void {
  if (stands()) {
    work();
    return () => {};
  }
  waiting.add(work);
  return () => waiting.delete(work);
}
