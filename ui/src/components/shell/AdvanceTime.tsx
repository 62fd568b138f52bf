/** Moves the simulated clock forward, and says what happened on the way. */
import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from "@fluentui/react-components";
import { FastForwardRegular } from "@fluentui/react-icons";
import { useRef, useState } from "react";
import { useAct } from "../../api/hooks";
import type { Problem } from "../../api/problem";
import { nextMonthStart } from "../../locale/calendar";
import { formatMonth } from "../../locale/locale";
import { testId } from "../../testIds";
import { onDemand } from "../onDemand";
import { useAnnounceAdvance } from "./useAnnounceAdvance";

const AdvanceProblem = onDemand(async () => (await import("./AdvanceProblem")).AdvanceProblem);
const AdvanceToDate = onDemand(async () => (await import("./AdvanceToDate")).AdvanceToDate);

const STEPS = [
  { key: "hour", label: "1 hour", by: "PT1H" },
  { key: "two-hours", label: "2 hours", by: "PT2H" },
  { key: "day", label: "1 day", by: "P1D" },
];

export function AdvanceTime({ now }: { now: string }) {
  const advance = useAct("clock_advance");
  const announce = useAnnounceAdvance();
  const button = useRef<HTMLButtonElement>(null);
  const [choosingDate, setChoosingDate] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const go = (request: { by: string } | { to: string }) =>
    advance.mutate(request, { onSuccess: announce, onError: setProblem });
  const monthEnd = `${nextMonthStart(now)}T00:00:00Z`;
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button ref={button} size="small" icon={<FastForwardRegular />} data-testid={testId("clock-advance")}>
            Advance time
          </Button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {STEPS.map(({ key, label, by }) => (
              <MenuItem
                key={key}
                onClick={() => go({ by })}
                data-testid={testId("clock-advance-<step>", { step: key })}
              >
                {label}
              </MenuItem>
            ))}
            <MenuItem
              onClick={() => go({ to: monthEnd })}
              data-testid={testId("clock-advance-<step>", { step: "month-end" })}
            >
              To month end ({formatMonth(now)})
            </MenuItem>
            <MenuItem
              onClick={() => setChoosingDate(true)}
              data-testid={testId("clock-advance-<step>", { step: "date" })}
            >
              To a date…
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      {choosingDate && <AdvanceToDate now={now} opener={button} onClose={() => setChoosingDate(false)} />}
      {problem && <AdvanceProblem problem={problem} opener={button} onClose={() => setProblem(undefined)} />}
    </>
  );
}
