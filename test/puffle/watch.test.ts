import { LaunchRolledBackError, NotFoundError, Puffle, TimeoutError, type WatchStep } from "puffle-sdk";
import { describe, expect, test } from "vitest";
import { failure, type Ready, readyCampaign } from "./ready-campaign.ts";

const DAY = 24 * 3_600_000;

async function launched(...args: Parameters<typeof readyCampaign>): Promise<Ready> {
  const ready = await readyCampaign(...args);
  await ready.puffle.campaigns.launch(ready.campaign);
  return ready;
}

async function steps(watch: AsyncIterable<WatchStep>): Promise<WatchStep[]> {
  const seen: WatchStep[] = [];
  for await (const step of watch) seen.push(step);
  return seen;
}

describe("watching a campaign", () => {
  test("P23 ends with the status completed, and the last step says so", async () => {
    const { sandbox, puffle, campaign } = await launched({ replyRate: 0, bounceRate: 0 });
    const seen = await steps(puffle.campaigns.watch(campaign));
    expect(seen.at(-1)).toMatchObject({ done: true, ended: "completed", campaign: { status: "completed" } });
    expect(seen.slice(0, -1).every(({ done }) => !done)).toBe(true);
    expect(sandbox.outbox.recipients()).toHaveLength(3);
  });

  test("P22 polls every 30 s while it launches, then every 1 to 5 minutes", async () => {
    const { puffle, campaign, times } = await launched({ replyRate: 1 });
    const waits: number[] = [];
    for await (const step of puffle.campaigns.watch(campaign)) {
      if (!step.done) waits.push(step.nextPollInMs);
      if (step.campaign.status === "launching") expect(step).toMatchObject({ nextPollInMs: 30_000 });
      else if (!step.done) expect(step.nextPollInMs).toBeGreaterThanOrEqual(60_000);
    }
    expect(Math.max(...waits)).toBe(300_000);
    const polls = times("getCampaign");
    expect(polls.slice(1).map((at, index) => at - (polls[index] ?? 0))).toEqual(waits.slice(0, polls.length - 1));
  });

  test("P23 ends when every lead has come to its end, although the status does not say so", async () => {
    const { sandbox, puffle, campaign } = await launched();
    const stats = { total: 3, completed: 1, replied: 1, bounced: 1, timed_out: 0 };
    const answer = { campaign: { id: campaign.id, status: "active", stats }, sequence_nodes: [] };
    sandbox.fail("getCampaign", { answer: JSON.stringify(answer) });
    expect(await steps(puffle.campaigns.watch(campaign))).toMatchObject([{ done: true, ended: "all_leads_done" }]);
  });

  test("P23 does not end on counters without a total", async () => {
    const { sandbox, puffle, campaign } = await launched();
    for (const stats of [null, {}, { total: 0, completed: 0 }]) {
      const answer = { campaign: { id: campaign.id, status: "active", stats }, sequence_nodes: [] };
      sandbox.fail("getCampaign", { answer: JSON.stringify(answer) });
    }
    const seen = await steps(puffle.campaigns.watch(campaign));
    expect(seen.slice(0, 3).map(({ done }) => done)).toEqual([false, false, false]);
    expect(seen.at(-1)).toMatchObject({ done: true, ended: "completed" });
  });

  test("P23 ends when somebody pauses the campaign, and can be begun again", async () => {
    const { puffle, campaign } = await launched();
    await puffle.campaigns.pauseWhenActive(campaign);
    expect((await steps(puffle.campaigns.watch(campaign))).at(-1)).toMatchObject({ done: true, ended: "paused" });
    await puffle.campaigns.resume(campaign);
    expect((await steps(puffle.campaigns.watch(campaign))).at(-1)).toMatchObject({ done: true, ended: "completed" });
  });

  test("goes on over failures that pass, and tells the logger", async () => {
    const warnings: string[] = [];
    const silent = () => undefined;
    const logger = { debug: silent, info: silent, error: silent, warn: (text: string) => void warnings.push(text) };
    const { sandbox, puffle, campaign } = await launched({}, { logger });
    sandbox.fail("getCampaign", { status: 500, times: 3 });
    sandbox.fail("getCampaign", { drop: "before", times: 3 });
    sandbox.fail("getCampaign", { stall: "body", times: 3 });
    expect((await steps(puffle.campaigns.watch(campaign))).at(-1)).toMatchObject({ ended: "completed" });
    expect(warnings.filter((text) => text.includes("campaigns.watch"))).toHaveLength(9);
  });

  test("gives up after ten failures in a row", async () => {
    const { sandbox, puffle, campaign, times } = await launched();
    sandbox.fail("getCampaign", { status: 500, times: 99 });
    expect(await failure(steps(puffle.campaigns.watch(campaign)))).toMatchObject({ status: 500 });
    expect(times("getCampaign")).toHaveLength(11);
  });

  test("P18 respects a Retry-After that is longer than its own wait", async () => {
    const { sandbox, puffle, campaign, times } = await launched();
    sandbox.fail("getCampaign", { status: 429, retryAfter: 900 });
    await steps(puffle.campaigns.watch(campaign));
    const [first = 0, second = 0] = times("getCampaign");
    expect(second - first).toBeGreaterThanOrEqual(900_000);
  });

  test("P18 does not wait for ever for a Retry-After of years: it looks again after an hour at the most", async () => {
    const { sandbox, puffle, campaign, times } = await launched();
    sandbox.fail("getCampaign", { status: 429, retryAfter: 100_000_000 });
    await steps(puffle.campaigns.watch(campaign));
    const [first = 0, second = 0] = times("getCampaign");
    expect(second - first).toBeLessThan(2 * 3_600_000);
  });

  test("P18 refuses an interval under a second before it asks for anything", async () => {
    const { puffle, campaign, seen } = await launched();
    const error = await failure(steps(puffle.campaigns.watch(campaign, { interval: 999 })));
    expect(error).toMatchObject({ code: "invalid_input", problems: [{ field: "interval" }] });
    expect(seen()).toEqual(["launchCampaign 200"]);
  });

  test("P21 fails for a draft: there is nothing to watch", async () => {
    const { puffle, campaign } = await readyCampaign();
    expect(await failure(steps(puffle.campaigns.watch(campaign)))).toBeInstanceOf(LaunchRolledBackError);
  });

  test("fails for a campaign that does not exist", async () => {
    const { puffle } = await readyCampaign();
    expect(await failure(steps(puffle.campaigns.watch("nowhere")))).toBeInstanceOf(NotFoundError);
  });

  test("P03 ends when its key is revoked", async () => {
    const { sandbox, puffle, campaign } = await launched();
    const watching = failure(steps(puffle.campaigns.watch(campaign)));
    await sandbox.clock.advance(1);
    sandbox.revoke(sandbox.apiKey);
    expect(await watching).toMatchObject({ name: "AuthenticationError", next: "ask_human" });
  });

  test("ends at its deadline and not later, and at an abort at once, while the campaign goes on", async () => {
    const { sandbox, puffle, campaign } = await launched({ speed: 0 });
    const began = sandbox.clock.now();
    const late = failure(steps(puffle.campaigns.watch(campaign, { timeout: 100_000 })));
    const controller = new AbortController();
    const aborted = failure(steps(puffle.campaigns.watch(campaign, { signal: controller.signal })));
    await sandbox.clock.advance(40_000);
    controller.abort();
    expect(await aborted).toMatchObject({ name: "AbortError" });
    expect(sandbox.clock.now() - began).toBe(40_000);
    await sandbox.clock.advance(60_000);
    const error = await late;
    expect(error).toBeInstanceOf(TimeoutError);
    expect(String(error)).toContain("goes on");
    await sandbox.clock.advance(9 * DAY);
    expect(sandbox.campaign(campaign.id).campaign.status).toBe("completed");
  });

  test("leaving the loop ends the watch", async () => {
    const { sandbox, puffle, campaign, seen } = await launched();
    for await (const _ of puffle.campaigns.watch(campaign)) break;
    const polls = seen().length;
    await sandbox.clock.advance(DAY);
    expect(seen()).toHaveLength(polls);
  });

  test("a status that the contract does not know counts as running, and is reported", async () => {
    const drifts: object[] = [];
    const { sandbox, puffle, campaign } = await launched(
      {},
      { hooks: { onDrift: (event) => void drifts.push(event) } },
    );
    const answer = { campaign: { id: campaign.id, status: "hibernating" }, sequence_nodes: [] };
    sandbox.fail("getCampaign", { answer: JSON.stringify(answer) });
    const seen = await steps(puffle.campaigns.watch(campaign));
    expect(seen[0]).toMatchObject({ done: false, campaign: { status: "hibernating" } });
    expect(drifts).toMatchObject([{ operation: "getCampaign", path: "campaign.status" }]);
  });
});

