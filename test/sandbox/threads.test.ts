import { describe, expect, it } from "vitest";
import type { Sandbox } from "../../src/sandbox/index.ts";
import type { Schemas } from "../../src/sandbox/puffle/wire.ts";
import { activeCampaign, DAY, type PlainClient, playToEnd, setUp } from "./helpers.ts";

const EMAIL = "ada@example.test";

/** The workspace's email sender. */
async function emailSender(call: PlainClient): Promise<string> {
  const { body } = await call("listSenders", { query: { type: "email" } });
  return body.accounts[0]?.id ?? "";
}

async function draft(call: PlainClient, body: Schemas["NewThread"] = {}): Promise<Schemas["Thread"]> {
  const wanted = { account_id: await emailSender(call), participant_email: EMAIL, draft_subject: "Hello", ...body };
  const created = await call("createThread", { body: wanted });
  expect(created.status, created.error).toBe(200);
  return created.body.thread;
}

async function ids(call: PlainClient, query: object = {}): Promise<string[]> {
  const { body, error } = await call("listThreads", { query });
  expect(error).toBe("");
  return (body.threads ?? []).map(({ id }) => id);
}

/** A campaign of which everybody has answered, and one of its threads. */
async function answered(sandbox: Sandbox, call: PlainClient) {
  const id = await activeCampaign(sandbox, call, { leads: 2 });
  await playToEnd(sandbox, id);
  return { id, threads: sandbox.threads() };
}

