/** Writes a list into a file, all pages of it. */
import { Button } from "@fluentui/react-components";
import { ArrowDownloadRegular } from "@fluentui/react-icons";
import { useState } from "react";
import { call, chooseFileToWrite } from "../../api/call";
import { type Problem, toProblem } from "../../api/problem";
import { useActor } from "../../app/actor";
import type { ListKey } from "../../generated/ListKey";
import { formatInstant, formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";
import { useNotices } from "../Notices";

/** A list as the program writes it: its name there, and what it was asked for. */
export interface WrittenList {
  list: ListKey;
  request: Record<string, unknown>;
}

interface ExportButtonProps {
  /** What the file is called, and the list on screen. */
  label: string;
  written: WrittenList;
  /** The columns that are written; every one where absent. */
  columns?: string[];
  onProblem(problem: Problem | null): void;
}

export function ExportButton({ label, written, columns, onProblem }: ExportButtonProps) {
  const { actorId } = useActor();
  const { say } = useNotices();
  const [writing, setWriting] = useState(false);

  async function write() {
    if (writing) {
      return;
    }
    setWriting(true);
    onProblem(null);
    try {
      const chosen = await chooseFileToWrite(`${label.toLowerCase().replace(/[^a-z0-9 -]/g, "")}.csv`);
      if (chosen) {
        const done = await call("list_export", { ...written, ...(columns && { columns }), file: chosen.file }, actorId);
        const rows = formatQuantity(done.rows, "row", "rows");
        say(`"${done.fileName}" was written: ${rows}, as of ${formatInstant(done.asOf)}.`);
      }
    } catch (rejection) {
      onProblem(toProblem(rejection));
    }
    setWriting(false);
  }

  return (
    <Button
      appearance="subtle"
      icon={<ArrowDownloadRegular />}
      disabledFocusable={writing}
      onClick={() => void write()}
      data-testid={testId("list-export-<name>", { name: written.list })}
    >
      Export
    </Button>
  );
}
