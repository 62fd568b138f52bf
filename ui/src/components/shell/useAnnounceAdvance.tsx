/** Says how far the clock has moved, what time alone did in between, and what was used. */

import { useCallback } from "react";
import type { ClockAdvanced } from "../../generated/ClockAdvanced";
import { formatInstant, formatQuantity } from "../../locale/locale";
import { useNotices } from "../Notices";
import { PageLink } from "../PageLink";

/** More would push the page out of sight; the rest stands under What happened. */
const SHOWN = 5;

export function useAnnounceAdvance() {
  const { say } = useNotices();
  return useCallback(
    (advanced: ClockAdvanced) => {
      const shown = advanced.happened.slice(0, SHOWN);
      say(
        `It is now ${formatInstant(advanced.now)}.`,
        <>
          {shown.length > 0 && (
            <ul>
              {shown.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          )}{" "}
          {advanced.plannedRows > 0 &&
            `${formatQuantity(advanced.plannedRows, "row of planned use was", "rows of planned use were")} added. `}
          {advanced.planEnded &&
            `Planned use ended on ${formatInstant(advanced.planEnded)}: from then on nothing is used by itself. `}
          <PageLink to="/rehearsal/happenings">What happened</PageLink>
        </>,
      );
    },
    [say],
  );
}
