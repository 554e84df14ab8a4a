import fc from "fast-check";
import {
  type ApprovalAnswer,
  type Approve,
  isPuffleError,
  LeadLex,
  OperationEndedError,
  PuffleError,
  type StartReport,
} from "puffle-sdk/leadlex";
import { createLeadLexSandbox, type LeadLexFault, type LeadLexSandbox } from "puffle-sdk/sandbox";
import { expect } from "vitest";
import { BROKEN_OFF } from "../support/bad-luck.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

type Operation = Parameters<LeadLexSandbox["fail"]>[0];

/** One piece of bad luck. */
interface Mishap {
  readonly operation: Operation;
  readonly fault: LeadLexFault;
}

const OPERATIONS = [
  "startCampaign",
  "startCampaign",
  "approveLexiTask",
  "approveLexiTask",
  "dismissLexiTask",
  "getCampaign",
  "listLexiTasks",
  "listLexiTasks",
  "*",
] as const satisfies readonly Operation[];

const FAULTS: readonly LeadLexFault[] = [
  ...BROKEN_OFF,
  { answer: "<html>Bad gateway</html>" },
  { contentType: "text/html" },
  { status: 500 },
  { status: 500, work: true },
  { status: 502, work: true },
  { status: 503 },
  { status: 503, retryAfter: 7 },
  { status: 504, work: true },
  { status: 408, work: true },
  { status: 429 },
  { status: 429, retryAfter: 2 },
  // Longer than an attempt lasts: the work is done after the client has left.
  { latency: 35 * SECOND },
  { latency: 44 * SECOND },
  { latency: 95 * SECOND },
  { latency: 300, drop: "after" },
];

const times = fc.integer({ min: 1, max: 4 });
const skip = fc.integer({ min: 0, max: 4 });

const onTheWire: fc.Arbitrary<Mishap> = fc
  .record({ operation: fc.constantFrom(...OPERATIONS), fault: fc.constantFrom(...FAULTS), times, skip })
  .map(({ operation, fault, times: count, skip: first }) => ({
    operation,
    fault: { ...fault, times: count, skip: first },
  }));

const inTheService: fc.Arbitrary<Mishap> = fc.oneof(
  fc
    .record({ times, skip })
    .map((when) => ({ operation: "listLexiTasks" as const, fault: { hidden: true as const, ...when } })),
  fc
    .constantFrom("fails" as const, "stuck" as const)
    .map((task) => ({ operation: "approveLexiTask" as const, fault: { task } })),
);

/** What somebody does in the dashboard, and when. */
interface Deed {
  readonly deed: "approve" | "dismiss" | "pause" | "start";
  readonly after: number;
}

const deed: fc.Arbitrary<Deed> = fc.record({
  deed: fc.constantFrom("approve", "approve", "dismiss", "pause", "start"),
  after: fc.oneof(fc.integer({ min: 0, max: 2 * MINUTE }), fc.integer({ min: 0, max: 2 * HOUR })),
});

/** What the callback answers each time that it is asked, and after how long. */
interface Thought {
  readonly answer: ApprovalAnswer | "throw" | "nonsense";
  readonly after: number;
}

const thought: fc.Arbitrary<Thought> = fc.record({
  answer: fc.oneof(
    { weight: 4, arbitrary: fc.constant("approve" as const) },
    { weight: 2, arbitrary: fc.constant("wait" as const) },
    { weight: 1, arbitrary: fc.constantFrom("dismiss" as const, "throw" as const, "nonsense" as const) },
    { weight: 1, arbitrary: fc.constant({ dismiss: "testing" }) },
  ),
  after: fc.oneof(
    fc.constant(0),
    fc.integer({ min: 0, max: 3 * MINUTE }),
    fc.integer({ min: 0, max: HOUR }),
    fc.constant(10 * HOUR),
  ),
});

/** One run, whole. */
const story = fc.record({
  seed: fc.integer({ min: 1, max: 50 }),
  approval: fc.constantFrom("always" as const, "always" as const, "always" as const, "never" as const),
  envelopes: fc.constantFrom("documented" as const, "mixed" as const),
  plan: fc.constantFrom("starter" as const, "org" as const, "unlimited" as const),
  mishaps: fc.array(fc.oneof({ weight: 5, arbitrary: onTheWire }, { weight: 1, arbitrary: inTheService }), {
    maxLength: 6,
  }),
  deeds: fc.array(deed, { maxLength: 2 }),
  thoughts: fc.array(thought, { maxLength: 4 }),
  timeout: fc.constantFrom(45 * SECOND, 10 * MINUTE, 3 * HOUR, 24 * HOUR),
});
type Story = typeof story extends fc.Arbitrary<infer Value> ? Value : never;

