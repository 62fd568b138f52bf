/** Writes a month's charges in the columns of FOCUS 1.2, as an export of Azure would have them. */
import { Button } from "@fluentui/react-components";
import { ArrowDownloadRegular } from "@fluentui/react-icons";
import { call } from "../../../api/call";
import { useActor } from "../../../app/actor";
import { ProblemBar } from "../../../components/ProblemBar";
import { useFileWriter } from "../../../components/useFileWriter";
import { formatInstant, formatMoney, formatQuantity } from "../../../locale/locale";
import { testId } from "../../../testIds";

export function FocusButton({ month }: { month: string }) {
  const { actorId } = useActor();
  const file = useFileWriter(async (name) => {
    const done = await call("focus_write", { month, file: name }, actorId);
    const rows = formatQuantity(done.rows, "row", "rows");
    return `"${done.fileName}" was written: ${rows}, ${formatMoney(done.usd)} billed, as of ${formatInstant(done.asOf)}.`;
  });
  return (
    <>
      <Button
        appearance="subtle"
        icon={<ArrowDownloadRegular />}
        disabledFocusable={file.writing}
        onClick={() => void file.begin(`focus ${month.slice(0, 7)}.csv`)}
        data-testid={testId("cost-focus")}
      >
        Export FOCUS 1.2
      </Button>
      <ProblemBar problem={file.problem} />
    </>
  );
}
