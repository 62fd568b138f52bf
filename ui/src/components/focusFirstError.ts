/** Moves the focus to the first field with an error. The errors must be on screen already (`flushSync`). */
const FOCUSABLE = "input, button, select, textarea";

export function focusFirstError(container: HTMLElement | null): void {
  const invalid = container?.querySelector<HTMLElement>("[aria-invalid='true']");
  const target = invalid?.matches(FOCUSABLE) ? invalid : invalid?.querySelector<HTMLElement>(FOCUSABLE);
  target?.focus();
}
