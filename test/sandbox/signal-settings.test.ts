import { describe, expect, it } from "vitest";
import type { Schemas } from "../../src/sandbox/puffle/wire.ts";
import { DAY, HOUR, MINUTE, type PlainClient, setUp } from "./helpers.ts";

const NOWHERE = "00000000-0000-4000-8000-000000000000";
const SOURCES = ["linkedin_posts", "linkedin_jobs", "news", "hiring_cafe", "reddit", "hacker_news", "x_twitter"];

async function types(call: PlainClient): Promise<Schemas["SignalType"][]> {
  return (await call("listSignalTypes", {})).body.types;
}

async function typeNamed(call: PlainClient, label: string): Promise<Schemas["SignalType"]> {
  const found = (await types(call)).find((type) => type.label === label);
  if (!found) throw new Error(`there is no type ${label}`);
  return found;
}

/** The sources that are on in a type. */
function sourcesOn(type: Schemas["SignalType"]): string[] {
  return (type.sourceOverrides ?? []).flatMap(({ sourceId, enabled }) => (enabled && sourceId ? [sourceId] : []));
}

async function signals(call: PlainClient): Promise<Schemas["Signal"][]> {
  return (await call("listSignals", { query: { limit: 100 } })).body.signals;
}

describe("signal types", () => {
  it("are the six built-in ones at first, seeded once", async () => {
    const { call } = setUp();
    const seeded = await types(call);
    expect(seeded.map(({ label, kind, builtIn, position }) => [label, kind, builtIn, position])).toEqual([
      ["Hiring", "structured", true, 0],
      ["Funding", "structured", true, 1],
      ["Leadership Change", "structured", true, 2],
      ["Competitor Mentions", "structured", true, 3],
      ["Pain Point", "keyword", true, 4],
      ["Product Launch", "keyword", true, 5],
    ]);
    for (const { kind, keywords, structuredConfig } of seeded)
      expect([keywords?.length === 0, structuredConfig !== null]).toEqual([
        kind === "structured",
        kind === "structured",
      ]);
    expect(await types(call)).toEqual(seeded);
  });

  it("are made with every source on, a colour of their own, at the end", async () => {
    const { call } = setUp();
    const body = { label: "Churn", keywords: ["cancelling"], prompt: "Does somebody leave a tool?" };
    const { type } = (await call("createSignalType", { body })).body;
    expect(type).toMatchObject({ ...body, builtIn: false, enabled: true, position: 6, color: expect.any(String) });
    expect(sourcesOn(type)).toEqual(SOURCES);
    expect((await types(call)).at(-1)).toEqual(type);
    const asked = await call("listSignalTypes", { query: { ids: `${type.id},${NOWHERE}` } });
    expect(asked.body.types).toEqual([type]);
  });

  it("P73 are at most twenty, the built-in ones included, and have labels of their own", async () => {
    const { call } = setUp();
    expect((await call("createSignalType", { body: { label: "Hiring" } })).status).toBe(409);
    for (let n = 0; n < 14; n++)
      expect((await call("createSignalType", { body: { label: `T${n}` } })).status).toBe(200);
    expect((await call("createSignalType", { body: { label: "T0" } })).status).toBe(400);
    expect((await call("createSignalType", { body: { label: "One more" } })).status).toBe(400);
    expect(await types(call)).toHaveLength(20);
  });

  it("P70 are changed one by one; what can't be is reported by itself", async () => {
    const { call } = setUp();
    const hiring = await typeNamed(call, "Hiring");
    const pain = await typeNamed(call, "Pain Point");
    const own = (await call("createSignalType", { body: { label: "Churn" } })).body.type;
    const items = [
      { id: hiring.id, label: "Recruiting" },
      { id: pain.id, prompt: "Mine", keywords: ["ouch"], enabled: false },
      { id: own.id, label: "Pain Point" },
      { id: own.id, structuredConfig: {} },
      { id: own.id, label: "Leaving", position: 0, prompt: "Mine" },
      { id: NOWHERE, enabled: false },
    ];
    const { body } = await call("updateSignalTypes", { body: { items } });
    expect(body.updated).toEqual([pain.id, own.id]);
    expect(body.errors.map(({ id }) => id)).toEqual([hiring.id, own.id, own.id, NOWHERE]);
    expect(body.errors[0]?.error).toBe("built_in");
    expect(body.errors[3]?.error).toBe("not_found");
    // Built-in ones ignore a prompt.
    expect(await typeNamed(call, "Pain Point")).toEqual({ ...pain, keywords: ["ouch"], enabled: false });
    expect(await typeNamed(call, "Leaving")).toMatchObject({ position: 0, prompt: "Mine", color: own.color });
  });

  it("turn off the sources that a replacement does not name", async () => {
    const { call } = setUp();
    const { id } = await typeNamed(call, "Pain Point");
    const change = async (sourceOverrides: Schemas["SignalSourceOverrideInput"][]) =>
      (await call("updateSignalTypes", { body: { items: [{ id, sourceOverrides }] } })).body;
    await change([{ sourceId: "reddit", extraKeywords: ["help"] }, { sourceId: "news" }]);
    await change([{ sourceId: "reddit" }, { sourceId: "x_twitter", enabled: false }]);
    const changed = await typeNamed(call, "Pain Point");
    expect(sourcesOn(changed)).toEqual(["reddit"]);
    expect(changed.sourceOverrides?.find(({ sourceId }) => sourceId === "reddit")?.extraKeywords).toEqual([]);
    const refused = await change([{ sourceId: "myspace" }]);
    expect([refused.updated, refused.errors.map((one) => one.id)]).toEqual([[], [id]]);
    expect(sourcesOn(await typeNamed(call, "Pain Point"))).toEqual(["reddit"]);
  });

  it("are deleted for good, but for the built-in ones; their signals stay with the label", async () => {
    const { sandbox, call } = setUp();
    const own = (await call("createSignalType", { body: { label: "Churn" } })).body.type;
    const hiring = await typeNamed(call, "Hiring");
    sandbox.addSignals([{ signalTypeId: own.id }]);
    expect((await signals(call))[0]).toMatchObject({ signalTypeId: own.id, signalTypeLabel: "Churn" });
    const { body } = await call("deleteSignalTypes", { body: { ids: [own.id, hiring.id, NOWHERE] } });
    expect(body).toEqual({
      deleted: [own.id],
      errors: [
        { id: hiring.id, error: "built_in" },
        { id: NOWHERE, error: "not_found" },
      ],
    });
    expect((await signals(call))[0]).toMatchObject({ signalTypeId: null, signalTypeLabel: "Churn" });
    expect((await types(call)).map(({ id }) => id)).not.toContain(own.id);
  });
});

