import fc from "fast-check";
import { type CallOptions, isPuffleError, Puffle, type PuffleError } from "puffle-sdk";
import { createSandbox, type Fault, type Sandbox } from "puffle-sdk/sandbox";
import { expect, test } from "vitest";
import { printed } from "../puffle/support/printed.ts";
import { tapped } from "../puffle/support/world.ts";
import { BROKEN_OFF, storyOf, WORST } from "../support/bad-luck.ts";
import { seedOf } from "../support/seed.ts";

const SCHEDULES = 1_000;
const MINUTE = 60_000;

type Operation = Parameters<Sandbox["fail"]>[0];

const OPERATIONS = [
  "createThread",
  "createThread",
  "listThreads",
  "uploadThreadAttachment",
  "sendThreadMessage",
  "sendThreadMessage",
  "sendThreadMessage",
  "sendThreadMessage",
  "listThreadMessages",
  "deleteDraftThread",
  "*",
] as const satisfies readonly Operation[];

const FAULTS: readonly Fault[] = [
  ...BROKEN_OFF,
  { answer: "{}" },
  { answer: '{"message":null,"thread":"gone","threads":{}}' },
  { answer: "<html>Bad gateway</html>" },
  { status: 200, body: "", work: true },
  { contentType: "text/html" },
  { status: 302, work: true },
  { status: 400 },
  { status: 404 },
  { status: 408, work: true },
  { status: 409 },
  { status: 422 },
  { status: 429, retryAfter: 2 },
  { status: 429 },
  { status: 500 },
  { status: 500, work: true },
  { status: 502, work: true },
  { status: 503, retryAfter: 3 },
  { status: 504, work: true },
  // Longer than an attempt lasts: the work is done after the client has left.
  { latency: 35_000 },
  { latency: 70_000 },
  { latency: 300, drop: "after" },
];

const counts = { times: fc.integer({ min: 1, max: 6 }), skip: fc.integer({ min: 0, max: 2 }) };
const mishap = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({ operation: fc.constantFrom(...OPERATIONS), fault: fc.constantFrom(...FAULTS), ...counts }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      operation: fc.constant("sendThreadMessage" as const),
      fault: fc.constant<Fault>({ saving: "fails" }),
      ...counts,
    }),
  },
);

const caller = fc.record({
  retry: fc.constantFrom<CallOptions["retry"][]>(undefined, WORST, WORST, false),
  timeout: fc.constantFrom(undefined, 2_000, 30_000, 20 * MINUTE),
  attemptTimeout: fc.constantFrom(undefined, 1_000, 60_000),
});

/** When the caller gives up: at a time, or around a request. */
const abort = fc.option(
  fc.oneof(
    fc.record({ at: fc.integer({ min: 0, max: 2 * MINUTE }) }),
    fc.record({ request: fc.integer({ min: 1, max: 8 }), when: fc.constantFrom("before", "after") }),
  ),
);

interface Given {
  readonly seed: number;
  readonly mishaps: readonly { operation: Operation; fault: Fault; times: number; skip: number }[];
  readonly options: CallOptions;
  readonly abort: { readonly at?: number; readonly request?: number; readonly when?: string } | null;
  readonly validation: "off" | "report" | "strict";
}

const given: fc.Arbitrary<Given> = fc.record({
  seed: fc.integer({ min: 1, max: 50 }),
  mishaps: fc.array(mishap, { maxLength: 5 }),
  options: caller,
  abort,
  validation: fc.constantFrom("off", "report", "strict"),
});

/** One call, with everything that goes wrong around it. */
async function send(
  sandbox: Sandbox,
  sender: string,
  { options, abort: end, validation }: Given,
  round: number,
): Promise<PuffleError | undefined> {
  const stop = new AbortController();
  const giveUp = round === 1 ? end : null;
  const calm = new AbortController();
  if (giveUp?.at !== undefined)
    sandbox.clock.sleep(giveUp.at, calm.signal).then(
      () => stop.abort(),
      () => {},
    );
  let requests = 0;
  const fetch = tapped(sandbox.fetch, {
    before() {
      if (++requests === giveUp?.request && giveUp.when === "before") stop.abort();
    },
    after(_, response) {
      if (requests === giveUp?.request && giveUp.when === "after") stop.abort();
      return response;
    },
  });
  const puffle = new Puffle({ ...sandbox.options, fetch, validation });
  try {
    const attachments = [{ name: "offer.pdf", content: new Uint8Array(3) }];
    const email = { sender, to: "ada@example.test", subject: "Question", body: "Dear Ada, a secret", attachments };
    const { message, via, confirmed } = await puffle.threads.sendOneOff(email, { ...options, signal: stop.signal });
    expect(typeof message.id).toBe("string");
    if (via === "reconciled") expect(confirmed).toBe(true);
    return undefined;
  } catch (error) {
    if (!isPuffleError(error)) throw error;
    return error;
  } finally {
    calm.abort();
  }
}

test("P15 P17 P75 whatever goes wrong, a one-off email is sent at most once, and every error is true about it", async () => {
  const seen = new Map<string, number>();
  const property = fc.asyncProperty(given, async (what) => {
    const sandbox = createSandbox({ seed: what.seed });
    const sender = sandbox.addSender({ type: "email" }).id;
    for (const { operation, fault, times, skip } of what.mishaps) sandbox.fail(operation, { ...fault, times, skip });
    const errors: PuffleError[] = [];
    let outcome = "not_sent";
    // Who is told that nothing was sent sends again, from another process.
    for (let round = 1; round <= 4 && outcome === "not_sent"; round++) {
      const error = await send(sandbox, sender, what, round);
      outcome = error?.outcome ?? "success";
      if (error) errors.push(error);
      // What is late is carried out meanwhile.
      await sandbox.clock.advance(3 * MINUTE);
      const story = () => `${outcome}\n${errors.join("\n")}\n${storyOf(sandbox.requests)}`;
      const { length } = sandbox.outbox.messages;
      const possible = { success: [1], sent: [1], not_sent: [0], unknown: [0, 1] }[outcome];
      expect(possible, story()).toContain(length);
      expect(sandbox.outbox.writtenTwice(), story()).toEqual([]);
      if (error) expect(printed(error)).not.toMatch(/\bada\b|a secret|question|offer\.pdf/i);
    }
    seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
  });
  await fc.assert(property, { numRuns: SCHEDULES, seed: seedOf(20_262), endOnFailure: true });
  // Schedules that all end in the same way would prove little.
  for (const outcome of ["success", "sent", "not_sent", "unknown"])
    expect([outcome, seen.get(outcome) ?? 0]).not.toEqual([outcome, 0]);
}, 170_000);
