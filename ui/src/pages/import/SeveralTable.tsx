/** The files of an import of several: what each is, its rows, and how it stands. */
import {
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
} from "@fluentui/react-components";
import { Count } from "../../components/values";
import { testId } from "../../testIds";
import type { ImportStage, SeveralFile } from "./importWork";

const useStyles = makeStyles({
  scroll: { overflowX: "auto" },
  table: { minWidth: "720px" },
  name: { width: "20%" },
  kind: { width: "24%" },
  count: { width: "88px" },
  cell: { overflowWrap: "anywhere" },
});

type Stage = Extract<ImportStage, { at: "several" }>;

export function SeveralTable({ files, step, place }: Pick<Stage, "files" | "step" | "place">) {
  const styles = useStyles();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={styles.scroll} aria-label="Files, table" tabIndex={0}>
      <Table size="small" aria-label="Files" className={styles.table}>
        <TableHeader>
          <TableRow>
            <TableHeaderCell className={styles.name}>File</TableHeaderCell>
            <TableHeaderCell className={styles.kind}>Recognised as</TableHeaderCell>
            <TableHeaderCell className={styles.count}>{step === "done" ? "Added" : "Would add"}</TableHeaderCell>
            <TableHeaderCell className={styles.count}>Rejected</TableHeaderCell>
            <TableHeaderCell>State</TableHeaderCell>
          </TableRow>
        </TableHeader>
        <TableBody>
          {files.map((known, index) => (
            <TableRow key={known.file.file} data-testid={testId("import-file-<place>", { place: index + 1 })}>
              <TableCell className={styles.cell}>{known.file.name}</TableCell>
              <TableCell className={styles.cell}>{known.view?.kindLabel}</TableCell>
              <TableCell>{known.view && <Count value={known.view.added} />}</TableCell>
              <TableCell>{known.view && <Count value={known.view.rejected} />}</TableCell>
              <TableCell className={styles.cell}>{stateOf(known, step, index - place)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </section>
  );
}

/** How a file stands; `ahead` is how many files are before it in the work. */
function stateOf({ view, problem }: SeveralFile, step: Stage["step"], ahead: number): string {
  if (step === "reading" || step === "importing") {
    if (ahead === 0) {
      return step === "reading" ? "Reading" : "Importing";
    }
    if (ahead > 0 && !problem) {
      return "Waiting";
    }
  }
  if (problem) {
    return problem.message;
  }
  if (view?.state === "published") {
    return view.notes.length > 0 ? `Imported. ${view.notes.join(" ")}` : "Imported";
  }
  if (!view || step === "done") {
    return "Not imported";
  }
  switch (view.needs) {
    case "overlap":
      return "Overlaps an earlier import: choose it alone to say what should happen";
    case "period":
      return "Needs the days that it is for";
    case "asOf":
      return "Needs the day of its download";
    case "shrink":
      return "States less than half of what stands now";
    default:
      return view.notes.length > 0 ? `Ready. ${view.notes.join(" ")}` : "Ready";
  }
}
