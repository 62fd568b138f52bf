/** Rows of usage page by page, newest first; search text, narrowing and place are part of the address. */
import { useState } from "react";
import { useRead } from "../../api/hooks";
import { useAddress } from "../../app/useAddress";
import { NoMatch } from "../../components/list/EmptyState";

const PAGE_SIZE = 100;

export function useRows() {
  const { address, change } = useAddress();
  // While the person types, the box leads and the address follows.
  const [typing, setTyping] = useState<string>();
  const { q, rowsOf, from, until, pages: cursors = [] } = address;
  const query = useRead(
    "usage_row_list",
    { search: q, service: rowsOf, from, until, limit: PAGE_SIZE, cursor: cursors.at(-1) },
    { keepPrevious: true },
  );
  const { data } = query;
  const next = data?.next;
  const clear = () => {
    setTyping(undefined);
    void change({ q: undefined, rowsOf: undefined, from: undefined, until: undefined, pages: undefined });
  };
  return {
    answer: data,
    rows: data?.rows,
    problem: query.error,
    onRetry: () => void query.refetch(),
    search: {
      label: "Search person, agent or environment",
      value: typing ?? q ?? "",
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
    noMatch: q || rowsOf || from || until ? <NoMatch onClear={clear} /> : undefined,
  };
}
