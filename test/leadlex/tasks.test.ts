import {
  AbortError,
  LeadLex,
  NotFoundError,
  OutcomeUnknownError,
  PermissionDeniedError,
  TaskNotPendingError,
  TimeoutError,
} from "puffle-sdk/leadlex";
import type { LeadLexFault } from "puffle-sdk/sandbox";
import { describe, expect, test } from "vitest";
import { tapped } from "../puffle/support/world.ts";
import { caughtAs } from "../support/errors.ts";
import { MINUTE, pendingStart, playOut, type Ready, readyForApproval, SECOND, theTask } from "./support/starting.ts";
import { GENERATIONS } from "./support/world.ts";

/** What came in to tasks, with the status that was asked for. */
function looked(ready: Ready): string[] {
  return ready.requests().flatMap(({ operation, url }) => {
    return operation === "listLexiTasks" ? [new URL(url, "https://x.test").searchParams.get("status") ?? "none"] : [];
  });
}

/** A start that waits for approval, and its task's id. */
async function waitingStart(options: Parameters<typeof readyForApproval>[0] = {}): Promise<Ready & { task: string }> {
  const ready = await readyForApproval(options);
  return { ...ready, task: (await pendingStart(ready)).id };
}

describe("L04 a task is looked for", () => {
  test("through all statuses, and is found in each", async () => {
    const found: unknown[] = [];
    for (const fault of [{ task: "stuck" }, { task: "fails" }, undefined] as const) {
      const { sandbox, leadlex, task } = await waitingStart();
      found.push((await leadlex.lexi.tasks.find(task))?.status);
      if (fault) sandbox.fail("approveLexiTask", fault);
      await leadlex.lexi.tasks.approve(task);
      await sandbox.clock.advance(MINUTE);
      found.push((await leadlex.lexi.tasks.find({ id: task }))?.status);
    }
    const { leadlex, task } = await waitingStart();
    await leadlex.lexi.tasks.dismiss(task, "testing");
    found.push((await leadlex.lexi.tasks.find(task))?.status);
    expect(found).toEqual(["pending", "approved", "pending", "failed", "pending", "completed", "dismissed"]);
  });

  test("with the whole of what there is to know, at one request for a pending one, five for none", async () => {
    const ready = await waitingStart();
    const { leadlex, task, campaign } = ready;
    expect(await leadlex.lexi.tasks.find(task)).toMatchObject({
      id: task,
      type: "campaign_start",
      metadata: { campaign_id: campaign },
    });
    expect(looked(ready)).toEqual(["pending"]);
    expect(await leadlex.lexi.tasks.find("task-of-nobody")).toBeUndefined();
    expect(looked(ready).slice(1)).toEqual(["pending", "approved", "completed", "failed", "dismissed"]);
  });

  test("and met further on when it moves on meanwhile", async () => {
    const ready = await waitingStart();
    const { sandbox, task } = ready;
    const fetch = tapped(sandbox.fetch, {
      after: ({ path, nth }, answer) => {
        if (path.endsWith("/v1/lexi/tasks") && nth === 1) sandbox.approve(task);
        return answer;
      },
    });
    sandbox.fail("listLexiTasks", { hidden: true });
    const found = await new LeadLex({ ...sandbox.options, fetch }).lexi.tasks.find(task);
    expect(found).toMatchObject({ id: task, status: "approved" });
  });

  test("is not counted as pending where the service does not go by the status", async () => {
    const ready = await waitingStart();
    const { sandbox, task } = ready;
    await ready.leadlex.lexi.tasks.dismiss(task);
    const withoutQuery: typeof globalThis.fetch = (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      if (url.pathname.endsWith("/lexi/tasks")) url.search = "?status=dismissed";
      return sandbox.fetch(url, init);
    };
    const before = looked(ready).length;
    const found = await new LeadLex({ ...sandbox.options, fetch: withoutQuery }).lexi.tasks.find(task);
    expect(found).toMatchObject({ status: "dismissed" });
    // It is believed only where dismissed ones were asked for, and that is last.
    expect(looked(ready).length - before).toBe(5);
  });

  test("and is undefined, not an error, where the list is cut off", async () => {
    const { sandbox, leadlex, task } = await waitingStart({ tasksListed: 0 });
    expect(await leadlex.lexi.tasks.find(task)).toBeUndefined();
    expect(sandbox.tasks()).toHaveLength(1);
  });
});

