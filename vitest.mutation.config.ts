import { fileURLToPath } from "node:url";
import { defineConfig, mergeConfig } from "vitest/config";
import base from "./vitest.config.ts";

// Threads can't change their zone, as one test of dates does: all of them are far from UTC.
process.env["TZ"] = "Pacific/Auckland";

const config = mergeConfig(
  base,
  defineConfig({
    test: {
      // The files of one mutant share a worker, which makes it several times cheaper to try. The next one gets a new one.
      isolate: false,
      setupFiles: [fileURLToPath(new URL("./test/mutation/setup.ts", import.meta.url))],
    },
  }),
);

// Those of the room, see test/mutation/run.mjs.
const tests = process.env["MUTATION_TESTS"];
export default tests === undefined ? config : { ...config, test: { ...config.test, include: tests.split(",") } };
