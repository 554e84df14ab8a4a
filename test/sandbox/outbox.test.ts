import { describe, expect, it } from "vitest";
import { createOutbox } from "../../src/sandbox/puffle/outbox.ts";
import { EMAIL_SEQUENCE, people, plainClient, playToEnd, readyDraft, setUp } from "./helpers.ts";

describe("the outbox", () => {
  it("tells what reached whom, as they read it, also without a request since", async () => {
    const { sandbox, call } = setUp({ speed: 0, replyRate: 0, bounceRate: 0 });
    const id = await readyDraft(call, { leads: [{ email: "ANN@example.test", first_name: "Ann", company: "A Ltd" }] });
    await call("launchCampaign", { path: { id } });
    const { outbox } = sandbox;
    await sandbox.clock.advance(600_000);
    const { prospects, sequence_nodes } = sandbox.campaign(id);
    expect(outbox.messages).toEqual([
      {
        at: expect.any(Number),
        campaignId: id,
        nodeId: sequence_nodes[0]?.id,
        senderId: expect.any(String),
        channel: "email",
        kind: "email",
        recipient: "ann@example.test",
        prospectId: prospects[0]?.id,
        subject: "Hello Ann",
        body: "A word about A Ltd",
      },
    ]);
    expect(outbox.recipients()).toEqual(["ann@example.test"]);
    expect(outbox.writtenTwice()).toEqual([]);
  });

  /** What a client does that sends again whatever got no answer. */
  async function insist(attempt: () => Promise<unknown>): Promise<void> {
    await attempt().catch(() => attempt());
  }

  it("P17 shows what a client does that adds a node again after a lost answer", async () => {
    const { sandbox, call } = setUp({ speed: 0, replyRate: 0, bounceRate: 0 });
    const id = await readyDraft(call, { nodes: [...EMAIL_SEQUENCE.slice(0, 2), { type: "end" }] });
    sandbox.fail("addSequenceNode", { drop: "after" });
    const node = { type: "email" as const, subject: "Again", body: "And again" };
    await insist(() => call("addSequenceNode", { path: { id }, body: node }));
    await call("launchCampaign", { path: { id } });
    await playToEnd(sandbox, id);
    const twice = sandbox.outbox.writtenTwice();
    expect(twice.map(({ recipient }) => recipient).sort()).toEqual(people(3).map(({ email }) => email));
    expect(twice[0]?.messages.map(({ subject }) => subject)).toEqual(["Again", "Again"]);
  });

  it("P17 shows what a client does that creates and launches a campaign again after a lost answer", async () => {
    const { sandbox, call } = setUp({ speed: 0, replyRate: 0, bounceRate: 0 });
    let attempts = 0;
    await insist(async () => {
      attempts++;
      const id = await readyDraft(call, { name: `Spring ${attempts}` });
      sandbox.clearFaults();
      if (attempts === 1) sandbox.fail("launchCampaign", { drop: "after" });
      await call("launchCampaign", { path: { id } });
    });
    for (const { campaign } of sandbox.campaigns()) await playToEnd(sandbox, campaign.id);
    expect(sandbox.outbox.recipients()).toHaveLength(3);
    expect(sandbox.outbox.writtenTwice()).toHaveLength(3);
  });

  it("P29 shows nothing when a launch is sent again: the service holds that off", async () => {
    const { sandbox, call } = setUp({ speed: 0 });
    const id = await readyDraft(call, { leads: 10 });
    sandbox.fail("launchCampaign", { drop: "after" });
    await insist(() => call("launchCampaign", { path: { id } }));
    await playToEnd(sandbox, id);
    expect(sandbox.outbox.writtenTwice()).toEqual([]);
  });

  it("takes the same node twice for the same step even where the words differ, and each channel by itself", () => {
    const outbox = createOutbox(() => {});
    const message = {
      at: 0,
      campaignId: "c",
      nodeId: "n",
      senderId: "s",
      channel: "email" as const,
      kind: "email" as const,
      recipient: "a",
      prospectId: "p",
      subject: "x",
      body: "y",
    };
    outbox.push(message);
    outbox.push({ ...message, nodeId: "other", body: "z" });
    outbox.push({ ...message, nodeId: "third", channel: "linkedin", kind: "message" });
    outbox.push({ ...message, recipient: "b" });
    expect(outbox.writtenTwice()).toEqual([]);
    outbox.push({ ...message, body: "changed" });
    expect(outbox.writtenTwice()).toEqual([{ recipient: "a", messages: [message, { ...message, body: "changed" }] }]);
  });
});

describe("what a test looks at", () => {
  it("is a copy: changing it changes nothing", async () => {
    const { sandbox, call } = setUp();
    const id = await readyDraft(call);
    await call("generateMessages", { path: { id }, body: { action: "resolve" } });
    const snapshot = sandbox.campaign(id);
    expect(snapshot.messages).toHaveLength(6);
    const before = structuredClone(snapshot);
    Object.assign(snapshot.campaign, { name: "Mine" });
    for (const node of snapshot.sequence_nodes) Object.assign(node, { subject: "Mine" });
    for (const lead of snapshot.prospects) {
      Object.assign(lead, { status: "mine" });
      Object.assign(lead.custom_fields ?? {}, { city: "Mine" });
    }
    for (const message of snapshot.messages) Object.assign(message, { subject: "Mine" });
    expect(snapshot).not.toEqual(before);
    expect(sandbox.campaign(id)).toEqual(before);
    expect(() => sandbox.campaign("none")).toThrow("no campaign none");
  });

  it("is a world of its own for each sandbox", async () => {
    const { call } = setUp();
    await readyDraft(call);
    const other = setUp();
    expect((await plainClient(other.sandbox)("listCampaigns", {})).body.campaigns).toEqual([]);
  });
});