describe("signal sources", () => {
  it("are seven, and turning one off holds for every type until it is on again", async () => {
    const { call } = setUp();
    const { id } = await typeNamed(call, "Pain Point");
    const sourceOverrides = [{ sourceId: "reddit" }, { sourceId: "news" }];
    await call("updateSignalTypes", { body: { items: [{ id, sourceOverrides }] } });
    const before = await types(call);
    const off = { id: "reddit", enabled: false };
    const { body } = await call("updateSignalSources", { body: { items: [off, { id: "myspace", enabled: true }] } });
    expect(body).toEqual({ updated: ["reddit"], errors: [{ id: "myspace", error: "not_found" }] });
    for (const type of await types(call)) expect(sourcesOn(type)).not.toContain("reddit");
    await call("updateSignalSources", { body: { items: [{ id: "reddit", enabled: true }] } });
    expect(await types(call)).toEqual(before);
    const listed = (await call("listSignalSources", {})).body["sources"];
    expect(listed).toEqual(SOURCES.map((source) => expect.objectContaining({ id: source, enabled: true })));
  });

  it("take any config, and drop the scan when it does not fit", async () => {
    const { sandbox, call } = setUp({ speed: 0 });
    await types(call);
    const items = SOURCES.map((id) => ({ id, config: { maxItems: "many" } }));
    expect((await call("updateSignalSources", { body: { items } })).body.updated).toEqual(SOURCES);
    await sandbox.clock.advance(DAY);
    expect(await signals(call)).toEqual([]);
    const right = SOURCES.map((id) => ({ id, config: { maxItems: 10 } }));
    await call("updateSignalSources", { body: { items: right } });
    await sandbox.clock.advance(DAY);
    expect(await signals(call)).not.toEqual([]);
  });
});

