import {
  AbortError,
  ApprovalRequiredError,
  type Approve,
  CampaignDismissedError,
  CampaignStartFailedError,
  OutcomeUnknownError,
  PollTimeoutError,
  TaskVanishedError,
} from "puffle-sdk/leadlex";
import type { LeadLexFault } from "puffle-sdk/sandbox";
import { describe, expect, test } from "vitest";
import { caughtAs } from "../support/errors.ts";
import { DAY, MINUTE, playOut, type Ready, readyForApproval, SECOND, theTask } from "./support/starting.ts";
import { somebodyElse } from "./support/world.ts";

/** Says yes after so long, in virtual ms; how often it was asked. */
function slowly(ready: Ready, ms: number, answer: "approve" | { readonly dismiss: string } = "approve") {
  const asked: AbortSignal[] = [];
  const approve: Approve = async ({ signal }) => {
    asked.push(signal);
    await ready.sandbox.clock.sleep(ms);
    return answer;
  };
  return { approve, asked };
}

describe("L02 somebody else decides while the callback thinks", () => {
  test("dismissed in the dashboard, then approved here: not approved, and the wait ends as dismissed", async () => {
    const ready = await readyForApproval();
    const { approve, asked } = slowly(ready, 90 * SECOND);
    // After the look at 60 s, before the answer at 90 s.
    ready.sandbox.clock.timer(80 * SECOND, () => ready.sandbox.dismiss(theTask(ready).id, "testing"));
    const waiting = ready.leadlex.campaigns.startAndWait(ready.campaign, { approve });
    const error = await caughtAs(CampaignDismissedError, waiting);
    expect(error).toMatchObject({ taskId: theTask(ready).id, task: { status: "dismissed" }, outcome: "not_sent" });
    expect(asked).toHaveLength(1);
    expect(asked[0]?.aborted).toBe(true);
    expect(ready.count("approveLexiTask")).toBe(0);
    expect(await playOut(ready)).toEqual({ recipients: 0, twice: 0 });
  });

  test("dismissed between the last read and the approval: refused, and the wait ends as dismissed", async () => {
    const ready = await readyForApproval();
    const dismissed = { status: 400, body: { error: { code: "validation_error", message: "Task is not pending" } } };
    ready.sandbox.fail("approveLexiTask", dismissed);
    const approve: Approve = async () => {
      // On its way when the approval arrives.
      ready.sandbox.clock.timer(0, () => ready.sandbox.dismiss(theTask(ready).id));
      return "approve";
    };
    const waiting = ready.leadlex.campaigns.startAndWait(ready.campaign, { approve });
    await caughtAs(CampaignDismissedError, waiting);
    expect(await playOut(ready)).toEqual({ recipients: 0, twice: 0 });
  });

  test("approved in the dashboard: the wait goes on to the launch, and says who approved", async () => {
    const ready = await readyForApproval();
    const { approve, asked } = slowly(ready, 2 * DAY);
    ready.sandbox.clock.timer(150 * SECOND, () => ready.sandbox.approve(theTask(ready).id));
    const report = await ready.leadlex.campaigns.startAndWait(ready.campaign, { approve });
    expect(report).toMatchObject({ approval: "given_elsewhere", campaign: { status: "active" } });
    expect(asked).toHaveLength(1);
    expect(asked[0]?.aborted).toBe(true);
    expect(ready.count("approveLexiTask")).toBe(0);
    expect(await playOut(ready)).toEqual({ recipients: 3, twice: 0 });
  });

  test("approved elsewhere: who still thinks is told so, and what comes of that counts for nothing", async () => {
    const ready = await readyForApproval();
    const { clock } = ready.sandbox;
    const began = clock.now();
    let toldAfter = 0;
    // As a prompt does that is taken away.
    const approve: Approve = async ({ signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener("abort", () => {
          toldAfter = clock.now() - began;
          reject(signal.reason);
        });
      });
    ready.sandbox.fail("approveLexiTask", { task: "stuck" });
    clock.timer(150 * SECOND, () => somebodyElse(ready).lexi.tasks.approve(theTask(ready).id).then());
    const timeout = 20 * MINUTE;
    const waiting = ready.leadlex.campaigns.startAndWait(ready.campaign, { approve, timeout });
    await caughtAs(PollTimeoutError, waiting);
    expect(toldAfter).toBeGreaterThan(150 * SECOND);
    expect(toldAfter).toBeLessThan(5 * MINUTE);
  });

  test("approved in the dashboard, then here before anybody looked: approved once", async () => {
    const ready = await readyForApproval();
    const { approve } = slowly(ready, 90 * SECOND);
    ready.sandbox.clock.timer(80 * SECOND, () => ready.sandbox.approve(theTask(ready).id));
    const report = await ready.leadlex.campaigns.startAndWait(ready.campaign, { approve });
    expect(report.approval).toBe("given_elsewhere");
    expect(ready.count("approveLexiTask")).toBe(0);
    expect(await playOut(ready)).toEqual({ recipients: 3, twice: 0 });
  });

  test("approved in the dashboard, then dismissed here: it is launched, and the wait says so", async () => {
    const ready = await readyForApproval();
    const { approve } = slowly(ready, 90 * SECOND, { dismiss: "testing" });
    ready.sandbox.clock.timer(80 * SECOND, () => ready.sandbox.approve(theTask(ready).id));
    const report = await ready.leadlex.campaigns.startAndWait(ready.campaign, { approve });
    expect(report).toMatchObject({ approval: "given_elsewhere", campaign: { status: "active" } });
    expect(await playOut(ready)).toEqual({ recipients: 3, twice: 0 });
  });

  test("dismissed, and started again by somebody: the new task is not what was agreed to", async () => {
    const ready = await readyForApproval();
    const { sandbox, campaign } = ready;
    const { approve, asked } = slowly(ready, 3 * MINUTE);
    sandbox.clock.timer(30 * SECOND, () => {
      sandbox.dismiss(theTask(ready).id);
      void somebodyElse(ready).campaigns.start(campaign);
    });
    const waiting = ready.leadlex.campaigns.startAndWait(campaign, { approve });
    await caughtAs(CampaignDismissedError, waiting);
    expect(asked).toHaveLength(1);
    expect(sandbox.tasks().map(({ status }) => status)).toEqual(["dismissed", "pending"]);
    expect(await playOut(ready)).toEqual({ recipients: 0, twice: 0 });
  });
});

