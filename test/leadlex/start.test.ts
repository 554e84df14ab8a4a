import {
  AbortError,
  CampaignDismissedError,
  IncompleteError,
  LeadLex,
  NotFoundError,
  OutcomeUnknownError,
  StartRefusedError,
  UnreadableResponseError,
} from "puffle-sdk/leadlex";
import type { LeadLexFault } from "puffle-sdk/sandbox";
import { describe, expect, test } from "vitest";
import { tapped } from "../puffle/support/world.ts";
import { caughtAs } from "../support/errors.ts";
import {
  MINUTE,
  pendingStart,
  playOut,
  type Ready,
  readyDraft,
  readyForApproval,
  SECOND,
  theTask,
} from "./support/starting.ts";
import { GENERATIONS } from "./support/world.ts";

/** A client to which the start's answer comes with another `data`. */
function answeredWith({ sandbox }: Ready, data: object): LeadLex {
  const body = (answer: Response) => new Response(JSON.stringify({ data }), answer);
  const fetch = tapped(sandbox.fetch, {
    after: ({ path }, answer) => (path.endsWith("/start") && answer.ok ? body(answer) : answer),
  });
  return new LeadLex({ ...sandbox.options, fetch });
}

describe("L01 a start", () => {
  test("that needs no approval is active, and reaches everybody", async () => {
    const ready = await readyDraft();
    const start = await ready.leadlex.campaigns.start(ready.campaign);
    expect(start).toEqual({ status: "active", via: "answered", correlationId: expect.stringMatching(/^req_/) });
    expect(ready.seen()).toEqual(["startCampaign 200"]);
    expect(await playOut(ready)).toEqual({ recipients: 3, twice: 0 });
  });

  test("L02 of more than a hundred recipients waits for approval, with the task, and reaches nobody", async () => {
    const ready = await readyDraft({ recipients: 101 });
    const start = await ready.leadlex.campaigns.start(ready.campaign);
    expect(start).toEqual({
      status: "pending_approval",
      via: "answered",
      correlationId: expect.stringMatching(/^req_/),
      task: {
        id: theTask(ready).id,
        type: "campaign_start",
        status: "pending",
        metadata: { campaign_id: ready.campaign },
      },
    });
    expect(await playOut(ready)).toEqual({ recipients: 0, twice: 0 });
  });

  test.each(GENERATIONS)("L08 is understood in %s envelopes, approved or not", async (envelopes) => {
    for (const approval of ["always", "never"] as const) {
      const ready = await readyDraft({ envelopes, approval });
      const { start } = await ready.leadlex.campaigns.startAndWait(ready.campaign, { approve: async () => "approve" });
      expect(start.status).toBe(approval === "always" ? "pending_approval" : "active");
      expect(await playOut(ready)).toEqual({ recipients: 3, twice: 0 });
    }
  });

  test("of one campaign at the same time in one client is sent once, and both hear the same", async () => {
    const ready = await readyForApproval();
    const { campaigns } = ready.leadlex;
    const [one, other] = await Promise.all([campaigns.start(ready.campaign), campaigns.start({ id: ready.campaign })]);
    expect(one).toEqual(other);
    expect(ready.count("startCampaign")).toBe(1);
    // Afterwards it is a start of its own, and refused.
    await caughtAs(StartRefusedError, campaigns.start(ready.campaign));
  });

  test("beside another's wait for the same campaign is sent once, and approved once", async () => {
    const ready = await readyForApproval();
    const { campaigns } = ready.leadlex;
    const reports = await Promise.all([
      campaigns.startAndWait(ready.campaign, { approve: async () => "approve" }),
      campaigns.startAndWait(ready.campaign, { approve: async () => "approve" }),
    ]);
    expect(reports.map(({ campaign }) => campaign.status)).toEqual(["active", "active"]);
    expect(ready.count("startCampaign")).toBe(1);
    expect(await playOut(ready)).toEqual({ recipients: 3, twice: 0 });
  });

  test("of two campaigns is two starts", async () => {
    const ready = await readyDraft();
    const { sandbox, leadlex, campaign } = ready;
    const list_id = sandbox.addList({ name: "Autumn", contacts: 2 });
    const other = await leadlex.campaigns.create({ name: "Q4", list_id, template: "Good day {{name}}" });
    await Promise.all([leadlex.campaigns.start(campaign), leadlex.campaigns.start(other)]);
    expect(ready.count("startCampaign")).toBe(2);
    expect(await playOut(ready)).toEqual({ recipients: 5, twice: 0 });
  });

  test("that somebody else waits for goes on when the first caller gives up, and is never carried out twice", async () => {
    const ready = await readyForApproval();
    ready.sandbox.fail("startCampaign", { stall: "headers" });
    const stop = new AbortController();
    const first = caughtAs(AbortError, ready.leadlex.campaigns.start(ready.campaign, { signal: stop.signal }));
    const second = caughtAs(StartRefusedError, ready.leadlex.campaigns.start(ready.campaign));
    await ready.sandbox.clock.advance(SECOND);
    stop.abort();
    expect(await first).toMatchObject({ outcome: "unknown", next: "check_outcome" });
    expect(await second).toMatchObject({ reason: "already_running" });
    expect(ready.sandbox.tasks()).toHaveLength(1);
  });
});

