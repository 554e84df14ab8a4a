import { describe, expect, it } from "vitest";
import { setUp } from "./helpers.ts";

describe("talking to Lexi", () => {
  it("costs a credit a message, and goes on where the conversation's id is sent back", async () => {
    const { sandbox, call } = setUp({ workspace: { credits: 10 } });
    const first = (await call("chatWithLexi", { body: { message: "Hello" } })).data;
    expect(first).toMatchObject({
      task_id: null,
      requires_approval: false,
      response: expect.stringContaining("message 1"),
    });
    const { conversation_id = "" } = first;
    const second = (await call("chatWithLexi", { body: { message: "And?", context: { conversation_id } } })).data;
    expect(second).toMatchObject({ conversation_id, response: expect.stringContaining("message 2") });
    const other = (await call("chatWithLexi", { body: { message: "Hi", context: { conversation_id: "none" } } })).data;
    expect(other.conversation_id).not.toBe("none");
    expect(sandbox.credits).toBe(7);
  });

  it("costs five where a search for prospects becomes a task that waits for approval", async () => {
    const { sandbox, call } = setUp({ workspace: { credits: 10 } });
    const { data } = await call("chatWithLexi", { body: { message: "Find CTOs in Hamburg" } });
    expect(data.requires_approval).toBe(true);
    expect(sandbox.credits).toBe(5);
    const { tasks } = (await call("listLexiTasks", {})).data;
    expect(tasks).toMatchObject([
      { id: data.task_id, type: "prospect_search", metadata: { query: "Find CTOs in Hamburg" } },
    ]);
    await call("approveLexiTask", { path: { id: data.task_id ?? "" } });
    await sandbox.clock.advance(10_000);
    expect(sandbox.tasks()).toMatchObject([{ status: "completed" }]);
  });

  it("L05 is refused without a message, and without the credits for it, and then costs nothing", async () => {
    const { sandbox, call } = setUp({ workspace: { credits: 4 } });
    // @ts-expect-error the message is missing
    expect(await call("chatWithLexi", { body: {} })).toMatchObject({ status: 400, code: "validation_error" });
    expect(await call("chatWithLexi", { body: { message: " " } })).toMatchObject({
      status: 400,
      code: "validation_error",
    });
    const short = await call("chatWithLexi", { body: { message: "Search for owners" } });
    expect(short).toMatchObject({ status: 402, code: "insufficient_credits" });
    expect([sandbox.credits, sandbox.tasks()]).toEqual([4, []]);
  });
});