describe("L02 an answer holds", () => {
  test("that comes while a look fails is not lost, and nobody is asked twice", async () => {
    const ready = await readyForApproval();
    ready.sandbox.fail("listLexiTasks", { status: 502, skip: 1 });
    const { approve, asked } = slowly(ready, 90 * SECOND);
    const report = await ready.leadlex.campaigns.startAndWait(ready.campaign, { approve });
    expect(report.approval).toBe("given_here");
    expect(asked).toHaveLength(1);
  });

  test("while the list is cut off: nobody is asked again, and it is approved when the task shows", async () => {
    const ready = await readyForApproval();
    ready.sandbox.fail("listLexiTasks", { hidden: true, skip: 1 });
    const { approve, asked } = slowly(ready, 5 * MINUTE);
    const report = await ready.leadlex.campaigns.startAndWait(ready.campaign, { approve });
    expect(report.approval).toBe("given_here");
    expect(asked).toHaveLength(1);
  });

  const outages: readonly (readonly [string, "getCampaign" | "listLexiTasks" | "approveLexiTask", LeadLexFault])[] = [
    ["the campaign can't be read", "getCampaign", { drop: "before", times: 3 }],
    ["the campaign can't be read in time", "getCampaign", { stall: "before", times: 3 }],
    ["the task can't be read again", "listLexiTasks", { status: 503, times: 3, skip: 1 }],
    ["approving is refused with a 429 again and again", "approveLexiTask", { status: 429, times: 6 }],
  ];
  test.each(outages)(
    "over an outage in which %s: the wait goes on, and it is approved once",
    async (_, operation, fault) => {
      const ready = await readyForApproval();
      ready.sandbox.fail(operation, fault);
      let asked = 0;
      const report = await ready.leadlex.campaigns.startAndWait(ready.campaign, {
        approve: async () => (++asked > 0 ? "approve" : "wait"),
      });
      expect(report).toMatchObject({ approval: "given_here", campaign: { status: "active" } });
      expect(asked).toBe(1);
      expect(await playOut(ready)).toEqual({ recipients: 3, twice: 0 });
    },
  );

  test("an outage without end is ended by the deadline, and spends a few requests a minute", async () => {
    const ready = await readyForApproval();
    ready.sandbox.fail("listLexiTasks", { status: 503, times: 10_000, skip: 1 });
    const waiting = ready.leadlex.campaigns.startAndWait(ready.campaign, { approve: async () => "approve" });
    const error = await waiting.then(
      () => undefined,
      (problem: unknown) => problem,
    );
    expect(error).toMatchObject({ status: 503 });
    expect(ready.count("approveLexiTask")).toBe(0);
    expect(ready.count()).toBeLessThan(50);
  });
});

