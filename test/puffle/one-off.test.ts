import {
  AbortError,
  ExistingThreadError,
  IncompleteError,
  InputError,
  MessageSentNotSavedError,
  type OneOffEmail,
  type OneOffLeft,
  Puffle,
  PuffleError,
  SenderNotReadyError,
} from "puffle-sdk";
import type { Fault, Sandbox } from "puffle-sdk/sandbox";
import { describe, expect, it } from "vitest";
import { WORST } from "../support/bad-luck.ts";
import { caughtAs } from "../support/errors.ts";
import { printed } from "./support/printed.ts";
import { countOf, edited, requestsOf, setUp, somebodyElse, tapped, type World } from "./support/world.ts";

const NOBODYS_BUSINESS = /\bada\b|\bgrace\b|a secret|Question|offer\.pdf/i;

function email({ email: sender }: Pick<World, "email">, more: Partial<OneOffEmail> = {}): OneOffEmail {
  return { sender, to: "Ada@example.test", subject: "Question", body: "Dear Ada,\na secret", ...more };
}

/** What reached somebody, and nobody twice. */
function sentOnce(sandbox: Sandbox): boolean {
  expect(sandbox.outbox.writtenTwice()).toEqual([]);
  expect(sandbox.outbox.messages.length).toBeLessThan(2);
  return sandbox.outbox.messages.length === 1;
}

function leftIn(error: IncompleteError): OneOffLeft {
  const { threadId, candidates = [] }: Partial<OneOffLeft> = Object(error.report);
  return { threadId, candidates };
}

describe("a one-off email", () => {
  it("P75 is a draft, one send in a new thread, and a look at the thread", async () => {
    const world = setUp();
    const sender = await world.puffle.senders.get(world.email);
    const bodies: unknown[] = [];
    const fetch = tapped(world.sandbox.fetch, { before: ({ body }) => bodies.push(body) });
    const puffle = new Puffle({ ...world.sandbox.options, fetch });
    const requests = await requestsOf(world.sandbox, async () => {
      const more = { sender: sender.account, cc: ["c@x.test", "Dee <d@x.test>"], bcc: "b@x.test", toName: "Ada L" };
      const report = await puffle.threads.sendOneOff(email(world, more));
      expect(report).toMatchObject({ confirmed: true, via: "sent", message: { direction: "outbound" } });
      expect(report.thread).toMatchObject({ inbox_state: "sent_one_off", participant_name: "Ada L" });
    });
    expect(requests.map(({ operation }) => operation)).toEqual([
      "createThread",
      "sendThreadMessage",
      "listThreadMessages",
    ]);
    expect(bodies[1]).toEqual({
      threading_mode: "new_thread",
      subject: "Question",
      body_text: "Dear Ada,\na secret",
      cc: "c@x.test, Dee <d@x.test>",
      bcc: "b@x.test",
    });
    expect(world.sandbox.outbox.messages).toMatchObject([
      { recipient: "ada@example.test", senderId: world.email, subject: "Question", bcc: "b@x.test" },
    ]);
  });

  it("P75 P77 takes its attachments with it", async () => {
    const world = setUp();
    const bytes = new Uint8Array(5);
    const attachments = [
      { name: "offer.pdf", content: bytes, type: "application/pdf" },
      new File(["hello"], "note.txt", { type: "text/plain" }),
    ];
    world.sandbox.fail("uploadThreadAttachment", { drop: "after" });
    await world.puffle.threads.sendOneOff(email(world, { attachments, html: "<b>Hi</b>" }));
    expect(world.sandbox.outbox.messages[0]?.attachments).toEqual([
      { name: "offer.pdf", size: 5 },
      { name: "note.txt", size: 5 },
    ]);
    expect(world.sandbox.threads()[0]?.messages[0]?.body_html).toBe("<b>Hi</b>");
  });

  it("is sent as it was when the method was called", async () => {
    const world = setUp();
    const content = new TextEncoder().encode("first");
    const given = { ...email(world), cc: ["first@x.test"], attachments: [{ name: "first", content }] };
    const sending = world.puffle.threads.sendOneOff(given);
    given.subject = "second";
    given.cc[0] = "second@x.test";
    given.attachments[0] = { name: "second", content };
    content.fill(0);
    await sending;
    expect(JSON.stringify(world.sandbox.outbox.messages)).not.toContain("second");
    expect(world.sandbox.outbox.messages).toMatchObject([{ cc: "first@x.test", attachments: [{ name: "first" }] }]);
  });

  it("refuses everything that is wrong at once, says nothing of what it says, and sends nothing", async () => {
    const { sandbox, puffle, linkedin } = setUp();
    const wrong = {
      sender: { id: linkedin, type: "linkedin" },
      to: "ada@example.test, grace@example.test",
      toName: "",
      subject: "Question\nBcc: all@example.test",
      body: " ",
      html: "",
      cc: ["ada"],
      bcc: 7,
      attachments: [{ name: "", content: new Uint8Array(10 * 1024 * 1024 + 1) }, "offer.pdf"],
      text: "a secret",
    };
    const error = await caughtAs(InputError, puffle.threads.sendOneOff(Object(wrong)));
    expect(error.problems.map(({ field }) => field)).toEqual([
      "text",
      "sender",
      "to",
      "toName",
      "subject",
      "body",
      "html",
      "cc",
      "bcc",
      "attachments[0].name",
      "attachments[0].content",
      "attachments[1]",
    ]);
    expect(printed(error)).not.toMatch(NOBODYS_BUSINESS);
    await caughtAs(InputError, puffle.threads.sendOneOff(Object(undefined)));
    await caughtAs(InputError, puffle.threads.sendOneOff(Object({ ...wrong, sender: 5, attachments: 1 })));
    const options: object = { retries: 3 };
    await caughtAs(InputError, puffle.threads.sendOneOff(email({ email: "s" }), options));
    expect(sandbox.requests).toEqual([]);
  });
});

