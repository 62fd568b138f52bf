/** What a table on the screen says, cell by cell: exact values where they stand beside the spelled ones, words otherwise. */

/** A table without the columns that are only buttons. */
export interface ReadTable {
  columns: string[];
  rows: string[][];
}

/** Words as they are laid out: what stands below each other is parted. */
function words(cell: Element | undefined): string {
  const text = (cell as HTMLElement | undefined)?.innerText ?? cell?.textContent ?? "";
  return text.replace(/\s+/g, " ").trim();
}

/** A cell's words, or the exact value if that is all there is in it. */
function said(cell: Element | undefined): string {
  const text = words(cell);
  const value = cell?.querySelector("[data-value]");
  return value && words(value) === text ? (value.getAttribute("data-value") ?? text) : text;
}

/** Headings of columns in which there is only something to press. */
const BUTTONS = ["", "Actions"];

export function readTable(table: HTMLTableElement): ReadTable {
  const heads = [...table.querySelectorAll("thead th")].map(words);
  const rows = [...table.querySelectorAll("tbody tr, tfoot tr")].map((row) => [...row.children]);
  const filledIn = (place: number) => rows.some((cells) => cells[place]?.querySelector("input"));
  const kept = heads
    .map((_, place) => place)
    .filter((place) => !BUTTONS.includes(heads[place] ?? "") && !filledIn(place));
  return {
    columns: kept.map((place) => heads[place] ?? ""),
    rows: rows.map((cells) => kept.map((place) => said(cells[place]))),
  };
}
