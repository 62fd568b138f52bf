/** How an environment stands with its capacity, in words; what only Meterdesk tells apart bears its tag. */
import { Badge } from "@fluentui/react-components";
import { Tag } from "../../components/Tag";
import type { EnvironmentStanding } from "../../generated/EnvironmentStanding";

const COLOURS = {
  withinCapacity: "success",
  coveredOverage: "informative",
  overage: "warning",
  blocked: "danger",
} as const;

interface CapacityStatusProps {
  standing: EnvironmentStanding;
  testId: string;
}

export function CapacityStatus({ standing, testId }: CapacityStatusProps) {
  const { status, statusLabel, percent } = standing;
  return (
    <span data-value={status} data-testid={testId}>
      <Badge appearance="tint" color={COLOURS[status]} shape="rounded">
        {statusLabel}
      </Badge>{" "}
      {status === "blocked" && <Tag kind="onlyHere" />}
      {percent != null && `${percent}% of its allocation`}
    </span>
  );
}
