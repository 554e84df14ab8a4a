import {
  AbortError,
  AuthenticationError,
  InputError,
  LaunchRolledBackError,
  NotFoundError,
  PermissionDeniedError,
  Puffle,
  TimeoutError,
  type WatchManyStep,
} from "puffle-sdk";
import { createSandbox } from "puffle-sdk/sandbox";
import { describe, expect, it } from "vitest";
import { caughtAs } from "../support/errors.ts";
import { recordedLog } from "../support/events.ts";
import { json } from "../support/fetch.ts";
import { scriptedClient } from "./support/scripted.ts";
import { activeCampaign, countOf, emailDraft, people, setUp, type World } from "./support/world.ts";

const NONE = "8c2b2d4e-e29b-41d4-a716-446655440000";
const DAY = 86_400_000;

async function steps(watch: AsyncIterable<WatchManyStep>, most = 10_000): Promise<WatchManyStep[]> {
  const seen: WatchManyStep[] = [];
  for await (const step of watch) if (seen.push(step) >= most) break;
  return seen;
}

/** A campaign that is being sent, to so many leads. */
async function running(world: World, name: string, leads = 1): Promise<string> {
  const campaign = await emailDraft(world, name);
  await world.puffle.sequenceNodes.build(campaign, [{ type: "email", subject: "Hello", body: "A word" }]);
  const addresses = people(leads).map(({ email }) => ({ email: `${name}-${email}` }));
  await world.puffle.campaigns.leads.add(campaign, addresses);
  await world.puffle.campaigns.launch(campaign);
  return campaign.id;
}

/** Rows of the list of campaigns, and what a campaign read by itself is. */
function row(id: string, status = "active", more: object = { stats: { total: 2, completed: 0 } }) {
  return { id, status, type: "email", ...more };
}