describe("the errors of a one-off email", () => {
  it("P82 quote nothing of the email, whichever step the service quotes it in", async () => {
    const SAID =
      "Recipient Ada Lovelace rejected: the account for Ada, Lovelace, Bob, 'Question' with 'Dear Ada, a secret' in offer.pdf";
    for (const step of ["createThread", "uploadThreadAttachment", "sendThreadMessage"] as const) {
      for (const status of [400, 403, 404, 409, 422, 500]) {
        const world = setUp();
        world.sandbox.fail(step, { status, body: { error: SAID }, times: 9 });
        const attachments = [{ name: "offer.pdf", content: new Uint8Array(5) }];
        const more = { toName: "Ada Lovelace", cc: "Bob Lee <b@x.test>", attachments };
        const error = await caughtAs(PuffleError, world.puffle.threads.sendOneOff(email(world, more)));
        expect([step, status, printed(error).match(/lovelace|\bbob\b/i) ?? []]).toEqual([step, status, []]);
        expect(printed(error)).not.toMatch(NOBODYS_BUSINESS);
      }
    }
  });
});

describe("the headers of a one-off email", () => {
  const INJECTIONS = ["\r\nBcc: all@x.test", "\n", "\r", "\0", "\v", "\t", "\u0085", "\u2028", "\u2029"];

  it("P75 are the caller's own: no name, subject, address or file name smuggles in another line", async () => {
    const { sandbox, puffle, email: sender } = setUp();
    const content = new Uint8Array(1);
    for (const end of INJECTIONS) {
      const wrong: readonly [string, Partial<OneOffEmail>][] = [
        ["to", { to: `a${end}@example.test` }],
        ["toName", { toName: `Ada${end}x` }],
        ["subject", { subject: `Question${end}x` }],
        ["cc", { cc: [`Dee${end}x <d@x.test>`] }],
        ["bcc", { bcc: `b@x.test, Dee${end}x <d@x.test>` }],
        ["attachments[0].name", { attachments: [{ name: `a${end}x`, content }] }],
        ["attachments[0].name", { attachments: [new File([content], `a${end}x`)] }],
        ["attachments[0].type", { attachments: [{ name: "a", content, type: `text/plain${end}x` }] }],
      ];
      for (const [field, more] of wrong) {
        const error = await caughtAs(InputError, puffle.threads.sendOneOff(email({ email: sender }, more)));
        expect([end, error.problems.map((one) => one.field)]).toEqual([end, [field]]);
      }
      await caughtAs(InputError, puffle.threads.attachments.upload("t", { name: `a${end}x`, content }));
    }
    expect(sandbox.requests).toEqual([]);
  });

  it("P75 leave its body alone: that has lines", async () => {
    const world = setUp();
    const body = "Dear Ada,\r\n\ta secret\u2028";
    await world.puffle.threads.sendOneOff(email(world, { body }));
    expect(world.sandbox.outbox.messages[0]?.body).toBe(body);
  });
});

