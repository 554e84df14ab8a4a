import fc from "fast-check";
import {
  AbortError,
  isPuffleError,
  type Operation,
  OperationEndedError,
  PollTimeoutError,
  Puffle,
  type WaitOptions,
} from "puffle-sdk";
import { createSandbox, type Fault, type Sandbox } from "puffle-sdk/sandbox";
import { describe, expect, it } from "vitest";
import { BROKEN_OFF } from "../support/bad-luck.ts";
import { seedOf } from "../support/seed.ts";

/** A kind of job: how it is begun in a sandbox of its own, and what reads it. */
interface Kind {
  readonly reads: Parameters<Sandbox["fail"]>[0];
  /** The operation's own deadline, in ms. */
  readonly deadline: number;
  readonly begin: (puffle: Puffle, sandbox: Sandbox) => Promise<Operation<unknown>>;
}

const person = { name: { full: "Ada Lovelace" }, contacts: [{ value: "ada@example.com" }] };

const KINDS = {
  launchCampaign: {
    reads: "getCampaign",
    deadline: 300_000,
    async begin(puffle) {
      const [sender] = await puffle.senders.list({ type: "email" });
      const body = { type: "email", name: "Q3", sender_account_ids: [sender?.id ?? ""] } as const;
      const campaign = await puffle.campaigns.create(body);
      await puffle.sequenceNodes.build(campaign, [{ type: "email", subject: "Hello", body: "How are you?" }]);
      await puffle.campaigns.leads.add(campaign, [{ email: "ada@example.com" }]);
      await puffle.campaigns.launch(campaign);
      return puffle.campaigns.launchOperation(campaign);
    },
  },
  createLeadSearch: {
    reads: "listLeadSearches",
    deadline: 600_000,
    begin: (puffle) => puffle.leads.search({ prompt: "Owners of carriers", fetch_count: 20 }),
  },
  createEnrichment: {
    reads: "getEnrichmentRun",
    deadline: 600_000,
    begin(puffle, sandbox) {
      const listId = sandbox.addList({ name: "Carriers", leads: [person, { ...person, contacts: [] }] });
      return puffle.enrichment.start({ enrichmentId: "work_email", scope: { type: "list", listId } });
    },
  },
  createSignalSearch: {
    reads: "listSignalSearches",
    deadline: 600_000,
    begin: (puffle) => puffle.signals.search({ query: "planning software" }),
  },
  verifyDomain: {
    reads: "verifyDomain",
    deadline: 43_200_000,
    async begin(puffle) {
      const domain = await puffle.senders.domains.create({ domain: "mail.acme.test" });
      await puffle.senders.domains.verify(domain.id);
      return puffle.senders.domains.verifyOperation(domain.id);
    },
  },
} as const satisfies Readonly<Record<string, Kind>>;

const FAULTS: readonly Fault[] = [
  ...BROKEN_OFF,
  { answer: "<html>Bad gateway</html>" },
  { status: 500 },
  { status: 502 },
  { status: 503, retryAfter: 40 },
  { status: 429, retryAfter: 20 },
  { status: 429 },
  { status: 408 },
  { latency: 35_000 },
  { latency: 9_000 },
];

const schedule = fc.record({
  kind: fc.constantFrom(...Object.values(KINDS)),
  faults: fc.array(
    fc.record({
      fault: fc.constantFrom(...FAULTS),
      times: fc.integer({ min: 1, max: 4 }),
      skip: fc.integer({ min: 0, max: 4 }),
    }),
    { maxLength: 5 },
  ),
  timeout: fc.option(fc.integer({ min: 1, max: 700_000 }), { nil: undefined }),
  abortAfter: fc.option(fc.integer({ min: 0, max: 400_000 }), { nil: undefined }),
  interval: fc.option(fc.integer({ min: 1_000, max: 90_000 }), { nil: undefined }),
  seed: fc.integer({ min: 1, max: 50 }),
});

type Schedule = typeof schedule extends fc.Arbitrary<infer Value> ? Value : never;

const TRIED = new Set(["poll_timeout", "aborted", "deadline_exceeded"]);

async function tryOut({ kind, faults, timeout, abortAfter, interval, seed }: Schedule): Promise<void> {
  const sandbox = createSandbox({ seed });
  const { clock } = sandbox;
  const puffle = new Puffle(sandbox.options);
  const operation = await kind.begin(puffle, sandbox);
  for (const { fault, times, skip } of faults) sandbox.fail(kind.reads, { ...fault, times, skip });
  const stop = new AbortController();
  const begun = clock.now();
  const leave = new AbortController();
  if (abortAfter !== undefined)
    clock.sleep(abortAfter, leave.signal).then(
      () => stop.abort(new Error("enough")),
      () => {},
    );
  const before = sandbox.requests.length;
  const options: WaitOptions<unknown> = { signal: stop.signal, timeout, interval };
  const end = await operation.wait(options).then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  const took = clock.now() - begun;
  leave.abort();
  const limit = Math.min(timeout ?? kind.deadline, abortAfter ?? Number.POSITIVE_INFINITY);
  expect(took).toBeLessThanOrEqual(limit + 50);

  const polls = sandbox.requests.slice(before).filter((request) => request.operation === kind.reads);
  for (const [index, poll] of polls.entries()) {
    const previous = polls[index - 1];
    if (previous) expect(poll.at - previous.at).toBeGreaterThanOrEqual(1_000);
  }
  if ("value" in end) return;
  const { error } = end;
  // Bad luck while reading never makes a job fail.
  expect(error).not.toBeInstanceOf(OperationEndedError);
  if (!isPuffleError(error)) throw error;
  expect(error.outcome).toBe(error instanceof PollTimeoutError || error instanceof AbortError ? "sent" : error.outcome);
  if (!TRIED.has(error.code)) expect(faults.length).toBeGreaterThan(0);

  // Whatever ended the wait, its token goes on elsewhere, without the bad luck, to the job's end.
  sandbox.clearFaults();
  const elsewhere = new Puffle(sandbox.options);
  const resumed = elsewhere.operations.resume(JSON.stringify(operation));
  expect([resumed.kind, resumed.id]).toEqual([operation.kind, operation.id]);
  await resumed.wait();
}

describe("P50 P53 a wait for a job, whatever goes wrong while it is read", () => {
  it("never outlives its deadline or its abort by more than 50 ms, is never mistaken for a failed job, and its token goes on", async () => {
    await fc.assert(fc.asyncProperty(schedule, tryOut), { numRuns: 600, seed: seedOf(20_265), endOnFailure: true });
  });
});

describe("P50 a job that has ended meanwhile", () => {
  it.each(Object.entries(KINDS))("%s is done at the first look of another process", async (name, kind: Kind) => {
    const sandbox = createSandbox();
    const token = JSON.stringify(await kind.begin(new Puffle(sandbox.options), sandbox));
    await sandbox.clock.advance(7 * 24 * 3_600_000);
    const operation = new Puffle(sandbox.options).operations.resume(token);
    expect(operation.kind).toBe(name);
    const before = sandbox.requests.length;
    expect(await operation.poll()).toMatchObject({ done: true });
    expect(sandbox.requests.length - before).toBe(1);
  });
});
