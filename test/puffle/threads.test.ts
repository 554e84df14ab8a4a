import {
  ConflictError,
  ExistingThreadError,
  InputError,
  type NewThread,
  NotFoundError,
  OutcomeUnknownError,
  Puffle,
  SenderNotReadyError,
  type Thread,
  UnreadableResponseError,
} from "puffle-sdk";
import type { Fault } from "puffle-sdk/sandbox";
import { describe, expect, it } from "vitest";
import { caughtAs } from "../support/errors.ts";
import { printed } from "./support/printed.ts";
import { countOf, edited, setUp, somebodyElse, tapped, type World } from "./support/world.ts";

/** The draft of these tests. */
function wanted({ email }: Pick<World, "email">, more: NewThread = {}): NewThread {
  return {
    account_id: email,
    participant_email: "Ada@example.test",
    draft_subject: "Hello",
    draft_body_text: "Hi",
    ...more,
  };
}

/** A thread in which somebody has written back. */
async function answered(world: World, to = "ada@example.test"): Promise<Thread> {
  const draft = await world.puffle.threads.create(wanted(world, { participant_email: to }));
  await world.puffle.threads.messages.send(draft, { body_text: "Hi" });
  world.sandbox.reply(draft.id, "Tell me more");
  return draft;
}

describe("listing threads", () => {
  it("P59 reads every page, each thread once, by the documented filters", async () => {
    const world = setUp();
    for (let count = 0; count < 120; count++)
      await world.puffle.threads.create(wanted(world, { participant_email: `p${count}@example.test` }));
    await answered(world);
    const ids: string[] = [];
    for await (const thread of world.puffle.threads.list({ view: "drafts" })) ids.push(thread.id);
    expect([ids.length, new Set(ids).size]).toEqual([120, 120]);
    const page = await world.puffle.threads.list({ view: "drafts", limit: 100, page: 2 });
    expect([page.items.length, page.page, page.total, page.hasMore]).toEqual([20, 2, 120, false]);
    const waiting = await world.puffle.threads.list();
    expect(waiting.items.map(({ inbox_state }) => inbox_state)).toEqual(["needs_reply"]);
  });

  it("says so when the answer has no threads, in place of an empty list", async () => {
    const { sandbox, puffle } = setUp();
    sandbox.fail("listThreads", { status: 200, body: { conversations: [] } });
    const error = await caughtAs(UnreadableResponseError, puffle.threads.list());
    expect(error.message).toContain("`threads`");
  });
});

describe("reading a thread", () => {
  it("marks it as read, and tells whether its sender can send", async () => {
    const world = setUp();
    const { id } = await answered(world);
    const { thread, messages, senderDisconnected } = await world.puffle.threads.get(id);
    expect([thread.unread_count, senderDisconnected]).toEqual([0, false]);
    expect(messages.map(({ direction }) => direction)).toEqual(["outbound", "inbound"]);
    world.sandbox.changeSender(world.email, { status: "error" });
    expect((await world.puffle.threads.get({ id })).senderDisconnected).toBe(true);
  });
});