describe("the daily scan", () => {
  it("comes at its slot, takes a while, and is what fills the feed", async () => {
    const { sandbox, call } = setUp({ speed: 0, startAt: "2026-01-05T05:00:00Z" });
    await types(call);
    expect((await call("getSignalSettings", {})).body).toEqual({
      paused: false,
      scanTimeUtc: "06:00",
      pipelineStatus: null,
    });
    await sandbox.clock.advance(HOUR);
    expect((await call("getSignalSettings", {})).body.pipelineStatus).toMatchObject({ status: "running" });
    expect(await signals(call)).toEqual([]);
    await sandbox.clock.advance(5 * MINUTE);
    expect((await call("getSignalSettings", {})).body.pipelineStatus).toMatchObject({ status: "idle" });
    const found = await signals(call);
    expect(found.length).toBeGreaterThan(5);
    // What scores 1 never reaches the feed.
    expect(new Set(found.map(({ score }) => score))).toEqual(new Set([2, 3]));
    expect(new Set(found.map(({ createdAt }) => createdAt))).toEqual(new Set(["2026-01-05T06:05:00.000Z"]));
    await sandbox.clock.advance(DAY);
    expect((await signals(call)).length).toBeGreaterThan(found.length);
  });

  it("finds the same under the same seed, and something else under another", async () => {
    const titles = async (seed: number) => {
      const { sandbox, call } = setUp({ speed: 0, seed });
      await types(call);
      await sandbox.clock.advance(DAY);
      return (await signals(call)).map(({ title, score }) => `${title} ${score}`);
    };
    expect(await titles(1)).toEqual(await titles(1));
    expect(await titles(2)).not.toEqual(await titles(1));
  });

  it("looks only for types that are on, in sources that are on", async () => {
    const { sandbox, call } = setUp({ speed: 0 });
    const all = await types(call);
    const off = all.filter(({ label }) => label !== "Hiring" && label !== "Pain Point");
    const items = off.map(({ id }) => ({ id, enabled: false }));
    await call("updateSignalTypes", { body: { items } });
    await call("updateSignalSources", { body: { items: [{ id: "linkedin_jobs", enabled: false }] } });
    await sandbox.clock.advance(10 * DAY);
    const found = await signals(call);
    expect(new Set(found.map(({ signalTypeLabel }) => signalTypeLabel))).toEqual(new Set(["Hiring", "Pain Point"]));
    const sources = found.map(({ sourceId }) => sourceId);
    expect(sources).not.toContain("linkedin_jobs");
    const hiring = found.filter(({ signalTypeLabel }) => signalTypeLabel === "Hiring");
    for (const { sourceId, structuredWording } of hiring) {
      expect(["hiring_cafe", "linkedin_posts"]).toContain(sourceId);
      expect(structuredWording).toMatchObject({ type: "hiring" });
    }
  });

  it("does not begin while scans are paused, and is finished once it has begun", async () => {
    const { sandbox, call } = setUp({ speed: 0, startAt: "2026-01-05T05:00:00Z" });
    await types(call);
    await call("updateSignalSettings", { body: { paused: true } });
    await sandbox.clock.advance(3 * DAY);
    expect([await signals(call), (await call("getSignalSettings", {})).body.pipelineStatus]).toEqual([[], null]);
    await call("updateSignalSettings", { body: { paused: false } });
    await sandbox.clock.advance(HOUR + MINUTE);
    expect((await call("updateSignalSettings", { body: { paused: true } })).body.pipelineStatus).toMatchObject({
      status: "running",
    });
    await sandbox.clock.advance(HOUR);
    expect(await signals(call)).not.toEqual([]);
  });

  it("P74 moves to another quarter of an hour, and refuses any other time", async () => {
    const { sandbox, call } = setUp({ speed: 0, startAt: "2026-01-05T05:00:00Z" });
    await types(call);
    for (const scanTimeUtc of ["14:05", "24:00", "6:00", "14:30:00", "noon"])
      expect((await call("updateSignalSettings", { body: { scanTimeUtc } })).status).toBe(400);
    const moved = await call("updateSignalSettings", { body: { scanTimeUtc: "14:30" } });
    expect(moved.body).toEqual({ paused: false, scanTimeUtc: "14:30", pipelineStatus: null });
    await sandbox.clock.advance(9 * HOUR);
    expect(await signals(call)).toEqual([]);
    await sandbox.clock.advance(HOUR);
    expect(await signals(call)).not.toEqual([]);
  });

  it("comes within the hour for a type that was just made", async () => {
    const { sandbox, call } = setUp({ speed: 0, startAt: "2026-01-05T09:00:00Z" });
    const { type } = (await call("createSignalType", { body: { label: "Churn", keywords: ["leaving"] } })).body;
    expect(await signals(call)).toEqual([]);
    await sandbox.clock.advance(HOUR);
    const found = await signals(call);
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found.map(({ signalTypeId }) => signalTypeId))).toEqual(new Set([type.id]));
  });
});

