import fc from "fast-check";
import { type EmailCampaign, InputError, isPuffleError, type NewCampaignLead, Puffle } from "puffle-sdk";
import { createSandbox, type Fault, type Sandbox } from "puffle-sdk/sandbox";
import { expect } from "vitest";
import { BROKEN_OFF, storyOf } from "../support/bad-luck.ts";

/** How many schedules each of the two files runs. */
export const SCHEDULES = 1_000;

/** The leads of every run: all of them must be written to, once a step. */
const LEADS: readonly NewCampaignLead[] = [
  { email: "ada@example.com", first_name: "Ada" },
  { email: "grace@example.com", first_name: "Grace" },
  { email: "edsger@example.com", first_name: "Edsger" },
  { email: "barbara@example.com", first_name: "Barbara" },
];

const STEPS = [
  { type: "email", subject: "Hello %first_name%", body: "How are you?" },
  { type: "delay", delay_days: 1 },
  { type: "email", subject: "", body: "Still there?", is_reply: true },
  { type: "delay", delay_days: 1 },
  { type: "email", subject: "", body: "Last call.", is_reply: true },
] as const;

type Operation = Parameters<Sandbox["fail"]>[0];

/** One piece of bad luck. */
interface Mishap {
  readonly operation: Operation;
  readonly fault: Fault;
}

const OPERATIONS = [
  "createCampaign",
  "listCampaigns",
  "getCampaign",
  "addSequenceNode",
  "updateSequenceNode",
  "addLeadsToCampaign",
  "listCampaignLeads",
  "launchCampaign",
  "launchCampaign",
  "launchCampaign",
  "addSequenceNode",
  "*",
] as const satisfies readonly Operation[];

const FAULTS: readonly Fault[] = [
  ...BROKEN_OFF,
  { answer: "<html>Bad gateway</html>" },
  { contentType: "text/html" },
  { status: 500 },
  { status: 502, work: true },
  { status: 502 },
  { status: 503 },
  { status: 503, retryAfter: 3 },
  { status: 504, work: true },
  { status: 504 },
  { status: 408, work: true },
  { status: 429, retryAfter: 2 },
  { status: 429 },
  // Longer than an attempt lasts: the work is done after the client has left.
  { latency: 35_000 },
  { latency: 44_000 },
  { latency: 300, drop: "after" },
];

const BACKGROUND: readonly Fault[] = [{ background: "stuck" }, { background: "rolls_back" }, { background: "slow" }];

const times = fc.integer({ min: 1, max: 3 });
const skip = fc.integer({ min: 0, max: 3 });

const mishap: fc.Arbitrary<Mishap> = fc
  .oneof(
    {
      weight: 10,
      arbitrary: fc.record({
        operation: fc.constantFrom(...OPERATIONS),
        fault: fc.constantFrom(...FAULTS),
        times,
        skip,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        operation: fc.constant("launchCampaign" as const),
        fault: fc.constantFrom(...BACKGROUND),
        times,
        skip,
      }),
    },
  )
  .map(({ operation, fault, times: count, skip: first }) => ({
    operation,
    fault: { ...fault, times: count, skip: first },
  }));

const schedules: fc.Arbitrary<readonly Mishap[]> = fc.array(mishap, { minLength: 1, maxLength: 6 });

/**
 * What a careful user does: makes the campaign if it is not there, builds, fills, launches and watches it; each step only
 * as far as it is not done already. Run again after any error, it goes on where it stopped.
 */
async function campaignOf(puffle: Puffle): Promise<void> {
  const [sender] = await puffle.senders.list({ type: "email" });
  const created: EmailCampaign = await puffle.campaigns.create(
    { type: "email", name: "Q3", sender_account_ids: [sender?.id ?? ""] },
    { ifExists: "return" },
  );
  const { campaign } = await puffle.campaigns.get(created);
  if (campaign.status === "draft") {
    await build(puffle, created);
    await puffle.campaigns.leads.add(created, LEADS);
  }
  // One that is launching may hang: launching it again waits for it, and resets it if it does.
  if (campaign.status === "draft" || campaign.status === "launching") {
    await puffle.campaigns.launchAndWait(created, { timeout: 900_000 });
  }
  for await (const { done } of puffle.campaigns.watch(created, { interval: 6 * 3_600_000 })) if (done) return;
}

/** Builds the sequence; one that is no beginning of it is taken away first, as the error says. */
async function build(puffle: Puffle, campaign: EmailCampaign): Promise<void> {
  try {
    await puffle.sequenceNodes.build(campaign, STEPS);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { sequence_nodes } = await puffle.campaigns.get(campaign);
    for (const { id, type } of sequence_nodes) if (type !== "end") await puffle.sequenceNodes.delete(campaign, id);
    await puffle.sequenceNodes.build(campaign, STEPS);
  }
}

/** What holds at the end of every run. */
export const nobodyTwiceNobodyLost = fc.asyncProperty(
  fc.integer({ min: 1, max: 50 }),
  schedules,
  async (seed, mishaps) => {
    const { sandbox, errors } = await run(seed, mishaps);
    const story = () => `${errors.join("\n")}\n${storyOf(sandbox.requests)}`;
    expect(sandbox.outbox.writtenTwice(), story()).toEqual([]);
    expect(sandbox.outbox.recipients().sort(), story()).toEqual(LEADS.map(({ email }) => email).sort());
    expect(sandbox.outbox.messages, story()).toHaveLength(3 * LEADS.length);
    expect(sandbox.campaigns(), story()).toHaveLength(1);
  },
);

/** How a run went. */
interface Run {
  readonly sandbox: Sandbox;
  /** How often the user had to begin again, and why. */
  readonly errors: readonly unknown[];
}

/** Runs the path over a real socket with these mishaps, again after each error, at last without any. */
async function run(seed: number, mishaps: readonly Mishap[]): Promise<Run> {
  const sandbox = createSandbox({ seed, replyRate: 0, bounceRate: 0 });
  for (const { operation, fault } of mishaps) sandbox.fail(operation, fault);
  const listening = await sandbox.listen();
  const errors: unknown[] = [];
  try {
    for (let round = 1; ; round++) {
      try {
        // Each round is a process of its own, that knows nothing of the one before.
        await campaignOf(new Puffle(listening.options));
        return { sandbox, errors };
      } catch (error) {
        if (!isPuffleError(error) || round > 30) throw error;
        errors.push(error);
        // Whoever looks into it takes a while; a launch that hangs is reset on the next attempt.
        await sandbox.clock.advance(180_000);
        if (round > 3) sandbox.clearFaults();
      }
    }
  } finally {
    await listening.close();
  }
}
