import { defineConfig } from "vitest/config";

/** Tests of the built package: they need `npm run build` first. */
export default defineConfig({
  test: { include: ["test/package/**/*.test.ts"], testTimeout: 120_000, hookTimeout: 180_000, fileParallelism: false },
});
