/**
 * Keeps the page readable for assistive technology. While a panel or dialog is open, the page behind it is hidden from
 * screen readers; when one closes that stood above another, the focus management sometimes leaves it hidden for good.
 */

const MODAL = '[aria-modal="true"]';

/** Watches until the returned function is called: the page is hidden only while something modal stands above it. */
export function keepReadable(root: HTMLElement): () => void {
  const observer = new MutationObserver(() => {
    if (root.ariaHidden === "true" && document.querySelector(MODAL) === null) {
      root.removeAttribute("aria-hidden");
    }
  });
  // Panels and dialogs come and go as children of the body.
  observer.observe(document.body, { childList: true });
  observer.observe(root, { attributes: true, attributeFilter: ["aria-hidden"] });
  return () => observer.disconnect();
}
