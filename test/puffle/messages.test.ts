import {
  BadRequestError,
  CampaignNotDraftError,
  InsufficientCreditsError,
  NotFoundError,
  OutcomeUnknownError,
  Puffle,
  UnreadableResponseError,
} from "puffle-sdk";
import type { Fault } from "puffle-sdk/sandbox";
import { describe, expect, it } from "vitest";
import { caughtAs } from "../support/errors.ts";
import { activeCampaign, countOf, emailDraft, people, setUp, tapped, type World } from "./support/world.ts";

/** A draft with two emails, an ai step and three leads. */
async function written(world: World) {
  const campaign = await emailDraft(world);
  const { nodes } = await world.puffle.sequenceNodes.build(campaign, [
    { type: "email", subject: "Hello %first_name%", body: "A word for %first_name%" },
    { type: "delay", delay_days: 1 },
    { type: "ai", purpose: "Follow up", output_type: "email" },
  ]);
  await world.puffle.campaigns.leads.add(campaign, people(3));
  const ids = world.sandbox.campaign(campaign.id).prospects.map(({ id }) => id);
  const ai = nodes.find(({ type }) => type === "ai");
  return { campaign, ids, aiNode: String(ai?.id) };
}

describe("the messages of a draft", () => {
  it("are resolved for every lead and every node that is not ai", async () => {
    const world = setUp();
    const { campaign, ids } = await written(world);
    const messages = await world.puffle.campaigns.messages.resolve(campaign);
    expect(messages.map(({ subject, prospect_id, status }) => [subject, prospect_id, status])).toEqual([
      ["Hello Lead0", ids[0], "draft"],
      ["Hello Lead1", ids[1], "draft"],
      ["Hello Lead2", ids[2], "draft"],
    ]);
    expect(await world.puffle.campaigns.messages.list(campaign.id)).toEqual(messages);
  });

  it("are listed by status and by lead, the query as it is", async () => {
    const world = setUp();
    const { campaign, ids } = await written(world);
    await world.puffle.campaigns.messages.resolve(campaign);
    const queries: string[] = [];
    const fetch = tapped(world.sandbox.fetch, { before: ({ query }) => queries.push(query) });
    const { messages } = new Puffle({ ...world.sandbox.options, fetch }).campaigns;
    expect(await messages.list(campaign, { status: "sent" })).toEqual([]);
    const one = await messages.list(campaign, { status: "all", prospect_id: String(ids[1]) });
    expect(one.map(({ prospect_id }) => prospect_id)).toEqual([ids[1]]);
    expect(queries).toEqual(["?status=sent", `?status=all&prospect_id=${ids[1]}`]);
  });

  it("are edited one by one, and stay so when they are resolved again", async () => {
    const world = setUp();
    const { campaign } = await written(world);
    const [first] = await world.puffle.campaigns.messages.resolve(campaign);
    const id = String(first?.id);
    world.sandbox.fail("updateGeneratedMessage", { drop: "after" });
    const edited = await world.puffle.campaigns.messages.update(campaign, id, { body_text: "My own words" });
    expect([edited.id, edited.body_text, edited.subject, edited.manually_edited]).toEqual([
      id,
      "My own words",
      "Hello Lead0",
      true,
    ]);
    const again = await world.puffle.campaigns.messages.resolve(campaign);
    expect(again.find((message) => message.id === id)?.body_text).toBe("My own words");
  });

  it("never edits another message than the one it is given", async () => {
    const world = setUp();
    const { campaign } = await written(world);
    const [first, second] = await world.puffle.campaigns.messages.resolve(campaign);
    const body = { subject: "New", message_id: String(second?.id) };
    await world.puffle.campaigns.messages.update(campaign, String(first?.id), body);
    const subjects = (await world.puffle.campaigns.messages.list(campaign)).map(({ subject }) => subject);
    expect(subjects).toEqual(["New", "Hello Lead1", "Hello Lead2"]);
  });

  it("P09 P10 say that a message is no draft any more, or does not exist", async () => {
    const sentences = new Set<string | undefined>();
    for (let seed = 1; seed <= 8; seed++) {
      const world = setUp({ seed });
      const campaign = await activeCampaign(world);
      const { messages } = world.puffle.campaigns;
      const [sent] = await messages.list(campaign, { status: "all" });
      const edit = messages.update(campaign, String(sent?.id), { subject: "New" });
      sentences.add((await caughtAs(BadRequestError, edit)).said);
      await caughtAs(NotFoundError, messages.update(campaign, campaign.id, { subject: "New" }));
      await caughtAs(CampaignNotDraftError, messages.resolve(campaign));
      await caughtAs(CampaignNotDraftError, messages.generateAi(campaign));
    }
    expect(sentences.size).toBeGreaterThan(1);
  });

  it("P17 are resolved once more when the answer is lost: that changes nothing", async () => {
    for (const fault of [
      { drop: "after" },
      { drop: "before" },
      { truncate: true },
      { status: 503 },
      { status: 500 },
    ] as const) {
      const world = setUp();
      const { campaign } = await written(world);
      world.sandbox.fail("generateMessages", fault);
      expect(await world.puffle.campaigns.messages.resolve(campaign)).toHaveLength(3);
      expect(countOf(world.sandbox, "generateMessages")).toBe(2);
      expect(world.sandbox.campaign(campaign.id).messages).toHaveLength(3);
    }
  });

  it("do not take an answer without messages for none", async () => {
    const world = setUp();
    const { campaign } = await written(world);
    world.sandbox.fail("listGeneratedMessages", { answer: "{}" });
    await caughtAs(UnreadableResponseError, world.puffle.campaigns.messages.list(campaign));
    world.sandbox.fail("generateMessages", { answer: "{}" });
    const error = await caughtAs(UnreadableResponseError, world.puffle.campaigns.messages.resolve(campaign));
    expect(error.outcome).toBe("sent");
  });
});

