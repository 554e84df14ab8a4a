import { describe, expect, it } from "vitest";
import type { Schemas } from "../../src/sandbox/puffle/wire.ts";
import { MINUTE, type PlainClient, setUp } from "./helpers.ts";

async function read(call: PlainClient, id: string): Promise<Schemas["SignalSearch"] | undefined> {
  return (await call("listSignalSearches", { query: { ids: id } })).body.searches[0];
}

describe("a signal search", () => {
  it("P50 is pending, then running with results coming in, then completed", async () => {
    const { sandbox, call } = setUp({ speed: 0 });
    sandbox.addSignals(3);
    const started = await call("createSignalSearch", { body: { query: "dispatch", filterPrompt: "Only carriers" } });
    const { id } = started.body;
    expect([started.status, started.body.status]).toEqual([202, "pending"]);
    expect(started.body.correlationId).toBe(started.headers.get("x-correlation-id"));
    expect(await read(call, id)).toMatchObject({ status: "pending", query: "dispatch", filterPrompt: "Only carriers" });
    await sandbox.clock.advance(20_000);
    const running = await read(call, id);
    expect([running?.status, running?.completedAt]).toEqual(["running", null]);
    await sandbox.clock.advance(2 * MINUTE);
    const done = await read(call, id);
    expect(done?.status).toBe("completed");
    expect(Date.parse(done?.completedAt ?? "")).toBeGreaterThan(Date.parse(done?.createdAt ?? ""));
    const { results = [], progress } = done ?? {};
    expect(progress?.fetched).toBe(progress?.total);
    expect(results).toHaveLength(progress?.total ?? -1);
    expect(results?.filter(({ relevant }) => relevant)).toHaveLength(progress?.filtered ?? -1);
    expect(running?.progress?.fetched).toBeLessThan(progress?.total ?? -1);
    expect(running?.results).toHaveLength(running?.progress?.fetched ?? -1);
  });

  it("P11 is the only one, until it has ended or is older than ten minutes", async () => {
    const { sandbox, call } = setUp({ speed: 0 });
    const begin = async (query: string) => (await call("createSignalSearch", { body: { query } })).status;
    expect(await begin("one")).toBe(202);
    const refused = await call("createSignalSearch", { body: { query: "two" } });
    expect([refused.status, refused.error]).toEqual([409, "A search is already in progress"]);
    await sandbox.clock.advance(2 * MINUTE);
    sandbox.fail("createSignalSearch", { task: "stuck" });
    expect(await begin("three")).toBe(202);
    await sandbox.clock.advance(10 * MINUTE - 1);
    expect(await begin("four")).toBe(409);
    await sandbox.clock.advance(1);
    expect(await begin("five")).toBe(202);
  });

  it("fails where a fault says so, with what it had found", async () => {
    const { sandbox, call } = setUp({ speed: 0 });
    sandbox.fail("createSignalSearch", { task: "fails" });
    const { id } = (await call("createSignalSearch", { body: { query: "dispatch" } })).body;
    await sandbox.clock.advance(2 * MINUTE);
    expect((await read(call, id))?.status).toBe("failed");
  });

  it.each([{ query: "" }, { query: "x".repeat(501) }, { query: "x", filterPrompt: "y".repeat(1001) }])(
    "P09 is refused when it is too short or too long: %#",
    async (body) => {
      const { call } = setUp();
      expect((await call("createSignalSearch", { body })).status).toBe(400);
    },
  );

  it("P59 stands in a list, newest first, by cursor, and shows its results only when it is asked for", async () => {
    const { sandbox, call } = setUp({ speed: 0 });
    const ids: string[] = [];
    for (const query of ["one", "two", "three"]) {
      ids.unshift((await call("createSignalSearch", { body: { query } })).body.id);
      await sandbox.clock.advance(2 * MINUTE);
    }
    const first = (await call("listSignalSearches", { query: { limit: 2 } })).body;
    expect(first.searches.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    expect(first.searches.some((search) => "results" in search)).toBe(false);
    const cursor = first.pagination?.cursor ?? "";
    const second = (await call("listSignalSearches", { query: { cursor } })).body;
    expect(second.searches.map(({ id }) => id)).toEqual(ids.slice(2));
    expect(second.pagination).toMatchObject({ cursor: null, hasMore: false });
    expect((await call("listSignalSearches", { query: { limit: 101 } })).status).toBe(400);
  });
});
