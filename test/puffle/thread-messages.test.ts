import {
  AbortError,
  InputError,
  MessageSentNotSavedError,
  OutcomeUnknownError,
  Puffle,
  PuffleError,
  RateLimitError,
  SenderNotReadyError,
  UnprocessableEntityError,
  UnreadableResponseError,
} from "puffle-sdk";
import type { Fault } from "puffle-sdk/sandbox";
import { describe, expect, it } from "vitest";
import { BROKEN_OFF, WORST } from "../support/bad-luck.ts";
import { caughtAs } from "../support/errors.ts";
import { json, refused, unreachable } from "../support/fetch.ts";
import { printed } from "./support/printed.ts";
import { scriptedClient } from "./support/scripted.ts";
import { countOf, setUp, tapped, type World } from "./support/world.ts";

const ID = "8c2b2d4e-e29b-41d4-a716-446655440000";
const TEXT = { subject: "Hello", body_text: "Dear Ada, a secret" } as const;

async function draft({ puffle, email }: World): Promise<string> {
  return (await puffle.threads.create({ account_id: email, participant_email: "ada@example.test" })).id;
}

describe("sending a message", () => {
  it("P75 reaches the person once and gives back message and thread", async () => {
    const world = setUp();
    const id = await draft(world);
    const { message, thread } = await world.puffle.threads.messages.send(id, TEXT);
    expect([message.direction, thread?.inbox_state]).toEqual(["outbound", "sent_one_off"]);
    expect(world.sandbox.outbox.messages).toMatchObject([{ recipient: "ada@example.test", threadId: id }]);
    world.sandbox.reply(id, "Who are you?");
    await world.puffle.threads.messages.send({ id }, { body_text: "Robin", threading_mode: "reply" });
    const said: unknown[] = [];
    for await (const { direction, body_text } of world.puffle.threads.messages.list(id, { limit: 2 }))
      said.push([direction, body_text]);
    expect(said).toEqual([
      ["outbound", TEXT.body_text],
      ["inbound", "Who are you?"],
      ["outbound", "Robin"],
    ]);
    expect(world.sandbox.threads()[0]?.thread.unread_count).toBe(1);
  });

  it("is refused without a text or with a wrong sender, before anything is sent", async () => {
    const { sandbox, puffle } = setUp();
    const body = { body_text: " \n", account_id: "" };
    const error = await caughtAs(InputError, puffle.threads.messages.send(ID, body));
    expect(error.problems.map(({ field }) => field)).toEqual(["body_text", "account_id"]);
    expect(sandbox.requests).toEqual([]);
  });

  const LOST: readonly Fault[] = [
    ...BROKEN_OFF,
    { answer: "<html>ok</html>" },
    { contentType: "text/html" },
    { status: 200, body: "", work: true },
    { status: 302, work: true },
    { status: 408, work: true },
    { status: 500 },
    { status: 502, work: true },
    { status: 503, retryAfter: 1 },
    { status: 504, work: true },
    { latency: 40_000 },
  ];
  for (const fault of LOST) {
    it(`P17 is never sent again after ${JSON.stringify(fault)}, whatever the caller asks for`, async () => {
      for (const retry of [undefined, WORST]) {
        const world = setUp();
        const id = await draft(world);
        world.sandbox.fail("sendThreadMessage", { ...fault, times: 3 });
        const error = await caughtAs(
          OutcomeUnknownError,
          world.puffle.threads.messages.send(id, TEXT, retry && { retry }),
        );
        expect([error.outcome, error.next]).toEqual(["unknown", "check_outcome"]);
        expect(error.message).toContain("threads.messages.list(id)");
        expect(printed(error)).not.toMatch(/\bada\b|secret|Hello/i);
        expect(countOf(world.sandbox, "sendThreadMessage")).toBe(1);
        await world.sandbox.clock.advance(100_000);
        expect(world.sandbox.outbox.messages.length).toBeLessThan(2);
      }
    });
  }

  it("P17 says that the outcome is unknown when it is aborted on its way, and not when it never went out", async () => {
    const world = setUp();
    const id = await draft(world);
    const early = AbortSignal.abort("too late");
    const before = await caughtAs(AbortError, world.puffle.threads.messages.send(id, TEXT, { signal: early }));
    expect([before.outcome, countOf(world.sandbox, "sendThreadMessage")]).toEqual(["not_sent", 0]);
    const stop = new AbortController();
    const fetch = tapped(world.sandbox.fetch, {
      after(_, response) {
        stop.abort();
        return response;
      },
    });
    const puffle = new Puffle({ ...world.sandbox.options, fetch });
    const error = await caughtAs(AbortError, puffle.threads.messages.send(id, TEXT, { signal: stop.signal }));
    expect([error.outcome, error.next]).toEqual(["unknown", "check_outcome"]);
    expect(world.sandbox.outbox.messages).toHaveLength(1);
  });

  it("P17 is sent again only where it surely was not carried out", async () => {
    const sent = { message: { id: ID }, thread: { id: ID } };
    const { puffle, script } = scriptedClient([unreachable, refused(429, "slow down"), json(sent)]);
    expect(await puffle.threads.messages.send(ID, TEXT)).toEqual(sent);
    expect(script.requests).toHaveLength(3);
    const world = setUp();
    const id = await draft(world);
    world.sandbox.fail("sendThreadMessage", { status: 429, retryAfter: 900 });
    const error = await caughtAs(RateLimitError, world.puffle.threads.messages.send(id, TEXT));
    expect([error.outcome, error.retryAfterMs]).toEqual(["not_sent", 900_000]);
    expect(world.sandbox.outbox.messages).toEqual([]);
  });

  it("P17 was carried out when the answer lacks the message, and says so", async () => {
    for (const body of [{}, { message: null }, { message: "sent" }]) {
      const { puffle, script } = scriptedClient([], { forever: json(body) });
      const error = await caughtAs(UnreadableResponseError, puffle.threads.messages.send(ID, TEXT, { retry: WORST }));
      expect([error.outcome, error.next, script.requests.length]).toEqual(["sent", "check_outcome", 1]);
    }
  });

  it("P15 was sent and could not be saved, in all wordings: reported, and never sent again", async () => {
    for (let seed = 1; seed <= 25; seed++) {
      for (const retry of [undefined, WORST]) {
        const world = setUp({ seed });
        const id = await draft(world);
        world.sandbox.fail("sendThreadMessage", { saving: "fails", times: 9 });
        const call = world.puffle.threads.messages.send(id, TEXT, retry && { retry });
        const error = await caughtAs(MessageSentNotSavedError, call);
        expect([error.outcome, error.next, error.status]).toEqual(["sent", "ask_human", 500]);
        expect(error.message).toContain(String(error.correlationId));
        expect(countOf(world.sandbox, "sendThreadMessage")).toBe(1);
        expect(world.sandbox.outbox.messages).toHaveLength(1);
      }
    }
  });

  it("P76 asks a person when the sender is not connected, in all wordings", async () => {
    const said = new Set<string | undefined>();
    for (let seed = 1; seed <= 25; seed++) {
      const world = setUp({ seed });
      const id = await draft(world);
      world.sandbox.changeSender(world.email, { status: "error" });
      const error = await caughtAs(SenderNotReadyError, world.puffle.threads.messages.send(id, TEXT));
      expect([error.next, error.outcome, error.status]).toEqual(["ask_human", "not_sent", 422]);
      said.add(error.said);
    }
    expect(said.size).toBeGreaterThan(3);
  });

  it("P76 asks nobody to connect a sender where something else is wrong, in all wordings", async () => {
    for (let seed = 1; seed <= 25; seed++) {
      const world = setUp({ seed });
      const { messages } = world.puffle.threads;
      const bare = await world.puffle.threads.create({ draft_subject: "Hello" });
      const none = await caughtAs(PuffleError, messages.send(bare, TEXT));
      expect([none.name, none.next]).toEqual(["BadRequestError", "fix_request"]);
      const nobody = messages.send(bare, { ...TEXT, account_id: world.email });
      expect((await caughtAs(UnprocessableEntityError, nobody)).next).toBe("fix_request");
      const reply = messages.send(await draft(world), { ...TEXT, threading_mode: "reply" });
      expect((await caughtAs(UnprocessableEntityError, reply)).next).toBe("fix_request");
      expect(world.sandbox.outbox.messages).toEqual([]);
    }
  });
});
