import { setupServer } from "msw/node";
import { handlers } from "puffle-sdk/sandbox/msw";
import { describe, expect, it } from "vitest";
import { createSandbox, type Sandbox } from "../../src/sandbox/index.ts";
import type { Schemas } from "../../src/sandbox/puffle/wire.ts";
import { type PlainClient, plainClient, setUp } from "./helpers.ts";

const MB = 1024 * 1024;

async function draft(call: PlainClient, body: Schemas["NewThread"] = {}): Promise<string> {
  const { body: senders } = await call("listSenders", { query: { type: "email" } });
  const wanted = { account_id: senders.accounts[0]?.id ?? "", participant_email: "ada@example.test", ...body };
  const created = await call("createThread", { body: wanted });
  expect(created.status, created.error).toBe(200);
  return created.body.thread.id;
}

/** Uploads as a form, by whichever way in. */
async function upload(
  { fetch, apiKey, baseURL }: Pick<Sandbox, "fetch" | "apiKey" | "baseURL">,
  id: string,
  parts: Readonly<Record<string, Blob | string>>,
) {
  const form = new FormData();
  for (const [name, part] of Object.entries(parts)) form.append(name, part);
  const headers = { authorization: `Bearer ${apiKey}` };
  const response = await fetch(`${baseURL}/api/threads/${id}/attachments`, { method: "POST", headers, body: form });
  const body: { attachment?: Schemas["ThreadAttachment"] } = await response.json();
  return { status: response.status, attachment: body.attachment };
}

const send = (call: PlainClient, id: string, body: Partial<Schemas["NewThreadMessage"]> = {}) =>
  call("sendThreadMessage", { path: { id }, body: { body_text: "Hi Ada", subject: "Hello", ...body } });