describe("a draft of a one-off email", () => {
  it("is kept with what was given, the address in small letters, and sends nothing", async () => {
    const { sandbox, call } = setUp();
    const thread = await draft(call, {
      participant_email: " Ada@Example.TEST ",
      draft_body_text: "Hi",
      draft_cc: "c@x.test",
    });
    expect(thread).toMatchObject({
      channel: "email",
      status: "draft",
      inbox_state: "draft",
      participant_email: EMAIL,
      draft_subject: "Hello",
      draft_body_text: "Hi",
      draft_body_html: null,
      draft_cc: "c@x.test",
      unread_count: 0,
    });
    expect(thread.created_at).toBe(thread.updated_at);
    expect(sandbox.outbox.messages).toEqual([]);
    expect(sandbox.threads()).toEqual([{ thread, messages: [] }]);
  });

  it("needs something in it, but neither a recipient nor a sender", async () => {
    const { call } = setUp();
    expect((await call("createThread", { body: {} })).status).toBe(400);
    expect((await call("createThread", { body: { draft_subject: "Later" } })).status).toBe(200);
  });

  it("P76 takes a ready email sender of the workspace and no other", async () => {
    const { sandbox, call } = setUp();
    const [, linkedin] = (await call("listSenders", {})).body.accounts;
    const warming = sandbox.addSender({ type: "email", status: "warming" });
    const homeless = sandbox.addSender({ type: "email", agentmail_inbox_id: null });
    for (const account_id of ["nobody", linkedin?.id ?? "", warming.id, homeless.id]) {
      const refused = await call("createThread", { body: { account_id, draft_subject: "x" } });
      expect([account_id, refused.status]).toEqual([account_id, 400]);
      const { id } = await draft(call, { participant_email: `${account_id.length}${account_id}@example.test` });
      expect((await call("updateThread", { path: { id }, body: { account_id } })).status).toBe(400);
    }
  });

  it("P11 is refused where the sender has a thread with the recipient, which comes with the refusal", async () => {
    const { sandbox, call } = setUp();
    const first = await draft(call);
    const body = { account_id: first.account_id ?? "", participant_email: EMAIL.toUpperCase() };
    const refused = await call("createThread", { body });
    expect(refused.status).toBe(409);
    expect(JSON.parse(refused.text)).toMatchObject({
      existing_thread: { id: first.id },
      existing_threads: [{ id: first.id }],
    });
    const other = sandbox.addSender({ type: "email" }).id;
    expect((await call("createThread", { body: { ...body, account_id: other } })).status).toBe(200);
    await call("updateThread", { path: { id: first.id }, body: { status: "archived" } });
    expect((await call("createThread", { body })).status).toBe(200);
  });

  it("P11 can't be given to a sender who has a thread with the recipient", async () => {
    const { sandbox, call } = setUp();
    const first = await draft(call);
    const other = await draft(call, { account_id: sandbox.addSender({ type: "email" }).id });
    const body = { account_id: first.account_id ?? "" };
    const refused = await call("updateThread", { path: { id: other.id }, body });
    expect([refused.status, JSON.parse(refused.text).existing_thread.id]).toEqual([409, first.id]);
    expect((await call("updateThread", { path: { id: first.id }, body })).status).toBe(200);
    expect(
      (await call("updateThread", { path: { id: other.id }, body: { account_id: null } })).body.thread.account_id,
    ).toBe(null);
  });

  it("is changed, archived and taken out again", async () => {
    const { call } = setUp();
    const { id } = await draft(call);
    const update = async (body: Schemas["ThreadUpdate"]) =>
      (await call("updateThread", { path: { id }, body })).body.thread;
    expect(
      await update({ draft_subject: null, draft_body_text: "Text", participant_email: "Grace@x.test" }),
    ).toMatchObject({
      draft_subject: null,
      draft_body_text: "Text",
      participant_email: "grace@x.test",
    });
    expect(await update({ status: "archived" })).toMatchObject({ status: "archived", inbox_state: "archived" });
    expect(await update({ status: "active" })).toMatchObject({ status: "draft", inbox_state: "draft" });
    expect((await call("updateThread", { path: { id }, body: {} })).status).toBe(400);
    expect((await call("updateThread", { path: { id: "none" }, body: { unread_count: 1 } })).status).toBe(404);
  });

  it("takes nothing that is not a draft's, and needs something that is", async () => {
    const { sandbox, call } = setUp();
    const forged = { id: "forged", status: "active", channel: "linkedin", created_at: "1999", nonsense: 1 };
    const sent = (body: object) => ({ body: JSON.stringify(body) });
    const input = { body: { draft_subject: "x" } };
    const { thread } = (await call("createThread", input, sent({ ...input.body, ...forged }))).body;
    expect(thread).toMatchObject({ status: "draft", channel: "email", created_at: thread.updated_at });
    expect([thread.id === "forged", "nonsense" in thread]).toEqual([false, false]);
    expect((await call("createThread", input, sent(forged))).status).toBe(400);
    const { id } = thread;
    const change = { id: "forged", channel: "linkedin", draft_body_text: "Hi", messages: [] };
    const changed = await call("updateThread", { path: { id }, ...input }, sent(change));
    expect(changed.body.thread).toEqual({ ...thread, draft_body_text: "Hi" });
    expect((await call("updateThread", { path: { id }, ...input }, sent({ id: "forged" }))).status).toBe(400);
    expect(sandbox.threads()).toEqual([{ thread: changed.body.thread, messages: [] }]);
  });

  it("is left as it is by a status that can't be set, and needs another change beside it", async () => {
    const { call } = setUp();
    const { id } = await draft(call);
    const update = (body: object) =>
      call("updateThread", { path: { id }, body: { unread_count: 1 } }, { body: JSON.stringify(body) });
    const { status, body } = await update({ status: "warmup", draft_subject: "New" });
    expect([status, body.thread.status, body.thread.draft_subject]).toEqual([200, "draft", "New"]);
    expect((await update({ status: "warmup" })).status).toBe(400);
  });

  it("is deleted for good; a conversation is not", async () => {
    const { sandbox, call } = setUp();
    const { id } = await draft(call);
    expect((await call("deleteDraftThread", { path: { id } })).body).toEqual({ deleted: true });
    expect((await call("deleteDraftThread", { path: { id } })).status).toBe(404);
    const { id: sent } = await draft(call);
    await call("sendThreadMessage", { path: { id: sent }, body: { body_text: "Hi" } });
    expect((await call("deleteDraftThread", { path: { id: sent } })).status).toBe(409);
    expect(sandbox.threads()).toHaveLength(1);
  });
});

