import { InputError, LeadLex, NotFoundError, OutcomeUnknownError, StatusError } from "puffle-sdk/leadlex";
import { describe, expect, it } from "vitest";
import { edited, tapped } from "../puffle/support/world.ts";
import { caughtAs } from "../support/errors.ts";
import { countOf, draft, GENERATIONS, setUp, somebodyElse, type World } from "./support/world.ts";

const HELLO = { subject: "Hello {{first_name}}", body: "A word" };
const AGAIN = { subject: "Again", body: "…", delay_days: 3, delay_hours: 4, send_condition: "if_no_reply" } as const;

/** The subjects of a campaign's steps, in order. */
function subjectsOf({ sandbox }: World, campaign: { readonly id: string }): unknown[] {
  return sandbox.campaign(campaign.id).steps.map(({ subject }) => subject);
}

describe("steps", () => {
  for (const envelopes of GENERATIONS) {
    it(`L08 are added at the end, changed, listed in order and deleted (${envelopes})`, async () => {
      const world = setUp({ envelopes });
      const { steps } = world.leadlex.campaigns;
      const campaign = await draft(world);
      const first = await steps.create(campaign, HELLO);
      expect(first).toMatchObject({ ...HELLO, index: 0, delay_days: 0, delay_hours: 0, send_condition: "always" });
      const second = await steps.create(campaign.id, AGAIN);
      expect(second).toMatchObject({ ...AGAIN, index: 1 });
      expect(await steps.update(campaign, second, { subject: "Once more" })).toMatchObject({
        id: second.id,
        subject: "Once more",
        delay_days: 3,
      });
      expect((await steps.list(campaign)).map(({ subject }) => subject)).toEqual([HELLO.subject, "Once more"]);
      expect(await steps.delete(campaign, first.id)).toEqual({ deleted: true, id: first.id });
      expect((await steps.list(campaign)).map(({ id, index }) => [id, index])).toEqual([[second.id, 0]]);
    });
  }

  it("are looked at before they are sent, and everything that is wrong is named at once", async () => {
    const world = setUp();
    const { steps } = world.leadlex.campaigns;
    const wrong = { subject: " ", delay_days: -1, delay_hours: 24, send_condition: "if_asleep" };
    const error = await caughtAs(InputError, Reflect.apply(steps.create, steps, ["c1", wrong]));
    expect(error.problems.map(({ field }) => field)).toEqual(
      ["subject", "body", "delay_days", "delay_hours", "send_condition"].map((name) => `body.${name}`),
    );
    const change = await caughtAs(InputError, steps.update("c1", "s1", { delay_hours: 1.5 }));
    expect(change.problems.map(({ field }) => field)).toEqual(["body.delay_hours"]);
    await caughtAs(InputError, Reflect.apply(steps.create, steps, ["c1", null]));
    await caughtAs(InputError, steps.create("", HELLO));
    await caughtAs(InputError, steps.delete("c1", " "));
    expect(world.sandbox.requests).toEqual([]);
  });

  it("are sent as they were when the method was called", async () => {
    const world = setUp();
    const campaign = await draft(world);
    const body = { ...HELLO };
    const adding = world.leadlex.campaigns.steps.create(campaign, body);
    body.subject = "Changed";
    await adding;
    expect(subjectsOf(world, campaign)).toEqual([HELLO.subject]);
  });
});

