/**
 * Which regional spelling of numbers and dates to use. The labels are English, so only English regions are taken: a
 * German number inside an English sentence would be read wrongly.
 */
export const FALLBACK_LOCALE = "en-US";

/** The first usable English locale of the candidates. Names such as "C" or "POSIX", which `Intl` refuses, are passed over. */
export function resolveLocale(candidates: readonly string[]): string {
  for (const candidate of candidates) {
    const canonical = canonicalOrUndefined(candidate);
    if (canonical?.startsWith("en-") && Intl.NumberFormat.supportedLocalesOf([canonical]).length > 0) {
      return canonical;
    }
  }
  return FALLBACK_LOCALE;
}

function canonicalOrUndefined(candidate: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(candidate)[0];
  } catch {
    return undefined;
  }
}