describe("sending in a thread", () => {
  it("P75 reaches the person at once, and the draft becomes a conversation", async () => {
    const { sandbox, call } = setUp();
    const id = await draft(call, { draft_subject: "Hello", draft_body_text: "Hi" });
    const { body } = await call("sendThreadMessage", {
      path: { id },
      body: { body_text: "Hi Ada", threading_mode: "new_thread", cc: "c@x.test", bcc: "b@x.test" },
    });
    expect(body.thread).toMatchObject({ status: "active", inbox_state: "sent_one_off", draft_subject: null });
    expect(body.message).toMatchObject({
      conversation_id: id,
      direction: "outbound",
      subject: "Hello",
      body_text: "Hi Ada",
      body_html: "<p>Hi Ada</p>",
    });
    expect(sandbox.outbox.messages).toEqual([
      {
        at: sandbox.clock.now(),
        campaignId: "",
        nodeId: "",
        prospectId: "",
        senderId: body.thread?.account_id,
        channel: "email",
        kind: "email",
        recipient: "ada@example.test",
        subject: "Hello",
        body: "Hi Ada",
        threadId: id,
        cc: "c@x.test",
        bcc: "b@x.test",
      },
    ]);
    expect((await call("listThreadMessages", { path: { id } })).body).toEqual({
      messages: [body.message],
      total: 1,
      page: 1,
      limit: 50,
    });
  });

  it("P75 shows in the outbox who got the same words twice, and counts for the sender's day", async () => {
    const { sandbox, call } = setUp();
    const id = await draft(call);
    await send(call, id);
    await send(call, id, { body_text: "Something else" });
    expect(sandbox.outbox.writtenTwice()).toEqual([]);
    await send(call, id);
    expect(sandbox.outbox.writtenTwice()).toMatchObject([{ recipient: "ada@example.test", messages: [{}, {}] }]);
    const account = sandbox.outbox.messages[0]?.senderId ?? "";
    const { body } = await call("getSender", { path: { id: account } });
    expect(body.account.stats?.today_sent).toBe(3);
  });

  it("refuses what can't be sent, and nobody gets anything", async () => {
    for (let seed = 1; seed <= 6; seed++) {
      const { sandbox, call } = setUp({ seed });
      const id = await draft(call);
      expect((await send(call, id, { body_text: "" })).status).toBe(400);
      expect((await send(call, id, { body_text: "  \n" })).status).toBe(400);
      expect((await send(call, id, { subject: "" })).status).toBe(400);
      const mode = { threading_mode: "forward" } satisfies object;
      expect((await send(call, id, Object(mode))).status).toBe(400);
      expect((await send(call, id, { attachments: [{ name: "x.pdf" }] })).status).toBe(400);
      expect((await send(call, "none")).status).toBe(404);
      const nobody = (await call("createThread", { body: { draft_subject: "x" } })).body.thread.id;
      expect((await send(call, nobody)).status).toBe(400);
      const account_id = sandbox.addSender({ type: "email" }).id;
      const unsendable = await send(call, nobody, { account_id });
      expect([unsendable.status, unsendable.error]).toEqual([422, expect.stringMatching(/^The thread/)]);
      const early = await send(call, id, { threading_mode: "reply" });
      expect([early.status, early.error]).toEqual([422, expect.stringMatching(/^The thread/)]);
      expect(sandbox.outbox.messages).toEqual([]);
      expect(sandbox.threads().every(({ messages }) => messages.length === 0)).toBe(true);
    }
  });

  it("P76 refuses a sender that is not connected any more, in several wordings", async () => {
    const sentences = new Set<string>();
    for (let seed = 1; seed <= 20; seed++) {
      const { sandbox, call } = setUp({ seed });
      const id = await draft(call);
      const account = sandbox.threads()[0]?.thread.account_id ?? "";
      sandbox.changeSender(account, { status: "error" });
      const refused = await send(call, id);
      expect(refused.status).toBe(422);
      sentences.add(refused.error);
      expect(sandbox.outbox.messages).toEqual([]);
    }
    expect(sentences.size).toBeGreaterThan(3);
  });

  it("P15 can send and then fail to save it: the answer says so, and the thread does not show it", async () => {
    const sentences = new Set<string>();
    for (let seed = 1; seed <= 20; seed++) {
      const { sandbox, call } = setUp({ seed });
      const id = await draft(call);
      sandbox.fail("sendThreadMessage", { saving: "fails" });
      const failed = await send(call, id);
      expect(failed.status).toBe(500);
      expect(failed.error).toMatch(/sent|delivered/);
      sentences.add(failed.error);
      expect(sandbox.outbox.messages).toHaveLength(1);
      expect(sandbox.threads()).toMatchObject([{ thread: { status: "draft" }, messages: [] }]);
    }
    expect(sentences.size).toBeGreaterThan(3);
    expect(() => setUp().sandbox.fail("createThread", { saving: "fails" })).toThrow("saving is for sendThreadMessage");
  });

  it("lets the person answer, and an answer be answered", async () => {
    const { sandbox, call } = setUp();
    const id = await draft(call);
    expect(() => sandbox.reply(id, "Early")).toThrow(`nobody has written in thread ${id}`);
    expect(() => sandbox.reply("none", "Hi")).toThrow("no thread none");
    await send(call, id);
    await sandbox.clock.advance(60_000);
    sandbox.reply(id, "Tell me more");
    const { body } = await call("sendThreadMessage", {
      path: { id },
      body: { body_text: "Gladly", threading_mode: "reply" },
    });
    expect(body.thread).toMatchObject({ inbox_state: "active_thread", unread_count: 1 });
    const { messages } = (await call("listThreadMessages", { path: { id }, query: { limit: 2, page: 1 } })).body;
    expect(messages.map(({ direction, body_text }) => [direction, body_text])).toEqual([
      ["outbound", "Hi Ada"],
      ["inbound", "Tell me more"],
    ]);
    expect((await call("listThreadMessages", { path: { id }, query: { limit: 201 } })).status).toBe(400);
  });
});

