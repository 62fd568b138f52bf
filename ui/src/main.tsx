/** Starts the window: shows the pages when what the first of them needs is there. */
import { client, firstReads, options } from "./app/firstReads";
import "@fontsource-variable/open-sans/index.css";
import "./main.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import type { Problem } from "./api/problem";
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
  await router.load();
  const reactRoot = createRoot(root);
  const render = (problem?: Problem) =>
    reactRoot.render(
      <StrictMode>
        <App options={options} problem={problem} client={client} router={router} />
      </StrictMode>,
    );
  // What surrounds the page is rendered while the program answers. It is shown once and whole.
  root.hidden = true;
  render();
  const problem = await firstReads;
  if (problem) {
    // This page asks for nothing more.
    root.dataset.appState = "idle";
    render(problem);
  }
  // The answers that came last are rendered in the turn before this one.
  await new Promise((turn) => setTimeout(turn));
  root.hidden = false;
  watchAppState(root, client, navigationOf(router));
  keepReadable(root);
}

const root = document.getElementById("root");
if (root) {
  void start(root);
}
