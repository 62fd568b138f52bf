/** Remembers that the person went to another page, so that its heading takes the focus once it is there. */
let pending = false;

export function noteNavigation(): void {
  pending = true;
}

/** Whether a change of page waits for its heading; answers yes once. */
export function consumeNavigation(): boolean {
  const was = pending;
  pending = false;
  return was;
}
