/** By how much the clock can be moved forward. Moving it is its caller's. */
import { Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, tokens } from "@fluentui/react-components";
import { nextMonthStart } from "../../locale/calendar";
import { formatMonth } from "../../locale/locale";
import { testId } from "../../testIds";
import type { MenuParts } from "../menuOnDemand";
import { useOpenOnceLoaded } from "../useOpenOnceLoaded";

const STEPS = [
  { key: "hour", label: "1 hour", by: "PT1H" },
  { key: "two-hours", label: "2 hours", by: "PT2H" },
  { key: "day", label: "1 day", by: "P1D" },
];

interface AdvanceMenuProps extends MenuParts {
  now: string;
  onAdvance(request: { by: string } | { to: string }): void;
  onChooseDate(): void;
}

export function AdvanceMenu({ button, now, onAdvance, onChooseDate }: AdvanceMenuProps) {
  const monthEnd = `${nextMonthStart(now)}T00:00:00Z`;
  return (
    <Menu inline {...useOpenOnceLoaded()}>
      <MenuTrigger disableButtonEnhancement>{button}</MenuTrigger>
      <MenuPopover style={{ zIndex: tokens.zIndexPopup }}>
        <MenuList>
          {STEPS.map(({ key, label, by }) => (
            <MenuItem
              key={key}
              onClick={() => onAdvance({ by })}
              data-testid={testId("clock-advance-<step>", { step: key })}
            >
              {label}
            </MenuItem>
          ))}
          <MenuItem
            onClick={() => onAdvance({ to: monthEnd })}
            data-testid={testId("clock-advance-<step>", { step: "month-end" })}
          >
            To month end ({formatMonth(now)})
          </MenuItem>
          <MenuItem onClick={onChooseDate} data-testid={testId("clock-advance-<step>", { step: "date" })}>
            To a date…
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
