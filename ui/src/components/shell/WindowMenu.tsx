/** The window's own menu: how it looks, and what this program is. */
import { Button } from "@fluentui/react-components";
import { SettingsRegular } from "@fluentui/react-icons";
import { useRef, useState } from "react";
import { testId } from "../../testIds";
import { menuOnDemand } from "../menuOnDemand";
import { onDemand } from "../onDemand";

const AppearanceMenu = menuOnDemand(async () => (await import("./AppearanceMenu")).AppearanceMenu);
const AboutDialog = onDemand(async () => (await import("./AboutDialog")).AboutDialog);

export function WindowMenu() {
  const button = useRef<HTMLButtonElement>(null);
  const [about, setAbout] = useState(false);
  return (
    <>
      <AppearanceMenu
        onAbout={() => setAbout(true)}
        button={
          <Button
            ref={button}
            appearance="subtle"
            icon={<SettingsRegular />}
            aria-label="Appearance and about"
            data-testid={testId("window-menu")}
          />
        }
      />
      {about && <AboutDialog opener={button} onClose={() => setAbout(false)} />}
    </>
  );
}
