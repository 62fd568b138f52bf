/** One import as a job of the program: begun, asked how it stands, and ended. */
import { type ChosenFile, call } from "../../api/call";
import { Problem } from "../../api/problem";
import type { ImportStart } from "../../generated/ImportStart";
import type { ImportView } from "../../generated/ImportView";
import type { JobView } from "../../generated/JobView";

/** How often a running job is asked how it stands. */
const POLL_MS = 150;

/** Runs it to its end; undefined when it was cancelled. */
export async function runImport(
  file: ChosenFile,
  request: Omit<ImportStart, "file">,
  actorId: string | undefined,
  onProgress: (job: JobView | undefined) => void,
): Promise<ImportView | undefined> {
  onProgress(undefined);
  const commandId = request.preview ? undefined : crypto.randomUUID();
  const { job } = await call("import_start", { ...request, file: file.file, commandId }, actorId);
  for (;;) {
    const view = await call("job_get", { job }, actorId);
    if (view.state !== "running") {
      return finished(view);
    }
    onProgress(view);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
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
