/** Rehearsal › Import: reads a usage file, shows what it would do, imports it, and lists the imports so far. */
import { Button, makeStyles, Text, tokens } from "@fluentui/react-components";
import { DocumentAddRegular } from "@fluentui/react-icons";
import { useEffect, useRef } from "react";
import { FocusedHeading } from "../../components/FocusedHeading";
import { Page } from "../../components/Page";
import { ProblemBar } from "../../components/ProblemBar";
import { testId } from "../../testIds";
import { ImportList } from "./ImportList";
import { ImportPreview } from "./ImportPreview";
import { ImportProgress } from "./ImportProgress";
import { ImportResult } from "./ImportResult";
import { useImportWork } from "./importWork";
import { SeveralFiles } from "./SeveralFiles";

const useStyles = makeStyles({
  card: {
    display: "flex",
    flexDirection: "column",
    alignItems: "flex-start",
    rowGap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  actions: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

export function ImportPage() {
  const styles = useStyles();
  const { stage, problem } = useImportWork();
  return (
    <Page
      title="Import"
      onlyHere
      subtitle="Brings in usage, reports and costs from a file as it was downloaded; its columns say what it is. You see what a file would do before anything is added."
    >
      <ProblemBar problem={problem} />
      <section
        className={styles.card}
        aria-label="Import a file"
        data-stage={stage.at}
        data-testid={testId("import-card")}
      >
        {stage.at === "start" && <ChooseFile again={stage.again} />}
        {stage.at === "running" && <ImportProgress stage={stage} />}
        {stage.at === "preview" && <ImportPreview key={stage.view.sha256} view={stage.view} />}
        {stage.at === "cancelled" && <Cancelled name={stage.file.name} />}
        {stage.at === "done" && <ImportResult view={stage.view} />}
        {stage.at === "several" && <SeveralFiles stage={stage} />}
      </section>
      <ImportList />
    </Page>
  );
}

function ChooseFile({ again }: { again: boolean }) {
  const styles = useStyles();
  const { choose, chooseSeveral } = useImportWork();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (again) {
      button.current?.focus();
    }
  }, [again]);
  return (
    <>
      <Text>Nothing leaves this computer.</Text>
      <div className={styles.actions}>
        <Button
          ref={button}
          appearance="primary"
          icon={<DocumentAddRegular />}
          onClick={choose}
          data-testid={testId("import-choose")}
        >
          Choose a file
        </Button>
        <Button onClick={() => chooseSeveral("files")} data-testid={testId("import-choose-several")}>
          Choose several files
        </Button>
        <Button onClick={() => chooseSeveral("folder")} data-testid={testId("import-choose-folder")}>
          Choose a folder
        </Button>
      </div>
    </>
  );
}

function Cancelled({ name }: { name: string }) {
  const { reset } = useImportWork();
  return (
    <>
      <div data-kind="cancelled" data-testid={testId("import-cancelled")}>
        <FocusedHeading level={2}>The import of {name} was cancelled. Nothing was added.</FocusedHeading>
      </div>
      <Button onClick={reset} data-testid={testId("import-again")}>
        Import another file
      </Button>
    </>
  );
}