describe("L03 dismissed by the callback", () => {
  test("with its reason: the task is dismissed with it, and the wait ends", async () => {
    const ready = await readyForApproval();
    const approve: Approve = async () => ({ dismiss: "not_relevant" });
    const waiting = ready.leadlex.campaigns.startAndWait(ready.campaign, { approve });
    const error = await caughtAs(CampaignDismissedError, waiting);
    expect(error).toMatchObject({ code: "campaign_dismissed", taskId: theTask(ready).id, state: "dismissed" });
    expect(error.message).toMatch(/req_\w+/);
    expect(theTask(ready)).toMatchObject({ status: "dismissed", reason: "not_relevant" });
    expect(ready.seen()).toEqual(["startCampaign 200", "listLexiTasks 200", "getCampaign 200", "dismissLexiTask 200"]);
    expect(await playOut(ready)).toEqual({ recipients: 0, twice: 0 });
  });

  test("without a reason: none is sent", async () => {
    const ready = await readyForApproval();
    await caughtAs(
      CampaignDismissedError,
      ready.leadlex.campaigns.startAndWait(ready.campaign, { approve: async () => "dismiss" }),
    );
    expect(theTask(ready)).toMatchObject({ status: "dismissed", reason: null });
  });
});

describe("L03 the wait's other ends", () => {
  test("a start that was approved and failed is a CampaignStartFailedError", async () => {
    const ready = await readyForApproval();
    ready.sandbox.fail("approveLexiTask", { task: "fails" });
    const waiting = ready.leadlex.campaigns.startAndWait(ready.campaign, { approve: async () => "approve" });
    const error = await caughtAs(CampaignStartFailedError, waiting);
    expect(error).toMatchObject({ code: "campaign_start_failed", taskId: theTask(ready).id, next: "ask_human" });
    expect(await playOut(ready)).toEqual({ recipients: 0, twice: 0 });
  });

  test("L04 a task that is in no list is a TaskVanishedError, after looking through all of them three times", async () => {
    const ready = await readyForApproval({ showsPending: false });
    ready.sandbox.fail("listLexiTasks", { hidden: true, times: 1_000 });
    const { clock } = ready.sandbox;
    const began = clock.now();
    const waiting = ready.leadlex.campaigns.startAndWait(ready.campaign, { approve: async () => "approve" });
    const error = await caughtAs(TaskVanishedError, waiting);
    expect(error).toMatchObject({ code: "task_vanished", outcome: "unknown", next: "check_outcome" });
    expect(ready.count("listLexiTasks")).toBe(15);
    expect(ready.count("approveLexiTask")).toBe(0);
    expect(clock.now() - began).toBeGreaterThanOrEqual(3 * MINUTE);
  });

  test("an approval of which nobody knows ends the wait with that, and is not sent again", async () => {
    const ready = await readyForApproval();
    ready.sandbox.fail("approveLexiTask", { drop: "after" });
    // Pending twice: at the look, and right before. From then on nothing can be read.
    ready.sandbox.fail("listLexiTasks", { drop: "before", times: 100, skip: 2 });
    const waiting = ready.leadlex.campaigns.startAndWait(ready.campaign, { approve: async () => "approve" });
    const error = await caughtAs(OutcomeUnknownError, waiting);
    expect(error).toMatchObject({ operation: "approveLexiTask", next: "check_outcome" });
    expect(ready.count("approveLexiTask")).toBe(1);
    expect(await playOut(ready)).toEqual({ recipients: 3, twice: 0 });
  });

  test("a callback's failure is told where it was asked, though the task shows no more", async () => {
    const ready = await readyForApproval();
    ready.sandbox.fail("listLexiTasks", { status: 500, skip: 1 });
    const approve: Approve = async () => {
      await ready.sandbox.clock.sleep(90 * SECOND);
      throw new Error("no chat");
    };
    const waiting = ready.leadlex.campaigns.startAndWait(ready.campaign, { approve });
    const error = await caughtAs(ApprovalRequiredError, waiting);
    expect(error).toMatchObject({ why: "callback_failed", taskId: theTask(ready).id });
  });
});

describe("an abort between two looks", () => {
  test.each([
    ["while the campaign is read", "getCampaign", { operation: "startCampaign", outcome: "sent", next: "wait" }],
    ["while the approval is on its way", "approveLexiTask", { operation: "approveLexiTask", outcome: "unknown" }],
  ] as const)("%s tells what is known of the start", async (_, operation, known) => {
    const ready = await readyForApproval();
    ready.sandbox.fail(operation, { stall: "headers" });
    const stop = new AbortController();
    ready.sandbox.clock.timer(10 * SECOND, () => stop.abort());
    const { signal } = stop;
    const waiting = ready.leadlex.campaigns.startAndWait(ready.campaign, { approve: async () => "approve", signal });
    const error = await caughtAs(AbortError, waiting);
    expect(error).toMatchObject(known);
  });
});
