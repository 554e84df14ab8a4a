import type * as FastCheck from "fast-check";
import { inject, vi } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** Stryker's: first all tests as they are, then with a mutant. */
    mode: "dry-run" | "mutant";
  }
}

/** There are thousands of mutants: a property has fewer chances with each, and as many again the next night. */
const RUNS = 25;

vi.mock("fast-check", async (original) => {
  const real = await original<typeof FastCheck>();
  const assert = new Proxy(real.default.assert, {
    apply: (target, self, [property, { numRuns = RUNS, ...more } = {}]) =>
      Reflect.apply(target, self, [property, { ...more, numRuns: Math.min(numRuns, RUNS) }]),
  });
  return { ...real, default: { ...real.default, assert } };
});

// Many a mutant waits for ever, in virtual time.
if (inject("mode") === "mutant") vi.setConfig({ testTimeout: 5_000 });
