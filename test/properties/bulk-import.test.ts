import fc from "fast-check";
import { IncompleteError, isPuffleError, type LeadImportReport, type NewLead, Puffle } from "puffle-sdk";
import { createSandbox, type Fault } from "puffle-sdk/sandbox";
import { describe, expect, it } from "vitest";
import { BROKEN_OFF } from "../support/bad-luck.ts";
import { seedOf } from "../support/seed.ts";

const FAULTS: readonly Fault[] = [
  ...BROKEN_OFF,
  { answer: "<html>Bad gateway</html>" },
  { status: 500 },
  { status: 502, work: true },
  { status: 503 },
  { status: 504, work: true },
  { status: 429, retryAfter: 3 },
  // What no retry cures: the run stops, and a later one goes on from the checkpoint.
  { status: 403 },
  { status: 402, body: { error: "Not enough credits", required: 10, balance: 1 } },
  { latency: 35_000 },
];

const fault = fc.record({
  fault: fc.constantFrom(...FAULTS),
  times: fc.integer({ min: 1, max: 4 }),
  skip: fc.integer({ min: 0, max: 5 }),
});

const schedule = fc.record({
  /** Each row a number: the same number, the same person; below 0, a row that is no lead. */
  rows: fc.array(fc.integer({ min: -40, max: 1_400 }), { minLength: 1, maxLength: 1_800, size: "max" }),
  concurrency: fc.integer({ min: 1, max: 5 }),
  runs: fc.array(fc.array(fault, { maxLength: 3 }), { minLength: 1, maxLength: 4 }),
  seed: fc.integer({ min: 1, max: 20 }),
});

type Schedule = typeof schedule extends fc.Arbitrary<infer Value> ? Value : never;

function leadOf(row: number): NewLead {
  const lead = {
    type: "person" as const,
    name: { full: `Lead ${row}` },
    contacts: [{ value: `lead${row}@example.com` }],
  };
  return row < 0 ? Object({ ...lead, name: row }) : lead;
}

function sumOf({ sent, rejected, repeated, unknown, notSent }: LeadImportReport): number {
  return sent + rejected.length + repeated.length + unknown + notSent;
}

async function tryOut({ rows, concurrency, runs, seed }: Schedule): Promise<void> {
  const sandbox = createSandbox({ seed });
  const { id } = await new Puffle(sandbox.options).lists.create({ name: "Carriers" });
  async function* source(): AsyncGenerator<NewLead> {
    for (const row of rows) yield leadOf(row);
  }
  let checkpoint: string | undefined;
  let report: LeadImportReport | undefined;
  for (const faults of [...runs, []]) {
    sandbox.clearFaults();
    for (const { fault: one, times, skip } of faults) sandbox.fail("importListLeads", { ...one, times, skip });
    // Each run is a process of its own, and keeps what it was told last.
    const options = {
      concurrency,
      checkpoint,
      onProgress: (progress: { checkpoint: object }) => {
        checkpoint = JSON.stringify(progress.checkpoint);
      },
    };
    try {
      report = await new Puffle(sandbox.options).lists.import(id, source(), options);
      expect(sumOf(report)).toBe(rows.length);
    } catch (error) {
      if (!isPuffleError(error)) throw error;
      if (!(error instanceof IncompleteError)) continue;
      const until: LeadImportReport = Object(error.report);
      expect(sumOf(until)).toBe(until.received);
      expect(until.unknown > 0).toBe(error.outcome === "unknown");
    }
  }
  const people = new Set(rows.filter((row) => row >= 0)).size;
  expect(report).toMatchObject({ received: rows.length, sent: people, unknown: 0, notSent: 0 });
  expect(report?.rejected).toHaveLength(rows.filter((row) => row < 0).length);
  const list = (await new Puffle(sandbox.options).lists.list()).find((one) => one.id === id);
  expect(list?.leadCount).toBe(people);
}

describe("P17 P57 a long import, whatever goes wrong and however often it is taken up again", () => {
  it("loses no row and counts none twice", async () => {
    await fc.assert(fc.asyncProperty(schedule, tryOut), { numRuns: 150, seed: seedOf(20_264), endOnFailure: true });
  });
});
