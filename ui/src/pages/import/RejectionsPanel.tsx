/** The rejected rows of an import, page by page, also long after it was published. */
import { Spinner } from "@fluentui/react-components";
import { useState } from "react";
import { useRead } from "../../api/hooks";
import type { Problem } from "../../api/problem";
import { ExportButton } from "../../components/list/ExportButton";
import { Pager } from "../../components/list/Pager";
import { ProblemBar } from "../../components/ProblemBar";
import { SidePanel } from "../../components/panel/SidePanel";
import { RejectionTable } from "./RejectionTable";

const PAGE_SIZE = 100;

export function RejectionsPanel({ importId, onClose }: { importId: string; onClose(): void }) {
  const [cursors, setCursors] = useState<string[]>([]);
  const rejected = useRead(
    "import_rejection_list",
    { import: importId, limit: PAGE_SIZE, ...(cursors.length > 0 && { cursor: cursors.at(-1) }) },
    { keepPrevious: true },
  );
  const [problem, setProblem] = useState<Problem | null>(null);
  const next = rejected.data?.next;
  return (
    <SidePanel id="rejections" title="Rejected rows" wide onClose={onClose}>
      <ProblemBar problem={rejected.error} onRetry={() => rejected.refetch()} />
      {rejected.isPending && <Spinner label="Loading" />}
      {rejected.data && (
        <>
          <ProblemBar problem={problem} />
          <div>
            <ExportButton
              label="Rejected rows"
              written={{ list: "rejections", request: { import: importId } }}
              onProblem={setProblem}
            />
          </div>
          <RejectionTable rejections={rejected.data.rows} place="panel" />
          <Pager
            label="Rejected rows"
            firstRow={cursors.length * PAGE_SIZE + 1}
            count={rejected.data.rows.length}
            total={rejected.data.total}
            testIds={{ count: "rejection-count", previous: "rejection-previous", next: "rejection-next" }}
            goNext={next ? () => setCursors([...cursors, next]) : undefined}
            goPrevious={cursors.length > 0 ? () => setCursors(cursors.slice(0, -1)) : undefined}
          />
        </>
      )}
    </SidePanel>
  );
}