describe("messages that the AI writes", () => {
  it("are queued with what is given, the action aside, and cost credits", async () => {
    const world = setUp();
    const { campaign, ids, aiNode } = await written(world);
    const bodies: unknown[] = [];
    const fetch = tapped(world.sandbox.fetch, { before: ({ body }) => bodies.push(body) });
    const { messages } = new Puffle({ ...world.sandbox.options, fetch }).campaigns;
    const before = world.sandbox.credits;
    const sneaky = { prospect_ids: ids.slice(0, 2), node_id: aiNode, action: "resolve" };
    const answer = await messages.generateAi(campaign, sneaky);
    expect(bodies).toEqual([{ prospect_ids: ids.slice(0, 2), node_id: aiNode, action: "generate_ai" }]);
    expect(answer).toEqual({ correlationId: expect.any(String) });
    expect(before - world.sandbox.credits).toBe(4);
  });

  it("P16 say what they would cost, what there is, and how many leads that covers", async () => {
    for (let seed = 1; seed <= 6; seed++) {
      const world = setUp({ seed, workspace: { credits: 5 } });
      const { campaign, ids } = await written(world);
      const call = world.puffle.campaigns.messages.generateAi(campaign, { prospect_ids: ids });
      const error = await caughtAs(InsufficientCreditsError, call);
      expect([error.required, error.balance, error.affordable]).toEqual([6, 5, 2]);
      expect([error.operation, error.status, error.outcome, error.next]).toEqual([
        "generateMessages",
        402,
        "not_sent",
        "ask_human",
      ]);
      expect(error.message).toContain("6");
      expect(error.message).toContain("5");
      expect([world.sandbox.credits, countOf(world.sandbox, "generateMessages")]).toEqual([5, 1]);
    }
  });

  it("P16 say nothing of how many are covered where nobody knows for how many it was", async () => {
    const world = setUp({ workspace: { credits: 5 } });
    const { campaign } = await written(world);
    const error = await caughtAs(InsufficientCreditsError, world.puffle.campaigns.messages.generateAi(campaign));
    expect([error.required, error.balance, error.affordable]).toEqual([6, 5, undefined]);
  });

  it("P16 cope with a 402 that says nothing", async () => {
    const world = setUp();
    const { campaign, ids } = await written(world);
    for (const body of ["", "<html>", { error: "insufficient_credits" }, { required: "many", balance: null }]) {
      world.sandbox.fail("generateMessages", { status: 402, body });
      const call = world.puffle.campaigns.messages.generateAi(campaign, { prospect_ids: ids });
      const error = await caughtAs(InsufficientCreditsError, call);
      expect([error.required, error.balance, error.affordable]).toEqual([undefined, undefined, undefined]);
    }
  });

  const lost: Readonly<Record<string, Fault>> = {
    "the connection is lost after the work": { drop: "after" },
    "the connection is lost before the work": { drop: "before" },
    "the answer is torn off": { truncate: true },
    "nothing ever comes": { stall: "headers" },
    "the gateway gives up": { status: 504, work: true },
    "the service fails": { status: 500 },
    "the service is busy": { status: 503 },
  };
  for (const [what, fault] of Object.entries(lost)) {
    it(`P17 are never asked for twice when nobody knows whether they were: ${what}`, async () => {
      const world = setUp();
      const { campaign, ids } = await written(world);
      world.sandbox.fail("generateMessages", fault);
      const eager = { retries: 5 };
      const retry = { 500: eager, 503: eager, 504: eager, lost: eager, timeout: eager, unreadable: eager };
      const call = world.puffle.campaigns.messages.generateAi(campaign, { prospect_ids: ids }, { retry });
      const error = await caughtAs(OutcomeUnknownError, call);
      expect([error.outcome, error.next]).toEqual(["unknown", "check_outcome"]);
      expect(error.message).toContain("campaigns.messages.list(id)");
      expect(countOf(world.sandbox, "generateMessages")).toBe(1);
    });
  }

  it("P13 are asked for again after a 429: it was not carried out", async () => {
    const world = setUp();
    const { campaign, ids } = await written(world);
    world.sandbox.fail("generateMessages", { status: 429, retryAfter: 4 });
    await world.puffle.campaigns.messages.generateAi(campaign, { prospect_ids: ids });
    expect(countOf(world.sandbox, "generateMessages")).toBe(2);
    expect(world.sandbox.credits).toBe(994);
  });
});
