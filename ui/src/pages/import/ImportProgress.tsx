/** How far a file has been read, and the way to stop. */
import { Button, Field, ProgressBar } from "@fluentui/react-components";
import { FocusedHeading } from "../../components/FocusedHeading";
import { formatCount } from "../../locale/locale";
import { testId } from "../../testIds";
import { type ImportStage, useImportWork } from "./importWork";

export function ImportProgress({ stage }: { stage: Extract<ImportStage, { at: "running" }> }) {
  const { cancel } = useImportWork();
  const { file, isPreview, job } = stage;
  const doing = `${isPreview ? "Reading" : "Importing"} ${file.name}`;
  return (
    <>
      <FocusedHeading level={2}>{doing}</FocusedHeading>
      <Field
        style={{ width: "min(480px, 100%)" }}
        validationMessage={job ? `${job.step}: ${formatCount(job.rows)} rows read` : "Starting"}
        validationState="none"
      >
        <ProgressBar
          aria-label={doing}
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
