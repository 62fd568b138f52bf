/** Moves the simulated clock forward, and says what happened on the way. */
import { Button } from "@fluentui/react-components";
import { FastForwardRegular } from "@fluentui/react-icons";
import { useRef, useState } from "react";
import { useAct } from "../../api/hooks";
import type { Problem } from "../../api/problem";
import { testId } from "../../testIds";
import { menuOnDemand } from "../menuOnDemand";
import { onDemand } from "../onDemand";
import { useAnnounceAdvance } from "./useAnnounceAdvance";

const AdvanceMenu = menuOnDemand(async () => (await import("./AdvanceMenu")).AdvanceMenu);
const AdvanceFar = onDemand(async () => (await import("./AdvanceFar")).AdvanceFar);
const AdvanceProblem = onDemand(async () => (await import("./AdvanceProblem")).AdvanceProblem);
const AdvanceToDate = onDemand(async () => (await import("./AdvanceToDate")).AdvanceToDate);

export function AdvanceTime({ now }: { now: string }) {
  const advance = useAct("clock_advance");
  const announce = useAnnounceAdvance();
  const button = useRef<HTMLButtonElement>(null);
  const [choosingDate, setChoosingDate] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [far, setFar] = useState<string>();
  const go = (request: { by: string } | { to: string }) =>
    "to" in request ? setFar(request.to) : advance.mutate(request, { onSuccess: announce, onError: setProblem });
  return (
    <>
      <AdvanceMenu
        now={now}
        onAdvance={go}
        onChooseDate={() => setChoosingDate(true)}
        button={
          <Button ref={button} size="small" icon={<FastForwardRegular />} data-testid={testId("clock-advance")}>
            Advance time
          </Button>
        }
      />
      {choosingDate && <AdvanceToDate now={now} opener={button} onClose={() => setChoosingDate(false)} />}
      {far && <AdvanceFar to={far} opener={button} onClose={() => setFar(undefined)} />}
      {problem && <AdvanceProblem problem={problem} opener={button} onClose={() => setProblem(undefined)} />}
    </>
  );
}
