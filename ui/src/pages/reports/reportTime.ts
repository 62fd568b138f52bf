/** For which days a report's figures are, in words. */
import type { ReportView } from "../../generated/ReportView";
import { addDays } from "../../locale/calendar";
import { formatDay } from "../../locale/locale";

export function reportTime({ from, until }: Pick<ReportView, "from" | "until">): string {
  if (!from || !until) {
    return "Until another is imported";
  }
  const last = addDays(until, -1);
  return from === last ? formatDay(from) : `${formatDay(from)} to ${formatDay(last)}`;
}
