import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The built site in a browser. Not a part of `npm test`: it needs a build, and Chromium. */
export default defineConfig({
  // The browser's driver belongs to the docs: see docs/package.json.
  resolve: { alias: { "playwright-core": at("../../docs/node_modules/playwright-core/index.mjs") } },
  test: {
    root: at("."),
    include: ["*.test.ts"],
    // One browser, and hundreds of pages on a small machine.
    fileParallelism: false,
    testTimeout: 900_000,
    hookTimeout: 60_000,
  },
});