describe("a draft", () => {
  it("is created, edited, archived and deleted", async () => {
    const world = setUp();
    const { threads } = world.puffle;
    const draft = await threads.create(wanted(world));
    expect(draft).toMatchObject({ status: "draft", participant_email: "ada@example.test", draft_body_text: "Hi" });
    expect((await threads.update(draft, { draft_subject: null })).draft_subject).toBe(null);
    expect((await threads.update(draft.id, { status: "archived" })).status).toBe("archived");
    expect((await threads.update(draft, { status: "active" })).status).toBe("draft");
    expect(await threads.deleteDraft(draft)).toEqual({ deleted: true });
    await caughtAs(NotFoundError, threads.deleteDraft(draft));
    expect(world.sandbox.outbox.messages).toEqual([]);
  });

  it("refuses nothing at all and wrong ids before anything is sent", async () => {
    const { sandbox, puffle } = setUp();
    expect((await caughtAs(InputError, puffle.threads.create({}))).problems).toHaveLength(1);
    await caughtAs(InputError, puffle.threads.create({ account_id: "", draft_subject: "x" }));
    await caughtAs(InputError, puffle.threads.deleteDraft(""));
    expect(sandbox.requests).toEqual([]);
  });

  it("P11 names the threads that this sender has with this recipient already, in all wordings", async () => {
    for (let seed = 1; seed <= 8; seed++) {
      const world = setUp({ seed });
      const first = await somebodyElse(world).threads.create(wanted(world));
      const error = await caughtAs(ExistingThreadError, world.puffle.threads.create(wanted(world)));
      expect([error.existingThreads, error.next, error.outcome]).toEqual([[first.id], "use_existing", "not_sent"]);
      expect(printed(error)).not.toMatch(/\bada\b/i);
      const other = await world.puffle.threads.create(
        wanted(world, { account_id: world.sandbox.addSender({ type: "email" }).id }),
      );
      const moved = world.puffle.threads.update(other, { account_id: world.email });
      expect((await caughtAs(ExistingThreadError, moved)).existingThreads).toEqual([first.id]);
      expect(countOf(world.sandbox, "createThread")).toBe(3);
    }
  });

  it("P11 gives back the thread that there is, where that was asked for, and leaves it unread", async () => {
    const world = setUp();
    const first = await answered(world);
    const again = await world.puffle.threads.create(wanted(world), { ifExists: "return" });
    expect([again.id, again.unread_count]).toEqual([first.id, 1]);
    const other = await world.puffle.threads.create(wanted(world, { participant_email: "x@example.test" }), {
      ifExists: "return",
    });
    expect(other.status).toBe("draft");
    world.sandbox.fail("listThreads", { status: 200, body: { threads: [] } });
    await caughtAs(ExistingThreadError, world.puffle.threads.create(wanted(world), { ifExists: "return" }));
    const maybe: object = { ifExists: "maybe" };
    await caughtAs(InputError, world.puffle.threads.create(wanted(world), maybe));
    expect(world.sandbox.threads()).toHaveLength(2);
  });

  it("P11 is named all the same where the thread that there is can't be read", async () => {
    const world = setUp();
    const first = await answered(world);
    for (const fault of [{ status: 500 }, { drop: "before" }, { status: 200, body: {} }] as const) {
      world.sandbox.fail("listThreads", { ...fault, times: 9 });
      const call = world.puffle.threads.create(wanted(world), { ifExists: "return", retry: { 500: { retries: 0 } } });
      expect((await caughtAs(ExistingThreadError, call)).existingThreads).toEqual([first.id]);
    }
  });

  it("says so when the answer's thread has no id", async () => {
    const world = setUp();
    world.sandbox.fail("createThread", { answer: '{"thread":{}}' });
    const error = await caughtAs(UnreadableResponseError, world.puffle.threads.create(wanted(world)));
    expect([error.outcome, countOf(world.sandbox, "createThread")]).toEqual(["sent", 1]);
  });

  it("P76 asks a person about a sender that can't send, in all wordings, and no one about another mistake", async () => {
    for (let seed = 1; seed <= 25; seed++) {
      const world = setUp({ seed });
      for (const changes of [{ status: "error" }, { status: "warming" }, { agentmail_inbox_id: null }]) {
        const account_id = world.sandbox.addSender({ type: "email", display_name: "Robin", ...changes }).id;
        const error = await caughtAs(SenderNotReadyError, world.puffle.threads.create(wanted(world, { account_id })));
        expect([error.next, error.outcome, error.status]).toEqual(["ask_human", "not_sent", 400]);
      }
      for (const account_id of ["0b0e8a52-0000-4000-8000-000000000000", world.linkedin]) {
        const call = world.puffle.threads.create(wanted(world, { account_id }));
        expect(await call.then(undefined, ({ name, next }) => [name, next])).toEqual([
          "BadRequestError",
          "fix_request",
        ]);
      }
    }
  });

  it("can't be deleted once it is a conversation", async () => {
    const world = setUp();
    const thread = await answered(world);
    const error = await caughtAs(ConflictError, world.puffle.threads.deleteDraft(thread));
    expect(error.outcome).toBe("not_sent");
    expect(world.sandbox.threads()).toHaveLength(1);
  });

  it("P17 is deleted when the answer to deleting it was lost", async () => {
    for (const fault of [{ drop: "after" }, { status: 502, work: true }, { stall: "headers" }] as const) {
      const world = setUp();
      const draft = await world.puffle.threads.create(wanted(world));
      world.sandbox.fail("deleteDraftThread", fault);
      expect(await world.puffle.threads.deleteDraft(draft)).toEqual({ deleted: true });
      expect(world.sandbox.threads()).toEqual([]);
    }
  });
});

