/** Starts the window: shows the pages when what the first of them needs is there. */
import { client, firstReads, options } from "./app/firstReads";
import "@fontsource-variable/open-sans/index.css";
import "./main.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { watchAppState } from "./app/appState";
import { navigationOf } from "./app/navigating";
import { keepReadable } from "./app/readable";
import { createAppRouter } from "./app/router";

async function start(root: HTMLElement): Promise<void> {
  if (options.reducedMotion) {
    document.documentElement.dataset.still = "";
  }
  const router = createAppRouter();
  const [problem] = await Promise.all([firstReads, router.load()]);
  if (problem) {
    // This page asks for nothing more.
    root.dataset.appState = "idle";
  }
  watchAppState(root, client, navigationOf(router));
  keepReadable(root);
  createRoot(root).render(
    <StrictMode>
      <App options={options} problem={problem} client={client} router={router} />
    </StrictMode>,
  );
}

const root = document.getElementById("root");
if (root) {
  void start(root);
}
