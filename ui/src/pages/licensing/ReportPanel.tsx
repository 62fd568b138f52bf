/** Download report: asks which one, and writes it with the columns of the real file. */
import { Button, Field, Radio, RadioGroup, Text } from "@fluentui/react-components";
import { useState } from "react";
import { call, chooseFileToWrite } from "../../api/call";
import { type Problem, toProblem } from "../../api/problem";
import { useActor } from "../../app/actor";
import { useNotices } from "../../components/Notices";
import { ProblemBar } from "../../components/ProblemBar";
import { SidePanel } from "../../components/panel/SidePanel";
import type { CreditReportKey } from "../../generated/CreditReportKey";
import { formatDay, formatInstant, formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";

const REPORTS: { report: CreditReportKey; label: string; file: string }[] = [
  { report: "environment", label: "Environment", file: "EntitlementConsumptionTenantDetailsReport_MCSMessages.csv" },
  { report: "agent", label: "Agent", file: "EntitlementConsumptionTenantPerAgentDetailsReport_MCSMessages.csv" },
  { report: "user", label: "User", file: "EntitlementConsumptionTenantPerUserDetailsReport_MCSMessages.csv" },
];

export function ReportPanel({ onClose }: { onClose(): void }) {
  const { actorId } = useActor();
  const { say } = useNotices();
  const [report, setReport] = useState<CreditReportKey>("environment");
  const [problem, setProblem] = useState<Problem | null>(null);
  async function write() {
    setProblem(null);
    try {
      const name = REPORTS.find((known) => known.report === report)?.file ?? "report.csv";
      const chosen = await chooseFileToWrite(name);
      if (chosen) {
        const done = await call("credit_report_write", { report, file: chosen.file }, actorId);
        say(
          `"${done.fileName}" was written: ${formatQuantity(done.rows, "row", "rows")} from ${formatDay(done.from)} on, as of ${formatInstant(done.asOf)}.`,
        );
        onClose();
      }
    } catch (rejection) {
      setProblem(toProblem(rejection));
    }
  }
  return (
    <SidePanel
      id="download-report"
      title="Download report"
      onClose={onClose}
      footer={
        <Button appearance="primary" onClick={() => void write()} data-testid={testId("report-download")}>
          Download
        </Button>
      }
    >
      <Text>Copilot Credits of this capacity period as a CSV file, with the columns of the real report.</Text>
      <Field label="Report">
        <RadioGroup value={report} onChange={(_, { value }) => setReport(value as CreditReportKey)}>
          {REPORTS.map((known) => (
            <Radio
              key={known.report}
              value={known.report}
              label={known.label}
              data-testid={testId("report-<kind>", { kind: known.report })}
            />
          ))}
        </RadioGroup>
      </Field>
      <ProblemBar problem={problem} />
    </SidePanel>
  );
}
