import { AbortError, ApprovalRequiredError, type Approve, LeadLex, PollTimeoutError } from "puffle-sdk/leadlex";
import { describe, expect, test } from "vitest";
import { caughtAs, unhandledDuring } from "../support/errors.ts";
import { DAY, HOUR, MINUTE, playOut, type Ready, readyDraft, readyForApproval, theTask } from "./support/starting.ts";

/** Nothing was approved, and nobody written to, however long it goes on. */
async function nothingApproved(ready: Ready): Promise<void> {
  expect(ready.count("approveLexiTask")).toBe(0);
  expect(await playOut(ready)).toEqual({ recipients: 0, twice: 0 });
}

describe("L02 a start that needs approval", () => {
  test("L01 is launched without asking anybody where it needs none", async () => {
    const { leadlex, campaign, seen } = await readyDraft();
    const asked: unknown[] = [];
    const report = await leadlex.campaigns.startAndWait(campaign, {
      approve: async (request) => (asked.push(request) > 0 ? "wait" : "dismiss"),
    });
    expect(report).toMatchObject({
      approval: "not_needed",
      start: { status: "active" },
      campaign: { status: "active" },
    });
    expect(asked).toEqual([]);
    expect(seen()).toEqual(["startCampaign 200", "getCampaign 200"]);
  });

  test("without anybody to ask fails at once, with the task and a token, and nothing is approved", async () => {
    const ready = await readyForApproval();
    const error = await caughtAs(ApprovalRequiredError, ready.leadlex.campaigns.startAndWait(ready.campaign));
    const { id } = theTask(ready);
    expect(error).toMatchObject({ why: "no_callback", campaignId: ready.campaign, taskId: id, task: { id } });
    expect(error).toMatchObject({ outcome: "sent", next: "ask_human", code: "approval_required" });
    expect(error.message).toContain(id);
    expect(ready.seen()).toEqual(["startCampaign 200"]);
    ready.sandbox.approve(id);
    const another = new LeadLex(ready.sandbox.options);
    const { campaign } = await another.operations.resume(JSON.stringify(error.token)).wait();
    expect(campaign).toMatchObject({ id: ready.campaign, status: "active" });
    expect(ready.count("approveLexiTask")).toBe(0);
  });

  test("is approved when the caller says so, after the task has been read as pending, and is launched", async () => {
    const ready = await readyForApproval();
    const report = await ready.leadlex.campaigns.startAndWait(ready.campaign, {
      approve: async () => Promise.resolve("approve"),
    });
    expect(report).toMatchObject({ approval: "given_here", start: { status: "pending_approval", via: "answered" } });
    expect(report.campaign).toMatchObject({ id: ready.campaign, status: "active" });
    const seen = ready.seen();
    expect(seen.slice(0, 5)).toEqual([
      "startCampaign 200",
      "listLexiTasks 200",
      "getCampaign 200",
      "listLexiTasks 200",
      "approveLexiTask 200",
    ]);
    expect(ready.count("approveLexiTask")).toBe(1);
    expect(await playOut(ready)).toEqual({ recipients: 3, twice: 0 });
  });

  test("shows the caller the task and the campaign, as copies", async () => {
    const ready = await readyForApproval();
    const { leadlex, campaign, sandbox } = ready;
    const shown: unknown[] = [];
    const approve: Approve = async ({ task, campaign: one, signal }) => {
      shown.push(structuredClone({ task, campaign: one, aborted: signal.aborted }));
      Object.assign(task, { id: "another", status: "dismissed" });
      Object.assign(one, { id: "another", status: "active" });
      return "approve";
    };
    const report = await leadlex.campaigns.startAndWait(campaign, { approve });
    const { id } = theTask(ready);
    expect(shown).toEqual([
      {
        task: expect.objectContaining({
          id,
          type: "campaign_start",
          status: "pending",
          description: expect.any(String),
        }),
        campaign: expect.objectContaining({ id: campaign, name: "Q3" }),
        aborted: false,
      },
    ]);
    expect(report.campaign.id).toBe(campaign);
    expect(sandbox.tasks()).toMatchObject([{ id, status: "completed" }]);
  });

  const odd: readonly (readonly [string, unknown])[] = [
    ["true", true],
    ["1", 1],
    ["Approve", "Approve"],
    ["approved", "approved"],
    ["approve with a space", "approve "],
    ["yes", "yes"],
    ["nothing", undefined],
    ["null", null],
    ["an empty object", {}],
    ["{ approve: true }", { approve: true }],
    ["{ dismiss: 1 }", { dismiss: 1 }],
    ["{ dismiss: undefined }", { dismiss: undefined }],
    ["a reason and something else", { dismiss: "no", approve: true }],
    ["a String object", Object("approve")],
    ["a list", ["approve"]],
    ["a function", () => "approve"],
    ["an object that can't be read", unreadable()],
    ["an object that can't be listed", unlistable()],
  ];
  test.each(odd)("is not approved by %s, and the wait ends", async (_, answer) => {
    const ready = await readyForApproval();
    // A program without types may answer anything.
    const approve: Approve = Object.assign(() => answer);
    const error = await caughtAs(
      ApprovalRequiredError,
      ready.leadlex.campaigns.startAndWait(ready.campaign, { approve }),
    );
    expect(error).toMatchObject({ why: "unusable_answer", taskId: theTask(ready).id });
    expect(theTask(ready).status).toBe("pending");
    await nothingApproved(ready);
  });

  const reason = new Error("the chat is down");
  const failing: readonly (readonly [string, Approve])[] = [
    [
      "throws",
      () => {
        throw reason;
      },
    ],
    ["rejects", () => Promise.reject(reason)],
  ];
  test.each(failing)("is not approved when the callback %s, and the error says why", async (_, approve) => {
    const ready = await readyForApproval();
    const error = await caughtAs(
      ApprovalRequiredError,
      ready.leadlex.campaigns.startAndWait(ready.campaign, { approve }),
    );
    expect(error).toMatchObject({ why: "callback_failed", cause: reason });
    expect(error.message).not.toContain("the chat is down");
    await nothingApproved(ready);
  });

  test("is not approved by a callback that hangs: the deadline ends it, and a late yes counts for nothing", async () => {
    const ready = await readyForApproval();
    const { clock } = ready.sandbox;
    const began = clock.now();
    let late = (_: "approve") => {};
    let signal: AbortSignal | undefined;
    const approve: Approve = async (request) => {
      signal = request.signal;
      return new Promise((resolve) => {
        late = resolve;
      });
    };
    const waiting = ready.leadlex.campaigns.startAndWait(ready.campaign, { approve, timeout: 2 * HOUR });
    const error = await caughtAs(PollTimeoutError, waiting);
    expect(clock.now() - began).toBe(2 * HOUR);
    expect(error).toMatchObject({ state: "pending_approval", outcome: "sent", next: "wait" });
    expect(signal?.aborted).toBe(true);
    late("approve");
    await nothingApproved(ready);
    // Its token goes on, and asks nobody.
    const operation = ready.leadlex.operations.resume(error.token);
    expect(await operation.poll()).toMatchObject({ done: false, state: "pending_approval" });
  });

  test("is not approved by an answer that comes after an abort, which ends the wait at once", async () => {
    const ready = await readyForApproval();
    const { clock } = ready.sandbox;
    const stop = new AbortController();
    let answer = (_: "approve") => {};
    let isOver = false;
    const approve: Approve = async ({ signal }) => {
      signal.addEventListener("abort", () => {
        isOver = true;
      });
      clock.timer(5 * MINUTE, () => {
        stop.abort(new Error("enough"));
        answer("approve");
      });
      return new Promise((resolve) => {
        answer = resolve;
      });
    };
    const unhandled = await unhandledDuring(async () => {
      const began = clock.now();
      const waiting = ready.leadlex.campaigns.startAndWait(ready.campaign, { approve, signal: stop.signal });
      const error = await caughtAs(AbortError, waiting);
      expect(error).toMatchObject({ outcome: "sent", operation: "startCampaign" });
      expect(clock.now() - began).toBe(5 * MINUTE);
    });
    expect(unhandled).toEqual([]);
    expect(isOver).toBe(true);
    await nothingApproved(ready);
  });

  test("rejecting late, after the deadline, ends no process", async () => {
    const ready = await readyForApproval();
    const { clock } = ready.sandbox;
    const approve: Approve = async () => clock.sleep(HOUR).then(() => Promise.reject(new Error("too late")));
    const unhandled = await unhandledDuring(async () => {
      const waiting = ready.leadlex.campaigns.startAndWait(ready.campaign, { approve, timeout: 10 * MINUTE });
      await caughtAs(PollTimeoutError, waiting);
      await clock.advance(2 * HOUR);
    });
    expect(unhandled).toEqual([]);
  });
});

