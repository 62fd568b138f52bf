/** Counts calls that are on their way, so that the window can say at once that it is busy. */
type Listener = () => void;

let count = 0;
const listeners = new Set<Listener>();

function change(by: 1 | -1): void {
  count += by;
  for (const listener of listeners) {
    listener();
  }
}

/** Runs the work and counts it until it is settled. */
export async function tracked<T>(work: () => Promise<T>): Promise<T> {
  change(1);
  try {
    return await work();
  } finally {
    change(-1);
  }
}

export function callsInFlight(): number {
  return count;
}

export function onCallsChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
