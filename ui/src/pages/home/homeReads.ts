/** What the start page asks for, so that the start of the window can ask for it before the page is there. */
import type { Request } from "../../api/call";
import { addDays, dayOf, monthStart } from "../../locale/calendar";

export const LATEST: Request<"happening_list"> = { limit: 5 };

/** The days of this month so far. */
export function monthSoFar(now: string): { from: string; until: string } {
  const today = dayOf(now);
  return { from: monthStart(today), until: addDays(today, 1) };
}

export function monthRequest(now: string): Request<"usage_series"> {
  return { ...monthSoFar(now), by: "payer" };
}
