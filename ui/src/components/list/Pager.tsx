/** Which rows of how many are shown, and the way to the pages before and after. */
import { Button, makeStyles, Text, tokens } from "@fluentui/react-components";
import { ChevronLeftRegular, ChevronRightRegular } from "@fluentui/react-icons";
import { formatCount } from "../../locale/locale";
import { testId } from "../../testIds";

interface PagerProps {
  label: string;
  firstRow: number;
  /** Rows shown. */
  count: number;
  total: number;
  goNext?: () => void;
  goPrevious?: () => void;
}

const useStyles = makeStyles({
  pager: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: tokens.spacingHorizontalS },
});

export function Pager({ label, firstRow, count, total, goNext, goPrevious }: PagerProps) {
  const styles = useStyles();
  const lastRow = firstRow + count - 1;
  return (
    <nav className={styles.pager} aria-label={`${label}, pages`}>
      <Text role="status" data-value={total} data-testid={testId("list-count")}>
        {formatCount(firstRow)}–{formatCount(lastRow)} of {formatCount(total)}
      </Text>
      {(goNext || goPrevious) && (
        <>
          <Button
            size="small"
            icon={<ChevronLeftRegular />}
            disabledFocusable={!goPrevious}
            onClick={goPrevious}
            data-testid={testId("list-previous")}
          >
            Previous
          </Button>
          <Button
            size="small"
            icon={<ChevronRightRegular />}
            iconPosition="after"
            disabledFocusable={!goNext}
            onClick={goNext}
            data-testid={testId("list-next")}
          >
            Next
          </Button>
        </>
      )}
    </nav>
  );
}
