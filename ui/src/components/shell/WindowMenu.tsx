/** The window's own menu: how it looks, and what this program is. */
import {
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from "@fluentui/react-components";
import { SettingsRegular } from "@fluentui/react-icons";
import { useRef, useState } from "react";
import { THEME_CHOICES, THEME_LABELS, useThemeState } from "../../app/theme";
import { testId } from "../../testIds";
import { onDemand } from "../onDemand";

const AboutDialog = onDemand(async () => (await import("./AboutDialog")).AboutDialog);

export function WindowMenu() {
  const { choice, choose } = useThemeState();
  const button = useRef<HTMLButtonElement>(null);
  const [about, setAbout] = useState(false);
  return (
    <>
      <Menu
        checkedValues={{ theme: [choice] }}
        onCheckedValueChange={(_, { checkedItems }) => {
          const next = THEME_CHOICES.find((candidate) => candidate === checkedItems[0]);
          if (next) {
            choose(next);
          }
        }}
      >
        <MenuTrigger disableButtonEnhancement>
          <Button
            ref={button}
            appearance="subtle"
            icon={<SettingsRegular />}
            aria-label="Appearance and about"
            data-testid={testId("window-menu")}
          />
        </MenuTrigger>
        <MenuPopover>
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
            <MenuItem onClick={() => setAbout(true)} data-testid={testId("about-open")}>
              About Meterdesk
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      {about && <AboutDialog opener={button} onClose={() => setAbout(false)} />}
    </>
  );
}
