/** Rehearsal › Scenarios: the workbook and its file, starting over, and branches with set-ups of their own. */
import { useAddress } from "../../app/useAddress";
import { onDemand } from "../../components/onDemand";
import { Page } from "../../components/Page";
import { BranchList } from "./BranchList";
import { WorkbookCard } from "./WorkbookCard";

const ComparePanel = onDemand(async () => (await import("./ComparePanel")).ComparePanel);

export function ScenariosPage() {
  const { address, change } = useAddress();
  return (
    <Page
      title="Scenarios"
      onlyHere
      subtitle="Rehearse from the beginning, or try another set-up on a branch: the same usage, and who would have paid for it."
    >
      <WorkbookCard />
      <BranchList onCompare={(name) => change({ panel: "compare", id: name })} />
      {address.panel === "compare" && address.id && (
        <ComparePanel other={address.id} onClose={() => change({ panel: undefined, id: undefined })} />
      )}
    </Page>
  );
}
