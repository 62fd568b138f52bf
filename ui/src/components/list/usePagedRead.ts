/** A list command read page by page; search text and place are part of the address. */
import { useState } from "react";
import type { Answer, ReadingCommand, Request } from "../../api/call";
import { useRead } from "../../api/hooks";
import { useAddress } from "../../app/useAddress";

/** More rows than this take too long to mount. */
export const PAGE_SIZE = 100;

type ListCommand = {
  [N in ReadingCommand]: Answer<N> extends { rows: unknown[]; total: number }
    ? Request<N> extends { cursor?: unknown; search?: unknown }
      ? N
      : never
    : never;
}[ReadingCommand];

/** A list command's request, without what the list itself fills in. */
type Filter<N extends ListCommand> = Omit<Request<N>, "search" | "cursor" | "limit">;

export function usePagedRead<N extends ListCommand>(name: N, filter: Filter<N>) {
  const { address, change } = useAddress();
  const cursors = address.pages ?? [];
  const [typed, setTyped] = useState(address.q ?? "");
  const request = {
    ...filter,
    limit: PAGE_SIZE,
    ...(address.q && { search: address.q }),
    ...(cursors.length > 0 && { cursor: cursors.at(-1) }),
  } as Request<N>;
  const query = useRead(name, request, { keepPrevious: true });
  const next = query.data?.next ?? undefined;
  return {
    query,
    typed,
    /** Whether anything narrows the list. */
    isNarrowed: Boolean(address.q) || Object.values(filter).some((value) => value !== undefined),
    firstRow: cursors.length * PAGE_SIZE + 1,
    search(text: string) {
      setTyped(text);
      void change({ q: text || undefined, pages: undefined }, { replace: true });
    },
    goNext: next === undefined ? undefined : () => change({ pages: [...cursors, next] }),
    goPrevious:
      cursors.length === 0 ? undefined : () => change({ pages: cursors.length > 1 ? cursors.slice(0, -1) : undefined }),
  };
}

export type PagedRead<N extends ListCommand> = ReturnType<typeof usePagedRead<N>>;
