import "@testing-library/jest-dom/vitest";
import "./shell";
import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";
import { setBranch } from "../app/branch";
import { forgetShell } from "./shell";

// A busy machine may take a while to load a page for the first time.
configure({
  asyncUtilTimeout: 8000,
  // Which parts a modal panel hides from assistive technology depends on layout, which jsdom has not; the end-to-end
  // tests look at that.
  defaultHidden: true,
});

afterEach(() => {
  cleanup();
  forgetShell();
  setBranch(undefined);
  localStorage.clear();
});

// jsdom has none of these; Fluent and the router ask for them.
class NoResize implements ResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
globalThis.ResizeObserver ??= NoResize;
globalThis.matchMedia ??= (query) =>
  ({
    matches: false,
    media: query,
    addEventListener() {},
    removeEventListener() {},
  }) as unknown as MediaQueryList;
Element.prototype.scrollIntoView ??= () => {};
globalThis.scrollTo = () => {};