describe("a thread that is not this call's own", () => {
  it("P11 P75 is reported and never sent, a draft as little as a conversation", async () => {
    for (const written of [false, true]) {
      const world = setUp();
      const other = somebodyElse(world);
      const theirs = await other.threads.create({ account_id: world.email, participant_email: "ada@example.test" });
      if (written) await other.threads.messages.send(theirs, { body_text: "By hand", subject: "Theirs" });
      const before = world.sandbox.threads();
      await world.sandbox.clock.advance(60_000);
      for (const fault of [undefined, { drop: "before" }, { drop: "after" }] as const) {
        if (fault) world.sandbox.fail("createThread", fault);
        const error = await caughtAs(
          ExistingThreadError,
          world.puffle.threads.sendOneOff(email(world), { retry: WORST }),
        );
        expect([error.existingThreads, error.outcome, error.next]).toEqual([[theirs.id], "not_sent", "use_existing"]);
      }
      expect(world.sandbox.threads()).toEqual(before);
      expect(world.sandbox.outbox.messages.some(({ body }) => body.includes("secret"))).toBe(false);
    }
  });

  it("P75 is not taken for this call's even where another process is sending the very same email", async () => {
    const world = setUp();
    let look = () => {};
    const looked = new Promise<void>((resolve) => {
      look = resolve;
    });
    const waiting = tapped(world.sandbox.fetch, {
      before: ({ method, path }) => (method === "POST" && path.endsWith("/messages") ? looked : undefined),
    });
    const other = new Puffle({ ...world.sandbox.options, fetch: waiting });
    let theirs: Promise<unknown> | undefined;
    // Our request gets lost, theirs arrives, and then we look.
    const fetch = tapped(world.sandbox.fetch, {
      async before({ method, path }) {
        if (method !== "POST" || path !== "/api/threads") return;
        theirs = other.threads.sendOneOff(email(world));
        while (world.sandbox.threads().length === 0) await new Promise((resolve) => setImmediate(resolve));
        throw new TypeError("fetch failed", { cause: Object.assign(new Error("reset"), { code: "ECONNRESET" }) });
      },
      after({ method }, response) {
        if (method === "GET") look();
        return response;
      },
    });
    const puffle = new Puffle({ ...world.sandbox.options, fetch });
    const error = await caughtAs(IncompleteError, puffle.threads.sendOneOff(email(world)));
    const { threadId, candidates } = leftIn(error);
    expect([error.outcome, threadId, candidates]).toEqual([
      "not_sent",
      undefined,
      [world.sandbox.threads()[0]?.thread.id],
    ]);
    await theirs;
    expect(sentOnce(world.sandbox)).toBe(true);
  });

  it("P17 P75 is named where a draft was left that can't be proved to be its own: nothing is sent", async () => {
    const world = setUp();
    const fetch = tapped(world.sandbox.fetch, {
      after: ({ method, path }, response) =>
        method === "GET" && path === "/api/threads"
          ? edited(response, (body) => ({
              ...body,
              // A service that strips what it does not show.
              threads: Object(body["threads"]).map((row: object) => ({ ...row, draft_body_html: "<p>Dear Ada</p>" })),
            }))
          : response,
    });
    const puffle = new Puffle({ ...world.sandbox.options, fetch });
    world.sandbox.fail("createThread", { drop: "after" });
    const error = await caughtAs(IncompleteError, puffle.threads.sendOneOff(email(world)));
    const [draft] = world.sandbox.threads();
    expect([error.outcome, error.next]).toEqual(["not_sent", "check_outcome"]);
    expect(leftIn(error)).toEqual({ threadId: undefined, candidates: [draft?.thread.id] });
    expect(error.message).toContain(draft?.thread.id);
    expect(printed(error)).not.toMatch(NOBODYS_BUSINESS);
    expect(sentOnce(world.sandbox)).toBe(false);
  });

  it("P17 P75 is its own where the answer to making the draft was lost, and the mark proves it", async () => {
    for (const fault of [{ drop: "after" }, { stall: "headers" }, { status: 502, work: true }] as const) {
      const world = setUp();
      world.sandbox.fail("createThread", fault);
      expect(await world.puffle.threads.sendOneOff(email(world))).toMatchObject({ confirmed: true });
      expect(sentOnce(world.sandbox)).toBe(true);
      expect(world.sandbox.threads()).toHaveLength(1);
    }
  });
});

