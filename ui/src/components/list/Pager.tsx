/** Which rows of how many are shown, and the way to the pages before and after. */
import { Button, makeStyles, Text, tokens } from "@fluentui/react-components";
import { ChevronLeftRegular, ChevronRightRegular } from "@fluentui/react-icons";
import { formatCount } from "../../locale/locale";
import type { TestIdPattern } from "../../testIds";

interface PagerProps {
  label: string;
  firstRow: number;
  /** Rows shown. */
  count: number;
  total: number;
  goNext?: () => void;
  goPrevious?: () => void;
  /** A list in a panel may stand above another one: its parts have names of their own. */
  testIds?: { count: TestIdPattern; previous: TestIdPattern; next: TestIdPattern };
}

const LIST_IDS = { count: "list-count", previous: "list-previous", next: "list-next" } as const;

const useStyles = makeStyles({
  pager: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS },
});

export function Pager({
  label,
  firstRow,
  count,
  total,
  goNext,
  goPrevious,
  testIds: { count: countId, previous: previousId, next: nextId } = LIST_IDS,
}: PagerProps) {
  const styles = useStyles();
  const lastRow = firstRow + count - 1;
  return (
    <nav className={styles.pager} aria-label={`${label}, pages`}>
      <Text role="status" data-value={total} data-testid={countId}>
        {formatCount(firstRow)}–{formatCount(lastRow)} of {formatCount(total)}
      </Text>
      {(goNext || goPrevious) && (
        <>
          <Button
            size="small"
            icon={<ChevronLeftRegular />}
            disabledFocusable={!goPrevious}
            onClick={goPrevious}
            data-testid={previousId}
          >
            Previous
          </Button>
          <Button
            size="small"
            icon={<ChevronRightRegular />}
            iconPosition="after"
            disabledFocusable={!goNext}
            onClick={goNext}
            data-testid={nextId}
          >
            Next
          </Button>
        </>
      )}
    </nav>
  );
}