describe("a step whose answer was lost", () => {
  for (const fault of [{ drop: "after" }, { stall: "body" }, { cut: true }, { status: 503, work: true }] as const) {
    it(`P17 is found again and not added twice (${JSON.stringify(fault)})`, async () => {
      const world = setUp();
      const campaign = await draft(world);
      await world.leadlex.campaigns.steps.create(campaign, HELLO);
      world.sandbox.fail("createStep", fault);
      const call = world.leadlex.campaigns.steps.create(campaign, AGAIN);
      expect(await call).toMatchObject({ ...AGAIN, index: 1 });
      expect((await call.withResponse()).attempts).toHaveLength(1);
      expect(subjectsOf(world, campaign)).toEqual([HELLO.subject, AGAIN.subject]);
    });
  }

  it("P17 is added again when it never arrived, also where an equal one is there already", async () => {
    const world = setUp();
    const campaign = await draft(world);
    await somebodyElse(world).campaigns.steps.create(campaign, HELLO);
    await world.sandbox.clock.advance(5_000);
    const own = await world.leadlex.campaigns.steps.create(campaign, HELLO);
    world.sandbox.fail("createStep", { drop: "before" });
    const next = await world.leadlex.campaigns.steps.create(campaign, HELLO);
    expect(next.id).not.toBe(own.id);
    expect(subjectsOf(world, campaign)).toEqual([HELLO.subject, HELLO.subject, HELLO.subject]);
  });

  it("P17 is left open, with the candidates, when somebody else has added one meanwhile", async () => {
    for (const [theirs, fault] of [
      [AGAIN, { drop: "after" }],
      [HELLO, { drop: "after" }],
      [AGAIN, { drop: "before" }],
    ] as const) {
      const world = setUp();
      const campaign = await draft(world);
      const fetch = tapped(world.sandbox.fetch, {
        before: async ({ method, nth }) => {
          if (method === "POST" && nth === 1) await somebodyElse(world).campaigns.steps.create(campaign, theirs);
        },
      });
      world.sandbox.fail("createStep", { ...fault, skip: 1 });
      const leadlex = new LeadLex({ ...world.sandbox.options, fetch });
      const error = await caughtAs(OutcomeUnknownError, leadlex.campaigns.steps.create(campaign, HELLO));
      const { steps } = world.sandbox.campaign(campaign.id);
      expect(error.candidates).toEqual(steps.map(({ id }) => id));
      expect(error.message).not.toContain(HELLO.body);
    }
  });

  it("P17 is not taken for one that differs in a single member, whichever it is", async () => {
    for (const differs of [
      { subject: "Other" },
      { body: "Other" },
      { delay_days: 4 },
      { delay_hours: 5 },
      { send_condition: "always" },
    ] as const) {
      const world = setUp();
      const campaign = await draft(world);
      const fetch = tapped(world.sandbox.fetch, {
        before: async ({ method, nth }) => {
          if (method === "POST" && nth === 1)
            await somebodyElse(world).campaigns.steps.create(campaign, { ...AGAIN, ...differs });
        },
      });
      world.sandbox.fail("createStep", { drop: "before", skip: 1 });
      const leadlex = new LeadLex({ ...world.sandbox.options, fetch });
      await caughtAs(OutcomeUnknownError, leadlex.campaigns.steps.create(campaign, AGAIN));
      expect(countOf(world, "createStep")).toBe(2);
    }
  });

  it("P17 is left open when the service does not say when steps were added", async () => {
    const world = setUp();
    const campaign = await draft(world);
    const fetch = tapped(world.sandbox.fetch, {
      after: ({ method }, response) =>
        method === "GET"
          ? edited(response, (body) => {
              const { steps = [] }: { steps?: object[] } = Object(body["data"]);
              return { data: { steps: steps.map((step) => ({ ...step, created_at: undefined })) } };
            })
          : response,
    });
    world.sandbox.fail("createStep", { drop: "after" });
    const leadlex = new LeadLex({ ...world.sandbox.options, fetch });
    await caughtAs(OutcomeUnknownError, leadlex.campaigns.steps.create(campaign, HELLO));
    expect(countOf(world, "createStep")).toBe(1);
  });

  it("P17 is left open, and not added again, when the steps can't be read", async () => {
    const world = setUp();
    const campaign = await draft(world);
    world.sandbox.fail("createStep", { drop: "after" });
    world.sandbox.fail("listSteps", { status: 403 });
    const error = await caughtAs(OutcomeUnknownError, world.leadlex.campaigns.steps.create(campaign, HELLO));
    expect(error.message).toContain("campaigns.steps.list(id)");
    expect(countOf(world, "createStep")).toBe(1);
  });

  it("is refused as any other when it is refused", async () => {
    const world = setUp();
    const error = await caughtAs(NotFoundError, world.leadlex.campaigns.steps.create("cmp_none", HELLO));
    expect(error.code).toBe("campaign_not_found");
    world.sandbox.fail("createStep", {
      status: 400,
      body: { error: { code: "invalid_send_condition", message: "No" } },
    });
    const refusal = await caughtAs(StatusError, world.leadlex.campaigns.steps.create("cmp_none", HELLO));
    expect(refusal).toMatchObject({ code: "invalid_send_condition", outcome: "not_sent" });
  });
});

describe("a step's deletion whose answer was lost", () => {
  it("is success, and fails where the step was never there", async () => {
    const world = setUp();
    const campaign = await draft(world);
    const { steps } = world.leadlex.campaigns;
    const { id } = await steps.create(campaign, HELLO);
    world.sandbox.fail("deleteStep", { drop: "after" });
    expect(await steps.delete(campaign, id)).toEqual({ deleted: true, id });
    const error = await caughtAs(NotFoundError, steps.delete(campaign, id));
    expect(error).toMatchObject({ code: "step_not_found", outcome: "not_sent" });
    world.sandbox.fail("deleteStep", { drop: "before" });
    expect((await caughtAs(NotFoundError, steps.delete("cmp_none", id))).code).toBe("campaign_not_found");
  });
});
