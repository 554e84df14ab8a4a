import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    // Longest first: the package's entries, as a user imports them.
    alias: [
      { find: "puffle-sdk/sandbox/msw", replacement: at("./src/sandbox/msw.ts") },
      { find: "puffle-sdk/sandbox", replacement: at("./src/sandbox/index.ts") },
      { find: "puffle-sdk/leadlex", replacement: at("./src/leadlex/index.ts") },
      { find: "puffle-sdk", replacement: at("./src/index.ts") },
    ],
  },
  test: {
    include: ["test/**/*.test.ts", "examples/**/*.test.ts"],
    exclude: ["test/package/**", "test/site/**"],
    // Both cores of a small machine.
    maxWorkers: "100%",
    // A test that needs longer waits for real time, and none should.
    testTimeout: 20_000,
    coverage: { provider: "v8", include: ["src/**"], reporter: ["text-summary", "html"] },
  },
});
