/** Writes a table of the screen into a file as it is shown. What has more pages than the screen shows has `ExportButton`. */
import { Button, makeStyles } from "@fluentui/react-components";
import { ArrowDownloadRegular } from "@fluentui/react-icons";
import { type RefObject, useRef } from "react";
import { call } from "../../api/call";
import { useActor } from "../../app/actor";
import { formatInstant, formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";
import { ProblemBar } from "../ProblemBar";
import { useFileWriter } from "../useFileWriter";
import { readTable } from "./readTable";

interface ExportTableProps {
  /** What the file is called, and the table on screen. */
  label: string;
  /** What the table is in; what follows the button where nothing is said. */
  within?: RefObject<HTMLElement | null>;
  /** The button says its word, as above lists; elsewhere it is small. */
  worded?: boolean;
}

const useStyles = makeStyles({
  small: { alignSelf: "flex-end", flexShrink: 0, display: "flex", flexDirection: "column", alignItems: "flex-end" },
});

/** A name for files and test ids: small letters, figures and hyphens. */
function plain(label: string): string {
  const words = label.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.join("-");
}

export function ExportTable({ label, within, worded }: ExportTableProps) {
  const styles = useStyles();
  const { actorId } = useActor();
  const own = useRef<HTMLDivElement>(null);
  const { begin, writing, problem } = useFileWriter(async (file) => {
    const place = within?.current ?? own.current?.nextElementSibling;
    const table = place instanceof HTMLTableElement ? place : place?.querySelector("table");
    const read = table ? readTable(table) : { columns: [], rows: [] };
    const { fileName, rows, asOf } = await call("table_export", { ...read, file }, actorId);
    return `"${fileName}" was written: ${formatQuantity(rows, "row", "rows")}, as of ${formatInstant(asOf)}.`;
  });
  return (
    <div className={worded ? undefined : styles.small} ref={own}>
      <Button
        appearance="subtle"
        size={worded ? "medium" : "small"}
        icon={<ArrowDownloadRegular />}
        aria-label={`Export ${label}`}
        title={worded ? undefined : `Export ${label}`}
        disabledFocusable={writing}
        onClick={() => void begin(`${plain(label)}.csv`)}
        data-testid={testId("table-export-<name>", { name: plain(label) })}
      >
        {worded && "Export"}
      </Button>
      <ProblemBar problem={problem} />
    </div>
  );
}