describe("L01 a start's refusal", () => {
  test("says that there are no recipients", async () => {
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const { leadlex, campaign } = await readyDraft({ recipients: 0, seed });
      const error = await caughtAs(StartRefusedError, leadlex.campaigns.start(campaign));
      expect(error).toMatchObject({ reason: "empty", code: "validation_error", status: 400, outcome: "not_sent" });
      expect(error.message).toContain("campaigns.contacts.add");
    }
  });

  test("says that it was started before, active or still waiting", async () => {
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
      for (const approval of ["always", "never"] as const) {
        const { leadlex, campaign } = await readyDraft({ seed, approval });
        await leadlex.campaigns.start(campaign);
        const error = await caughtAs(StartRefusedError, leadlex.campaigns.start(campaign));
        expect(error).toMatchObject({ reason: "already_running", next: "use_existing", outcome: "not_sent" });
      }
    }
  });

  test("says so also where the sentence does not: the campaign is read", async () => {
    const body = { error: { code: "validation_error", message: "Cannot be done" } };
    const running = await readyDraft();
    await running.leadlex.campaigns.start(running.campaign);
    const empty = await readyDraft({ recipients: 0 });
    const draft = await readyDraft();
    const reasons: string[] = [];
    for (const { sandbox, leadlex, campaign } of [running, empty, draft]) {
      sandbox.fail("startCampaign", { status: 400, body });
      reasons.push((await caughtAs(StartRefusedError, leadlex.campaigns.start(campaign))).reason);
    }
    expect(reasons).toEqual(["already_running", "empty", "unknown"]);
  });

  test("keeps what it knows when the campaign can't be read either", async () => {
    const { sandbox, leadlex, campaign } = await readyDraft();
    const body = { error: { code: "validation_error", message: "Cannot be done" } };
    sandbox.fail("startCampaign", { status: 400, body });
    sandbox.fail("getCampaign", { drop: "before", times: 9 });
    const error = await caughtAs(StartRefusedError, leadlex.campaigns.start(campaign));
    expect(error).toMatchObject({ reason: "unknown", status: 400, said: "Cannot be done" });
  });

  test("of a campaign that is not there is a NotFoundError", async () => {
    const { leadlex } = await readyDraft();
    await caughtAs(NotFoundError, leadlex.campaigns.start("cmp_none"));
  });
});

