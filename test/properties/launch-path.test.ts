import fc from "fast-check";
import { expect, test } from "vitest";
import { LEADS, run, schedules } from "./launch-path.ts";

/** So many schedules in this file; its twin has as many more, with another seed. */
const RUNS = 100;

test("P17 P29 over a real socket, whatever goes wrong, nobody is written to twice and no lead is lost", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 50 }), schedules, async (seed, mishaps) => {
      const { sandbox, errors } = await run(seed, mishaps);
      const story = () =>
        `${errors.join("\n")}\n${sandbox.requests.map(({ operation, status, fault }) => `${operation} ${fault ?? status}`).join("\n")}`;
      expect(sandbox.outbox.writtenTwice(), story()).toEqual([]);
      expect(sandbox.outbox.recipients().sort(), story()).toEqual(LEADS.map(({ email }) => email).sort());
      expect(sandbox.outbox.messages, story()).toHaveLength(3 * LEADS.length);
      expect(sandbox.campaigns(), story()).toHaveLength(1);
    }),
    { numRuns: RUNS, seed: 20_261, endOnFailure: true },
  );
}, 120_000);