const DECISIONS = [
  { decide: "approve", done: "approved", operation: "approveLexiTask" },
  { decide: "dismiss", done: "dismissed", operation: "dismissLexiTask" },
] as const;

describe.each(DECISIONS)("L03 to $decide a task", ({ decide, done, operation }) => {
  const carriedOut: readonly (readonly [string, LeadLexFault])[] = [
    ["its connection broke", { drop: "after" }],
    ["it never came", { stall: "headers" }],
    ["it stopped half-way", { stall: "body" }],
    ["it was cut off with its connection", { truncate: true }],
    ["it was cut off", { cut: true }],
    ["a 500 came in its place", { status: 500, work: true }],
    ["a 504 came in its place", { status: 504, work: true }],
    ["it came too late", { latency: 35 * SECOND }],
  ];
  test.each(carriedOut)("P17 is proved by looking it up where %s, and not sent again", async (_, fault) => {
    const ready = await waitingStart();
    ready.sandbox.fail(operation, fault);
    expect(await ready.leadlex.lexi.tasks[decide](ready.task)).toEqual({ task_id: ready.task, status: done });
    expect(ready.count(operation)).toBe(1);
    expect(await playOut(ready)).toEqual({ recipients: decide === "approve" ? 3 : 0, twice: 0 });
  });

  test.each([
    ["its connection broke before", { drop: "before" }],
    ["it was swallowed", { stall: "before" }],
    ["a 503 refused it", { status: 503 }],
  ] satisfies [string, LeadLexFault][])("P17 is sent again where %s and it is still pending", async (_, fault) => {
    const ready = await waitingStart();
    ready.sandbox.fail(operation, fault);
    expect(await ready.leadlex.lexi.tasks[decide](ready.task)).toMatchObject({ task_id: ready.task, status: done });
    expect(ready.count(operation)).toBe(2);
    expect(await playOut(ready)).toEqual({ recipients: decide === "approve" ? 3 : 0, twice: 0 });
  });

  test("P17 that arrives after it was sent again is success all the same", async () => {
    const ready = await waitingStart();
    ready.sandbox.fail(operation, { latency: 65 * SECOND });
    await ready.leadlex.lexi.tasks[decide](ready.task, ...(decide === "dismiss" ? ["testing"] : []));
    await ready.sandbox.clock.advance(MINUTE);
    expect(await playOut(ready)).toEqual({ recipients: decide === "approve" ? 3 : 0, twice: 0 });
  });

  test("a second time is success: it is as it was asked for", async () => {
    const ready = await waitingStart();
    await ready.leadlex.lexi.tasks[decide](ready.task);
    expect(await ready.leadlex.lexi.tasks[decide]({ id: ready.task })).toEqual({ task_id: ready.task, status: done });
    expect(theTask(ready).status).toBe(done);
  });

  test("when somebody has decided otherwise is an error that says so, lost or not", async () => {
    for (const fault of [undefined, { drop: "before" }] satisfies (LeadLexFault | undefined)[]) {
      const ready = await waitingStart();
      if (fault) ready.sandbox.fail(operation, fault);
      const otherwise = decide === "approve" ? "dismissed" : "approved";
      if (decide === "approve") ready.sandbox.dismiss(ready.task);
      else ready.sandbox.approve(ready.task);
      const error = await caughtAs(TaskNotPendingError, ready.leadlex.lexi.tasks[decide](ready.task));
      expect(error).toMatchObject({ operation, code: "task_not_pending", taskStatus: otherwise, next: "ask_human" });
      expect(error).toMatchObject({ outcome: "not_sent", task: { id: ready.task } });
      expect(error.message).toContain(otherwise);
      // A connection that broke brought no id.
      if (!fault) expect(error.message).toMatch(/req_\w+/);
      expect(ready.count(operation)).toBe(1);
    }
  });

  test("that is refused and is nowhere to be seen keeps the service's refusal", async () => {
    const ready = await waitingStart();
    await ready.leadlex.lexi.tasks[decide](ready.task);
    ready.sandbox.fail("listLexiTasks", { hidden: true, times: 99 });
    const error = await caughtAs(TaskNotPendingError, ready.leadlex.lexi.tasks[decide](ready.task));
    expect(error).toMatchObject({ status: 400, code: "validation_error" });
    expect(error).not.toHaveProperty("taskStatus");
    expect(error.message).toContain("lexi.tasks.find(id)");
  });

  test("P17 is OutcomeUnknownError where its task can't be seen, and not sent again", async () => {
    for (const fault of [{ hidden: true }, { drop: "before" }] satisfies LeadLexFault[]) {
      const ready = await waitingStart();
      ready.sandbox.fail(operation, { drop: "after" });
      ready.sandbox.fail("listLexiTasks", { ...fault, times: 99 });
      const error = await caughtAs(OutcomeUnknownError, ready.leadlex.lexi.tasks[decide](ready.task));
      expect(error).toMatchObject({ operation, next: "check_outcome" });
      expect(error.message).toContain("lexi.tasks.find(id)");
      expect(ready.count(operation)).toBe(1);
    }
  });

  test("P17 with no retry is looked up all the same", async () => {
    const ready = await waitingStart();
    ready.sandbox.fail(operation, { drop: "after" });
    const options = { retry: false } as const;
    const { tasks } = ready.leadlex.lexi;
    await (decide === "approve" ? tasks.approve(ready.task, options) : tasks.dismiss(ready.task, undefined, options));
    expect(ready.count(operation)).toBe(1);
  });

  test("aborted on its way says that it may have happened", async () => {
    const ready = await waitingStart();
    ready.sandbox.fail(operation, { stall: "headers" });
    const stop = new AbortController();
    ready.sandbox.clock.timer(SECOND, () => stop.abort());
    const options = { signal: stop.signal };
    const { tasks } = ready.leadlex.lexi;
    const deciding =
      decide === "approve" ? tasks.approve(ready.task, options) : tasks.dismiss(ready.task, "testing", options);
    expect(await caughtAs(AbortError, deciding)).toMatchObject({ outcome: "unknown", next: "check_outcome" });
  });

  test("that is not there is a NotFoundError; with a key that may not, a PermissionDeniedError", async () => {
    const ready = await waitingStart();
    await caughtAs(NotFoundError, ready.leadlex.lexi.tasks[decide]("task-of-nobody"));
    const body = { error: { code: "insufficient_permissions", message: "Missing 'lexi' permission" } };
    ready.sandbox.fail(operation, { status: 403, body });
    const error = await caughtAs(PermissionDeniedError, ready.leadlex.lexi.tasks[decide](ready.task));
    expect(error.message).toContain("lexi");
    expect(theTask(ready).status).toBe("pending");
  });

  test.each(GENERATIONS)("L08 is understood in %s envelopes", async (envelopes) => {
    const ready = await waitingStart({ envelopes });
    expect(await ready.leadlex.lexi.tasks[decide](ready.task)).toMatchObject({ task_id: ready.task, status: done });
  });
});

describe("L03 a dismissal", () => {
  test("tells its reason, and nothing where there is none", async () => {
    const reasons: unknown[] = [];
    for (const reason of ["duplicate", "words of our own", undefined]) {
      const ready = await waitingStart();
      await ready.leadlex.lexi.tasks.dismiss(ready.task, reason);
      reasons.push(theTask(ready).reason);
    }
    expect(reasons).toEqual(["duplicate", "words of our own", null]);
  });
});

test("P15 a decision keeps its deadline while it is being settled", async () => {
  const ready = await waitingStart();
  const { clock } = ready.sandbox;
  ready.sandbox.fail("approveLexiTask", { stall: "before", times: 9 });
  const began = clock.now();
  const deciding = ready.leadlex.lexi.tasks.approve(ready.task, { timeout: 40 * SECOND });
  const error = await caughtAs(OutcomeUnknownError, deciding);
  expect(error.cause).toBeInstanceOf(TimeoutError);
  expect(clock.now() - began).toBeLessThanOrEqual(40 * SECOND);
});