/** What holds at the end of every run, whatever went wrong. */
export const nothingTwiceNothingUnasked = fc.asyncProperty(story, async (told) => {
  const { sandbox, campaign, consent, deadlineMissed, ended } = await run(told);
  const shown = () =>
    `${String(ended)}\n${sandbox.requests.map(({ at, operation, status, fault }) => `${new Date(at).toISOString()} ${operation} ${fault ?? ""} ${status}`).join("\n")}\n${JSON.stringify(sandbox.tasks())}`;
  await sandbox.clock.advance(30 * 24 * HOUR);
  const tasks = sandbox.tasks();
  // One that failed has started nothing: a late start may then make another, which only a person approves.
  const carriedOut = tasks.filter(({ status }) => status === "approved" || status === "completed");
  const answered = tasks.filter(({ status }) => status !== "pending" && status !== "dismissed");
  const starts = sandbox.requests.filter(({ operation, status }) => operation === "startCampaign" && status === 200);
  expect(sandbox.outbox.writtenTwice(), shown()).toEqual([]);
  expect(carriedOut.length, shown()).toBeLessThanOrEqual(1);
  if (told.approval === "always") {
    // Whoever said yes: the callback, or somebody in the dashboard.
    if (!consent.callback && !consent.dashboard) expect([answered, sandbox.outbox.messages], shown()).toEqual([[], []]);
  } else expect(starts.length, shown()).toBeLessThanOrEqual(1);
  expect(deadlineMissed, shown()).toBeLessThanOrEqual(50);
  if (isReport(ended)) expect(["active", "paused", "completed"], shown()).toContain(ended.campaign.status);
  else expect(isPuffleError(ended), shown()).toBe(true);
  await goesOn(sandbox, campaign, ended);
});

/** How a run went. */
interface Run {
  readonly sandbox: LeadLexSandbox;
  readonly campaign: string;
  /** Who has said yes: the callback while it was waited for, or somebody in the dashboard, perhaps later. */
  readonly consent: { readonly callback: boolean; readonly dashboard: boolean };
  /** By how much the wait outlived its deadline, in virtual ms; negative where it did not. */
  readonly deadlineMissed: number;
  /** The report, or the error. */
  readonly ended: unknown;
}

async function run({ seed, approval, envelopes, plan, mishaps, deeds, thoughts, timeout }: Story): Promise<Run> {
  const rates = { replyRate: 0, bounceRate: 0, unsubscribeRate: 0 };
  const sandbox = createLeadLexSandbox({ seed, approval, envelopes, plan, ...rates });
  const { clock } = sandbox;
  const leadlex = new LeadLex(sandbox.options);
  const list_id = sandbox.addList({ name: "Spring", contacts: 3 });
  const { id } = await leadlex.campaigns.create({ name: "Q3", list_id, template: "Hello {{name}}" });
  for (const { operation, fault } of mishaps) sandbox.fail(operation, fault);
  const consent = { callback: false, dashboard: false };
  const dashboard = new LeadLex({ ...sandbox.options, retry: false });
  for (const { deed: what, after } of deeds) {
    clock.timer(after, () => {
      const task = sandbox.tasks().find(({ status }) => status === "pending");
      if (what === "approve" && task) {
        consent.dashboard = true;
        sandbox.approve(task.id);
      } else if (what === "dismiss" && task) sandbox.dismiss(task.id);
      else if (what === "pause") dashboard.campaigns.pause(id, { retry: false }).then(undefined, () => {});
      else if (what === "start") dashboard.campaigns.start(id, { retry: false }).catch(() => {});
    });
  }
  let asked = 0;
  let isOver = false;
  const approve: Approve = async () => {
    const { answer, after } = thoughts[asked++] ?? { answer: "wait", after: 0 };
    if (after > 0) await clock.sleep(after);
    if (answer === "throw") throw new Error("nobody there");
    if (answer === "approve" && !isOver) consent.callback = true;
    return answer === "nonsense" ? Object.assign({}, { approve: true, dismiss: "" }) : answer;
  };
  const began = clock.now();
  const ended: unknown = await leadlex.campaigns
    .startAndWait(id, { approve, timeout })
    .catch((error: unknown) => error);
  isOver = true;
  const deadlineMissed = clock.now() - (began + timeout);
  return { sandbox, campaign: id, consent, deadlineMissed, ended };
}

/** Wherever a wait was left, its token goes on in another process: to a look, or to the error that ends the start. */
async function goesOn(sandbox: LeadLexSandbox, campaign: string, ended: unknown): Promise<void> {
  sandbox.clearFaults();
  const another = new LeadLex(sandbox.options);
  const token: unknown = ended instanceof PuffleError ? Reflect.get(ended, "token") : undefined;
  const operation =
    typeof token === "object" && token !== null
      ? another.operations.resume(JSON.stringify(token))
      : another.campaigns.startOperation(campaign);
  const before = sandbox.requests.length;
  const step = await operation.poll().catch((error: unknown) => error);
  expect(sandbox.requests.length - before).toBe(1);
  if (step instanceof Error) expect(step).toBeInstanceOf(OperationEndedError);
  else expect(step).toMatchObject({ state: expect.any(String) });
}

function isReport(ended: unknown): ended is StartReport {
  return typeof ended === "object" && ended !== null && "campaign" in ended && "approval" in ended;
}
