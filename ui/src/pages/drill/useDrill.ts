/** Goes through the month as a work of the program: how far it is, what it found, and the way to stop it. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "../../api/call";
import { Problem } from "../../api/problem";
import { useActor } from "../../app/actor";
import type { DrillView } from "../../generated/DrillView";
import type { JobView } from "../../generated/JobView";

/** How often the work is asked how it stands. */
const POLL_MS = 150;

/** Answers what was found; null where it was cancelled. */
export function useDrill() {
  const { actorId } = useActor();
  const [job, setJob] = useState<JobView>();
  const work = useMutation<DrillView | null, Problem, void>({
    mutationKey: ["drill_start"],
    mutationFn: async () => {
      setJob(undefined);
      const started = await call("drill_start", {}, actorId);
      for (;;) {
        const view = await call("job_get", { job: started.job }, actorId);
        if (view.state === "cancelled") {
          return null;
        }
        if (view.state === "done" && view.drill) {
          return view.drill;
        }
        if (view.state !== "running") {
          throw new Problem(view.problem ?? { code: "internal", message: "The drill ended without a word." });
        }
        setJob(view);
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      }
    },
  });
  return {
    run: () => work.mutate(),
    running: work.isPending,
    problem: work.error,
    found: work.data,
    job,
    cancel: () => job && void call("job_cancel", { job: job.job }, actorId),
  };
}