describe("a draft whose answer was lost", () => {
  const LOST: readonly Fault[] = [{ drop: "after" }, { stall: "headers" }, { status: 504, work: true }, { cut: true }];

  it("P17 is found among the drafts and is there once", async () => {
    for (const fault of LOST) {
      const world = setUp();
      world.sandbox.fail("createThread", fault);
      const draft = await world.puffle.threads.create(wanted(world));
      expect(world.sandbox.threads().map(({ thread }) => thread)).toEqual([draft]);
      expect(countOf(world.sandbox, "createThread")).toBe(1);
    }
  });

  it("P17 is found without a recipient too", async () => {
    const world = setUp();
    world.sandbox.fail("createThread", { drop: "after" });
    const draft = await world.puffle.threads.create({ draft_subject: "Later" });
    expect(world.sandbox.threads().map(({ thread }) => thread.id)).toEqual([draft.id]);
  });

  it("P17 is made again where it never arrived", async () => {
    for (const fault of [{ drop: "before" }, { status: 503 }, { stall: "before" }] as const) {
      const world = setUp();
      world.sandbox.fail("createThread", fault);
      const draft = await world.puffle.threads.create(wanted(world));
      expect(world.sandbox.threads().map(({ thread }) => thread.id)).toEqual([draft.id]);
      expect(countOf(world.sandbox, "createThread")).toBe(2);
    }
  });

  it("P11 P17 is not somebody else's thread with that recipient", async () => {
    const world = setUp();
    const theirs = await somebodyElse(world).threads.create(wanted(world));
    await world.sandbox.clock.advance(60_000);
    world.sandbox.fail("createThread", { drop: "before" });
    const error = await caughtAs(ExistingThreadError, world.puffle.threads.create(wanted(world)));
    expect(error.existingThreads).toEqual([theirs.id]);
  });

  it("P17 is in doubt where somebody has edited it, where it differs, or where the list does not show enough", async () => {
    const spoil: readonly ((row: Record<string, unknown>) => object)[] = [
      (row) => ({ ...row, updated_at: "2026-01-05T09:30:00.000Z" }),
      (row) => ({ ...row, draft_body_text: "Something else" }),
      (row) => ({ id: row["id"], status: row["status"], participant_email: row["participant_email"] }),
      ({ created_at: _, ...row }) => row,
    ];
    for (const change of spoil) {
      const world = setUp();
      const fetch = tapped(world.sandbox.fetch, {
        after: ({ method, path }, response) =>
          method === "GET" && path === "/api/threads"
            ? edited(response, (body) => ({ ...body, threads: Object(body["threads"]).map(change) }))
            : response,
      });
      world.sandbox.fail("createThread", { drop: "after" });
      const puffle = new Puffle({ ...world.sandbox.options, fetch });
      const error = await caughtAs(OutcomeUnknownError, puffle.threads.create(wanted(world)));
      expect(error.candidates).toEqual(world.sandbox.threads().map(({ thread }) => thread.id));
      expect(countOf(world.sandbox, "createThread")).toBe(1);
      expect(printed(error)).not.toMatch(/ada@|Hello|"Hi"/i);
    }
  });

  it("P17 is in doubt where there are more drafts than one look shows", async () => {
    const world = setUp();
    for (let count = 0; count < 101; count++) await world.puffle.threads.create({ draft_subject: `No. ${count}` });
    world.sandbox.fail("createThread", { drop: "before" });
    const error = await caughtAs(OutcomeUnknownError, world.puffle.threads.create({ draft_subject: "One more" }));
    expect(error.candidates).toEqual([]);
    expect(countOf(world.sandbox, "createThread")).toBe(102);
  });
});