describe("L02 an answer of wait", () => {
  test("asks again at a later look and not sooner, and costs no request", async () => {
    const ready = await readyForApproval();
    const { clock } = ready.sandbox;
    const askedAt: number[] = [];
    const approve: Approve = async () => {
      askedAt.push(clock.now());
      return askedAt.length < 4 ? "wait" : "approve";
    };
    const { approval } = await ready.leadlex.campaigns.startAndWait(ready.campaign, { approve });
    expect(approval).toBe("given_here");
    const apart = askedAt.slice(1).map((at, index) => at - (askedAt[index] ?? 0));
    for (const ms of apart) expect(ms).toBeGreaterThanOrEqual(MINUTE);
    // Four looks, the campaign once, the task once more before it is approved.
    const { count } = ready;
    expect(ready.seen().slice(0, ready.seen().indexOf("approveLexiTask 200"))).toHaveLength(7);
    expect(count("approveLexiTask")).toBe(1);
  });

  test("shows the campaign anew, whatever was done to it before", async () => {
    const ready = await readyForApproval();
    const names: unknown[] = [];
    const approve: Approve = async ({ campaign }) => {
      names.push(campaign.name);
      Object.assign(campaign, { name: "changed by the callback" });
      return names.length < 2 ? "wait" : "approve";
    };
    await ready.leadlex.campaigns.startAndWait(ready.campaign, { approve });
    expect(names).toEqual(["Q3", "Q3"]);
  });

  test("given for ever spends a look every few minutes and no more", async () => {
    const ready = await readyForApproval({ plan: "unlimited" });
    let asked = 0;
    const waiting = ready.leadlex.campaigns.startAndWait(ready.campaign, {
      approve: async () => {
        asked++;
        return "wait";
      },
    });
    await caughtAs(PollTimeoutError, waiting);
    // A day of looks five minutes apart, a few closer ones at the beginning, the start and the campaign.
    expect(asked).toBeLessThanOrEqual(DAY / (5 * MINUTE) + 4);
    expect(ready.count()).toBe(asked + 2);
    await nothingApproved(ready);
  });
});

function unreadable(): object {
  return Object.defineProperty({}, "dismiss", {
    enumerable: true,
    get() {
      throw new Error("a getter of its own");
    },
  });
}

function unlistable(): object {
  const ownKeys = () => {
    throw new Error("a trap of its own");
  };
  return new Proxy({}, { ownKeys });
}
