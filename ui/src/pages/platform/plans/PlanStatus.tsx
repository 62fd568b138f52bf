/** How far along a billing plan is, and what keeps an enabled one from being charged. */

import type { PlanRow } from "../../../generated/PlanRow";
import { formatInstant } from "../../../locale/locale";
import { testId } from "../../../testIds";
import { STATUSES } from "./words";

export function PlanStatus({ plan }: { plan: PlanRow }) {
  const { id, status, readyAt, notChargeable } = plan;
  return (
    <span data-value={status} data-testid={testId("plan-status-<id>", { id })}>
      {STATUSES[status]}
      {status === "provisioning" && readyAt && ` until ${formatInstant(readyAt)}`}
      {status === "enabled" && notChargeable && `, but it can't be charged: ${notChargeable}`}
    </span>
  );
}