describe("how keywords do", () => {
  it("is counted for each keyword and source, and told run by run", async () => {
    const { sandbox, call } = setUp({ speed: 0 });
    const pain = await typeNamed(call, "Pain Point");
    await sandbox.clock.advance(3 * DAY);
    const query = { type: "keywords", signalTypeId: pain.id, limit: 100 } as const;
    const { keywords = [], summaryAvgScore } = (await call("getSignalAnalytics", { query })).body;
    expect(keywords).toHaveLength(2 * SOURCES.length);
    const validated = keywords.reduce((sum, one) => sum + (one.validatedCount ?? 0), 0);
    const found = (await signals(call)).filter(({ signalTypeId }) => signalTypeId === pain.id);
    expect([validated, summaryAvgScore?.count]).toEqual([found.length, found.length]);
    for (const { rawCount = 0, prefilterCount = 0, validatedCount = 0 } of keywords)
      expect([rawCount >= prefilterCount, prefilterCount >= validatedCount]).toEqual([true, true]);
    const some = await call("getSignalAnalytics", { query: { ...query, sourceId: "reddit", minScore: 0 } });
    expect(some.body.keywords).toEqual(keywords.filter(({ sourceId }) => sourceId === "reddit"));

    const runs = { type: "keyword-runs", keywordId: keywords[0]?.id ?? "" } as const;
    expect((await call("getSignalAnalytics", { query: runs })).body["runs"]).toHaveLength(3);
    for (const keywordId of [NOWHERE, undefined]) {
      const foreign = { type: "keyword-runs", ...(keywordId && { keywordId }) } as const;
      expect((await call("getSignalAnalytics", { query: foreign })).status).toBe(404);
    }
  });

  it("P59 is read on by cursor", async () => {
    const { sandbox, call } = setUp({ speed: 0 });
    await types(call);
    await sandbox.clock.advance(DAY);
    const all = (await call("getSignalAnalytics", { query: { type: "keywords", limit: 100 } })).body.keywords ?? [];
    const read: Schemas["SignalKeywordStats"][] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const query = { type: "keywords", limit: 5, ...(cursor && { cursor }) } as const;
      const { body } = await call("getSignalAnalytics", { query });
      read.push(...(body.keywords ?? []));
      cursor = body.pagination?.cursor ?? null;
    }
    expect(read).toEqual(all);
    expect(all.length).toBeGreaterThan(10);
  });
});
