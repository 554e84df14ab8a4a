import { describe, expect, it } from "vitest";
import type { Schemas } from "../../src/sandbox/puffle/wire.ts";
import { type PlainClient, setUp } from "./helpers.ts";

const NOWHERE = "00000000-0000-4000-8000-000000000000";

async function feed(
  call: PlainClient,
  query: Record<string, string | number | boolean> = {},
): Promise<Schemas["Signal"][]> {
  return (await call("listSignals", { query })).body.signals;
}

const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);

describe("the feed", () => {
  it("shows the newest first, page by page", async () => {
    const { sandbox, call } = setUp();
    const added = idsOf(sandbox.addSignals(7)).reverse();
    const first = await call("listSignals", { query: { limit: 4 } });
    expect(idsOf(first.body.signals)).toEqual(added.slice(0, 4));
    expect(first.body.pagination).toEqual({ cursor: expect.any(String), hasMore: true, count: 4 });
    const cursor = first.body.pagination?.cursor ?? "";
    const second = await call("listSignals", { query: { limit: 4, cursor } });
    expect(idsOf(second.body.signals)).toEqual(added.slice(4));
    expect(second.body.pagination).toEqual({ cursor: null, hasMore: false, count: 3 });
  });

  it("P59 neither repeats nor hides a signal when new ones come in while it is read", async () => {
    const { sandbox, call } = setUp();
    const added = idsOf(sandbox.addSignals(6)).reverse();
    const first = await call("listSignals", { query: { limit: 3 } });
    sandbox.addSignals(5);
    const cursor = first.body.pagination?.cursor ?? "";
    const second = await call("listSignals", { query: { limit: 3, cursor } });
    expect(idsOf([...first.body.signals, ...second.body.signals])).toEqual(added);
  });

  it("filters by id, time and score, and sorts and groups", async () => {
    const { sandbox, call } = setUp({ speed: 0 });
    const [low, high] = sandbox.addSignals([{ score: 2 }, { score: 3 }]);
    await sandbox.clock.advance(60_000);
    const since = new Date(sandbox.clock.now()).toISOString();
    const [late] = sandbox.addSignals([{ score: 2 }]);
    const ids = (rows: readonly Schemas["Signal"][]) => idsOf(rows);
    expect(ids(await feed(call, { minScore: 3 }))).toEqual([high?.id]);
    expect(ids(await feed(call, { since }))).toEqual([late?.id]);
    expect(ids(await feed(call, { ids: `${low?.id},${NOWHERE},${late?.id}` }))).toEqual([late?.id, low?.id]);
    expect(ids(await feed(call, { sortBy: "score" }))).toEqual([high?.id, late?.id, low?.id]);
    sandbox.addSignals(30);
    const groups = (await feed(call, { groupBy: "entity" })).map(({ groupKey }) => groupKey);
    const runs = groups.filter((group, index) => group !== groups[index - 1]);
    expect(runs).toHaveLength(new Set(groups).size);
  });

  it.each([{ since: "yesterday" }, { sortBy: "weather" }, { groupBy: "weather" }, { cursor: "made up" }])(
    "P09 refuses %j",
    async (query) => {
      const { call } = setUp();
      expect((await call("listSignals", { query })).status).toBe(400);
    },
  );
});

