/** A count that was typed; undefined where it is none. Whether so many can be had, the program says. */
export function wholeNumber(text: string): number | undefined {
  const trimmed = text.trim();
  return /^\d{1,9}$/.test(trimmed) ? Number.parseInt(trimmed, 10) : undefined;
}
