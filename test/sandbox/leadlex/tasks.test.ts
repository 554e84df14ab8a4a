import { describe, expect, it } from "vitest";
import { readyDraft, setUp } from "./helpers.ts";

/** A sandbox with a start that waits for an answer. */
async function waiting(options: Parameters<typeof setUp>[0] = {}) {
  const { sandbox, call } = setUp({ approval: "always", ...options });
  const id = await readyDraft(sandbox, call);
  const { data } = await call("startCampaign", { path: { id } });
  const taskId = data.task_id ?? "";
  const idsOf = async (status?: "pending" | "approved" | "dismissed" | "completed" | "failed") =>
    (await call("listLexiTasks", { query: status === undefined ? {} : { status } })).data.tasks.map((task) => task.id);
  return { sandbox, call, id, taskId, idsOf };
}

describe("Lexi's tasks", () => {
  it("L03 are approved, carried out after a few seconds, and then the campaign is active", async () => {
    const { sandbox, call, id, taskId, idsOf } = await waiting();
    expect((await call("approveLexiTask", { path: { id: taskId } })).data).toEqual({
      task_id: taskId,
      status: "approved",
      execution_started: true,
    });
    expect([await idsOf(), await idsOf("approved"), await idsOf("completed")]).toEqual([[], [taskId], []]);
    expect(sandbox.outbox.messages).toEqual([]);
    await sandbox.clock.advance(10_000);
    expect([await idsOf("approved"), await idsOf("completed")]).toEqual([[], [taskId]]);
    expect((await call("getCampaign", { path: { id } })).data.status).toBe("active");
    await sandbox.clock.advance(60_000);
    expect(sandbox.outbox.messages.length).toBeGreaterThan(0);
  });

  it("L03 are dismissed for good, with a reason or without, and the campaign is a draft that can be started again", async () => {
    const { sandbox, call, id, taskId, idsOf } = await waiting();
    const { data } = await call("dismissLexiTask", { path: { id: taskId }, body: { reason: "testing" } });
    expect(data).toEqual({ task_id: taskId, status: "dismissed" });
    expect(await idsOf("dismissed")).toEqual([taskId]);
    expect(sandbox.tasks()).toMatchObject([{ id: taskId, reason: "testing" }]);
    expect((await call("getCampaign", { path: { id } })).data.status).toBe("draft");
    const again = await call("startCampaign", { path: { id } });
    expect(again.data.task_id).not.toBe(taskId);
    await call("dismissLexiTask", { path: { id: again.data.task_id ?? "" } });
    expect(await idsOf("dismissed")).toEqual([again.data.task_id, taskId]);
  });

  it("L03 take one answer: a second one is a 400, whichever it is and whoever gives it", async () => {
    const { sandbox, call, taskId } = await waiting();
    sandbox.approve(taskId);
    for (const operation of ["approveLexiTask", "dismissLexiTask"] as const)
      expect(await call(operation, { path: { id: taskId } })).toMatchObject({ status: 400, code: "validation_error" });
    expect(() => sandbox.dismiss(taskId)).toThrow(/is approved, not pending/);
    expect(() => sandbox.approve("none")).toThrow(/there is no task none/);
    const other = await waiting();
    other.sandbox.dismiss(other.taskId, "not_relevant");
    expect(await other.call("approveLexiTask", { path: { id: other.taskId } })).toMatchObject({ status: 400 });
    expect(await call("approveLexiTask", { path: { id: "none" } })).toMatchObject({ status: 404, code: "not_found" });
  });

  it("fail or hang where a fault says so, and a failed start leaves a draft", async () => {
    const failing = await waiting();
    failing.sandbox.fail("approveLexiTask", { task: "fails" });
    await failing.call("approveLexiTask", { path: { id: failing.taskId } });
    await failing.sandbox.clock.advance(60_000);
    expect(await failing.idsOf("failed")).toEqual([failing.taskId]);
    expect((await failing.call("getCampaign", { path: { id: failing.id } })).data.status).toBe("draft");
    const hanging = await waiting();
    hanging.sandbox.fail("approveLexiTask", { task: "stuck" });
    await hanging.call("approveLexiTask", { path: { id: hanging.taskId } });
    await hanging.sandbox.clock.advance(24 * 3_600_000);
    expect(await hanging.idsOf("approved")).toEqual([hanging.taskId]);
  });

  it("fail when the campaign has gone meanwhile", async () => {
    const { sandbox, call, id, taskId, idsOf } = await waiting({ showsPending: false });
    await call("deleteCampaign", { path: { id } });
    sandbox.approve(taskId);
    await sandbox.clock.advance(10_000);
    expect(await idsOf("failed")).toEqual([taskId]);
    expect(sandbox.outbox.messages).toEqual([]);
  });

  it("L04 are listed newest first, no more than the options say, and not at all under a fault", async () => {
    const { sandbox, call } = setUp({ approval: "always", tasksListed: 2 });
    const ids: (string | null | undefined)[] = [];
    for (let count = 0; count < 3; count++) {
      const id = await readyDraft(sandbox, call);
      ids.unshift((await call("startCampaign", { path: { id } })).data.task_id);
    }
    const listed = async () => (await call("listLexiTasks", {})).data.tasks.map(({ id }) => id);
    expect(await listed()).toEqual(ids.slice(0, 2));
    sandbox.fail("listLexiTasks", { hidden: true });
    expect(await listed()).toEqual([]);
    expect(await listed()).toEqual(ids.slice(0, 2));
  });

  it("are looked for under one of the known statuses", async () => {
    const { sandbox } = setUp();
    const response = await sandbox.fetch(`${sandbox.baseURL}/v1/lexi/tasks?status=done`, {
      headers: { authorization: `Bearer ${sandbox.apiKey}` },
    });
    expect(response.status).toBe(400);
  });
});