describe("pausing", () => {
  test("P30 a running campaign pauses it, and once more is no error", async () => {
    const { puffle, campaign } = await launched();
    await puffle.campaigns.waitUntilActive(campaign);
    expect((await puffle.campaigns.pause(campaign)).status).toBe("paused");
    expect((await puffle.campaigns.pause(campaign)).status).toBe("paused");
  });

  test("P30 a draft is refused with the service's own sentence", async () => {
    const { puffle, campaign } = await readyCampaign();
    const error = await failure(puffle.campaigns.pause(campaign));
    expect(error).toMatchObject({ name: "BadRequestError", said: "Only active campaigns can be paused" });
  });

  test.each([{ drop: "after" }, { drop: "before" }, { stall: "headers" }, { truncate: true }] as const)(
    "P17 P30 with a lost answer (%o) is settled by reading",
    async (fault) => {
      const { sandbox, puffle, campaign } = await launched();
      await puffle.campaigns.waitUntilActive(campaign);
      sandbox.fail("pauseCampaign", fault);
      expect((await puffle.campaigns.pause(campaign)).status).toBe("paused");
      sandbox.fail("resumeCampaign", fault);
      expect((await puffle.campaigns.resume(campaign)).status).toBe("active");
    },
  );

  test("P30 resuming a running campaign is no error, and neither is one that has completed", async () => {
    const { sandbox, puffle, campaign } = await launched();
    await puffle.campaigns.waitUntilActive(campaign);
    expect((await puffle.campaigns.resume(campaign)).status).toBe("active");
    await sandbox.clock.advance(30 * DAY);
    expect((await puffle.campaigns.resume(campaign)).status).toBe("completed");
  });

  test("P30 resuming a draft is refused", async () => {
    const { puffle, campaign } = await readyCampaign();
    expect(await failure(puffle.campaigns.resume(campaign))).toMatchObject({ name: "BadRequestError" });
  });

  test("P29 a paused campaign writes to nobody until it is resumed", async () => {
    const { sandbox, puffle, campaign } = await launched();
    const paused = await puffle.campaigns.pauseWhenActive(campaign);
    expect(paused.status).toBe("paused");
    const before = sandbox.outbox.messages.length;
    await sandbox.clock.advance(20 * DAY);
    expect(sandbox.outbox.messages).toHaveLength(before);
    await puffle.campaigns.resume(campaign);
    await sandbox.clock.advance(20 * DAY);
    expect(sandbox.outbox.recipients()).toHaveLength(3);
  });

  test("P29 P18 the emergency stop waits for a launching campaign, looking after 2 s, 4 s, up to every 30 s", async () => {
    const { puffle, campaign, times } = await launched();
    await puffle.campaigns.pauseWhenActive(campaign);
    const polls = times("getCampaign");
    const waits = polls.slice(1).map((at, index) => at - (polls[index] ?? 0));
    expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000].slice(0, waits.length));
    expect(waits.length).toBeGreaterThanOrEqual(4);
  });

  test("P29 the emergency stop has nothing to stop in a draft or a completed campaign", async () => {
    const { sandbox, puffle, campaign } = await readyCampaign();
    expect((await puffle.campaigns.pauseWhenActive(campaign)).status).toBe("draft");
    await puffle.campaigns.launch(campaign);
    await sandbox.clock.advance(30 * DAY);
    expect((await puffle.campaigns.pauseWhenActive(campaign)).status).toBe("completed");
  });

  test("P29 the emergency stop keeps trying over failures, up to its deadline", async () => {
    const { sandbox, puffle, campaign } = await launched();
    sandbox.fail("getCampaign", { status: 503, times: 3 });
    sandbox.fail("pauseCampaign", { drop: "before", times: 2 });
    expect((await puffle.campaigns.pauseWhenActive(campaign)).status).toBe("paused");
    const dead = new Puffle({ ...sandbox.options, fetch: () => Promise.reject(new TypeError("fetch failed")) });
    const began = sandbox.clock.now();
    expect(await failure(dead.campaigns.pauseWhenActive(campaign.id, { timeout: 60_000 }))).toMatchObject({
      code: /./,
    });
    expect(sandbox.clock.now() - began).toBeLessThanOrEqual(60_000);
  });
});
