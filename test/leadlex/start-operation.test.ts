import {
  CampaignDismissedError,
  CampaignStartFailedError,
  LeadLex,
  type OperationToken,
  TaskVanishedError,
  TokenError,
} from "puffle-sdk/leadlex";
import { describe, expect, test } from "vitest";
import { makeToken } from "../../src/core/token.ts";
import { caughtAs, thrownAs } from "../support/errors.ts";
import {
  HOUR,
  MINUTE,
  pendingStart,
  playOut,
  type Ready,
  readyDraft,
  readyForApproval,
  theTask,
} from "./support/starting.ts";

interface Cron {
  /** Every state that was seen, repeated ones once. */
  readonly states: string[];
  readonly polls: number;
  readonly token: string;
}

/** Each time a process of its own, that knows the token and nothing else: a client, one poll, the token kept. */
async function cron(ready: Ready, token: object, most = 60): Promise<Cron> {
  let written = JSON.stringify(token);
  const states: string[] = [];
  for (let polls = 1; polls <= most; polls++) {
    const before = ready.count();
    const operation = new LeadLex(ready.sandbox.options).operations.resume(written);
    const step = await operation.poll();
    expect(ready.count() - before, "one request a poll").toBe(1);
    written = JSON.stringify(operation);
    if (states.at(-1) !== step.state) states.push(step.state);
    if (step.done) return { states, polls, token: written };
    await ready.sandbox.clock.advance(step.nextPollInMs);
  }
  throw new Error(`not done after ${most} polls: ${states.join(", ")}`);
}

describe("L04 a start that a cron job watches, a process for each poll", () => {
  test.each([1, 2, 3, 4])(
    "is seen to its end after somebody approves, at one request a poll (seed %s)",
    async (seed) => {
      const ready = await readyForApproval({ seed });
      const token = ready.leadlex.campaigns.startOperation(ready.campaign).toJSON();
      const { id } = await pendingStart(ready);
      ready.sandbox.clock.timer(30 * MINUTE, () => ready.sandbox.approve(id));
      await ready.sandbox.clock.advance(0);
      const { states } = await cron(ready, token);
      expect(states.at(-1)).toBe("active");
      expect(states).toContain("pending_approval");
      expect(await playOut(ready)).toEqual({ recipients: 3, twice: 0 });
    },
  );

  test("is done at once where the start needed no approval", async () => {
    const ready = await readyDraft();
    await ready.leadlex.campaigns.start(ready.campaign);
    const { states, polls } = await cron(ready, ready.leadlex.campaigns.startOperation(ready.campaign).toJSON());
    expect([states, polls]).toEqual([["active"], 1]);
  });

  test("L03 is seen to end when somebody dismisses, and when it fails", async () => {
    for (const [end, Kind] of [
      ["dismiss", CampaignDismissedError],
      ["fail", CampaignStartFailedError],
    ] as const) {
      const ready = await readyForApproval();
      const { id } = await pendingStart(ready);
      if (end === "dismiss") ready.sandbox.dismiss(id);
      else {
        ready.sandbox.fail("approveLexiTask", { task: "fails" });
        await ready.leadlex.lexi.tasks.approve(id);
        await ready.sandbox.clock.advance(MINUTE);
      }
      const token = ready.leadlex.campaigns.startOperation(ready.campaign).toJSON();
      const error = await caughtAs(Kind, cron(ready, token));
      expect(error).toMatchObject({ taskId: id, operation: "startCampaign" });
    }
  });

  test("is not taken for vanished by a list that is cut off now and then", async () => {
    const ready = await readyForApproval();
    const { id } = await pendingStart(ready);
    for (const skip of [0, 1, 2, 7]) ready.sandbox.fail("listLexiTasks", { hidden: true, skip });
    ready.sandbox.clock.timer(HOUR, () => ready.sandbox.approve(id));
    const { states } = await cron(ready, ready.leadlex.campaigns.startOperation(ready.campaign).toJSON());
    expect(states.at(-1)).toBe("active");
  });

  test("is looked at over and over before it counts as vanished, minutes in all", async () => {
    const ready = await readyForApproval({ showsPending: false, tasksListed: 0 });
    await pendingStart(ready);
    const { clock } = ready.sandbox;
    const began = clock.now();
    const before = ready.count("listLexiTasks");
    const token = ready.leadlex.campaigns.startOperation(ready.campaign).toJSON();
    const error = await caughtAs(TaskVanishedError, cron(ready, token));
    expect(error).toMatchObject({ next: "check_outcome", outcome: "unknown" });
    expect(ready.count("listLexiTasks") - before).toBe(15);
    expect(clock.now() - began).toBeGreaterThanOrEqual(3 * MINUTE);
  });

  test("while Lexi carries it out is looked at in seconds at first, then further and further apart", async () => {
    const ready = await readyForApproval({ plan: "unlimited" });
    const { id } = await pendingStart(ready);
    ready.sandbox.fail("approveLexiTask", { task: "stuck" });
    await ready.leadlex.lexi.tasks.approve(id);
    const operation = ready.leadlex.campaigns.startOperation(ready.campaign);
    const waits: number[] = [];
    for (let poll = 0; poll < 24; poll++) {
      const step = await operation.poll();
      if (step.done) throw new Error("it is stuck");
      if (step.state === "approved") waits.push(step.nextPollInMs);
      await ready.sandbox.clock.advance(step.nextPollInMs);
    }
    expect(waits.slice(0, 4)).toEqual([5_000, 10_000, 20_000, 40_000]);
    expect(waits.at(-1)).toBe(5 * MINUTE);
  });
});

