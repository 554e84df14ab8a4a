import type { Call, List, Thread, ThreadAttachment, ThreadMessage, ThreadMessageSent } from "puffle-sdk";
import { describe, expect, expectTypeOf, it } from "vitest";
import { scriptedClient } from "../puffle/support/scripted.ts";
import { setUp } from "../puffle/support/world.ts";
import { json } from "../support/fetch.ts";

const ID = "8c2b2d4e-e29b-41d4-a716-446655440000";

describe("threads, for the compiler", () => {
  it("are typed from the contract", async () => {
    const { puffle } = scriptedClient([], {
      forever: json({ thread: { id: ID }, message: { id: ID }, threads: [], messages: [] }),
    });
    const list = puffle.threads.list({ view: "drafts", channel: "email" });
    expectTypeOf(list).toEqualTypeOf<List<Thread>>();
    expectTypeOf(puffle.threads.messages.list(ID)).toEqualTypeOf<List<ThreadMessage>>();
    const sending = puffle.threads.messages.send({ id: ID }, { body_text: "Hi", threading_mode: "reply" });
    expectTypeOf(sending).toEqualTypeOf<Call<ThreadMessageSent>>();
    // @ts-ignore There is no such mode.
    const odd = puffle.threads.messages.send(ID, { body_text: "Hi", threading_mode: "forward" });
    // @ts-ignore Only these two can be set.
    const warm = puffle.threads.update(ID, { status: "warmup" });
    // @ts-ignore Nobody to send to.
    const unsent = puffle.threads.sendOneOff({ sender: ID, subject: "x", body: "x" });
    await expect(unsent).rejects.toThrow("to must be one email address");
    expect((await Promise.all([list, sending, odd, warm])).length).toBe(4);
  });

  it("P77 take files as a form by the escape hatch, and nothing else", async () => {
    const { puffle, email } = setUp();
    const draft = await puffle.threads.create({ account_id: email, draft_subject: "x" });
    const form = new FormData();
    form.append("file", new File(["x"], "x.txt"));
    const route = "POST /api/threads/{id}/attachments";
    const uploading = puffle.request(route, { path: { id: draft.id }, body: form });
    expectTypeOf(uploading).resolves.toEqualTypeOf<{ attachment: ThreadAttachment }>();
    expect((await uploading).attachment.size).toBe(1);
    // @ts-ignore JSON is no form.
    await expect(puffle.request(route, { path: { id: draft.id }, body: { file: "x" } })).rejects.toThrow("400");
  });
});
