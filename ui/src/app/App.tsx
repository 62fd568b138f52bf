/** Everything that stands around the pages. */
import { FluentProvider } from "@fluentui/react-components";
import { MotionBehaviourProvider } from "@fluentui/react-motion";
import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import type { Problem } from "../api/problem";
import { ImportWorkProvider } from "../pages/import/importWork";
import { ActorProvider } from "./actor";
import type { AppRouter } from "./router";
import { StartProblem } from "./StartProblem";
import { ThemeStateProvider, useThemeState } from "./theme";
import { WindowOptionsContext } from "./windowContext";
import type { WindowOptions } from "./windowOptions";

interface AppProps {
  options: WindowOptions;
  /** Why the workbook can't be opened. */
  problem?: Problem | undefined;
  client: QueryClient;
  router: AppRouter;
}

export function App({ options, problem, client, router }: AppProps) {
  return (
    <ThemeStateProvider>
      <Themed still={options.reducedMotion ?? false}>
        {problem ? (
          <StartProblem problem={problem} workbook={options.workbook} />
        ) : (
          <WindowOptionsContext value={options}>
            <QueryClientProvider client={client}>
              <ActorProvider initial={options.actingAs ?? undefined}>
                <ImportWorkProvider>
                  <RouterProvider router={router} />
                </ImportWorkProvider>
              </ActorProvider>
            </QueryClientProvider>
          </WindowOptionsContext>
        )}
      </Themed>
    </ThemeStateProvider>
  );
}

function Themed({ still, children }: { still: boolean; children: React.ReactNode }) {
  const { theme, isDark } = useThemeState();
  return (
    <FluentProvider theme={theme} style={{ colorScheme: isDark ? "dark" : "light" }}>
      <MotionBehaviourProvider value={still ? "skip" : "default"}>{children}</MotionBehaviourProvider>
    </FluentProvider>
  );
}
