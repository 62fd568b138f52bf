/**
 * The one import that this window is about: choosing, reading for a preview, importing, done. It lives above the pages,
 * so that going elsewhere neither stops nor forgets it.
 */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { type ChosenFile, call, chooseFile } from "../../api/call";
import { Problem, toProblem } from "../../api/problem";
import { useActor } from "../../app/actor";
import type { ImportStart } from "../../generated/ImportStart";
import type { ImportView } from "../../generated/ImportView";
import type { JobView } from "../../generated/JobView";

/** How often a running job is asked how it stands. */
const POLL_MS = 150;

/** What the person decides where a file asks for it. */
export type ImportChoices = Pick<ImportStart, "onOverlap" | "allowShrink" | "period" | "asOf">;

export type ImportStage =
  /** `again` where something went before, so that the focus has to be led back. */
  | { at: "start"; again: boolean }
  | { at: "running"; file: ChosenFile; isPreview: boolean; job: JobView | undefined }
  | { at: "preview"; file: ChosenFile; view: ImportView }
  | { at: "cancelled"; file: ChosenFile }
  | { at: "done"; view: ImportView };

interface ImportWork {
  stage: ImportStage;
  problem: Problem | undefined;
  choose(): void;
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
  async function run(file: ChosenFile, request: Omit<ImportStart, "file">): Promise<ImportView | undefined> {
    const isPreview = request.preview ?? false;
    setStage({ at: "running", file, isPreview, job: undefined });
    const commandId = isPreview ? undefined : crypto.randomUUID();
    const { job } = await call("import_start", { ...request, file: file.file, commandId }, actorId);
    for (;;) {
      const view = await call("job_get", { job }, actorId);
      if (view.state !== "running") {
        return finished(view);
      }
      setStage({ at: "running", file, isPreview, job: view });
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

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

  const runningJob = stage.at === "running" ? stage.job?.job : undefined;
  const value = useMemo(
    () => ({
      stage,
      problem,
      choose: () => read.mutate(),
      publish: (choices: ImportChoices) =>
        stage.at === "preview" && publish.mutate({ file: stage.file, view: stage.view, choices }),
      cancel: () => runningJob && void call("job_cancel", { job: runningJob }, actorId),
      reset: () => setStage({ at: "start", again: true }),
    }),
    [stage, problem, runningJob, actorId, read.mutate, publish.mutate],
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

function finished(job: JobView): ImportView | undefined {
  if (job.state === "cancelled") {
    return undefined;
  }
  if (job.state === "failed" || !job.import) {
    throw new Problem(job.problem ?? { code: "internal", message: "The import ended without saying what came of it." });
  }
  return job.import;
}
