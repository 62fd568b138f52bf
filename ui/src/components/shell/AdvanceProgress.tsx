/** How far the clock has been moved. */
import { Field, ProgressBar } from "@fluentui/react-components";
import type { JobView } from "../../generated/JobView";
import { formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";

export function AdvanceProgress({ job }: { job: JobView | undefined }) {
  const rows = job && formatQuantity(job.rows, "row of planned use", "rows of planned use");
  return (
    <Field validationMessage={job ? `${job.step}: ${rows} so far` : "Starting"} validationState="none">
      <ProgressBar
        aria-label="Advancing time"
        value={job && job.totalSeconds > 0 ? job.seconds / job.totalSeconds : 0}
        data-testid={testId("clock-progress")}
      />
    </Field>
  );
}
