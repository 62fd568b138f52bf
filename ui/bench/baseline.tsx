/** What Meterdesk's start is measured against: its design system, theme and font around one line of text. */
import "@fontsource-variable/open-sans/index.css";
import { FluentProvider } from "@fluentui/react-components";
import { createRoot } from "react-dom/client";
import { loadFont } from "../src/app/font";
import { ThemeStateProvider, useThemeState } from "../src/app/theme";
import { markWhenPainted } from "./whenPainted";

function Baseline() {
  const { theme } = useThemeState();
  return (
    <FluentProvider theme={theme}>
      <h1>Baseline</h1>
    </FluentProvider>
  );
}

const root = document.getElementById("root");
if (root) {
  await loadFont();
  createRoot(root).render(
    <ThemeStateProvider>
      <Baseline />
    </ThemeStateProvider>,
  );
  markWhenPainted();
}