describe("a one-off email that surely was not sent", () => {
  it("P76 leaves no draft behind when the sender can't send, and asks a person", async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const world = setUp({ seed });
      const fetch = tapped(world.sandbox.fetch, {
        after({ method, path }, response) {
          if (method === "POST" && path === "/api/threads")
            world.sandbox.changeSender(world.email, { status: "error" });
          return response;
        },
      });
      const puffle = new Puffle({ ...world.sandbox.options, fetch });
      const error = await caughtAs(SenderNotReadyError, puffle.threads.sendOneOff(email(world)));
      expect([error.outcome, error.next]).toEqual(["not_sent", "ask_human"]);
      expect([sentOnce(world.sandbox), world.sandbox.threads()]).toEqual([false, []]);
      const again = await caughtAs(SenderNotReadyError, puffle.threads.sendOneOff(email(world)));
      expect(again.operation).toBe("createThread");
    }
  });

  it("P60 P75 leaves no draft behind, or names it, when the answer that made it does not fit the contract", async () => {
    for (const isDeleted of [true, false]) {
      const world = setUp();
      const fetch = tapped(world.sandbox.fetch, {
        after: ({ method, path }, response) =>
          method === "POST" && path === "/api/threads"
            ? edited(response, (body) => ({ thread: { ...Object(body["thread"]), participant_name: 7 } }))
            : response,
      });
      const puffle = new Puffle({ ...world.sandbox.options, fetch, validation: "strict" });
      if (!isDeleted) world.sandbox.fail("deleteDraftThread", { status: 500, times: 9 });
      const error = await caughtAs(IncompleteError, puffle.threads.sendOneOff(email(world)));
      const ids = world.sandbox.threads().map(({ thread }) => thread.id);
      expect([error.outcome, ids.length]).toEqual(["not_sent", isDeleted ? 0 : 1]);
      expect(leftIn(error)).toEqual({ threadId: ids[0], candidates: [] });
      expect(countOf(world.sandbox, "sendThreadMessage")).toBe(0);
    }
  });

  it("P75 names the draft that could not be deleted again", async () => {
    const world = setUp();
    world.sandbox.fail("sendThreadMessage", { status: 422, body: { error: "The thread is odd" } });
    world.sandbox.fail("deleteDraftThread", { status: 500, times: 9 });
    const error = await caughtAs(IncompleteError, world.puffle.threads.sendOneOff(email(world)));
    const id = world.sandbox.threads()[0]?.thread.id;
    expect([error.outcome, error.status, leftIn(error).threadId]).toEqual(["not_sent", 422, id]);
    expect(error.message).toContain(`threads.deleteDraft("${id}")`);
    expect(sentOnce(world.sandbox)).toBe(false);
  });

  it("P17 P75 is in doubt, or proved, where the draft is a conversation by now: a refusal alone does not say that nothing went out", async () => {
    for (const [work, via] of [
      [true, "reconciled"],
      [false, undefined],
    ] as const) {
      const world = setUp();
      world.sandbox.fail("sendThreadMessage", { status: 422, body: { error: "Odd" }, work });
      world.sandbox.fail("deleteDraftThread", { status: 409, body: { error: "Not an unsent draft" } });
      const call = world.puffle.threads.sendOneOff(email(world));
      if (via) expect(await call).toMatchObject({ via, confirmed: true });
      else {
        const error = await caughtAs(IncompleteError, call);
        const id = world.sandbox.threads()[0]?.thread.id;
        expect([error.outcome, error.next, leftIn(error).threadId]).toEqual(["unknown", "check_outcome", id]);
      }
      expect([sentOnce(world.sandbox), countOf(world.sandbox, "sendThreadMessage")]).toEqual([work, 1]);
    }
  });

  it("P75 is in doubt where somebody sent its draft while a file was uploaded", async () => {
    const world = setUp();
    const attachments = [{ name: "offer.pdf", content: new Uint8Array(5) }];
    const fetch = tapped(world.sandbox.fetch, {
      async before({ method, path }) {
        if (method !== "POST" || !path.endsWith("/attachments")) return;
        await somebodyElse(world).threads.messages.send(path.split("/")[3] ?? "", { body_text: email(world).body });
      },
    });
    const puffle = new Puffle({ ...world.sandbox.options, fetch });
    const error = await caughtAs(IncompleteError, puffle.threads.sendOneOff(email(world, { attachments })));
    expect([error.outcome, leftIn(error).threadId]).toEqual(["unknown", world.sandbox.threads()[0]?.thread.id]);
    expect([sentOnce(world.sandbox), countOf(world.sandbox, "sendThreadMessage")]).toEqual([true, 1]);
  });

  it("P75 P77 is not sent without its attachments", async () => {
    const world = setUp();
    const attachments = [{ name: "offer.pdf", content: new Uint8Array(5) }];
    world.sandbox.fail("uploadThreadAttachment", { status: 500, times: 9 });
    const error = await caughtAs(IncompleteError, world.puffle.threads.sendOneOff(email(world, { attachments })));
    expect([error.outcome, leftIn(error).threadId, world.sandbox.threads()]).toEqual(["not_sent", undefined, []]);
    expect(printed(error)).not.toMatch(NOBODYS_BUSINESS);
    expect(countOf(world.sandbox, "sendThreadMessage")).toBe(0);
  });
});

