/** Where a chart's axis ends. The only place where an amount becomes a float: for the length of a column, never for a figure. */

const STEPS = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** The smallest round number that is not below the value. */
export function niceMaximum(value: number): number {
  if (value <= 0) {
    return 1;
  }
  const magnitude = 10 ** Math.floor(Math.log10(value));
  const step = STEPS.find((candidate) => candidate * magnitude >= value) ?? 10;
  return step * magnitude;
}

/** How long a column is, in percent of the axis. */
export function share(amount: string, maximum: number): number {
  return (Number(amount) / maximum) * 100;
}

/** Every how manyth day has a label, so that about six fit. */
export function labelEvery(days: number): number {
  return Math.max(1, Math.ceil(days / 6));
}