describe("P50 a start's token", () => {
  test("P02 P82 holds no key and nobody's data, and is small", async () => {
    const ready = await readyForApproval();
    const { id } = await pendingStart(ready);
    const operation = ready.leadlex.campaigns.startOperation(ready.campaign);
    await operation.poll();
    await operation.poll();
    const written = JSON.stringify(operation);
    expect(written).toContain(id);
    expect(written).not.toContain(ready.sandbox.apiKey);
    expect(written).not.toContain("wbk_");
    const task = theTask(ready);
    for (const secret of [task.description ?? "?", "Q3", "Spring"]) expect(written).not.toContain(secret);
    for (const { full_name, email } of ready.sandbox.contacts()) {
      expect(written).not.toContain(full_name);
      expect(written).not.toContain(email);
    }
    expect(written.length).toBeLessThan(400);
  });

  test("made before the start was approved is taken up after, by another client", async () => {
    const ready = await readyForApproval();
    const { id } = await pendingStart(ready);
    const operation = ready.leadlex.campaigns.startOperation(ready.campaign);
    for (let poll = 0; poll < 2; poll++) await operation.poll();
    const token = JSON.stringify(operation);
    ready.sandbox.approve(id);
    await ready.sandbox.clock.advance(HOUR);
    const { campaign } = await new LeadLex(ready.sandbox.options).operations.resume(token).wait();
    expect(campaign).toMatchObject({ status: "active" });
  });

  const odd = [
    "",
    " ",
    "nowhere",
    "constructor 0 0 0 0 x",
    "__proto__ 1 1 1 1 x",
    "pending",
    "pending -5 -5 -5 -5",
    "pending NaN NaN NaN NaN",
    "failed 1e9 0 0 0",
    "failed 0x7f 0 0 0",
    "approved 0 -99999 0 0",
    "approved 0 99999999999999999999 0 0",
    "pending 0 0 999999999999999 0 ",
    "\u0000\u0000 \ud800",
  ];
  test.each(odd)("with a note that makes no sense is begun anew, and comes to its end: %j", async (memo) => {
    const ready = await readyForApproval();
    const { id } = await pendingStart(ready);
    ready.sandbox.approve(id);
    await ready.sandbox.clock.advance(MINUTE);
    const origin = new URL(ready.sandbox.baseURL).origin;
    const token = makeToken({ kind: "startCampaign", id: ready.campaign, origin, polls: 0, memo });
    const { states } = await cron(ready, token);
    expect(states.at(-1)).toBe("active");
  });

  test("that was edited, cut off, of another service or kind is refused, and nothing is sent", async () => {
    const { leadlex, campaign, count } = await readyForApproval();
    const token: OperationToken = leadlex.campaigns.startOperation(campaign).toJSON();
    const { origin } = token;
    const refused = [
      { ...token, id: "cmp_other" },
      { ...token, memo: "failed 2 0 0 0 x" },
      JSON.stringify(token).slice(0, -3),
      makeToken({ ...token, origin: "https://app.puffle.ai" }),
      makeToken({ kind: "launchCampaign", id: campaign, origin, polls: 0 }),
    ];
    for (const one of refused) thrownAs(TokenError, () => leadlex.operations.resume(one));
    expect(count()).toBe(0);
  });
});

