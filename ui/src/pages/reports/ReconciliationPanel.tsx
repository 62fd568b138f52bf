/** One row of a reconciliation: its three figures, and the causes of its gap. */
import { Text } from "@fluentui/react-components";
import { type Detail, DetailList } from "../../components/panel/DetailList";
import { SidePanel } from "../../components/panel/SidePanel";
import { Credits } from "../../components/values";
import type { ReconciliationListed } from "../../generated/ReconciliationListed";
import type { ReconciliationRow } from "../../generated/ReconciliationRow";
import { CausesTable } from "./CausesTable";
import { PAIRS } from "./ReconciliationFilters";
import { reportTime } from "./reportTime";

interface ReconciliationPanelProps {
  answer: ReconciliationListed;
  row: ReconciliationRow;
  onClose(): void;
}

export function ReconciliationPanel({ answer, row, onClose }: ReconciliationPanelProps) {
  const { reported, settled, azure, azureFree, gap } = row;
  const figures: [string, string, string | null | undefined][] = [
    ["reported", "Reported", reported],
    ["settled", "Settled", settled],
    ["azure", "Azure's bill", azure],
    ["azure-free", "In Azure at $0", azureFree],
    ["gap", `Gap: ${PAIRS[answer.compare].toLowerCase()}`, gap],
  ];
  const details: Detail[] = figures.flatMap(([key, label, value]) =>
    value ? [{ key, label, value: <Credits value={value} /> }] : [],
  );
  return (
    <SidePanel id="reconciliation" title={row.name} wide onClose={onClose}>
      <Text block>
        {row.of}. {reportTime(answer)}, in UTC.
      </Text>
      <DetailList details={details} />
      {gap && <CausesTable label={`Causes of the gap of ${row.name}`} row={row} inPanel />}
    </SidePanel>
  );
}
