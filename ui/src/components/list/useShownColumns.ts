/** Which columns of a list are shown. That is the window's own memory, one entry per list. */
import { useState } from "react";
import type { Column } from "./DataList";

const PREFIX = "meterdesk.columns.";

export interface ShownColumns<Row> {
  shown: Column<Row>[];
  /** Columns that can be left out: all but the first, and but those that are only buttons. */
  choices: Column<Row>[];
  isShown(column: Column<Row>): boolean;
  /** Shows these of the choices and no others. */
  show(keys: string[]): void;
}

export function useShownColumns<Row>(list: string, columns: Column<Row>[]): ShownColumns<Row> {
  const [hidden, setHidden] = useState(() => read(list) ?? initially(columns));
  const choices = columns.slice(1).filter(({ buttons }) => !buttons);
  const isShown = (column: Column<Row>) => !(choices.includes(column) && hidden.includes(column.key));
  return {
    shown: columns.filter(isShown),
    choices,
    isShown,
    show(keys) {
      const others = choices.map(({ key }) => key).filter((key) => !keys.includes(key));
      localStorage.setItem(PREFIX + list, JSON.stringify(others));
      setHidden(others);
    },
  };
}

function initially<Row>(columns: Column<Row>[]): string[] {
  return columns.filter(({ initiallyHidden }) => initiallyHidden).map(({ key }) => key);
}

/** What is kept may have been written by an older program, or by hand. */
function read(list: string): string[] | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PREFIX + list) ?? "null");
    return Array.isArray(kept) ? kept.map(String) : undefined;
  } catch {
    return undefined;
  }
}
