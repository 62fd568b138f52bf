/** Workbook files: the shell asks for the place, and the window learns the workbook's name. Null where the person cancels. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { setBranch } from "../app/branch";
import { beginWith } from "../app/windowOptions";
import { send } from "./call";
import type { Problem } from "./problem";

export interface NewWorkbook {
  scenario: string;
  seed: string;
}

/** The program's own window; a test looks whether it begins anew. */
export const ownWindow = { beginWith };

export function useStartOver() {
  const client = useQueryClient();
  return useMutation<void, Problem, void>({
    mutationFn: () => send("workbook_start_over"),
    onSuccess: () => {
      setBranch(undefined);
      return client.resetQueries();
    },
  });
}

export function useSaveCopy() {
  return useMutation<string | null, Problem, void>({ mutationFn: () => send("workbook_save_copy") });
}

export function useOpenWorkbook() {
  return useMutation<string | null, Problem, void>({
    mutationFn: () => send("workbook_open"),
    onSuccess: (name) => name !== null && ownWindow.beginWith(name),
  });
}

export function useNewWorkbook() {
  return useMutation<string | null, Problem, NewWorkbook>({
    mutationFn: (made) => send("workbook_new", { ...made }),
    onSuccess: (name) => name !== null && ownWindow.beginWith(name),
  });
}
