/** Months by name, and their states in words. */
import type { MonthRow } from "../../generated/MonthRow";
import type { MonthState } from "../../generated/MonthState";

export type NamedMonth = Pick<MonthRow, "month" | "label">;

export const MONTH_STATES: Record<MonthState, string> = { closed: "Closed", open: "Open", running: "Not over yet" };
