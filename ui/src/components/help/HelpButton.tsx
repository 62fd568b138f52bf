/** Opens the help of the present page. The help itself is loaded when it is asked for. */
import { Button } from "@fluentui/react-components";
import { QuestionCircleRegular } from "@fluentui/react-icons";
import { useAddress } from "../../app/useAddress";
import { testId } from "../../testIds";
import { onDemand } from "../onDemand";

const HelpPanel = onDemand(async () => (await import("./HelpPanel")).HelpPanel);

export function HelpButton({ title }: { title: string }) {
  const { address, change } = useAddress();
  return (
    <>
      <Button
        appearance="subtle"
        size="small"
        icon={<QuestionCircleRegular />}
        onClick={() => change({ panel: "help" })}
        data-testid={testId("help-open")}
      >
        Help
      </Button>
      {address.panel === "help" && <HelpPanel title={title} onClose={() => change({ panel: undefined })} />}
    </>
  );
}
