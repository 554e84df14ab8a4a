import fc from "fast-check";
import { type CallOptions, isPuffleError, Puffle, type PuffleError } from "puffle-sdk";
import { createSandbox, type Fault, type Sandbox } from "puffle-sdk/sandbox";
import { expect, test } from "vitest";
import { printed } from "../puffle/support/printed.ts";
import { BROKEN_OFF, storyOf, WORST } from "../support/bad-luck.ts";
import { seedOf } from "../support/seed.ts";

const SCHEDULES = 600;
const MINUTE = 60_000;
const LIST_ID = "11111111-2222-4333-8444-555555555555";

const FAULTS: readonly Fault[] = [
  ...BROKEN_OFF,
  { answer: "{}" },
  { answer: '{"task":{},"list":null,"tasks":[{}]}' },
  { answer: "<html>Bad gateway</html>" },
  { status: 302, work: true },
  { status: 400 },
  { status: 408, work: true },
  { status: 409 },
  { status: 429, retryAfter: 2 },
  { status: 500 },
  { status: 500, work: true },
  { status: 502, work: true },
  { status: 503, retryAfter: 3 },
  // Longer than an attempt lasts: the work is done after the client has left.
  { latency: 35_000 },
  { latency: 70_000 },
  { latency: 300, drop: "after" },
];

const mishap = fc.record({
  operation: fc.constantFrom("createLeadSearch" as const, "createLeadSearch" as const, "listLeadSearches" as const),
  fault: fc.constantFrom(...FAULTS),
  times: fc.integer({ min: 1, max: 6 }),
  skip: fc.integer({ min: 0, max: 2 }),
});

const given = fc.record({
  seed: fc.integer({ min: 1, max: 50 }),
  mishaps: fc.array(mishap, { maxLength: 4 }),
  options: fc.record({
    retry: fc.constantFrom<CallOptions["retry"][]>(undefined, WORST, false),
    timeout: fc.constantFrom(undefined, 2_000, 20 * MINUTE),
    attemptTimeout: fc.constantFrom(undefined, 1_000, 60_000),
  }),
  listId: fc.constantFrom(undefined, LIST_ID),
  /** Whether the same list was filled for the same prompt before. */
  again: fc.boolean(),
});

async function taskIds(sandbox: Sandbox): Promise<string[]> {
  return (await new Puffle(sandbox.options).leads.searches()).map(({ id }) => id);
}

test("P17 P51 whatever goes wrong, a search is begun at most once, and every error is true about it", async () => {
  const seen = new Map<string, number>();
  const property = fc.asyncProperty(given, async ({ seed, mishaps, options, listId, again }) => {
    const sandbox = createSandbox({ seed });
    const body = { prompt: "Who works with Dorothea Weyland", fetch_count: 3, ...(listId && { listId }) };
    if (again) {
      await (await new Puffle(sandbox.options).leads.search(body)).wait();
      await sandbox.clock.advance(MINUTE);
    }
    const before = await taskIds(sandbox);
    for (const { operation, fault, times, skip } of mishaps) sandbox.fail(operation, { ...fault, times, skip });
    let error: PuffleError | undefined;
    let id: string | undefined;
    try {
      id = (await new Puffle(sandbox.options).leads.search(body, options)).id;
    } catch (problem) {
      if (!isPuffleError(problem)) throw problem;
      error = problem;
    }
    // What is late is carried out meanwhile.
    await sandbox.clock.advance(5 * MINUTE);
    sandbox.clearFaults();
    const begun = (await taskIds(sandbox)).filter((one) => !before.includes(one));
    const outcome = error?.outcome ?? "success";
    const possible = { success: [1], sent: [1], not_sent: [0], unknown: [0, 1] }[outcome];
    const story = `${outcome}\n${error}\n${storyOf(sandbox.requests)}`;
    expect(possible, story).toContain(begun.length);
    if (id !== undefined) expect(begun, story).toEqual([id]);
    if (error) expect(printed(error)).not.toMatch(/weyland/i);
    seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
  });
  await fc.assert(property, { numRuns: SCHEDULES, seed: seedOf(20_263), endOnFailure: true });
  // Schedules that all end in the same way would prove little.
  for (const outcome of ["success", "not_sent", "unknown"])
    expect([outcome, seen.get(outcome) ?? 0]).not.toEqual([outcome, 0]);
}, 120_000);