describe("P17 a start whose answer was lost", () => {
  const carriedOut: readonly (readonly [string, LeadLexFault])[] = [
    ["its connection broke", { drop: "after" }],
    ["it never came", { stall: "headers" }],
    ["it stopped half-way", { stall: "body" }],
    ["it was cut off with its connection", { truncate: true }],
    ["it was cut off", { cut: true }],
    ["it was HTML", { answer: "<html>ok</html>" }],
    ["it was of another type", { contentType: "text/html" }],
    ["a 500 came in its place", { status: 500, work: true }],
    ["a 503 came in its place", { status: 503, work: true }],
    ["a 504 came in its place", { status: 504, work: true }],
    ["it came too late", { latency: 35 * SECOND }],
  ];
  for (const approval of ["never", "always"] as const) {
    const expected = approval === "always" ? "pending_approval" : "active";
    test.each(carriedOut)(`is proved ${expected} by reading where %s, and not sent again`, async (_, fault) => {
      for (const showsPending of [true, false]) {
        const ready = await readyDraft({ approval, showsPending });
        ready.sandbox.fail("startCampaign", fault);
        const start = await ready.leadlex.campaigns.start(ready.campaign);
        expect(start).toMatchObject({ status: expected, via: "reconciled" });
        if (start.status === "pending_approval") expect(start.task).toMatchObject({ id: theTask(ready).id });
        expect(ready.count("startCampaign")).toBe(1);
        expect(ready.sandbox.tasks()).toHaveLength(approval === "always" ? 1 : 0);
      }
    });
  }

  const notCarriedOut: readonly (readonly [string, LeadLexFault])[] = [
    ["its connection broke before", { drop: "before" }],
    ["it was swallowed", { stall: "before" }],
    ["a 500 refused it", { status: 500 }],
    ["a 503 refused it", { status: 503 }],
  ];
  test.each(notCarriedOut)("and that was not carried out is sent again: %s", async (_, fault) => {
    for (const approval of ["never", "always"] as const) {
      const ready = await readyDraft({ approval });
      ready.sandbox.fail("startCampaign", fault);
      const start = await ready.leadlex.campaigns.start(ready.campaign);
      expect(start.via).toBe("answered");
      expect(ready.count("startCampaign")).toBe(2);
      expect(ready.sandbox.tasks()).toHaveLength(approval === "always" ? 1 : 0);
    }
  });

  test("and that arrives after it was sent again is carried out once", async () => {
    for (const approval of ["never", "always"] as const) {
      const ready = await readyDraft({ approval });
      ready.sandbox.fail("startCampaign", { latency: 65 * SECOND });
      await ready.leadlex.campaigns.start(ready.campaign, { timeout: 5 * MINUTE });
      await ready.sandbox.clock.advance(MINUTE);
      expect(ready.sandbox.tasks()).toHaveLength(approval === "always" ? 1 : 0);
      const recipients = approval === "always" ? 0 : 3;
      expect(await playOut(ready)).toEqual({ recipients, twice: 0 });
    }
  });

  test("is OutcomeUnknownError where it can't be read, with what to check", async () => {
    for (const operation of ["getCampaign", "listLexiTasks"] as const) {
      const ready = await readyForApproval();
      ready.sandbox.fail("startCampaign", { drop: "after" });
      ready.sandbox.fail(operation, { drop: "before", times: 50 });
      const error = await caughtAs(OutcomeUnknownError, ready.leadlex.campaigns.start(ready.campaign));
      expect(error).toMatchObject({ operation: "startCampaign", outcome: "unknown", next: "check_outcome" });
      expect(error.message).toContain("campaigns.get(id)");
      expect(ready.count("startCampaign")).toBe(1);
    }
  });

  test("is not sent again where the campaign shows a start whose task is not listed", async () => {
    const ready = await readyForApproval({ showsPending: true });
    ready.sandbox.fail("startCampaign", { drop: "after" });
    ready.sandbox.fail("listLexiTasks", { hidden: true, times: 50 });
    await caughtAs(OutcomeUnknownError, ready.leadlex.campaigns.start(ready.campaign));
    expect(ready.count("startCampaign")).toBe(1);
  });

  test("is not sent again when somebody has paused the campaign since", async () => {
    const ready = await readyDraft();
    const { sandbox, leadlex, campaign } = ready;
    sandbox.fail("startCampaign", { stall: "headers" });
    const pauser = new LeadLex(sandbox.options);
    sandbox.clock.timer(10 * SECOND, () => {
      void pauser.campaigns.pause(campaign);
    });
    await caughtAs(OutcomeUnknownError, leadlex.campaigns.start(campaign));
    expect(ready.count("startCampaign")).toBe(1);
    expect(sandbox.campaign(campaign).campaign.status).toBe("paused");
  });

  test("L03 and was dismissed by somebody before it could be read is a CampaignDismissedError, and not sent again", async () => {
    const ready = await readyForApproval();
    ready.sandbox.fail("startCampaign", { stall: "headers" });
    ready.sandbox.clock.timer(10 * SECOND, () => ready.sandbox.dismiss(theTask(ready).id));
    const error = await caughtAs(CampaignDismissedError, ready.leadlex.campaigns.start(ready.campaign));
    expect(error).toMatchObject({ taskId: theTask(ready).id, outcome: "not_sent" });
    expect(ready.count("startCampaign")).toBe(1);
    expect(ready.sandbox.tasks()).toHaveLength(1);
  });

  test("and was approved by somebody before it could be read is active", async () => {
    const ready = await readyForApproval();
    ready.sandbox.fail("startCampaign", { stall: "headers" });
    ready.sandbox.clock.timer(10 * SECOND, () => ready.sandbox.approve(theTask(ready).id));
    const start = await ready.leadlex.campaigns.start(ready.campaign);
    expect(start).toMatchObject({ status: "active", via: "reconciled" });
    expect(ready.count("startCampaign")).toBe(1);
  });

  test("and was approved, and is not carried out yet, is waited for though nobody is there to ask", async () => {
    const ready = await readyForApproval({ showsPending: false });
    const { sandbox, leadlex, campaign } = ready;
    sandbox.fail("startCampaign", { drop: "after" });
    // A connection that broke is looked into for 5 s, and Lexi takes up to 8 s.
    sandbox.clock.timer(4_900, () => sandbox.approve(theTask(ready).id));
    const outages = { latency: 4_950 };
    sandbox.fail("getCampaign", outages);
    const report = await leadlex.campaigns.startAndWait(campaign);
    expect(report).toMatchObject({ approval: "given_elsewhere", campaign: { status: "active" } });
    expect(ready.count("startCampaign")).toBe(1);
  });

  test("L03 after an earlier start was dismissed is sent again: that was another start", async () => {
    const ready = await readyForApproval();
    const { sandbox, leadlex, campaign } = ready;
    const { id } = await pendingStart(ready);
    await leadlex.lexi.tasks.dismiss(id);
    await sandbox.clock.advance(MINUTE);
    sandbox.fail("startCampaign", { drop: "before" });
    const start = await leadlex.campaigns.start(campaign);
    expect(start).toMatchObject({ status: "pending_approval", via: "answered" });
    expect(sandbox.tasks().map(({ status }) => status)).toEqual(["dismissed", "pending"]);
  });
});

