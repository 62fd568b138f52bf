/** The order of a list, kept in the address; the program orders, the window only asks. */
import { useAddress } from "../../app/useAddress";
import type { ListKey } from "../../generated/ListKey";
import type { ListSort } from "../../generated/ListSort";

export interface ListOrder {
  /** The column that orders the list; undefined where the list has its own order. */
  by: string | undefined;
  descending: boolean;
  /** Orders by the column; a second time the other way round. */
  orderBy(column: string): void;
}

/** `sort` is what the list's command is asked. An address that names another list's order leaves this one as it is. */
export function useListOrder(list: ListKey): { order: ListOrder; sort: ListSort | undefined } {
  const { address, change } = useAddress();
  const [of, named = ""] = address.sort?.split(".") ?? [];
  const descending = named.startsWith("-");
  const by = of === list ? named.slice(descending ? 1 : 0) || undefined : undefined;
  return {
    order: {
      by,
      descending,
      orderBy: (column) =>
        void change({ sort: `${list}.${by === column && !descending ? "-" : ""}${column}`, pages: undefined }),
    },
    sort: by === undefined ? undefined : { by, descending },
  };
}