describe("an attachment", () => {
  const pdf = () => new File([new Uint8Array([0, 255, 13, 10, 45, 45, 0])], "offer.pdf", { type: "application/pdf" });

  it("P77 comes as a form, in process, over a port and through msw, and goes out with the message", async () => {
    const sandbox = createSandbox();
    const call = plainClient(sandbox);
    const listening = await sandbox.listen();
    const intercepted = setupServer(...handlers(sandbox));
    intercepted.listen({ onUnhandledRequest: "bypass" });
    try {
      const port = { apiKey: sandbox.apiKey, fetch: listening.fetch, baseURL: listening.url };
      const msw = { apiKey: sandbox.apiKey, fetch: globalThis.fetch, baseURL: "https://app.puffle.ai" };
      for (const way of [sandbox, port, msw]) {
        const id = await draft(call, { participant_email: `${way.baseURL.length}@example.test` });
        const { status, attachment } = await upload(way, id, { file: pdf() });
        expect(status).toBe(200);
        expect(attachment).toMatchObject({ name: "offer.pdf", mime_type: "application/pdf", size: 7 });
        expect(attachment).toMatchObject({ content_disposition: "attachment", url: expect.stringMatching(/^https:/) });
        const { bucket, path } = attachment ?? {};
        const attachments = [{ name: "offer.pdf", size: 7, bucket: bucket ?? "", path: path ?? "" }];
        expect((await send(call, id, { attachments })).status).toBe(200);
        expect(sandbox.outbox.messages.at(-1)?.attachments).toEqual([{ name: "offer.pdf", size: 7 }]);
        const other = await draft(call, { participant_email: `other${way.baseURL.length}@example.test` });
        expect((await send(call, other, { attachments })).status).toBe(400);
      }
    } finally {
      intercepted.close();
      await listening.close();
    }
  });

  it("P77 is at most 10 MB, in the part called file, and for drafts of emails only", async () => {
    const sandbox = createSandbox();
    const call = plainClient(sandbox);
    const id = await draft(call);
    const status = async (parts: Parameters<typeof upload>[2], thread = id) =>
      (await upload(sandbox, thread, parts)).status;
    expect(await status({ file: new Blob([new Uint8Array(10 * MB)]) })).toBe(200);
    expect(await status({ file: new Blob([new Uint8Array(10 * MB + 1)]) })).toBe(400);
    expect(await status({ other: pdf() })).toBe(400);
    expect(await status({ file: "not a file" })).toBe(400);
    expect(await status({ file: pdf() }, "none")).toBe(404);
    await send(call, id);
    expect(await status({ file: pdf() })).toBe(400);
    await call("updateThread", { path: { id }, body: { draft_body_text: "One more thing" } });
    expect(await status({ file: pdf() })).toBe(200);
  });

  it("P77 goes out when the message has it; the draft's own, its cc and its bcc don't go by themselves", async () => {
    const sandbox = createSandbox();
    const call = plainClient(sandbox);
    const id = await draft(call, { draft_subject: "Hello", draft_cc: "c@x.test", draft_bcc: "b@x.test" });
    const { attachment } = await upload(sandbox, id, { file: pdf() });
    const draft_attachments = [{ bucket: attachment?.bucket ?? "", path: attachment?.path ?? "" }];
    await call("updateThread", { path: { id }, body: { draft_attachments } });
    expect((await send(call, id)).status).toBe(200);
    const [sent] = sandbox.outbox.messages;
    expect([sent?.cc, sent?.bcc, sent?.attachments]).toEqual([undefined, undefined, undefined]);
  });

  it("P77 must be a form: JSON and a broken form are refused", async () => {
    const sandbox = createSandbox();
    const call = plainClient(sandbox);
    const id = await draft(call);
    const headers = { authorization: `Bearer ${sandbox.apiKey}` };
    for (const type of ["application/json", "multipart/form-data; boundary=x", "multipart/form-data"]) {
      const url = `${sandbox.baseURL}/api/threads/${id}/attachments`;
      const response = await sandbox.fetch(url, {
        method: "POST",
        headers: { ...headers, "content-type": type },
        body: "{}",
      });
      expect([type, response.status]).toEqual([type, 400]);
    }
  });
});
