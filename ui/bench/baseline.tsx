/** What Meterdesk's start is measured against: its design system around one line of text. */
import { FluentProvider, webLightTheme } from "@fluentui/react-components";
import { createRoot } from "react-dom/client";
import { markWhenPainted } from "./whenPainted";

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <FluentProvider theme={webLightTheme}>
      <h1>Baseline</h1>
    </FluentProvider>,
  );
  markWhenPainted();
}
