/** How far a file has been read, and the way to stop. */
import { Button, Field, ProgressBar } from "@fluentui/react-components";
import { formatCount } from "../../locale/locale";
import { testId } from "../../testIds";
import { type ImportStage, useImportWork } from "./importWork";

export function ImportProgress({ stage }: { stage: Extract<ImportStage, { at: "running" }> }) {
  const { cancel } = useImportWork();
  const { file, isPreview, job } = stage;
  return (
    <>
      <Field
        style={{ width: "min(480px, 100%)" }}
        label={`${isPreview ? "Reading" : "Importing"} ${file.name}`}
        validationMessage={job ? `${job.step}: ${formatCount(job.rows)} rows read` : "Starting"}
        validationState="none"
      >
        <ProgressBar
          value={job && job.totalBytes > 0 ? job.bytes / job.totalBytes : 0}
          data-testid={testId("import-progress")}
        />
      </Field>
      <Button onClick={cancel} data-testid={testId("import-cancel")}>
        Cancel
      </Button>
    </>
  );
}
