/** How an environment stands with its capacity, in words; what only Meterdesk tells apart bears its tag. */
import { Badge, makeStyles, tokens } from "@fluentui/react-components";
import { Tag } from "../../components/Tag";
import type { EnvironmentStanding } from "../../generated/EnvironmentStanding";

const COLOURS = {
  withinCapacity: "success",
  coveredOverage: "informative",
  overage: "warning",
  blocked: "danger",
} as const;

const useStyles = makeStyles({
  status: { display: "flex", flexDirection: "column", alignItems: "flex-start", rowGap: tokens.spacingVerticalXXS },
  badge: { whiteSpace: "nowrap" },
});

interface CapacityStatusProps {
  standing: EnvironmentStanding;
  testId: string;
}

export function CapacityStatus({ standing, testId }: CapacityStatusProps) {
  const styles = useStyles();
  const { status, statusLabel, percent } = standing;
  return (
    <span className={styles.status} data-value={status} data-testid={testId}>
      <Badge className={styles.badge} appearance="tint" color={COLOURS[status]} shape="rounded">
        {statusLabel}
      </Badge>
      {status === "blocked" && <Tag kind="onlyHere" />}
      {percent != null && <span>{percent}% of its allocation</span>}
    </span>
  );
}
