import { describe, expect, it } from "vitest";
import type { Sandbox, SandboxOptions } from "../../src/sandbox/index.ts";
import { wordings } from "../../src/sandbox/puffle/wording.ts";
import { MINUTE, type PlainClient, setUp } from "./helpers.ts";

const PROMPT = "Owners of carriers in Hamburg";
const OWN_ID = "11111111-2222-4333-8444-555555555555";

async function start(call: PlainClient, body: object = {}) {
  return await call("createLeadSearch", { body: { prompt: PROMPT, fetch_count: 20, ...body } });
}

async function taskOf(call: PlainClient, taskId: string) {
  return (await call("listLeadSearches", { query: { taskId } })).body.tasks[0];
}

/** Starts a search and lets it end. */
async function finished({ sandbox, call }: { sandbox: Sandbox; call: PlainClient }, body: object = {}) {
  const started = await start(call, body);
  expect(started.status, started.error).toBe(202);
  await sandbox.clock.advance(5 * MINUTE);
  return { ...started.body, task: await taskOf(call, started.body.task.id) };
}

async function profilesIn(call: PlainClient, id: string): Promise<(string | null | undefined)[]> {
  const { body } = await call("listListLeads", { path: { id }, query: { limit: 500 } });
  return body.leads.map(({ socials }) => socials?.[0]?.url);
}

const frozen = (options: SandboxOptions = {}) => setUp({ speed: 0, ...options });

describe("a lead search", () => {
  it("goes from pending over running to completed, in 30 s to 5 min, and fills its list on the way", async () => {
    const { sandbox, call } = frozen();
    const { status, body } = await start(call, { fetch_count: 100 });
    expect(status).toBe(202);
    expect(body.correlationId).toMatch(/^sbx-/);
    const seen: [string | undefined, number][] = [];
    for (let waited = 0; waited <= 5 * MINUTE; waited += 2_000) {
      const task = await taskOf(call, body.task.id);
      seen.push([task?.status, task?.resultCount ?? -1]);
      expect(await profilesIn(call, body.list.id)).toHaveLength(task?.resultCount ?? -1);
      await sandbox.clock.advance(2_000);
    }
    expect([...new Set(seen.map(([at]) => at))]).toEqual(["pending", "running", "completed"]);
    expect(seen.at(-1)?.[1]).toBe(100);
    expect(new Set(seen.map(([, count]) => count)).size).toBeGreaterThan(2);
    expect(seen.findIndex(([at]) => at === "completed") * 2_000).toBeGreaterThanOrEqual(30_000);
  });

  it("names its list after the prompt or as it is told, and makes one under an id that is not in use", async () => {
    const { call } = frozen();
    expect((await start(call)).body.list.name).toBe(PROMPT);
    expect((await start(call, { listName: "Spring" })).body.list.name).toBe("Spring");
    expect((await start(call, { listId: OWN_ID })).body.list).toEqual({ id: OWN_ID, name: PROMPT });
    const lists = (await call("listLists", {})).body.lists ?? [];
    expect(lists.map(({ name }) => name)).toEqual([PROMPT, "Spring", PROMPT, "all"]);
  });

  it("finds made-up people at addresses that reach nobody, the same ones under the same seed", async () => {
    const [one, other] = await Promise.all([finished(setUp()), finished(setUp())]);
    expect(one.task?.resultCount).toBe(20);
    expect(other.task).toEqual(one.task);
    const world = setUp();
    const { list } = await finished(world);
    const { leads } = (await world.call("listListLeads", { path: { id: list.id } })).body;
    expect(leads).toHaveLength(20);
    const addresses = leads.flatMap(({ contacts }) => contacts ?? []).map(({ value }) => value);
    expect(addresses.length).toBeGreaterThan(0);
    for (const address of addresses) expect(address).toMatch(/@example\.com$/);
    for (const { socials } of leads)
      expect(socials?.[0]?.url).toMatch(/^https:\/\/www\.linkedin\.com\/in\/[a-z0-9-]+$/);
  });

  it("goes on with the next people for the same prompt on the same list, and begins again on another", async () => {
    const world = setUp();
    const { list } = await finished(world);
    await finished(world, { listId: list.id });
    const profiles = await profilesIn(world.call, list.id);
    expect(new Set(profiles).size).toBe(40);
    const other = await finished(world);
    expect(await profilesIn(world.call, other.list.id)).toEqual(profiles.slice(0, 20));
  });

  it("saves 2,500 at most, whatever is asked for", async () => {
    const world = setUp({ workspace: { credits: 5_000 } });
    const { task } = await finished(world, { fetch_count: 9_999 });
    expect(task?.resultCount).toBe(2_500);
    expect(world.sandbox.credits).toBe(2_500);
  });

  it("bills who is saved, not who is there already", async () => {
    const world = setUp();
    await finished(world);
    expect(world.sandbox.credits).toBe(980);
    await finished(world);
    expect(world.sandbox.credits).toBe(980);
  });

  it("P16 is refused with 402 when there are no credits, and ends early when they run out", async () => {
    const poor = setUp({ workspace: { credits: 0 } });
    const refused = await start(poor.call, { listId: OWN_ID });
    expect(refused.status).toBe(402);
    expect(JSON.parse(refused.text)).toMatchObject({ required: 20, balance: 0 });
    expect((await poor.call("listLists", {})).body.lists).toHaveLength(1);
    const { task } = await finished(setUp({ workspace: { credits: 5 } }));
    expect(task).toMatchObject({ status: "completed", resultCount: 5 });
  });

  it("P52 is refused with 409 while its list is being filled, in all wordings, and not on another list", async () => {
    const sentences = new Set<string>();
    for (let seed = 1; seed <= 30; seed++) {
      const { sandbox, call } = frozen({ seed });
      const { task, list } = (await start(call)).body;
      const second = await start(call, { listId: list.id, prompt: "Somebody else" });
      expect(second.status).toBe(409);
      sentences.add(second.error.replace(task.id, "…"));
      expect((await start(call)).status).toBe(202);
      expect((await call("listLists", {})).body.lists?.[1]?.activeSearchTaskId).toBe(task.id);
      await sandbox.clock.advance(5 * MINUTE);
      expect((await start(call, { listId: list.id })).status).toBe(202);
    }
    expect(sentences.size).toBe(wordings.search_in_progress.length);
  });

  it("fails half-way when it is told to, and keeps and bills what it has saved", async () => {
    const world = setUp();
    world.sandbox.fail("createLeadSearch", { task: "fails" });
    const { task, list } = await finished(world);
    expect(task).toMatchObject({ status: "failed", errorMessage: expect.any(String) });
    const saved = await profilesIn(world.call, list.id);
    expect(saved.length).toBeLessThan(20);
    expect(world.sandbox.credits).toBe(1_000 - saved.length);
  });

  it("never ends when it is told to be stuck", async () => {
    const { sandbox, call } = setUp();
    sandbox.fail("createLeadSearch", { task: "stuck" });
    const { task } = (await start(call)).body;
    await sandbox.clock.advance(60 * MINUTE);
    expect(await taskOf(call, task.id)).toMatchObject({ status: "running", completedAt: null });
  });

  it("fails when its list is deleted under it", async () => {
    const { sandbox, call } = frozen();
    const { task, list } = (await start(call)).body;
    await call("deleteList", { body: { id: list.id } });
    await sandbox.clock.advance(5 * MINUTE);
    expect(await taskOf(call, task.id)).toMatchObject({ status: "failed" });
  });

  it("is refused without a prompt, a count of at least 1 or a proper list id", async () => {
    const { call } = setUp();
    for (const wrong of [{ prompt: " " }, { fetch_count: 0 }, { fetch_count: 1.5 }, { listId: "mine" }])
      expect((await start(call, wrong)).status, JSON.stringify(wrong)).toBe(400);
  });
});

