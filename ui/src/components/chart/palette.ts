/** Colours of series. Each has a contrast of at least 3 to 1 on white, on the dark background and on black. */
import type { OutcomeKind } from "../../generated/OutcomeKind";

const SERIES = ["#2B7CD3", "#C8681E", "#8F5FD0", "#0E8A7D", "#C2479B", "#7A8A1C", "#8A6D5A"];
const INCLUDED = "#2E8B57";
const NOT_CHARGED = "#7A7A7A";
/** Striped, so that it is told apart without colours too. */
const BLOCKED = "repeating-linear-gradient(45deg, #D9404A 0 4px, #F3B5B9 4px 6px)";

/** The paint of the series at this place. */
export function paintOf(place: number, outcome: OutcomeKind | null | undefined): string {
  switch (outcome) {
    case "included":
      return INCLUDED;
    case "notCharged":
      return NOT_CHARGED;
    case "blocked":
      return BLOCKED;
    default:
      return SERIES[place % SERIES.length] as string;
  }
}