describe("L04 which task a start is watched by", () => {
  test("without a task's id, the newest of the campaign's", async () => {
    const ready = await readyForApproval();
    const first = await pendingStart(ready);
    ready.sandbox.dismiss(first.id);
    await ready.sandbox.clock.advance(MINUTE);
    const second = await pendingStart(ready);
    const operation = ready.leadlex.campaigns.startOperation(ready.campaign);
    await operation.poll();
    const step = await operation.poll();
    expect(step).toMatchObject({ state: "pending_approval", progress: { task: { id: second.id } } });
  });

  test("of two that were dismissed, the newer", async () => {
    const ready = await readyForApproval();
    const ids: string[] = [];
    for (let round = 0; round < 2; round++) {
      const { id } = await pendingStart(ready);
      ids.push(id);
      ready.sandbox.dismiss(id);
      await ready.sandbox.clock.advance(MINUTE);
    }
    const waiting = ready.leadlex.campaigns.startOperation(ready.campaign).wait();
    expect(await caughtAs(CampaignDismissedError, waiting)).toMatchObject({ taskId: ids[1] });
  });

  test("not a task of another kind, though it is about the campaign", async () => {
    const ready = await readyForApproval({ showsPending: false });
    const { sandbox, campaign } = ready;
    const metadata = { campaign_id: campaign };
    const tasks = [{ id: "t", type: "list_operation", status: "dismissed", metadata }];
    sandbox.fail("listLexiTasks", { status: 200, body: { data: { tasks } }, times: 99 });
    await caughtAs(TaskVanishedError, ready.leadlex.campaigns.startOperation(campaign).wait());
  });

  test("not a task of another campaign, nor one of another kind", async () => {
    const ready = await readyForApproval({ showsPending: false });
    const { sandbox, leadlex, campaign } = ready;
    const list_id = sandbox.addList({ name: "Autumn", contacts: 2 });
    const other = await leadlex.campaigns.create({ name: "Q4", list_id, template: "Hi" });
    await leadlex.campaigns.start(other);
    await leadlex.lexi.chat({ message: "Find me prospects in Bergen", context: { campaign_id: campaign } });
    const operation = leadlex.campaigns.startOperation(campaign);
    await caughtAs(TaskVanishedError, operation.wait());
    expect(ready.count("approveLexiTask")).toBe(0);
  });
});

describe("L03 a start's operation that is stored once", () => {
  test("sees at the first look that its task is pending, where it is made of the start's answer", async () => {
    const { sandbox, leadlex, campaign } = await readyForApproval();
    const token = JSON.stringify(leadlex.campaigns.startOperation(campaign, await leadlex.campaigns.start(campaign)));
    for (let poll = 0; poll < 2; poll++) {
      const step = await new LeadLex(sandbox.options).operations.resume(token).poll();
      expect(step).toMatchObject({ done: false, state: "pending_approval" });
    }
  });
});
