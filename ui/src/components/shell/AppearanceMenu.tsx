/** How the window looks, and the way to what this program is. */
import {
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  tokens,
} from "@fluentui/react-components";
import { THEME_CHOICES, THEME_LABELS, useThemeState } from "../../app/theme";
import { testId } from "../../testIds";
import type { MenuParts } from "../menuOnDemand";
import { useOpenOnceLoaded } from "../useOpenOnceLoaded";

interface AppearanceMenuProps extends MenuParts {
  onAbout(): void;
}

export function AppearanceMenu({ button, onAbout }: AppearanceMenuProps) {
  const { choice, choose } = useThemeState();
  return (
    <Menu
      inline
      {...useOpenOnceLoaded()}
      checkedValues={{ theme: [choice] }}
      onCheckedValueChange={(_, { checkedItems }) => {
        const next = THEME_CHOICES.find((candidate) => candidate === checkedItems[0]);
        if (next) {
          choose(next);
        }
      }}
    >
      <MenuTrigger disableButtonEnhancement>{button}</MenuTrigger>
      <MenuPopover style={{ zIndex: tokens.zIndexPopup }}>
        <MenuList>
          <MenuGroup>
            <MenuGroupHeader>Appearance</MenuGroupHeader>
            {THEME_CHOICES.map((candidate) => (
              <MenuItemRadio
                key={candidate}
                name="theme"
                value={candidate}
                data-testid={testId("theme-<choice>", { choice: candidate })}
              >
                {THEME_LABELS[candidate]}
              </MenuItemRadio>
            ))}
          </MenuGroup>
          <MenuDivider />
          <MenuItem onClick={onAbout} data-testid={testId("about-open")}>
            About Meterdesk
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