describe("a one-off email whose answer was lost", () => {
  const DONE: readonly Fault[] = [
    { drop: "after" },
    { stall: "headers" },
    { stall: "body" },
    { truncate: true },
    { cut: true },
    { answer: "{}" },
    { answer: "<html>" },
    { status: 500, work: true },
    { status: 502, work: true },
    { status: 504, work: true },
    { latency: 40_000 },
  ];
  it("P17 P75 was sent when the message is in the thread, and is never sent again", async () => {
    for (const fault of DONE) {
      const world = setUp();
      world.sandbox.fail("sendThreadMessage", { ...fault, times: 5 });
      const report = await world.puffle.threads.sendOneOff(email(world), { retry: WORST });
      expect([fault, report.via, report.confirmed]).toEqual([fault, "reconciled", true]);
      expect(report.message.id).toBe(world.sandbox.threads()[0]?.messages[0]?.id);
      expect(report.thread.inbox_state).toBe("sent_one_off");
      expect([sentOnce(world.sandbox), countOf(world.sandbox, "sendThreadMessage")]).toEqual([true, 1]);
    }
  });

  it("P17 P75 is in doubt where no message is there: that proves nothing, and nothing is sent or deleted", async () => {
    for (const fault of [{ drop: "before" }, { stall: "before" }, { status: 500 }, { status: 503 }] as const) {
      const world = setUp();
      world.sandbox.fail("sendThreadMessage", { ...fault, times: 5 });
      const error = await caughtAs(IncompleteError, world.puffle.threads.sendOneOff(email(world), { retry: WORST }));
      const id = world.sandbox.threads()[0]?.thread.id;
      expect([error.outcome, error.next, leftIn(error).threadId]).toEqual(["unknown", "check_outcome", id]);
      expect(error.message).toContain(`threads.messages.list("${id}")`);
      expect(printed(error)).not.toMatch(NOBODYS_BUSINESS);
      expect(countOf(world.sandbox, "sendThreadMessage")).toBe(1);
      expect(countOf(world.sandbox, "deleteDraftThread")).toBe(0);
    }
  });

  it("P17 P75 is not proved by what somebody else wrote in the thread", async () => {
    const world = setUp();
    world.sandbox.fail("sendThreadMessage", { drop: "before" });
    const fetch = tapped(world.sandbox.fetch, {
      async before({ method, path }) {
        const other = somebodyElse(world);
        if (method === "GET" && path.endsWith("/messages") && world.sandbox.outbox.messages.length === 0)
          await other.threads.messages.send(path.split("/")[3] ?? "", { body_text: "By hand" });
      },
    });
    const puffle = new Puffle({ ...world.sandbox.options, fetch });
    const error = await caughtAs(IncompleteError, puffle.threads.sendOneOff(email(world)));
    expect(error.outcome).toBe("unknown");
  });

  it("P15 P75 was sent but not saved: reported with the thread, without a look that could be taken for a reason to resend", async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const world = setUp({ seed });
      world.sandbox.fail("sendThreadMessage", { saving: "fails", times: 9 });
      const error = await caughtAs(
        MessageSentNotSavedError,
        world.puffle.threads.sendOneOff(email(world), { retry: WORST }),
      );
      const id = world.sandbox.threads()[0]?.thread.id;
      expect([error.outcome, error.next, error.threadId]).toEqual(["sent", "ask_human", id]);
      expect(error.message).toContain(id);
      expect(error.message).toContain(String(error.correlationId));
      expect(printed(error)).not.toMatch(NOBODYS_BUSINESS);
      expect(sentOnce(world.sandbox)).toBe(true);
      expect(countOf(world.sandbox, "sendThreadMessage")).toBe(1);
      expect(countOf(world.sandbox, "listThreadMessages")).toBe(0);
    }
  });

  it("P75 is a success that is not confirmed when only the look at the thread fails", async () => {
    for (const fault of [{ status: 500 }, { drop: "before" }, { status: 200, body: {} }] as const) {
      const world = setUp();
      world.sandbox.fail("listThreadMessages", { ...fault, times: 9 });
      const report = await world.puffle.threads.sendOneOff(email(world));
      expect([report.confirmed, report.via, report.message.direction]).toEqual([false, "sent", "outbound"]);
      expect(sentOnce(world.sandbox)).toBe(true);
    }
  });
});

