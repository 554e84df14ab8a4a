// Mutants of src/core. Run it with `npm run test:mutation`: test/mutation/run.mjs says which tests try which files.

const room = process.env.MUTATION_ROOM ?? "all";

/** @type {import("@stryker-mutator/api/core").PartialStrykerOptions} */
export default {
  testRunner: "vitest",
  vitest: { configFile: "vitest.mutation.config.ts", related: false },
  mutate: ["src/core/**/*.ts"],
  coverageAnalysis: "perTest",
  // What was killed stays killed while neither the code nor the test changes. Constants of modules count as well.
  incremental: true,
  incrementalFile: `.tmp/mutation/${room}.incremental.json`,
  ignoreStatic: false,
  // Many a mutant waits for ever; a busy machine must not be taken for one.
  timeoutMS: 10_000,
  concurrency: Number(process.env.MUTATION_WORKERS ?? 2),
  reporters: ["progress-append-only", "json"],
  jsonReporter: { fileName: `.tmp/mutation/${room}.json` },
  thresholds: { high: 90, low: 80, break: null },
  ignorePatterns: ["dist", "bench", "docs", "examples", "test/types", "test/package", "test/matrix", "test/sandbox"],
  tempDirName: ".tmp/stryker",
};
