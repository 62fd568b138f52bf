/** A move of the clock that may take a while: how far it is, what came of it, and the way to stop it. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "../../api/call";
import { Problem } from "../../api/problem";
import { useActor } from "../../app/actor";
import type { ClockAdvanced } from "../../generated/ClockAdvanced";
import type { JobView } from "../../generated/JobView";

/** How often the work is asked how it stands. */
const POLL_MS = 150;

/** Answers what the advance did; null where it was cancelled, and nothing has changed. */
export function useAdvanceWork() {
  const { actorId } = useActor();
  const client = useQueryClient();
  const [job, setJob] = useState<JobView>();
  const work = useMutation<ClockAdvanced | null, Problem, { to: string }>({
    mutationKey: ["clock_advance_start"],
    mutationFn: async (request) => {
      setJob(undefined);
      const commandId = crypto.randomUUID();
      const started = await call("clock_advance_start", { ...request, commandId }, actorId);
      for (;;) {
        const view = await call("job_get", { job: started.job }, actorId);
        if (view.state !== "running") {
          return await finished(view);
        }
        setJob(view);
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      }
    },
  });

  async function finished(view: JobView): Promise<ClockAdvanced | null> {
    if (view.state === "cancelled") {
      return null;
    }
    if (view.state === "failed" || !view.clock) {
      throw new Problem(view.problem ?? { code: "internal", message: "Moving the clock ended without a word." });
    }
    await client.invalidateQueries();
    return view.clock;
  }

  return {
    start: work.mutate,
    running: work.isPending,
    problem: work.error,
    job,
    cancel: () => job && void call("job_cancel", { job: job.job }, actorId),
  };
}
