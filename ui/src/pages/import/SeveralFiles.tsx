/** Several files at once: what each would do, what all of them need, and what came of each. */
import { Button, Checkbox, makeStyles, ProgressBar, tokens } from "@fluentui/react-components";
import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import { FocusedHeading } from "../../components/FocusedHeading";
import { focusFirstError } from "../../components/focusFirstError";
import type { ImportStart } from "../../generated/ImportStart";
import { formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";
import { type ImportStage, type SeveralFile, useImportWork } from "./importWork";
import { SeveralTable } from "./SeveralTable";
import { StatedTime, type TimeInput, timeChoice, timeErrors } from "./StatedTime";
import { type Added, together, UnknownNames } from "./UnknownNames";
import { UnknownPeople } from "./UnknownPeople";

const useStyles = makeStyles({
  several: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalM, width: "100%", minWidth: 0 },
  actions: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

type Stage = Extract<ImportStage, { at: "several" }>;

export function SeveralFiles({ stage }: { stage: Stage }) {
  const styles = useStyles();
  const { cancel, reset } = useImportWork();
  const { files, step, place, job } = stage;
  const count = formatQuantity(files.length, "file", "files");
  const heading = {
    reading: `Reading ${count}`,
    ready: `${count}: what importing them would do`,
    importing: `Importing ${count}`,
    done: `${formatQuantity(files.filter(isImported).length, "file was", "files were")} imported`,
  }[step];
  const works = step === "reading" || step === "importing";
  return (
    <div className={styles.several} data-kind={step} data-testid={testId("import-several")}>
      <FocusedHeading level={2}>{heading}</FocusedHeading>
      {works && (
        <ProgressBar
          aria-label={`${heading}: ${files[place]?.file.name}`}
          max={files.length}
          value={place + (job && job.totalBytes > 0 ? job.bytes / job.totalBytes : 0)}
          data-testid={testId("import-progress")}
        />
      )}
      <SeveralTable files={files} step={step} place={place} />
      {works && (
        <div className={styles.actions}>
          <Button onClick={cancel} data-testid={testId("import-cancel")}>
            Cancel
          </Button>
        </div>
      )}
      {step === "ready" && <Decisions files={files} />}
      {step === "done" && (
        <div className={styles.actions}>
          <Button onClick={reset} data-testid={testId("import-again")}>
            Import another file
          </Button>
        </div>
      )}
    </div>
  );
}

function Decisions({ files }: { files: SeveralFile[] }) {
  const styles = useStyles();
  const { publishEach, reset } = useImportWork();
  const box = useRef<HTMLDivElement>(null);
  const [period, setPeriod] = useState<TimeInput>({ first: "", last: "" });
  const [download, setDownload] = useState<TimeInput>({ first: "", last: "" });
  const [allowShrink, setAllowShrink] = useState(false);
  const [addPeople, setAddPeople] = useState(false);
  const [added, setAdded] = useState<Added>({});
  const [checked, setChecked] = useState(false);
  const needs = new Set(files.map(({ view }) => view?.needs));
  const ofPeriod = needs.has("period") ? timeErrors("period", period) : {};
  const ofDownload = needs.has("asOf") ? timeErrors("asOf", download) : {};
  const undecided = [...Object.values(ofPeriod), ...Object.values(ofDownload)].some(Boolean);
  const ready = files.filter(isReady).length;
  const unknown = files.flatMap(({ view }) => (view && view.unknownPeople > 0 ? [view] : []));
  const names = [...new Set(unknown.flatMap(({ unknownNames }) => unknownNames))];

  function request(known: SeveralFile): Omit<ImportStart, "file"> | undefined {
    const { view } = known;
    if (!view || !isReady(known)) {
      return undefined;
    }
    const time = view.needs === "asOf" ? download : period;
    return { allowShrink, ...added, ...(addPeople && { addPeople }), ...timeChoice(view.needs, time) };
  }

  function submit() {
    flushSync(() => setChecked(true));
    if (undecided) {
      focusFirstError(box.current);
    } else {
      publishEach(request);
    }
  }

  return (
    <div className={styles.several} ref={box}>
      {needs.has("period") && (
        <StatedTime needs="period" value={period} errors={checked ? ofPeriod : {}} onChange={setPeriod} />
      )}
      {needs.has("asOf") && (
        <StatedTime needs="asOf" both value={download} errors={checked ? ofDownload : {}} onChange={setDownload} />
      )}
      <UnknownPeople
        // Of several files nobody is counted twice where all names are shown; else the largest file's number is the least.
        count={Math.max(names.length, ...unknown.map(({ unknownPeople }) => unknownPeople))}
        names={names}
        add={addPeople}
        onChange={setAddPeople}
      />
      <UnknownNames
        unknown={together(files.flatMap(({ view }) => view?.unknown ?? []))}
        added={added}
        onChange={setAdded}
      />
      <Checkbox
        label="They may take the place of reports that state more than twice as much for the same time."
        checked={allowShrink}
        onChange={(_, { checked: allowed }) => setAllowShrink(allowed === true)}
        data-testid={testId("import-shrink")}
      />
      <div className={styles.actions}>
        {ready > 0 && (
          <Button appearance="primary" onClick={submit} data-testid={testId("import-accept")}>
            Import {formatQuantity(ready, "file", "files")}
          </Button>
        )}
        <Button onClick={reset} data-testid={testId("import-discard")}>
          Cancel
        </Button>
      </div>
    </div>
  );
}

/** Whether it can be imported together with others: what it needs, all of them state. */
function isReady({ view }: SeveralFile): boolean {
  return view !== undefined && view.needs !== "overlap";
}

function isImported({ view }: SeveralFile): boolean {
  return view?.state === "published";
}
