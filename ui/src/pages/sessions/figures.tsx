/** The columns of what conversations consumed. Each unit has a column of its own; a unit that was not counted shows none. */
import type { Column } from "../../components/list/DataList";
import { Amount, Count } from "../../components/values";
import type { SessionConsumption } from "../../generated/SessionConsumption";

const NONE = "–";

export function figures<Row extends { consumed: SessionConsumption }>(): Column<Row>[] {
  return [
    {
      key: "sessions",
      label: "Total sessions",
      numeric: true,
      minWidth: 100,
      cell: ({ consumed }) => <Count value={consumed.sessions} />,
    },
    {
      key: "billed",
      label: "Billed sessions",
      numeric: true,
      minWidth: 100,
      cell: ({ consumed }) => (consumed.billed == null ? NONE : <Count value={consumed.billed} />),
    },
    {
      key: "messages",
      label: "Messages",
      numeric: true,
      minWidth: 100,
      cell: ({ consumed }) => (consumed.messages == null ? NONE : <Amount value={consumed.messages} />),
    },
    {
      key: "credits",
      label: "Copilot Credits",
      numeric: true,
      minWidth: 110,
      cell: ({ consumed }) => (consumed.credits == null ? NONE : <Amount value={consumed.credits} />),
    },
  ];
}
