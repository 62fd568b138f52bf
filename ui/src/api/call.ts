/** The one way to the program behind the window: a command by name, its request, and who acts. */
import { invoke } from "@tauri-apps/api/core";
import { presentBranch, setBranch } from "../app/branch";
import type { ArticleKey } from "../generated/ArticleKey";
import type { Commands } from "../generated/commands";
import { tracked } from "./inFlight";
import { toProblem } from "./problem";

export type CommandName = keyof Commands;
export type Request<N extends CommandName> = Commands[N]["request"];
export type Answer<N extends CommandName> = Commands[N]["answer"];
export type WritingCommand = { [N in CommandName]: Commands[N]["writes"] extends true ? N : never }[CommandName];
export type ReadingCommand = Exclude<CommandName, WritingCommand>;

/** Calls a command on the window's branch; rejects with a `Problem` and nothing else. */
export function call<N extends CommandName>(name: N, request: Request<N>, actor: string | undefined) {
  return send<Answer<N>>(name, { request, actor: actor ?? null, branch: presentBranch() ?? null });
}

/** A file that the person chose; `file` is a token, never a path. */
export interface ChosenFile {
  file: string;
  name: string;
}

/** Settles once the workbook is open; rejects when it can't be opened. */
export function workbookOpened(): Promise<null> {
  return send("workbook_opened");
}

export function chooseFile(): Promise<ChosenFile | null> {
  return send("file_choose");
}

/** Several files; none when the person cancels. */
export function chooseFiles(): Promise<ChosenFile[]> {
  return send("file_choose_several");
}

/** The files of a folder; none when the person cancels. */
export function chooseFolder(): Promise<ChosenFile[]> {
  return send("file_choose_folder");
}

/** Opens an article of the list in the system's browser. */
export function openArticle(article: ArticleKey): Promise<void> {
  return send("link_open", { article });
}

/** Asks where a file goes, offering a name; null when the person cancels. */
export function chooseFileToWrite(name: string): Promise<ChosenFile | null> {
  return send("file_choose_to_write", { name });
}

export async function send<T>(name: string, payload?: Record<string, unknown>): Promise<T> {
  return tracked(async () => {
    try {
      return await invoke<T>(name, payload);
    } catch (rejection) {
      const problem = toProblem(rejection);
      if (problem.code === "not_found" && problem.field === "branch" && name !== "branch_rename") {
        // The window's branch has another name by now: what is asked next is asked of main.
        setBranch(undefined);
      }
      throw problem;
    }
  });
}