describe("L01 an answer to a start that is not as documented", () => {
  test("with a status that is not known and a task is a start that waits for approval", async () => {
    const ready = await readyForApproval();
    const task_id = "task-of-theirs";
    const start = await answeredWith(ready, { status: "in_review", task_id }).campaigns.start(ready.campaign);
    expect(start).toMatchObject({ status: "pending_approval", via: "answered", task: { id: task_id } });
  });

  const silent: readonly (readonly [string, object])[] = [
    ["a status that is not known", { status: "queued", task_id: null }],
    ["a pending start without a task", { status: "pending_approval", task_id: null }],
    ["a pending start whose task is empty", { status: "pending_approval", task_id: "" }],
    ["a pending start whose task is no id", { status: "pending_approval", task_id: 7 }],
    ["nothing", {}],
  ];
  test.each(silent)("with %s is settled by reading", async (_, data) => {
    const waiting = await readyForApproval();
    const start = await answeredWith(waiting, data).campaigns.start(waiting.campaign);
    expect(start).toMatchObject({ status: "pending_approval", via: "answered", task: { id: theTask(waiting).id } });
    const active = await readyDraft();
    expect(await answeredWith(active, data).campaigns.start(active.campaign)).toMatchObject({ status: "active" });
  });

  test.each(silent)("with %s, where reading shows nothing, says that it was carried out", async (_, data) => {
    for (const showsPending of [true, false]) {
      const ready = await readyForApproval({ showsPending });
      ready.sandbox.fail("listLexiTasks", { hidden: true, times: 9 });
      const waiting = answeredWith(ready, data).campaigns.start(ready.campaign);
      const error = await caughtAs(UnreadableResponseError, waiting);
      expect(error).toMatchObject({ operation: "startCampaign", outcome: "sent", next: "check_outcome" });
      expect(ready.count("startCampaign")).toBe(1);
    }
  });
});

describe("L01 a start that is carried out", () => {
  test("is no failure when the campaign can't be read afterwards: the error says not to start it again", async () => {
    const ready = await readyDraft();
    ready.sandbox.fail("getCampaign", { status: 503, times: 9 });
    const error = await caughtAs(IncompleteError, ready.leadlex.campaigns.startAndWait(ready.campaign));
    expect(error).toMatchObject({ outcome: "sent", report: { start: { status: "active" } }, next: "wait" });
    expect(error.message).toContain("Don't start it again");
    expect(await playOut(ready)).toEqual({ recipients: 3, twice: 0 });
  });

  test("within a deadline that is too short for its answer says that nobody knows", async () => {
    const ready = await readyForApproval();
    ready.sandbox.fail("startCampaign", { stall: "headers" });
    const { clock } = ready.sandbox;
    const began = clock.now();
    const waiting = ready.leadlex.campaigns.startAndWait(ready.campaign, { timeout: 10 * SECOND });
    const error = await caughtAs(OutcomeUnknownError, waiting);
    expect(error).toMatchObject({ outcome: "unknown", next: "check_outcome" });
    expect(clock.now() - began).toBeLessThanOrEqual(10 * SECOND);
  });
});
