import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The pages that the start of the window is measured against; no part of the program. */
export default defineConfig({
  root: "bench",
  base: "./",
  plugins: [react()],
  build: {
    outDir: "../dist-bench",
    emptyOutDir: true,
    target: "safari17",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { input: ["bench/baseline.html", "bench/blank.html"] },
  },
});
