/** Stands in for vitest where a page shows a test: runs it, hooks and all, right where it stands. */
export { expect, vi } from "vitest";

type Run = () => unknown;

const hooks = { beforeAll: [] as Run[], beforeEach: [] as Run[], afterEach: [] as Run[], afterAll: [] as Run[] };
const tests: Run[] = [];

export const beforeAll = (run: Run) => void hooks.beforeAll.push(run);
export const beforeEach = (run: Run) => void hooks.beforeEach.push(run);
export const afterEach = (run: Run) => void hooks.afterEach.push(run);
export const afterAll = (run: Run) => void hooks.afterAll.push(run);

export function test(_title: string, run: Run): void {
  tests.push(run);
}
export const it = test;

export function describe(_title: string, begin: () => void): void {
  begin();
}

/** Runs what the snippet has registered, and forgets it. */
export async function runTests(): Promise<number> {
  const all = async (runs: readonly Run[]) => {
    for (const run of runs) await run();
  };
  const registered = tests.splice(0);
  const [first, before, after, last] = [
    hooks.beforeAll.splice(0),
    hooks.beforeEach.splice(0),
    hooks.afterEach.splice(0),
    hooks.afterAll.splice(0),
  ];
  try {
    await all(first);
    for (const run of registered) {
      try {
        await all(before);
        await run();
      } finally {
        await all(after);
      }
    }
  } finally {
    await all(last);
  }
  return registered.length;
}