describe("aborting a one-off email", () => {
  it("P17 P75 says what became of it and which thread it is, at every request", async () => {
    const STEPS = ["createThread", "uploadThreadAttachment", "sendThreadMessage", "listThreadMessages"] as const;
    for (const [step, operation] of STEPS.entries()) {
      for (const moment of ["before", "after"] as const) {
        const world = setUp();
        const stop = new AbortController();
        let count = -1;
        const fetch = tapped(world.sandbox.fetch, {
          before() {
            if (++count === step && moment === "before") stop.abort();
          },
          after(_, response) {
            if (count === step && moment === "after") stop.abort();
            return response;
          },
        });
        const puffle = new Puffle({ ...world.sandbox.options, fetch });
        const attachments = [{ name: "offer.pdf", content: new Uint8Array(5) }];
        const call = puffle.threads.sendOneOff(email(world, { attachments }), { signal: stop.signal });
        const id = () => world.sandbox.threads()[0]?.thread.id;
        if (operation === "listThreadMessages") {
          expect((await call).confirmed).toBe(false);
        } else {
          const error = await caughtAs(PuffleError, call);
          const shown = [operation, moment, error.name, error.outcome];
          const outcome = operation === "sendThreadMessage" ? "unknown" : "not_sent";
          expect(shown).toEqual([operation, moment, "IncompleteError", outcome]);
          expect(error.cause).toBeInstanceOf(AbortError);
          if (operation !== "createThread") expect(error.message).toContain(id());
          expect(printed(error)).not.toMatch(NOBODYS_BUSINESS);
        }
        expect(sentOnce(world.sandbox)).toBe(count >= 2 && !(operation === "sendThreadMessage" && moment === "before"));
        expect(countOf(world.sandbox, "sendThreadMessage")).toBeLessThan(2);
      }
    }
  });

  it("P75 does nothing when it was aborted before it began", async () => {
    const world = setUp();
    const call = world.puffle.threads.sendOneOff(email(world), { signal: AbortSignal.abort() });
    expect((await caughtAs(AbortError, call)).outcome).toBe("not_sent");
    expect(world.sandbox.requests).toEqual([]);
  });
});
