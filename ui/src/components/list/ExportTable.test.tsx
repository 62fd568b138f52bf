import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { readTable } from "./readTable";

function read(html: string) {
  document.body.innerHTML = html;
  return readTable(screen.getByRole("table"));
}

describe("a table that is written as it is shown", () => {
  it("has exact values, words, and no columns of buttons", () => {
    const { columns, rows } = read(`<table>
      <thead><tr><th>Day (UTC)</th><th><button>Credits</button></th><th>Price</th><th>Connected</th><th>Actions</th></tr></thead>
      <tbody><tr>
        <td><time data-value="2026-11-05">5 November 2026</time></td>
        <td><span data-value="12345.5">12,345.5</span></td>
        <td><span data-value="0.01">$0.01</span> a credit</td>
        <td><input type="checkbox" /></td>
        <td><button>Remove</button></td>
      </tr></tbody>
      <tfoot><tr><th>Total</th><td><span data-value="12345.5">12,345.5</span></td><td></td><td></td><td></td></tr></tfoot>
    </table>`);
    expect(columns).toEqual(["Day (UTC)", "Credits", "Price"]);
    expect(rows).toEqual([
      ["2026-11-05", "12345.5", "$0.01 a credit"],
      ["Total", "12345.5", ""],
    ]);
  });

  it("has a cell for each heading, also in a row that has fewer", () => {
    const { rows } = read(
      "<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>",
    );
    expect(rows).toEqual([["1", ""]]);
  });
});