describe("changing signals", () => {
  it("P70 changes each item by itself and reports the others", async () => {
    const { sandbox, call } = setUp();
    const [one, two] = idsOf(sandbox.addSignals(2));
    const items = [
      { id: one ?? "", vote: "up" as const, comment: "Good one", dmText: "Hi", commentText: "Well put" },
      { id: NOWHERE, vote: "down" as const },
      { id: two ?? "", status: "commented" as const },
    ];
    const { body } = await call("updateSignals", { body: { items } });
    expect(body).toEqual({ updated: [one, two], errors: [{ id: NOWHERE, error: "not_found" }] });
    const [second, first] = await feed(call);
    expect(first).toMatchObject({ comment: "Good one", dmText: "Hi", commentText: "Well put" });
    expect(first?.actionState).toEqual({ status: "new", vote: "up" });
    expect(second?.actionState).toEqual({ status: "commented", vote: null });
  });

  it("P71 takes a vote back with null, and refuses the whole call for an item without a change", async () => {
    const { sandbox, call } = setUp();
    const [id = "", other = ""] = idsOf(sandbox.addSignals(2));
    await call("updateSignals", { body: { items: [{ id, vote: "up" }] } });
    await call("updateSignals", { body: { items: [{ id, vote: null }] } });
    expect((await feed(call, { ids: id }))[0]?.actionState).toEqual({ status: "new", vote: null });
    const refused = await call("updateSignals", { body: { items: [{ id: other, vote: "down" }, { id }] } });
    expect([refused.status, refused.error]).toEqual([400, expect.stringContaining("items[1]")]);
    expect((await feed(call, { ids: other }))[0]?.actionState).toEqual({ status: "new", vote: null });
  });

  it("hides what is dismissed unless it is asked for", async () => {
    const { sandbox, call } = setUp();
    const [id = "", other = ""] = idsOf(sandbox.addSignals(2));
    await call("updateSignals", { body: { items: [{ id, status: "dismissed" }] } });
    expect(idsOf(await feed(call))).toEqual([other]);
    expect(idsOf(await feed(call, { includeDismissed: true }))).toEqual([other, id]);
  });

  it("refuses more than 200 items, of signals and of leads", async () => {
    const { call } = setUp();
    const items = Array.from({ length: 201 }, () => ({ id: NOWHERE, vote: null }));
    expect((await call("updateSignals", { body: { items } })).status).toBe(400);
    const leads = items.map(({ id }) => ({ entityId: id, status: "new" as const }));
    expect((await call("updateSignalLeads", { body: { items: leads } })).status).toBe(400);
  });
});

describe("the people and companies behind signals", () => {
  it("lists each once, with the signals, and never both on one page", async () => {
    const { sandbox, call } = setUp();
    const added = sandbox.addSignals(60);
    for (const groupBy of ["person", "company"] as const) {
      const member = groupBy === "person" ? "personEntityId" : "entityId";
      const { leads } = (await call("listSignalLeads", { query: { groupBy, limit: 100 } })).body;
      const expected = new Set(added.map((signal) => signal[member]));
      expect(new Set(idsOf(leads))).toEqual(expected);
      expect(leads).toHaveLength(expected.size);
      expect(leads.flatMap(({ signalIds = [] }) => signalIds).sort()).toEqual(idsOf(added).sort());
      expect(leads.every(({ person }) => (person !== null) === (groupBy === "person"))).toBe(true);
    }
  });

  it("sorts by how many signals there are and by the top score", async () => {
    const { sandbox, call } = setUp();
    const scores = new Map(sandbox.addSignals(60).map(({ id, score }) => [id, score ?? 0]));
    const query = { groupBy: "company" as const, limit: 100 };
    const byCount = (await call("listSignalLeads", { query: { ...query, sortBy: "signalCount" } })).body.leads;
    const counts = byCount.map(({ signalIds = [] }) => signalIds.length);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    const byScore = (await call("listSignalLeads", { query: { ...query, sortBy: "topScore" } })).body.leads;
    const tops = byScore.map(({ signalIds = [] }) => Math.max(...signalIds.map((id) => scores.get(id) ?? 0)));
    expect(tops).toEqual([...tops].sort((a, b) => b - a));
  });

  it("P70 sets the status of those that it knows", async () => {
    const { sandbox, call } = setUp();
    const [signal] = sandbox.addSignals(1);
    const known = signal?.personEntityId ?? "";
    const items = [
      { entityId: known, status: "contacted" as const },
      { entityId: NOWHERE, status: "dismissed" as const },
    ];
    const { body } = await call("updateSignalLeads", { body: { items } });
    expect(body).toEqual({ updated: [known], errors: [{ id: NOWHERE, error: "not_found" }] });
  });
});

