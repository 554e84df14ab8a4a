import { describe, expect, it } from "vitest";
import { at } from "../../src/core/record.ts";
import { activeCampaign, EMAIL_SEQUENCE, people, playToEnd, readyDraft, setUp } from "./helpers.ts";

const MINUTE = 60_000;

describe("resolving messages", () => {
  it("fills the documented variables of every sendable node for every lead, and no others", async () => {
    const { call } = setUp();
    const nodes = [
      {
        type: "email" as const,
        subject: "%first_name% at %company%",
        body: "%custom_fields.city% %sender_first% %sender_name% 100%",
      },
      { type: "ai" as const },
      { type: "end" as const },
    ];
    const id = await readyDraft(call, { nodes, leads: [...people(1), { email: "bare@example.test" }] });
    const { body } = await call("generateMessages", { path: { id }, body: { action: "resolve" } });
    expect(body.messages?.map(({ subject, body_text }) => [subject, body_text])).toEqual([
      ["First0 at Company 0", "City 0 Robin %sender_name% 100%"],
      [" at ", " Robin %sender_name% 100%"],
    ]);
    expect(body.messages?.[0]).toMatchObject({ status: "draft", manually_edited: false });
  });

  it("does it anew for who has changed, makes no second row, and keeps what somebody has edited", async () => {
    const { sandbox, call } = setUp();
    const id = await readyDraft(call, { leads: 2 });
    const resolve = async () =>
      (await call("generateMessages", { path: { id }, body: { action: "resolve" } })).body.messages ?? [];
    const before = await resolve();
    const [mine] = before;
    await call("updateGeneratedMessage", { path: { id }, body: { message_id: mine?.id ?? "", subject: "My own" } });
    for (const { id: prospect_id } of sandbox.campaign(id).prospects)
      await call("updateLeadInCampaign", { path: { id }, body: { prospect_id, updates: { first_name: "Changed" } } });
    const after = await resolve();
    expect(after.map((message) => message.id)).toEqual(before.map((message) => message.id));
    expect(after.map(({ subject }) => subject)).toEqual(["My own", "", "Hello Changed", ""]);
    expect(after[0]).toMatchObject({ manually_edited: true, body_text: mine?.body_text });
  });

  it("is what will be sent: an edited message goes out as it was edited", async () => {
    const { sandbox, call } = setUp({ speed: 0, bounceRate: 0 });
    const id = await readyDraft(call, { leads: 1 });
    const { body } = await call("generateMessages", { path: { id }, body: { action: "resolve" } });
    const message_id = body.messages?.[0]?.id ?? "";
    await call("updateGeneratedMessage", { path: { id }, body: { message_id, body_text: "By hand" } });
    await call("launchCampaign", { path: { id } });
    await sandbox.clock.advance(10 * MINUTE);
    expect(sandbox.outbox.messages).toMatchObject([{ subject: "Hello First0", body: "By hand" }]);
  });
});

describe("listing messages", () => {
  it("shows drafts unless another status is asked for, and one lead's with the replies", async () => {
    const { sandbox, call } = setUp({ speed: 0, replyRate: 1, bounceRate: 0 });
    const id = await activeCampaign(sandbox, call, { leads: 2 });
    await playToEnd(sandbox, id);
    const list = async (query: object) => (await call("listGeneratedMessages", { path: { id }, query })).body.messages;
    expect(await list({})).toEqual([]);
    const sent = await list({ status: "sent" });
    expect(sent).toHaveLength(sandbox.outbox.messages.length);
    const everything = await list({ status: "all" });
    expect(everything.map(({ status }) => status)).not.toContain("received");
    const prospect_id = sandbox.campaign(id).prospects[0]?.id ?? "";
    const conversation = await list({ status: "all", prospect_id });
    expect(new Set(conversation.map((message) => message.prospect_id))).toEqual(new Set([prospect_id]));
    expect(conversation.at(-1)).toMatchObject({ status: "received", node_id: null });
  });
});

describe("editing a message", () => {
  it("refuses one that is pending or sent, one that is not there, and no change at all", async () => {
    const { sandbox, call } = setUp({ speed: 0 });
    const id = await readyDraft(call, { leads: 1 });
    const { body } = await call("generateMessages", { path: { id }, body: { action: "resolve" } });
    const message_id = body.messages?.[0]?.id ?? "";
    const edit = (change: object) => call("updateGeneratedMessage", { path: { id }, body: { message_id, ...change } });
    expect((await edit({})).status).toBe(400);
    expect((await edit({ message_id: "none", subject: "x" })).status).toBe(404);
    await call("launchCampaign", { path: { id } });
    expect((await edit({ subject: "x" })).status).toBe(400);
    await sandbox.clock.advance(10 * MINUTE);
    expect((await edit({ subject: "x" })).status).toBe(400);
    expect(sandbox.campaign(id).messages[0]?.subject).toBe("Hello First0");
  });
});

