/** Writing a file that the person chooses: what went wrong, and what was written. */
import { useState } from "react";
import { chooseFileToWrite } from "../api/call";
import { type Problem, toProblem } from "../api/problem";
import { useNotices } from "./Notices";

export function useFileWriter(write: (file: string) => Promise<string>) {
  const { say } = useNotices();
  const [writing, setWriting] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  /** Asks for a file of this name, has it written, and says what became of it. */
  async function begin(name: string): Promise<void> {
    if (writing) {
      return;
    }
    setWriting(true);
    setProblem(null);
    try {
      const chosen = await chooseFileToWrite(name);
      if (chosen) {
        say(await write(chosen.file));
      }
    } catch (rejection) {
      setProblem(toProblem(rejection));
    }
    setWriting(false);
  }

  return { begin, writing, problem };
}
