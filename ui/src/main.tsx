/** Starts the window: asks how it was started, then shows the pages. */
import "@fontsource-variable/open-sans/index.css";
import "./main.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { type WindowOptions, windowOptions } from "./api/call";
import { toProblem } from "./api/problem";
import { createQueryClient } from "./api/queryClient";
import { followWorkbook } from "./api/workbookChanges";
import { App } from "./app/App";
import { watchAppState } from "./app/appState";
import { readFirstScreen } from "./app/firstReads";
import { createAppRouter } from "./app/router";
import { loadFont } from "./app/theme";

async function readOptions(): Promise<WindowOptions> {
  try {
    return await windowOptions();
  } catch (rejection) {
    const { code, message } = toProblem(rejection);
    return { problem: { code, message } };
  }
}

async function start(root: HTMLElement): Promise<void> {
  const client = createQueryClient();
  const font = loadFont();
  const [options] = await Promise.all([readOptions(), followWorkbook(client)]);
  if (options.route && location.hash === "") {
    location.hash = options.route;
  }
  if (options.reducedMotion) {
    document.documentElement.dataset.still = "";
  }
  if (options.problem) {
    // This page asks for nothing more.
    root.dataset.appState = "idle";
  }
  const router = createAppRouter();
  watchAppState(root, client, {
    isPending: () => !options.problem && router.state.status === "pending",
    onChange: (listener) => {
      const stops = (["onBeforeNavigate", "onResolved", "onRendered"] as const).map((event) =>
        router.subscribe(event, listener),
      );
      return () => {
        for (const stop of stops) {
          stop();
        }
      };
    },
  });
  if (!options.problem) {
    const isHome = location.hash === "" || location.hash === "#/";
    await readFirstScreen(client, options.actingAs ?? undefined, isHome);
  }
  await font;
  createRoot(root).render(
    <StrictMode>
      <App options={options} client={client} router={router} />
    </StrictMode>,
  );
}

const root = document.getElementById("root");
if (root) {
  void start(root);
}
