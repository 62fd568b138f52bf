import { afterEach, describe, expect, it, vi } from "vitest";
import { keepReadable } from "./readable";

afterEach(() => document.body.replaceChildren());

describe("the page behind panels", () => {
  it("is hidden while one is open, and never longer", async () => {
    const root = document.body.appendChild(document.createElement("div"));
    const stop = keepReadable(root);
    const panel = document.body.appendChild(document.createElement("div"));
    panel.innerHTML = '<div role="dialog" aria-modal="true"></div>';
    root.setAttribute("aria-hidden", "true");
    await Promise.resolve();
    expect(root).toHaveAttribute("aria-hidden", "true");
    panel.remove();
    await vi.waitFor(() => expect(root).not.toHaveAttribute("aria-hidden"));
    root.setAttribute("aria-hidden", "true");
    await vi.waitFor(() => expect(root, "hidden again with nothing above it").not.toHaveAttribute("aria-hidden"));
    stop();
  });
});
