/** What the costs are narrowed to, as pills that go away when pressed. */
import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons";
import type { CostFilter } from "../../generated/CostFilter";
import type { CostFilterShown } from "../../generated/CostFilterShown";
import { testId } from "../../testIds";
import { GROUPS } from "./costView";

const useStyles = makeStyles({
  pills: {
    display: "flex",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalS,
    listStyleType: "none",
    margin: 0,
    padding: 0,
  },
  pill: { fontWeight: tokens.fontWeightRegular, maxWidth: "100%", overflowWrap: "anywhere" },
});

interface CostFiltersProps {
  filters: CostFilterShown[];
  onChange(filters: CostFilter[]): void;
}

export function CostFilters({ filters, onChange }: CostFiltersProps) {
  const styles = useStyles();
  if (filters.length === 0) {
    return null;
  }
  return (
    <ul className={styles.pills} aria-label="Filters">
      {filters.map(({ by, key, label }, place) => (
        <li key={`${by} ${key}`}>
          <Button
            className={styles.pill}
            shape="circular"
            size="small"
            icon={<DismissRegular />}
            iconPosition="after"
            aria-label={`Remove filter ${GROUPS[by]}: ${label}`}
            onClick={() => onChange(filters.filter((_, other) => other !== place).map(({ by, key }) => ({ by, key })))}
            data-testid={testId("costs-filter-<by>-<key>", { by, key })}
          >
            {GROUPS[by]}: {label}
          </Button>
        </li>
      ))}
    </ul>
  );
}
