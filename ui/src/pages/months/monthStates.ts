/** The states of a month in words. */
import type { MonthState } from "../../generated/MonthState";

export const MONTH_STATES: Record<MonthState, string> = { closed: "Closed", open: "Open", running: "Not over yet" };
