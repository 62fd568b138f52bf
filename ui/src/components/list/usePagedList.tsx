/** A list command read page by page, as a `DataList` wants it; search text, order and place are part of the address. */
import { useState } from "react";
import type { Answer, ReadingCommand, Request } from "../../api/call";
import { useRead } from "../../api/hooks";
import type { Address } from "../../app/address";
import { useAddress } from "../../app/useAddress";
import type { ListKey } from "../../generated/ListKey";
import { NoMatch } from "./EmptyState";
import { useListOrder } from "./useListOrder";

/** More rows than this take too long to mount. */
const PAGE_SIZE = 100;

type ListCommand = {
  [N in ReadingCommand]: Answer<N> extends { rows: unknown[]; total: number }
    ? Request<N> extends { cursor?: unknown; search?: unknown }
      ? N
      : never
    : never;
}[ReadingCommand];

interface PagedListOptions<N extends ListCommand> {
  /** The list's name where it is written into files, and in the address of its order. */
  list: ListKey;
  searchLabel: string;
  /** What narrows the list besides the search text. */
  filter?: Omit<Request<N>, "search" | "cursor" | "limit" | "sort">;
  /** The parts of the address that the filter comes from. */
  filterParts?: (keyof Address)[];
}

export function usePagedList<N extends ListCommand>(name: N, options: PagedListOptions<N>) {
  const { list, searchLabel, filter = {}, filterParts = [] } = options;
  const { address, change } = useAddress();
  // While the person types, the box leads and the address follows.
  const [typing, setTyping] = useState<string>();
  const cursors = address.pages ?? [];
  const { order, sort } = useListOrder(list);
  const asked = { ...filter, ...(address.q && { search: address.q }), ...(sort && { sort }) };
  const request = {
    ...asked,
    limit: PAGE_SIZE,
    ...(cursors.length > 0 && { cursor: cursors.at(-1) }),
  } as Request<N>;
  const query = useRead(name, request, { keepPrevious: true });
  const data = query.data;
  const next = data?.next;
  const isNarrowed = Boolean(address.q) || Object.values(filter).some((value) => value !== undefined);

  function clear(): void {
    setTyping(undefined);
    const parts = ["q", "pages", ...filterParts].map((part) => [part, undefined]);
    void change(Object.fromEntries(parts));
  }

  return {
    answer: data as Answer<N> | undefined,
    rows: data?.rows as Answer<N>["rows"] | undefined,
    problem: query.error,
    onRetry: () => void query.refetch(),
    order,
    written: { list, request: asked },
    search: {
      label: searchLabel,
      value: typing ?? address.q ?? "",
      onChange: (text: string) => {
        setTyping(text);
        void change({ q: text || undefined, pages: undefined }, { replace: true });
      },
      onBlur: () => setTyping(undefined),
    },
    paging: data && {
      firstRow: cursors.length * PAGE_SIZE + 1,
      total: data.total,
      goNext: next ? () => void change({ pages: [...cursors, next] }) : undefined,
      goPrevious:
        cursors.length > 0
          ? () => void change({ pages: cursors.length > 1 ? cursors.slice(0, -1) : undefined })
          : undefined,
    },
    noMatch: isNarrowed ? <NoMatch onClear={clear} /> : undefined,
  };
}
