import { AbortError, type Campaign, NotFoundError, ServerError, TimeoutError } from "puffle-sdk/leadlex";
import { describe, expect, it } from "vitest";
import { caughtAs } from "../support/errors.ts";
import { contactIds, countOf, setUp, somebodyElse, type World } from "./support/world.ts";

const MINUTE = 60_000;

/** A campaign of so many contacts that is on its way. */
async function running(world: World, recipients = 3): Promise<{ readonly id: string }> {
  const list = world.sandbox.addList({ name: "Q3", contacts: 0 });
  const campaign = await world.leadlex.campaigns.create({ name: "Q3", list_id: list, template: "Hello {{name}}" });
  await world.leadlex.campaigns.contacts.add(campaign, contactIds(world, recipients));
  expect(await world.leadlex.campaigns.start(campaign)).toMatchObject({ status: "active" });
  return campaign;
}

describe("campaigns.watch", () => {
  it("follows a campaign to its end, with what has been sent at each look", async () => {
    const world = setUp();
    const campaign = await running(world);
    const seen: { status: Campaign["status"]; sent: number }[] = [];
    let end: string | undefined;
    for await (const step of world.leadlex.campaigns.watch(campaign)) {
      seen.push({ status: step.campaign.status, sent: step.stats.sent_count });
      if (step.done) end = step.ended;
      else expect(step.nextPollInMs).toBeGreaterThanOrEqual(MINUTE);
    }
    expect(end).toBe("completed");
    expect(seen.at(-1)).toEqual({ status: "completed", sent: 3 });
    expect(seen.length).toBeGreaterThan(3);
    expect(world.sandbox.outbox.writtenTwice()).toEqual([]);
  });

  it("ends where somebody pauses the campaign", async () => {
    const world = setUp();
    const campaign = await running(world);
    const steps = [];
    for await (const step of world.leadlex.campaigns.watch(campaign)) {
      steps.push(step);
      if (steps.length === 1) await world.leadlex.campaigns.pause(campaign);
    }
    expect(steps.at(-1)).toMatchObject({ done: true, ended: "paused", campaign: { status: "paused" } });
  });

  it("L06 spends no more than a tenth of the plan's calls in a day, whatever the interval says", async () => {
    const world = setUp({ plan: "starter" });
    const campaign = await running(world);
    const left = world.leadlex.rateLimit?.remaining ?? 0;
    const midnight = world.leadlex.rateLimit?.resetAt.getTime() ?? 0;
    for await (const { done } of world.leadlex.campaigns.watch(campaign, { interval: 1_000 }))
      if (done || world.sandbox.clock.now() > midnight) break;
    const today = world.sandbox.requests.filter(({ at }) => at < midnight).length;
    const before = 100 - left;
    expect(today - before).toBeLessThanOrEqual(left / 10 + 2);
    expect(countOf(world, "getCampaignStats")).toBeGreaterThan(2);
  });

  it("L06 shares the tenth with all other waits and watches of the client, side by side", async () => {
    const world = setUp({ plan: "pro" });
    const campaigns = [];
    for (let i = 0; i < 5; i++) campaigns.push(await running(world));
    const { remaining, resetAt } = world.leadlex.rateLimit ?? { remaining: 0, resetAt: new Date(0) };
    const before = world.sandbox.requests.length;
    const watches = campaigns.map(async (campaign) => {
      for await (const { done } of world.leadlex.campaigns.watch(campaign, { interval: 1_000 }))
        if (done || world.sandbox.clock.now() > resetAt.getTime()) break;
    });
    await Promise.all(watches);
    const today = world.sandbox.requests.filter(({ at }) => at < resetAt.getTime()).length - before;
    // The first looks come before anybody knows how many there are.
    expect(today).toBeLessThanOrEqual(remaining / 10 + 2 * campaigns.length);
    expect(today).toBeGreaterThan(4 * campaigns.length);
  });

  it("L06 takes nothing from those that come after, once it has been left", async () => {
    const world = setUp({ plan: "pro" });
    const firstPause = async () => {
      for await (const step of world.leadlex.campaigns.watch(await running(world)))
        return step.done ? 0 : step.nextPollInMs;
      return 0;
    };
    const alone = await firstPause();
    for (let i = 0; i < 10; i++) await firstPause();
    expect(await firstPause()).toBeLessThan(1.5 * alone);
  });

  it("goes on over looks that saw nothing, and gives up after ten in a row", async () => {
    const world = setUp();
    const campaign = await running(world);
    world.sandbox.fail("getCampaign", { status: 503, times: 3 });
    world.sandbox.fail("getCampaignStats", { drop: "before", times: 2 });
    let last: string | undefined;
    for await (const step of world.leadlex.campaigns.watch(campaign)) if (step.done) last = step.ended;
    expect(last).toBe("completed");
    world.sandbox.fail("getCampaign", { status: 503, times: 11 });
    const looking = world.leadlex.campaigns.watch(campaign)[Symbol.asyncIterator]().next();
    await caughtAs(ServerError, looking);
  });

  it("ends with an abort, a deadline and a campaign that is not there", async () => {
    const world = setUp();
    const campaign = await running(world);
    const controller = new AbortController();
    const watch = async (options: { signal?: AbortSignal; timeout?: number }) => {
      for await (const _ of world.leadlex.campaigns.watch(campaign, options)) controller.abort();
    };
    await caughtAs(AbortError, watch({ signal: controller.signal }));
    await caughtAs(TimeoutError, watch({ timeout: 5 * MINUTE }));
    await caughtAs(NotFoundError, world.leadlex.campaigns.watch("nowhere")[Symbol.asyncIterator]().next());
  });

  it("L06 goes on after midnight where somebody else has used up the day, and looks soon then", async () => {
    const world = setUp({ plan: "starter" });
    const campaign = await running(world);
    const other = somebodyElse(world);
    while ((world.leadlex.rateLimit?.remaining ?? 100) > 14) {
      await world.leadlex.campaigns.get(campaign);
      await world.sandbox.clock.advance(10_000);
    }
    const midnight = world.leadlex.rateLimit?.resetAt.getTime() ?? 0;
    const looks: number[] = [];
    for await (const { done } of world.leadlex.campaigns.watch(campaign)) {
      looks.push(world.sandbox.clock.now());
      for (let call = 0; looks.length === 1 && call < 12; call++) {
        await other.campaigns.get(campaign).catch(() => {});
        await world.sandbox.clock.advance(10_000);
      }
      if (done || looks.length > 2) break;
    }
    expect(looks[1]).toBeGreaterThanOrEqual(midnight);
    expect(looks[1]).toBeLessThan(midnight + 2 * 3_600_000);
  });
});
