/** The font that ships with the program. */

/** Loads it, so that the first screen is laid out once. Never fails. */
export async function loadFont(): Promise<void> {
  try {
    await document.fonts.load("400 1em 'Open Sans Variable'");
  } catch {
    // The page shows in the next font of the list.
  }
}
