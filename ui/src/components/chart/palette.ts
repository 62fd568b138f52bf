/**
 * Colours of series. Each has a contrast of at least 3 to 1 on white, on the dark background and on black. What nobody
 * paid for is grey or slantwise striped, and stripes differ in direction, so that colours are not all that tells series
 * apart.
 */
import type { OutcomeKind } from "../../generated/OutcomeKind";

const striped = (degrees: number, paint: string, gap: string) =>
  `repeating-linear-gradient(${degrees}deg, ${paint} 0 4px, ${gap} 4px 6px)`;

const COLOURS = ["#2B7CD3", "#C8681E", "#8F5FD0", "#0E8A7D", "#C2479B", "#7A8A1C", "#8A6D5A"];

// More payers than colours: the next ones have upright stripes of the same.
const PLAIN = [...COLOURS, ...COLOURS.map((colour) => striped(90, colour, "#F0F0F0"))];

const PAINTS: Record<OutcomeKind, string[]> = {
  paid: PLAIN,
  included: ["#2E8B57", striped(0, "#2E8B57", "#BFE3CE")],
  notCharged: ["#7A7A7A", striped(0, "#7A7A7A", "#DADADA"), striped(90, "#7A7A7A", "#DADADA")],
  blocked: [striped(45, "#D9404A", "#F3B5B9"), striped(-45, "#D9404A", "#F3B5B9"), striped(90, "#D9404A", "#F3B5B9")],
};

/** A paint for each series, in their order. */
export function paintsOf(series: readonly { outcome?: OutcomeKind | null }[]): string[] {
  const used = new Map<string[], number>();
  return series.map(({ outcome }) => {
    const paints = outcome ? PAINTS[outcome] : PLAIN;
    const place = used.get(paints) ?? 0;
    used.set(paints, place + 1);
    return paints[place % paints.length] as string;
  });
}

/** Colours of lines in their order; the next ones are dashed, as a line can't be striped. */
export function strokeOf(place: number): { stroke: string; strokeDasharray: string | undefined } {
  const stroke = COLOURS[place % COLOURS.length] as string;
  return { stroke, strokeDasharray: place < COLOURS.length ? undefined : "6 3" };
}
