/** Writes what the list would show, all pages of it, into a file that the person chooses. */
import { Button } from "@fluentui/react-components";
import { ArrowDownloadRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { call, chooseFileToWrite } from "../../api/call";
import { type Problem, toProblem } from "../../api/problem";
import { useActor } from "../../app/actor";
import { useNotices } from "../../components/Notices";
import { ProblemBar } from "../../components/ProblemBar";
import type { CoverageExport } from "../../generated/CoverageExport";
import { formatInstant, formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";

export function ExportButton({ request }: { request: Omit<CoverageExport, "file"> }) {
  const { actorId } = useActor();
  const { say } = useNotices();
  const [problem, setProblem] = useState<Problem>();

  async function write() {
    setProblem(undefined);
    try {
      const chosen = await chooseFileToWrite(`who is covered - ${request.service}.csv`);
      if (chosen) {
        const { rows, fileName, asOf } = await call("coverage_export", { ...request, file: chosen.file }, actorId);
        const people = formatQuantity(rows, "person", "people");
        say(`"${fileName}" was written: ${people}, as of ${formatInstant(asOf)}.`);
      }
    } catch (rejection) {
      setProblem(toProblem(rejection));
    }
  }

  return (
    <>
      <Button
        appearance="subtle"
        icon={<ArrowDownloadRegular />}
        onClick={() => void write()}
        data-testid={testId("coverage-export")}
      >
        Export
      </Button>
      <ProblemBar problem={problem} />
    </>
  );
}