describe("writing drafts", () => {
  /** The price of one, as the service says. */
  async function price(call: PlainClient): Promise<number> {
    return (await call("getCreditsConfig", {})).body.costs["AI_MESSAGE_GENERATION"] ?? Number.NaN;
  }

  it("keeps them on the signal and charges for each", async () => {
    const { sandbox, call } = setUp();
    const [id = "", other = ""] = idsOf(sandbox.addSignals(2));
    const each = await price(call);
    const before = sandbox.credits;
    const items = [
      { id, dm: true, comment: true },
      { id: other, comment: true, dm: false },
      { id: NOWHERE, dm: true },
    ];
    const { results } = (await call("generateSignalMessages", { body: { items } })).body;
    expect(results.map((one) => one.id ?? one.signalId)).toEqual([id, other, NOWHERE]);
    expect(results[0]).toMatchObject({ dm: { text: expect.any(String) }, comment: { text: expect.any(String) } });
    expect(results[1]).toMatchObject({ dm: null, comment: { text: expect.any(String) }, error: null });
    expect(results[2]).toMatchObject({ dm: null, comment: null, error: "not_found" });
    expect(before - sandbox.credits).toBe(3 * each);
    const [kept] = await feed(call, { ids: id });
    expect([kept?.dmText, kept?.commentText]).toEqual([results[0]?.dm?.text, results[0]?.comment?.text]);
  });

  it("writes and charges for a draft once, however often one call asks for it", async () => {
    const { sandbox, call } = setUp();
    const [id = ""] = idsOf(sandbox.addSignals(1));
    const before = sandbox.credits;
    const items = [
      { id, dm: true },
      { id, dm: true },
    ];
    const { results } = (await call("generateSignalMessages", { body: { items } })).body;
    expect(results.map(({ dm }) => typeof dm?.text)).toEqual(["string", "undefined"]);
    expect([results[1]?.error, results[1]?.dm?.error]).toContain("already_in_flight");
    expect(before - sandbox.credits).toBe(await price(call));
  });

  it("P16 writes none where the balance does not cover all, and says the sums", async () => {
    const { sandbox, call } = setUp({ workspace: { credits: 3 } });
    const items = idsOf(sandbox.addSignals(2)).map((id) => ({ id, dm: true }));
    const refused = await call("generateSignalMessages", { body: { items } });
    expect(refused.status).toBe(402);
    expect(refused.body).toMatchObject({ required: 2 * (await price(call)), balance: 3 });
    expect([sandbox.credits, (await feed(call)).map(({ dmText }) => dmText)]).toEqual([3, [null, null]]);
  });

  it.each([[[]], [[{ id: NOWHERE, dm: false }]], [Array.from({ length: 21 }, () => ({ id: NOWHERE, dm: true }))]])(
    "P09 refuses items that can't be asked for: %#",
    async (items) => {
      const { call } = setUp();
      expect((await call("generateSignalMessages", { body: { items } })).status).toBe(400);
    },
  );

  it("P72 says which side is being written by another call, and charges for the other side only", async () => {
    // Some seeds say it on the side, some on the item: the documents have both.
    const places = new Set<string>();
    for (let seed = 1; seed <= 12; seed++) {
      const { sandbox, call } = setUp({ seed, speed: 0 });
      const [id = ""] = idsOf(sandbox.addSignals(1));
      sandbox.fail("generateSignalMessages", { inFlight: "dm" });
      const body = { items: [{ id, dm: true, comment: true }] };
      const before = sandbox.credits;
      const [met] = (await call("generateSignalMessages", { body })).body.results;
      expect(met?.comment?.text).toEqual(expect.any(String));
      expect(met?.dm?.text).toBeUndefined();
      expect([met?.dm?.error, met?.error]).toContain("already_in_flight");
      places.add(met?.error ? "item" : "side");
      expect(before - sandbox.credits).toBe(await price(call));
      await sandbox.clock.advance(5_000);
      // The other call has written its draft, and this one may be written anew.
      expect((await feed(call))[0]?.dmText).toEqual(expect.any(String));
      const [again] = (await call("generateSignalMessages", { body: { items: [{ id, dm: true }] } })).body.results;
      expect([again?.dm?.text, again?.error]).toEqual([expect.any(String), null]);
    }
    expect(places).toEqual(new Set(["item", "side"]));
  });
});