describe("watching many campaigns", () => {
  it("P22 P23 follows each to its own end, in the given order, with one request for all of them each time", async () => {
    const world = setUp();
    const ids = [await running(world, "Long", 65), await running(world, "Short"), await running(world, "Middle", 35)];
    const from = world.sandbox.requests.length;
    const seen = await steps(world.puffle.campaigns.watchMany(ids));
    expect(seen.every(({ campaigns }) => campaigns.map(({ id }) => id).join() === ids.join())).toBe(true);
    const requests = world.sandbox.requests.slice(from);
    expect(requests).toHaveLength(seen.length);
    expect(requests.every(({ operation }) => operation === "listCampaigns")).toBe(true);
    const last = seen.at(-1);
    expect(last).not.toHaveProperty("nextPollInMs");
    expect([last?.open, last?.readSingly, last?.campaigns.map((one) => one.done && one.ended)]).toEqual([
      0,
      0,
      ["completed", "completed", "completed"],
    ]);
    const open = seen.map((step) => step.open);
    expect([...new Set(open)]).toEqual([3, 2, 1, 0]);
    const waits = requests.slice(1).map(({ at }, index) => at - (requests[index]?.at ?? 0));
    expect(waits).toEqual(seen.slice(0, -1).map(({ nextPollInMs }) => nextPollInMs));
    expect([waits[0], Math.max(...waits)]).toEqual([30_000, 300_000]);
  });

  it("P22 takes at most two requests for a look at a thousand campaigns, and keeps what has ended", async () => {
    const ids = Array.from({ length: 1_000 }, (_, index) => `campaign-${index}`);
    const { clock } = createSandbox();
    let looks = 0;
    let requests = 0;
    const fetch: typeof globalThis.fetch = async () => {
      requests++;
      looks++;
      const campaigns = ids.map((id, index) => row(id, index % 4 < looks - 1 ? "completed" : "active"));
      return Response.json({ campaigns });
    };
    const puffle = new Puffle({ apiKey: "pk_test_0123456789", fetch, clock });
    const seen = await steps(puffle.campaigns.watchMany(ids.map((id) => ({ id }))));
    expect(seen.map(({ open }) => open)).toEqual([1_000, 750, 500, 250, 0]);
    expect(requests).toBeLessThanOrEqual(2 * seen.length);
    expect(seen.map(({ campaigns }) => campaigns.filter(({ done }) => done).length)).toEqual([0, 250, 500, 750, 1_000]);
  });

  it("P23 ends a campaign whose counters say so, and one that is paused", async () => {
    const done = row("a", "active", { stats: { total: 3, completed: 1, replied: 1, bounced: 1 } });
    const { puffle } = scriptedClient([], { forever: json({ campaigns: [done, row("b", "paused")] }) });
    const [only] = await steps(puffle.campaigns.watchMany(["b", "a"]));
    expect(only?.campaigns).toMatchObject([
      { id: "b", done: true, ended: "paused" },
      { id: "a", done: true, ended: "all_leads_done", campaign: { id: "a" } },
    ]);
  });

  it("P10 P21 reports what does not exist and what is a draft by itself, and goes on with the others", async () => {
    const world = setUp();
    const draft = await emailDraft(world, "Draft");
    const id = await running(world, "Running");
    const seen = await steps(world.puffle.campaigns.watchMany([NONE, draft, id]));
    const [first] = seen;
    expect([first?.open, first?.readSingly]).toEqual([1, 1]);
    expect(first?.campaigns).toMatchObject([
      { id: NONE, done: true, ended: "not_found", error: expect.any(NotFoundError) },
      { id: draft.id, done: true, ended: "draft", error: expect.any(LaunchRolledBackError) },
      { id, done: false },
    ]);
    expect(seen.at(-1)?.campaigns.map((one) => one.done && one.ended)).toEqual(["not_found", "draft", "completed"]);
    const singly = world.sandbox.requests.filter(
      ({ operation, url }) => operation === "getCampaign" && url.includes(NONE),
    );
    expect(singly).toHaveLength(1);
  });

  it("reads one by one what the list shows too little of, a few at a time, and says so once", async () => {
    const ids = Array.from({ length: 20 }, (_, index) => `c${index}`);
    const { logger, lines } = recordedLog();
    const { clock } = createSandbox();
    let looks = 0;
    let underWay = 0;
    let most = 0;
    const fetch: typeof globalThis.fetch = async (input) => {
      const { pathname } = new URL(String(input));
      if (pathname === "/api/campaigns") {
        looks++;
        // Without counters, without a status, not at all; one that is paused needs no counters.
        const rows = [row("c0", "active", {}), { id: "c1" }, row("c2", "paused", {})];
        return Response.json({ campaigns: [...rows, ...ids.slice(10).map((id) => row(id))] });
      }
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay--;
      const status = looks > 2 ? "completed" : "active";
      return Response.json({ campaign: row(pathname.split("/").at(-1) ?? "", status), sequence_nodes: [] });
    };
    const puffle = new Puffle({ apiKey: "pk_test_0123456789", fetch, clock, logger });
    const seen = await steps(puffle.campaigns.watchMany(ids), 4);
    expect(seen.map(({ readSingly, open }) => [readSingly, open])).toEqual([
      [9, 19],
      [9, 19],
      [9, 10],
      [0, 10],
    ]);
    expect(most).toBe(5);
    const warnings = lines.filter(({ level, message }) => level === "warn" && message.includes("one by one"));
    expect(warnings).toHaveLength(1);
  });

  it("goes on over looks that fail, and gives up after ten in a row", async () => {
    const world = setUp();
    const id = await running(world, "Running");
    const { logger, lines } = recordedLog();
    const { campaigns } = new Puffle({ ...world.sandbox.options, logger });
    world.sandbox.fail("listCampaigns", { status: 500, times: 3 });
    world.sandbox.fail("listCampaigns", { drop: "before", times: 3 });
    world.sandbox.fail("listCampaigns", { stall: "body", times: 3 });
    expect((await steps(campaigns.watchMany([id]))).at(-1)?.open).toBe(0);
    expect(lines.filter(({ message }) => message.includes("campaigns.watchMany: a poll saw nothing"))).toHaveLength(9);
    world.sandbox.fail("listCampaigns", { status: 503, times: 11 });
    const other = await running(world, "Other");
    const before = countOf(world.sandbox, "listCampaigns");
    await expect(steps(campaigns.watchMany([other]))).rejects.toMatchObject({ status: 503 });
    expect(countOf(world.sandbox, "listCampaigns") - before).toBe(11);
  });

  it("goes on with the others when one can't be read by itself, and ends that one after ten times", async () => {
    const world = setUp();
    const id = (await activeCampaign(world)).id;
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const { pathname } = new URL(String(input));
      if (pathname === "/api/campaigns") return Response.json({ campaigns: [row(id)] });
      return pathname.endsWith(NONE)
        ? Response.json({ error: "no" }, { status: 500 })
        : world.sandbox.fetch(input, init);
    };
    const { campaigns } = new Puffle({ ...world.sandbox.options, fetch });
    const seen = await steps(campaigns.watchMany([NONE, id]), 12);
    expect(seen[0]?.campaigns[0]).toMatchObject({ done: false, error: { status: 500 } });
    expect(seen[9]?.campaigns[0]).toMatchObject({ done: false });
    expect(seen[10]?.campaigns[0]).toMatchObject({ done: true, ended: "unreadable", error: { status: 500 } });
    expect(seen.at(-1)?.open).toBe(1);
  });

  it("ends with its signal, its timeout, and a key that is not valid any more", async () => {
    const world = setUp();
    const id = await running(world, "Running", 65);
    const watch = (...args: Parameters<typeof world.puffle.campaigns.watchMany>) =>
      world.puffle.campaigns.watchMany(...args);
    await caughtAs(TimeoutError, steps(watch([id], { timeout: 100_000 })));
    const stop = new AbortController();
    const stopped = (async () => {
      for await (const _ of watch([id], { signal: stop.signal })) stop.abort();
    })();
    await caughtAs(AbortError, stopped);
    world.sandbox.revoke(world.sandbox.apiKey);
    await caughtAs(AuthenticationError, steps(watch([id])));
  });

  it("P04 sends nothing more once a read has failed for good", async () => {
    const ids = Array.from({ length: 100 }, (_, index) => `c${index}`);
    const { clock } = createSandbox();
    const singly: string[] = [];
    const fetch: typeof globalThis.fetch = async (input) => {
      const { pathname } = new URL(String(input));
      if (pathname === "/api/campaigns") return Response.json({ campaigns: [] });
      singly.push(pathname);
      await new Promise((resolve) => setImmediate(resolve));
      if (pathname.endsWith("/c0")) return Response.json({ error: "no" }, { status: 403 });
      return Response.json({ campaign: row(pathname.split("/").at(-1) ?? ""), sequence_nodes: [] });
    };
    const puffle = new Puffle({ apiKey: "pk_test_0123456789", fetch, clock });
    await caughtAs(PermissionDeniedError, steps(puffle.campaigns.watchMany(ids)));
    const before = singly.length;
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(before).toBeLessThan(15);
    expect(singly.length).toBe(before);
  });

  it("P18 refuses what is no campaign and a too short interval before anything is sent", async () => {
    const { sandbox, puffle } = setUp();
    const wrong: readonly string[] = [NONE, "", Object(7)];
    const error = await caughtAs(InputError, steps(puffle.campaigns.watchMany(wrong)));
    expect(error.problems.map(({ field }) => field)).toEqual(["campaigns[1]", "campaigns[2]"]);
    await caughtAs(InputError, steps(puffle.campaigns.watchMany([NONE], { interval: 500 })));
    expect(sandbox.requests).toEqual([]);
  });

  it.each([["abc"], [5], [{}], [[]], [null], [undefined], [[null]], [new Map().set("a", "b")]])(
    "refuses %j, which names no campaigns, rather than watch nothing or its letters",
    async (given) => {
      const { sandbox, puffle } = setUp();
      const error = await caughtAs(InputError, steps(puffle.campaigns.watchMany(given as never)));
      expect(error.problems).toHaveLength(1);
      expect(error.problems[0]?.field).toMatch(/^campaigns/);
      expect(sandbox.requests).toEqual([]);
    },
  );

  it("does not compile for an id alone", () => {
    const { puffle } = setUp();
    // @ts-expect-error: its letters would be watched.
    const watch = puffle.campaigns.watchMany(NONE);
    expect(watch).toBeTypeOf("object");
  });

  it("takes the campaigns as they are when it is called, each once, and can be begun again", async () => {
    const world = setUp();
    const id = await running(world, "Running");
    const ids = [id, id];
    const watch = world.puffle.campaigns.watchMany(ids);
    ids.push(NONE);
    for (const seen of [await steps(watch), await steps(watch)]) {
      expect(seen.at(-1)?.campaigns.map((one) => one.id)).toEqual([id]);
      expect(seen.at(-1)?.open).toBe(0);
    }
    expect(world.sandbox.clock.now() - Date.parse("2026-01-05T09:00:00Z")).toBeLessThan(2 * DAY);
  });
});