describe("a campaign's threads", () => {
  it("begin with the first message to a lead and wait for an answer when it has replied", async () => {
    const { sandbox, call } = setUp({ speed: 0, replyRate: 0, bounceRate: 0 });
    const id = await activeCampaign(sandbox, call, { leads: 1 });
    await sandbox.clock.advance(DAY);
    const [sent] = sandbox.threads();
    expect(sent?.thread).toMatchObject({ status: "active", inbox_state: "sent_campaign", unread_count: 0 });
    expect(sent?.thread).toMatchObject({
      participant_email: "person0@example.test",
      last_message_direction: "outbound",
    });
    await sandbox.clock.advance(3 * DAY);
    expect(sandbox.threads()).toHaveLength(1);
    expect(sandbox.threads()[0]?.messages).toMatchObject([
      { direction: "outbound", subject: "Hello First0", campaign_id: id },
      { direction: "outbound", campaign_id: id },
    ]);
    sandbox.reply(sent?.thread.id ?? "", "Call me");
    const [replied] = sandbox.threads();
    expect(replied?.thread).toMatchObject({
      inbox_state: "needs_reply",
      unread_count: 1,
      last_message_snippet: "Call me",
    });
    expect(replied?.messages.at(-1)).toMatchObject({ direction: "inbound", subject: "Re: Hello First0" });
  });

  it("have the replies that the campaign has", async () => {
    const { sandbox, call } = setUp({ speed: 0, replyRate: 1, bounceRate: 0 });
    const { id, threads } = await answered(sandbox, call);
    const replies = sandbox.campaign(id).messages.filter(({ status }) => status === "received");
    const said = threads.flatMap(({ messages }) => messages.filter(({ direction }) => direction === "inbound"));
    expect(said.map(({ body_text }) => body_text).sort()).toEqual(replies.map(({ body_text }) => body_text).sort());
    expect(threads.map(({ thread }) => thread.inbox_state)).toEqual(["needs_reply", "needs_reply"]);
  });

  it("are read by reading them whole, not by listing their messages", async () => {
    const { sandbox, call } = setUp({ speed: 0, replyRate: 1, bounceRate: 0 });
    const { threads } = await answered(sandbox, call);
    const id = threads[0]?.thread.id ?? "";
    await call("listThreadMessages", { path: { id } });
    expect(sandbox.threads()[0]?.thread.unread_count).toBe(1);
    const { body } = await call("getThread", { path: { id } });
    expect(body.thread).toMatchObject({ unread_count: 0, inbox_state: "needs_reply" });
    expect(body.messages).toEqual(threads[0]?.messages);
    expect(body.participantDetails).toMatchObject({ company: expect.stringMatching(/^Company/) });
    expect(body).toMatchObject({ senderDisconnected: false, senderAccount: { status: "active" } });
    expect(sandbox.threads()[0]?.thread.unread_count).toBe(0);
  });

  it("P76 say when their sender can't send any more", async () => {
    const { sandbox, call } = setUp({ speed: 0, replyRate: 1, bounceRate: 0 });
    const { threads } = await answered(sandbox, call);
    const { id = "", account_id } = threads[0]?.thread ?? {};
    sandbox.changeSender(account_id ?? "", { status: "error" });
    const { body } = await call("getThread", { path: { id } });
    expect(body).toMatchObject({ senderDisconnected: true, senderAccount: { status: "error" } });
  });
});

