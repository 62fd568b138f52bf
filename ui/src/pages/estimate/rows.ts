/** Rows of a list among the texts of a form: `lines-0-feature`, `lines-0-quantity`, `lines-1-feature`. */
import type { Values } from "./useForm";

/** The rows of a list, in their order. */
export function rowsOf(values: Values, list: string): Values[] {
  const rows: Values[] = [];
  for (const [name, value] of Object.entries(values)) {
    const [, place, field] = new RegExp(`^${list}-(\\d+)-(.+)$`).exec(name) ?? [];
    if (place !== undefined && field !== undefined) {
      rows[Number(place)] = { ...rows[Number(place)], [field]: value };
    }
  }
  return rows.filter((row) => row !== undefined);
}

/** The same texts with other rows. */
export function withRows(values: Values, list: string, rows: readonly Values[]): Values {
  const others = Object.entries(values).filter(([name]) => !name.startsWith(`${list}-`));
  const named = rows.flatMap((row, place) =>
    Object.entries(row).map(([field, value]) => [`${list}-${place}-${field}`, value] as const),
  );
  return Object.fromEntries([...others, ...named]);
}
