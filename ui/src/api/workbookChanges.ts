/** Other processes may write to the workbook: the shell notices and says so, and everything shown is read again. */
import type { QueryClient } from "@tanstack/react-query";
import { listen } from "@tauri-apps/api/event";

export const WORKBOOK_CHANGED = "workbook-changed";

export function followWorkbook(client: QueryClient): Promise<() => void> {
  return listen(WORKBOOK_CHANGED, () => client.invalidateQueries());
}