describe("having messages written by AI", () => {
  const NODES = [...EMAIL_SEQUENCE.slice(0, 1), { type: "ai" as const }, { type: "end" as const }];

  async function withAi(credits: number, leads = 5, seed = 1) {
    const { sandbox, call } = setUp({ speed: 0, seed, workspace: { credits } });
    const id = await readyDraft(call, { nodes: NODES, leads });
    const node_id = sandbox.campaign(id).sequence_nodes[1]?.id ?? "";
    await call("updateSequenceNode", {
      path: { id, nodeId: node_id },
      body: { ai_node: { purpose: "say hello", output_type: "email" } },
    });
    const generate = (more: object = {}) =>
      call("generateMessages", { path: { id }, body: { action: "generate_ai", node_id, ...more } });
    return { sandbox, call, id, generate };
  }

  it("takes a virtual minute, makes a draft for each lead and charges for each", async () => {
    const { sandbox, call, id, generate } = await withAi(100);
    const { status, body, headers } = await generate();
    expect(status).toBe(202);
    expect(body).toEqual({ correlationId: headers.get("x-correlation-id") });
    expect(sandbox.credits).toBe(90);
    const drafts = async () => (await call("listGeneratedMessages", { path: { id } })).body.messages;
    await sandbox.clock.advance(MINUTE - 1);
    expect(await drafts()).toEqual([]);
    await sandbox.clock.advance(1);
    expect(await drafts()).toHaveLength(5);
    expect((await drafts())[0]?.body_text).toContain("say hello");
  });

  it("P16 answers 402 with what it needs and what there is, and has done nothing", async () => {
    const { sandbox, call, id, generate } = await withAi(9);
    const { status, body } = await generate();
    expect(status).toBe(402);
    expect(body).toMatchObject({ error: expect.anything(), required: 10, balance: 9 });
    await sandbox.clock.advance(2 * MINUTE);
    expect((await call("listGeneratedMessages", { path: { id } })).body.messages).toEqual([]);
    expect(sandbox.credits).toBe(9);
  });

  it("P16 never calls missing credits an error of its own, in either shape", async () => {
    const codes = new Set<unknown>();
    for (let seed = 1; seed <= 20; seed++) {
      const { generate } = await withAi(9, 5, seed);
      codes.add(at((await generate()).body, "error.code"));
    }
    expect(codes).toEqual(new Set([undefined, "insufficient_credits"]));
  });

  it("is for the chosen leads only, and replaces their drafts", async () => {
    const { sandbox, call, id, generate } = await withAi(100);
    await generate();
    await sandbox.clock.advance(MINUTE);
    const before = (await call("listGeneratedMessages", { path: { id } })).body.messages;
    const [chosen] = sandbox.campaign(id).prospects;
    await generate({ prospect_ids: [chosen?.id] });
    expect(sandbox.credits).toBe(88);
    expect((await call("listGeneratedMessages", { path: { id } })).body.messages).toHaveLength(4);
    await sandbox.clock.advance(MINUTE);
    const after = (await call("listGeneratedMessages", { path: { id } })).body.messages;
    expect(after).toHaveLength(5);
    expect(after.filter((message) => !before.some((old) => old.id === message.id))).toMatchObject([
      { prospect_id: chosen?.id },
    ]);
  });

  it("leaves a campaign alone that has been launched meanwhile, and what was not written is written when it is sent", async () => {
    const { sandbox, call, id, generate } = await withAi(100);
    await generate();
    await call("launchCampaign", { path: { id } });
    await playToEnd(sandbox, id);
    expect((await call("listGeneratedMessages", { path: { id } })).body.messages).toEqual([]);
    expect(sandbox.outbox.messages.some(({ body }) => body.includes("say hello"))).toBe(true);
    expect(sandbox.outbox.writtenTwice()).toEqual([]);
  });

  it("refuses a sequence without an ai node, and a node that is none", async () => {
    const { call } = setUp();
    const id = await readyDraft(call);
    expect((await call("generateMessages", { path: { id }, body: { action: "generate_ai" } })).status).toBe(400);
    const named = { action: "generate_ai" as const, node_id: "none" };
    expect((await call("generateMessages", { path: { id }, body: named })).status).toBe(404);
  });
});
