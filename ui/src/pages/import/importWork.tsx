/**
 * The one import that this window is about: choosing, reading for a preview, importing, done. It lives above the pages,
 * so that going elsewhere neither stops nor forgets it.
 */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { type ChosenFile, call, chooseFile, chooseFiles, chooseFolder } from "../../api/call";
import { type Problem, toProblem } from "../../api/problem";
import { useActor } from "../../app/actor";
import type { ImportStart } from "../../generated/ImportStart";
import type { ImportView } from "../../generated/ImportView";
import type { JobView } from "../../generated/JobView";
import { runImport } from "./importJob";

/** What the person decides where a file asks for it. */
export type ImportChoices = Pick<
  ImportStart,
  "onOverlap" | "allowShrink" | "addPeople" | "addEnvironments" | "addAgents" | "period" | "asOf"
>;

export type ImportStage =
  /** `again` where something went before, so that the focus has to be led back. */
  | { at: "start"; again: boolean }
  | { at: "running"; file: ChosenFile; isPreview: boolean; job: JobView | undefined }
  | { at: "preview"; file: ChosenFile; view: ImportView }
  | { at: "cancelled"; file: ChosenFile }
  | { at: "done"; view: ImportView }
  /** `place` is the file that is being read or imported, and `job` how it stands. */
  | {
      at: "several";
      files: SeveralFile[];
      step: "reading" | "ready" | "importing" | "done";
      place: number;
      job: JobView | undefined;
    };

/** One of several files that were chosen at once: what it would do or did, or what is against it. */
export interface SeveralFile {
  file: ChosenFile;
  view: ImportView | undefined;
  problem: Problem | undefined;
}

/** What is asked for a file; nothing where it is left alone. */
export type RequestOf = (file: SeveralFile) => Omit<ImportStart, "file"> | undefined;

interface ImportWork {
  stage: ImportStage;
  problem: Problem | undefined;
  choose(): void;
  chooseSeveral(from: "files" | "folder"): void;
  publishEach(request: RequestOf): void;
  publish(choices: ImportChoices): void;
  cancel(): void;
  reset(): void;
}

const ImportWorkContext = createContext<ImportWork | undefined>(undefined);

export function ImportWorkProvider({ children }: { children: ReactNode }) {
  const { actorId } = useActor();
  const client = useQueryClient();
  const [stage, setStage] = useState<ImportStage>({ at: "start", again: false });
  const [problem, setProblem] = useState<Problem>();

  /** Runs the job to its end; undefined when it was cancelled. */
  function run(file: ChosenFile, request: Omit<ImportStart, "file">): Promise<ImportView | undefined> {
    const isPreview = request.preview ?? false;
    return runImport(file, request, actorId, (job) => setStage({ at: "running", file, isPreview, job }));
  }

  /** Runs a job for each file of several, one after the other; what one of them lacks holds no other up. */
  async function runEach(files: SeveralFile[], step: "reading" | "importing", request: RequestOf): Promise<void> {
    let shown = files;
    let cancelled = false;
    for (const [place, { file }] of files.entries()) {
      const asked = request(shown[place] as SeveralFile);
      if (!asked || cancelled) {
        continue;
      }
      const tell = (told: Partial<SeveralFile>) => {
        shown = shown.map((known, index) => (index === place ? { ...known, ...told } : known));
      };
      try {
        const found = await runImport(file, asked, actorId, (job) =>
          setStage({ at: "several", files: shown, step, place, job }),
        );
        cancelled = !found;
        tell(found ? { view: found, problem: undefined } : {});
      } catch (rejection) {
        tell({ problem: toProblem(rejection) });
      }
    }
    setStage({ at: "several", files: shown, step: step === "reading" ? "ready" : "done", place: 0, job: undefined });
  }

  const several = useMutation({
    mutationKey: ["import", "several"],
    mutationFn: async (from: "files" | "folder") => {
      const chosen = from === "files" ? await chooseFiles() : await chooseFolder();
      const [only, more] = chosen;
      if (only && !more) {
        setProblem(undefined);
        const view = await run(only, { preview: true });
        setStage(view ? { at: "preview", file: only, view } : { at: "start", again: true });
      } else if (only) {
        setProblem(undefined);
        const files = chosen.map((file) => ({ file, view: undefined, problem: undefined }));
        await runEach(files, "reading", () => ({ preview: true }));
      }
    },
    onError: fail,
  });

  const publishEach = useMutation({
    mutationKey: ["import", "publish-several"],
    mutationFn: async ({ files, request }: { files: SeveralFile[]; request: RequestOf }) => {
      await runEach(files, "importing", request);
      await client.invalidateQueries();
    },
    onError: fail,
  });

  const read = useMutation({
    mutationKey: ["import", "preview"],
    mutationFn: async () => {
      const file = await chooseFile();
      if (file) {
        setProblem(undefined);
        const view = await run(file, { preview: true });
        setStage(view ? { at: "preview", file, view } : { at: "start", again: true });
      }
    },
    onError: fail,
  });

  const publish = useMutation({
    mutationKey: ["import", "publish"],
    mutationFn: async ({ file, choices }: { file: ChosenFile; view: ImportView; choices: ImportChoices }) => {
      setProblem(undefined);
      const view = await run(file, choices);
      await client.invalidateQueries();
      setStage(view ? { at: "done", view } : { at: "cancelled", file });
    },
    onError: (rejection, { file, view }) => {
      fail(rejection);
      // What was stated can be stated otherwise.
      if (["needs_choice", "invalid_field"].includes(toProblem(rejection).code)) {
        setStage({ at: "preview", file, view });
      }
    },
  });

  function fail(rejection: unknown): void {
    setProblem(toProblem(rejection));
    setStage({ at: "start", again: true });
  }

  const runningJob = stage.at === "running" || stage.at === "several" ? stage.job?.job : undefined;
  const value = useMemo(
    () => ({
      stage,
      problem,
      choose: () => read.mutate(),
      chooseSeveral: (from: "files" | "folder") => several.mutate(from),
      publishEach: (request: RequestOf) =>
        stage.at === "several" && publishEach.mutate({ files: stage.files, request }),
      publish: (choices: ImportChoices) =>
        stage.at === "preview" && publish.mutate({ file: stage.file, view: stage.view, choices }),
      cancel: () => runningJob && void call("job_cancel", { job: runningJob }, actorId),
      reset: () => setStage({ at: "start", again: true }),
    }),
    [stage, problem, runningJob, actorId, read.mutate, publish.mutate, several.mutate, publishEach.mutate],
  );
  return <ImportWorkContext value={value}>{children}</ImportWorkContext>;
}

export function useImportWork(): ImportWork {
  const work = useContext(ImportWorkContext);
  if (!work) {
    throw new Error("ImportWorkProvider is missing");
  }
  return work;
}