describe("the list of threads", () => {
  it("shows active threads with an answer, unless it is asked for others", async () => {
    const { sandbox, call } = setUp({ speed: 0, replyRate: 1, bounceRate: 0 });
    const { id: campaign_id, threads } = await answered(sandbox, call);
    const [one, two] = threads.map(({ thread }) => thread.id);
    const waiting = await draft(call);
    const sent = await draft(call, { participant_email: "grace@example.test" });
    await call("sendThreadMessage", { path: { id: sent.id }, body: { body_text: "Hi" } });
    await sandbox.clock.advance(1_000);
    await call("sendThreadMessage", { path: { id: two ?? "" }, body: { body_text: "Thanks" } });
    const all = [one, two, waiting.id, sent.id].sort();
    const sorted = async (query: object) => (await ids(call, query)).sort();
    expect(await ids(call)).toEqual([two, one]);
    expect(await ids(call, { view: "needs_reply" })).toEqual([one]);
    expect(await ids(call, { view: "active_thread" })).toEqual([two]);
    expect(await sorted({ view: "inbox,drafts" })).toEqual([one, two, waiting.id].sort());
    expect(await ids(call, { view: "sent" })).toEqual([sent.id]);
    expect(await ids(call, { inbox_state: "sent_one_off" })).toEqual([sent.id]);
    expect(await ids(call, { status: "draft" })).toEqual([waiting.id]);
    expect(await sorted({ status: "active,draft" })).toEqual(all);
    expect(await sorted({ sender_id: waiting.account_id })).toEqual(all);
    expect(await sorted({ campaign_id })).toEqual([one, two].sort());
    expect(await ids(call, { participant_email: EMAIL.toUpperCase() })).toEqual([waiting.id]);
    expect(await ids(call, { channel: "linkedin" })).toEqual([]);
    expect(await ids(call, { search: "FIRST0" })).toHaveLength(1);
    expect(await sorted({ unread: true })).toEqual([one, two].sort());
    await call("getThread", { path: { id: one ?? "" } });
    expect(await ids(call, { unread: true })).toEqual([two]);
    await call("updateThread", { path: { id: two ?? "" }, body: { status: "archived" } });
    expect([await ids(call), await ids(call, { view: "archived" })]).toEqual([[one], [two]]);
  });

  it("tells whose address bounced", async () => {
    const { sandbox, call } = setUp({ speed: 0, replyRate: 0, bounceRate: 1 });
    const { threads } = await answered(sandbox, call);
    expect(await ids(call, { view: "bounced" })).toHaveLength(2);
    expect(await ids(call, { view: "sent", bounced: false })).toEqual([]);
    expect(threads).toHaveLength(2);
  });

  it("P59 comes in pages of 50, at most 100", async () => {
    const { call } = setUp();
    const account_id = await emailSender(call);
    for (let count = 0; count < 55; count++)
      await call("createThread", { body: { account_id, participant_email: `p${count}@example.test` } });
    const page = async (query: object) => (await call("listThreads", { query: { view: "drafts", ...query } })).body;
    const first = await page({});
    const second = await page({ page: 2 });
    expect([first.threads?.length, first.total, first.page, first.limit]).toEqual([50, 55, 1, 50]);
    expect(second.threads?.length).toBe(5);
    expect(new Set([...(first.threads ?? []), ...(second.threads ?? [])].map(({ id }) => id)).size).toBe(55);
    expect((await page({ limit: 100 })).threads).toHaveLength(55);
    expect((await call("listThreads", { query: { limit: 101 } })).status).toBe(400);
  });

  it("looks up who is written to already", async () => {
    const { call } = setUp();
    const first = await draft(call);
    const query = { participant_email: EMAIL, correspondence: true };
    expect(await ids(call, query)).toEqual([first.id]);
    expect(await ids(call, { ...query, exclude_thread_id: first.id })).toEqual([]);
    expect(await ids(call, { ...query, participant_email: "grace@example.test" })).toEqual([]);
    expect((await call("listThreads", { query: { correspondence: true } })).status).toBe(400);
  });
});