describe("the searches of a workspace", () => {
  it("are listed newest first, 20 of them", async () => {
    const { call } = frozen();
    const ids: string[] = [];
    for (let count = 0; count < 22; count++) ids.push((await start(call)).body.task.id);
    const { tasks } = (await call("listLeadSearches", {})).body;
    expect(tasks.map(({ id }) => id)).toEqual(ids.reverse().slice(0, 20));
  });

  it("answer 404 or nothing for an unknown id: which of the two is not documented", async () => {
    const statuses = new Set<number>();
    for (let seed = 1; seed <= 12; seed++) {
      const { call } = setUp({ seed });
      const { status, body } = await call("listLeadSearches", { query: { taskId: OWN_ID } });
      if (status === 200) expect(body).toEqual({ tasks: [] });
      statuses.add(status);
    }
    expect(statuses).toEqual(new Set([200, 404]));
  });

  it("hand out the rows that they found, and can be checked for duplicates", async () => {
    const world = setUp();
    const { task, list } = await finished(world);
    const taskId = task?.id ?? "";
    const { text } = await world.call("listLeadSearchResults", { query: { taskId } });
    expect(text.match(/linkedin\.com/g)).toHaveLength(20);
    const count = async (body: object) => (await world.call("checkListDuplicates", { body })).body.duplicateCount;
    expect(await count({ searchId: taskId })).toBe(20);
    expect(await count({ searchId: taskId, excludeListId: list.id })).toBe(0);
    expect((await world.call("listLeadSearchResults", { query: { taskId: OWN_ID } })).status).toBe(404);
  });
});
