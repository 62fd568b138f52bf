/** Light, dark and high contrast: as the system says, or as chosen in the window's menu. */
import { type Theme, teamsHighContrastTheme, webDarkTheme, webLightTheme } from "@fluentui/react-components";
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { useMedia } from "./useMedia";

export const THEME_CHOICES = ["system", "light", "dark", "highContrast"] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];

export const THEME_LABELS: Record<ThemeChoice, string> = {
  system: "As the system",
  light: "Light",
  dark: "Dark",
  highContrast: "High contrast",
};

const STORAGE_KEY = "meterdesk.theme";
/** Ours first, so that every machine shows the same. */
const FONT = "'Open Sans Variable', 'Segoe UI', system-ui, sans-serif";

function withFont(theme: Theme): Theme {
  return { ...theme, fontFamilyBase: FONT, fontFamilyNumeric: FONT };
}

const themes = {
  light: withFont(webLightTheme),
  dark: withFont(webDarkTheme),
  highContrast: withFont(teamsHighContrastTheme),
};

function storedChoice(): ThemeChoice {
  const stored = localStorage.getItem(STORAGE_KEY);
  return THEME_CHOICES.find((choice) => choice === stored) ?? "system";
}

interface ThemeState {
  choice: ThemeChoice;
  choose(choice: ThemeChoice): void;
  theme: Theme;
  isDark: boolean;
}

const ThemeContext = createContext<ThemeState | undefined>(undefined);

export function ThemeStateProvider({ children }: { children: ReactNode }) {
  const [choice, setChoice] = useState(storedChoice);
  const prefersDark = useMedia("(prefers-color-scheme: dark)");
  const forcedColors = useMedia("(forced-colors: active)");
  const system = forcedColors ? "highContrast" : prefersDark ? "dark" : "light";
  const shown = choice === "system" ? system : choice;
  const value = useMemo(
    () => ({
      choice,
      choose(next: ThemeChoice) {
        localStorage.setItem(STORAGE_KEY, next);
        setChoice(next);
      },
      theme: themes[shown],
      isDark: shown !== "light",
    }),
    [choice, shown],
  );
  return <ThemeContext value={value}>{children}</ThemeContext>;
}

export function useThemeState(): ThemeState {
  const state = useContext(ThemeContext);
  if (!state) {
    throw new Error("ThemeStateProvider is missing");
  }
  return state;
}
