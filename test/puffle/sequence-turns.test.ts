import { AbortError, NotFoundError, Puffle, TimeoutError } from "puffle-sdk";
import { describe, expect, it } from "vitest";
import { caughtAs } from "../support/errors.ts";
import { countOf, emailDraft, setUp, somebodyElse, tapped, type World } from "./support/world.ts";

const threeDays = { type: "delay", delay_days: 3 } as const;

/** A client whose first POST is held until `go` is called; `held` resolves when it is. */
function withHeldPost({ sandbox }: World) {
  let go = () => {};
  let isHeld = () => {};
  let isFirst = true;
  const held = new Promise<void>((resolve) => {
    isHeld = resolve;
  });
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  const fetch = tapped(sandbox.fetch, {
    async before({ method }) {
      if (method !== "POST" || !isFirst) return;
      isFirst = false;
      isHeld();
      await gate;
    },
  });
  return { puffle: new Puffle({ ...sandbox.options, fetch }), held, go };
}

describe("calls of one client that add to one campaign's sequence", () => {
  it("P17 wait for one another, in the order in which they were made", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const lengths: number[] = [];
    const add = async (delay_days: number) => {
      const nodes = await world.puffle.sequenceNodes.add(campaign, { type: "delay", delay_days });
      lengths.push(nodes.length);
    };
    await Promise.all([add(1), add(2), add(3)]);
    expect(lengths).toEqual([3, 4, 5]);
    const days = world.sandbox.campaign(campaign.id).sequence_nodes.map(({ delay_days }) => delay_days);
    expect(days.filter(Boolean)).toEqual([1, 2, 3]);
  });

  it("go on when the one before has failed", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    world.sandbox.fail("addSequenceNode", { status: 404, body: { error: "Campaign not found" } });
    const [first, second] = await Promise.allSettled([
      world.puffle.sequenceNodes.add(campaign, threeDays),
      world.puffle.sequenceNodes.add(campaign, threeDays),
    ]);
    expect(first?.status === "rejected" && first.reason instanceof NotFoundError).toBe(true);
    expect(second?.status === "fulfilled" && second.value.length).toBe(3);
  });

  it("are given up at their own deadline, and nothing was sent for them", async () => {
    const world = setUp({ speed: 0 });
    const campaign = await emailDraft(world);
    const { puffle, held, go } = withHeldPost(world);
    const first = puffle.sequenceNodes.add(campaign, threeDays);
    await held;
    const second = puffle.sequenceNodes.add(campaign, { type: "delay", delay_days: 1 }, { timeout: 2_000 });
    const given = caughtAs(TimeoutError, second);
    await world.sandbox.clock.advance(2_000);
    const error = await given;
    expect([error.code, error.outcome, error.operation]).toEqual(["deadline_exceeded", "not_sent", "addSequenceNode"]);
    go();
    expect(await first).toHaveLength(3);
    expect(countOf(world.sandbox, "addSequenceNode")).toBe(1);
  });

  it("are given up by their own signal, and the ones behind them still wait for the first", async () => {
    const world = setUp({ speed: 0 });
    const campaign = await emailDraft(world);
    const { puffle, held, go } = withHeldPost(world);
    const first = puffle.sequenceNodes.add(campaign, threeDays);
    await held;
    const controller = new AbortController();
    const second = puffle.sequenceNodes.build(campaign, [threeDays], { signal: controller.signal });
    const third = puffle.sequenceNodes.add(campaign, { type: "delay", delay_days: 1 });
    controller.abort(new Error("enough"));
    const error = await caughtAs(AbortError, second);
    expect([error.outcome, error.operation]).toEqual(["not_sent", "sequenceNodes.build"]);
    expect(error.cause).toMatchObject({ message: "enough" });
    go();
    expect([(await first).length, (await third).length]).toEqual([3, 4]);
  });

  it("do not wait for another campaign's, nor for another client's", async () => {
    const world = setUp({ speed: 0 });
    const campaign = await emailDraft(world);
    const another = await emailDraft(world, "Another");
    const { puffle, held, go } = withHeldPost(world);
    const first = puffle.sequenceNodes.add(campaign, threeDays);
    await held;
    expect(await puffle.sequenceNodes.add(another, threeDays)).toHaveLength(3);
    expect(await somebodyElse(world).sequenceNodes.add(campaign, { type: "delay", delay_days: 1 })).toHaveLength(3);
    go();
    expect(await first).toHaveLength(4);
  });
});
