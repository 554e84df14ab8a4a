import {
  BadRequestError,
  type CallOptions,
  ConflictError,
  DuplicateNameError,
  ExistingThreadError,
  IncompleteError,
  isPuffleError,
  MessageSentNotSavedError,
  NotCancellableError,
  OutcomeUnknownError,
  Puffle,
  PuffleError,
  SearchInProgressError,
  ServerError,
} from "puffle-sdk";
import type { Fault } from "puffle-sdk/sandbox";
import { describe, expect, it } from "vitest";
import { caught, caughtAs } from "../support/errors.ts";
import { recordedHooks, recordedLog } from "../support/events.ts";
import { json, jsonResponse, text } from "../support/fetch.ts";
import { wordsIn } from "./support/printed.ts";
import { scriptedClient } from "./support/scripted.ts";
import { emailDraft, linkedInDraft, setUp, tapped } from "./support/world.ts";

const ID = "8c2b2d4e-e29b-41d4-a716-446655440000";

describe("conflicts", () => {
  it("P11 a label that is taken is a DuplicateNameError", async () => {
    const { puffle } = scriptedClient([json({ error: { code: "conflict", message: "Label exists" } }, 409)]);
    const body = { label: "Hiring", keywords: ["hiring"] };
    const call = puffle.request("POST /api/signals/types", { body });
    const error = await caughtAs(DuplicateNameError, call);
    expect([error.code, error.next, error.operation]).toEqual(["conflict", "use_existing", "createSignalType"]);
    expect(error).toBeInstanceOf(ConflictError);
  });

  const thread = (id: string) => ({
    id,
    participant_name: "Zaphod Beeblebrox",
    participant_email: "zaphod@example.test",
  });
  const threads: readonly (readonly [what: string, body: object, ids: readonly string[]])[] = [
    ["one thread", { existing_thread: thread("t1") }, ["t1"]],
    ["several", { existing_threads: [thread("t1"), thread("t2")] }, ["t1", "t2"]],
    [
      "the same in both members",
      { existing_thread: thread("t1"), existing_threads: [thread("t1"), thread("t2")] },
      ["t1", "t2"],
    ],
    ["none that is named", { existing_thread: null, existing_threads: [] }, []],
    ["something else altogether", { existing_threads: [null, 7, { id: 7 }, {}] }, []],
  ];
  for (const [what, members, ids] of threads) {
    it(`P11 P82 an existing thread is named by its id and not by its person: ${what}`, async () => {
      for (const route of ["POST /api/threads", "PATCH /api/threads/{id}"] as const) {
        const { puffle, script } = scriptedClient([json({ error: "A thread exists already", ...members }, 409)]);
        const call = route.startsWith("POST")
          ? puffle.request("POST /api/threads", { body: {} })
          : puffle.request("PATCH /api/threads/{id}", { path: { id: ID }, body: {} });
        const error = await caughtAs(ExistingThreadError, call);
        expect(error.existingThreads).toEqual(ids);
        expect([error.code, error.next, error.status]).toEqual(["existing_thread", "use_existing", 409]);
        expect(wordsIn(error, /zaphod|beeblebrox/i)).toEqual([]);
        expect(script.requests).toHaveLength(1);
      }
    });
  }

  it("P11 P52 a search in progress is waited for, not replaced", async () => {
    for (const route of ["POST /api/leads/search", "POST /api/signals/search"] as const) {
      const { puffle, script } = scriptedClient([json({ error: "A search is running" }, 409)]);
      const error = await caughtAs(SearchInProgressError, puffle.request(route, { body: {} as never }));
      expect([error.next, error.code]).toEqual(["wait", "search_in_progress"]);
      expect(script.requests).toHaveLength(1);
    }
  });

  it("P11 P56 a run that can't be cancelled says why", async () => {
    for (const reason of ["run_not_cancellable", "run_status_changed", "something_new", undefined, 7]) {
      const { puffle } = scriptedClient([json({ error: { code: "conflict", message: "No" }, reason }, 409)]);
      const call = puffle.request("POST /api/enrichment/{id}/cancel", { path: { id: ID } });
      const error = await caughtAs(NotCancellableError, call);
      expect(error.reason).toBe(typeof reason === "string" ? reason : undefined);
    }
  });

  it("P11 any other conflict is the plain ConflictError", async () => {
    const { puffle } = scriptedClient([json({ error: "Deleted before" }, 409)]);
    const error = await caughtAs(ConflictError, puffle.request("DELETE /api/threads/{id}", { path: { id: "t1" } }));
    expect([error.name, error.next]).toEqual(["ConflictError", "use_existing"]);
  });
});

describe("a message that was sent and could not be saved", () => {
  const body = { body_text: "Dear Zaphod, a word", subject: "For Zaphod", threading_mode: "new_thread" };

  function send(puffle: Puffle, options?: CallOptions) {
    return puffle.request("POST /api/threads/{id}/messages", { path: { id: ID }, body: body as never }, options);
  }

  const sent: readonly string[] = [
    "Message was sent but could not be saved",
    "The message was sent but could not be saved. Do not retry.",
    "Email sent, but we failed to save it",
    "Email sent but saving it failed",
    "email has been sent; database insert failed",
    "Message delivered, but storing it failed",
    "Your message went out but was not stored",
    "SENT BUT NOT SAVED",
    "Failed to save the message. The email was already sent to the recipient.",
    "Could not persist message after it was sent",
    "The provider has sent the mail; recording it in the database failed",
    "Not saved: the message was sent, its copy was not stored",
    "sent: true, saved: false",
    "Message sent: no record was saved",
    "Email sent: failed to save it",
    "The email was already sent, but its record may be missing",
    "If you see this, the record was not stored. The message was sent",
  ];
  for (const sentence of sent) {
    it(`P15 is never sent again, whatever the retry options: "${sentence}"`, async () => {
      const eager = { retries: 9, wait: 1 };
      const retry = { 500: eager, lost: eager, timeout: eager, unreadable: eager };
      const answers = [
        json({ error: sentence }, 500),
        json({ error: { code: "internal_error", message: sentence }, correlationId: "c-15" }, 500),
        text(sentence, 500, { "content-type": "text/plain" }),
      ];
      for (const answer of answers) {
        const { puffle, script } = scriptedClient([answer], { forever: json({ message: { id: "m1" } }), retry });
        const error = await caughtAs(MessageSentNotSavedError, send(puffle, { retry }));
        expect([error.outcome, error.next, error.status]).toEqual(["sent", "ask_human", 500]);
        expect(error).toBeInstanceOf(ServerError);
        expect(error.message).toMatch(/don't send it again/i);
        expect(script.requests).toHaveLength(1);
      }
    });
  }

  const notSent: readonly string[] = [
    "The message could not be sent: database error",
    "Message was not sent: could not save the draft",
    "Message was never sent. Failed to record it",
    "Nothing was sent; the database is down",
    "Failed to record the message, so it was not delivered",
    "The email hasn't been sent because saving the thread failed",
    "The message was neither saved nor sent",
    "No message was sent: saving the draft failed",
    "Could not save the draft before it was sent",
    "The message may have been sent; its record is gone",
    "Saving failed; the message is still waiting to be sent",
    "Could not determine whether the message was sent; nothing was saved",
    "Unknown if the email was sent: database error",
    "The message may already have been sent; failed to save",
    "It might just have been sent; failed to save",
    "Failed to store the to-be-sent message",
    "The message is unsent: saving failed",
    "sent: false, saved: false",
    'saving failed {"sent": false}',
    "The message was possibly sent; failed to save it",
    "Saving failed; it is not clear whether the provider has sent the mail",
  ];
  for (const sentence of notSent) {
    it(`P15 P17 is not claimed of one that the service does not call sent: "${sentence}"`, async () => {
      const { puffle, script } = scriptedClient([json({ error: sentence }, 500)], { forever: json({}) });
      const error = await caughtAs(OutcomeUnknownError, send(puffle));
      expect([error.outcome, error.next]).toEqual(["unknown", "check_outcome"]);
      expect(script.requests).toHaveLength(1);
    });
  }

  it("P15 P17 any other 500 leaves it unknown, and sends nothing again either", async () => {
    for (const answer of [
      json({ error: "Something went wrong" }, 500),
      text("", 500),
      text("<html><body>sent but not saved</body></html>", 500, { "content-type": "text/html" }),
    ]) {
      const { puffle, script } = scriptedClient([answer], { forever: json({}) });
      const error = await caughtAs(OutcomeUnknownError, send(puffle, { retry: { 500: { retries: 9 } } }));
      expect(error.message).toContain("threads.messages.list(id)");
      expect(script.requests).toHaveLength(1);
    }
  });

  it("P15 is said of sending messages only", async () => {
    const { puffle } = scriptedClient([], { forever: json({ error: "Message was sent but could not be saved" }, 500) });
    const error = await caughtAs(ServerError, puffle.request("PATCH /api/leads", { body: {} as never }));
    expect(error.name).toBe("ServerError");
  });
});

describe("people", () => {
  /** Everything that names or quotes somebody in these tests. */
  const secrets =
    /zaphod|beeblebrox|trillian|mcmillan|heartofgold|magrathea|infinite improbability|froody|vogon|towel day|hitchhik/i;

  const zaphod = {
    email: "zaphod.beeblebrox@heartofgold.test",
    linkedin_url: "https://www.linkedin.com/in/zaphod-beeblebrox",
    first_name: "Zaphod",
    last_name: "Beeblebrox",
    company: "Magrathea Ltd",
    position: "Froody President",
    headline: "Infinite improbability",
    custom_fields: { note: "met on towel day", nested: { ship: ["Heartofgold"] } },
  };
  const words =
    "Hi Trillian, would a Vogon poem help your hitchhikers? Infinite improbability guaranteed, I am sure of it.";
  const subject = "For Trillian McMillan";

  /** How a careless service may quote the leads that it was sent. */
  const ofLeads: readonly string[] = [
    `Row 0: "${zaphod.email}" is not a valid email`,
    "Row 1: Zaphod Beeblebrox of Magrathea Ltd can't be imported",
    `zaphod beeblebrox <${zaphod.email.toUpperCase()}> is blocked`,
    `ZAPHOD: ${zaphod.linkedin_url}?trk=1 is not a profile`,
    `prospects[0]: ${JSON.stringify(zaphod)}`,
    'Invalid note "met on towel day"; Heartofgold is unknown',
    "User Zaphod  (zaphod@heartofgold.test, https://linkedin.com/in/zaphod) not allowed",
    "'Froody President', 'Infinite improbability': too long",
  ];
  /** The same for what is written to them. */
  const ofWords: readonly string[] = [
    `Unknown variable in "${words}"`,
    `body: "${words}" is too long; subject "${subject}"`,
    `${subject.toUpperCase()} was refused`,
  ];

  /** The ways in which it may say so. */
  const failures: readonly ((message: string) => Fault)[] = [
    (error) => ({ status: 400, body: { error } }),
    (message) => ({ status: 400, body: { error: { code: "invalid_request", message } } }),
    (error) => ({ status: 409, body: { error } }),
    (message) => ({ status: 422, body: { error: { code: "unprocessable_entity", message } } }),
    (error) => ({ status: 402, body: { error, required: 3, balance: 1 } }),
    (message) => ({ status: 503, body: message, times: 9 }),
    (error) => ({ status: 500, body: { error }, times: 9 }),
    (message) => ({ answer: message, times: 9 }),
    (error) => ({ answer: JSON.stringify({ error }), times: 9 }),
  ];

  it("P82 stand in no error, log line, hook event or report, whatever the service says of what it was sent", async () => {
    for (const failure of failures) {
      const world = setUp();
      const { sandbox, email } = world;
      const { hooks, calls } = recordedHooks();
      const { logger, lines } = recordedLog();
      const puffle = new Puffle({ ...sandbox.options, hooks, logger });
      const campaign = await emailDraft(world);
      const links = await linkedInDraft(world, "Links");
      const { nodes } = await world.puffle.sequenceNodes.build(campaign, [
        { type: "email", subject: "Hello", body: "A word" },
      ]);
      await world.puffle.campaigns.leads.add(campaign, [{ email: "someone@example.test" }]);
      const lead = String(sandbox.campaign(campaign.id).prospects[0]?.id);
      const [draft] = await world.puffle.campaigns.messages.resolve(campaign);
      const node = String(nodes[0]?.id);
      const { leads, messages } = puffle.campaigns;
      const other = { ...zaphod, email: "trillian.mcmillan@heartofgold.test", first_name: "Trillian" };

      type Work = readonly [
        operation: Parameters<typeof sandbox.fail>[0],
        quotes: readonly string[],
        () => PromiseLike<unknown>,
      ];
      const works: readonly Work[] = [
        ["addLeadsToCampaign", ofLeads, () => leads.add(campaign, [zaphod, other])],
        ["addLeadsToCampaign", ofLeads, () => leads.add(links, [zaphod])],
        [
          "updateLeadInCampaign",
          ofLeads,
          () => leads.update(campaign, lead, { ...zaphod, name: "Met on towel day Heartofgold" }),
        ],
        ["addSequenceNode", ofWords, () => puffle.sequenceNodes.add(campaign, { type: "email", subject, body: words })],
        ["updateSequenceNode", ofWords, () => puffle.sequenceNodes.update(campaign, node, { subject, body: words })],
        [
          "updateGeneratedMessage",
          ofWords,
          () => messages.update(campaign, String(draft?.id), { subject, body_text: words }),
        ],
        ["updateCampaign", ofWords.slice(2), () => puffle.campaigns.update(campaign, { signature: subject })],
        [
          "createCampaign",
          ofWords.slice(2),
          () => puffle.campaigns.create({ type: "email", name: "Q4", sender_account_ids: [email], signature: subject }),
        ],
        [
          "updateAccount",
          ['Zaphod Beeblebrox is taken; "zaphod.beeblebrox@heartofgold.test" is not valid'],
          () => puffle.account.update({ firstName: "Zaphod", lastName: "Beeblebrox", email: zaphod.email }),
        ],
      ];
      let failed = 0;
      for (const [operation, quotes, work] of works) {
        for (const quote of quotes) {
          sandbox.fail(operation, failure(quote));
          const result = await Promise.resolve(work()).catch((error: unknown) => error);
          sandbox.clearFaults();
          if (result instanceof Error) failed++;
          const shown = result instanceof IncompleteError ? [result, result.report] : [result];
          const told = result instanceof Error || Reflect.has(Object(result), "rejected") ? shown : [];
          for (const one of told) expect([operation, quote, wordsIn(one, secrets)]).toEqual([operation, quote, []]);
        }
      }
      expect(failed).toBeGreaterThan(10);
      expect([wordsIn(calls, secrets), wordsIn(lines, secrets)]).toEqual([[], []]);
      expect(calls.length).toBeGreaterThan(failed);
    }
  });

  it("P82 stand in no reason for which a row was rejected, by the client or by the service", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const rows = [
      { ...zaphod, email: "zaphod beeblebrox" },
      { ...zaphod, email: `${zaphod.email}.` },
      { ...zaphod, email: "zaphod@heartofgold" },
      { first_name: "Zaphod" },
      zaphod,
    ];
    world.sandbox.fail("addLeadsToCampaign", {
      status: 400,
      body: { error: `Lead 0: Zaphod Beeblebrox (${zaphod.email}) of Magrathea Ltd is blocked` },
    });
    const report = await world.puffle.campaigns.leads.add(campaign, rows);
    expect(report.rejected.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
    expect(wordsIn(report, secrets)).toEqual([]);
    expect(report.rejected[4]?.reason).toContain("is blocked");
  });

  it("P82 stand in no error, however many were sent with them", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const crowd = Array.from({ length: 999 }, (_, index) => ({
      email: `lead${index}@example.test`,
      custom_fields: Object.fromEntries(
        Array.from({ length: 14 }, (_, at) => [`field${at}`, `value ${at} of ${index}`]),
      ),
    }));
    world.sandbox.fail("addLeadsToCampaign", {
      status: 400,
      body: { error: "Zaphod Beeblebrox must not be written to" },
    });
    const error = await caughtAs(BadRequestError, world.puffle.campaigns.leads.add(campaign, [...crowd, zaphod]));
    expect(wordsIn(error, secrets)).toEqual([]);
  });

  it("P82 are not quoted in part either: a service may cut off what it quotes", async () => {
    for (const quoted of [
      `${words.slice(0, 40)}…`,
      `${words.slice(0, 25)}...`,
      words.slice(3),
      `…${words.slice(20, 70)}…`,
    ]) {
      const world = setUp();
      const campaign = await emailDraft(world);
      world.sandbox.fail("addSequenceNode", { status: 400, body: { error: `Unknown variable in "${quoted}"` } });
      const node = { type: "email", subject: "Hello", body: words } as const;
      const error = await caughtAs(BadRequestError, world.puffle.sequenceNodes.add(campaign, node));
      expect([quoted, wordsIn(error, secrets)]).toEqual([quoted, []]);
      expect(error.message).toContain("Unknown variable in");
    }
  });

  it("P82 hang on errors only where nobody prints them: the bodies are there for who looks", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    world.sandbox.fail("addLeadsToCampaign", { status: 400, body: { error: "No", echo: zaphod } });
    const error = await caughtAs(BadRequestError, world.puffle.campaigns.leads.add(campaign, [zaphod]));
    expect(error.requestBody).toEqual({ prospects: [zaphod] });
    expect(error.body).toMatchObject({ echo: zaphod });
    expect(Object.keys(error)).not.toContain("body");
    expect(Object.keys(error)).not.toContain("requestBody");
    expect(wordsIn(error, secrets)).toEqual([]);
  });

  it("P82 stand in no error of work that stopped half-way, though its report has them", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    world.sandbox.fail("addSequenceNode", { status: 403, skip: 1, body: { error: `"${words}" needs a plan` } });
    const error = await caughtAs(
      IncompleteError,
      world.puffle.sequenceNodes.build(campaign, [
        { type: "email", subject, body: words },
        { type: "delay", delay_days: 1 },
        { type: "email", subject, body: words },
      ]),
    );
    expect(wordsIn(error.report, secrets)).toContain("vogon");
    expect(wordsIn(error, secrets)).toEqual([]);
  });

  it("P82 stand in no error for input that was refused before it was sent", async () => {
    const { puffle } = setUp();
    const nodes: object[] = [
      { type: "email", subject: words, body: "x", include_message: "Zaphod" },
      { type: "Zaphod", body: words },
      { type: "delay", delay_days: "Zaphod" },
    ];
    const errors = [
      await caught(puffle.sequenceNodes.build({ id: ID, type: "email" }, nodes as never)),
      await caught(puffle.campaigns.leads.remove(ID, "zaphod@heartofgold.test" as never)),
      await caught(puffle.campaigns.get({ id: { name: "Zaphod" } } as never)),
      await caught(puffle.campaigns.list({ headers: { "x-name": "Zaphod\n" }, timeout: "Zaphod" } as never)),
    ];
    for (const error of errors) expect([isPuffleError(error), wordsIn(error, secrets)]).toEqual([true, []]);
  });

  it("P82 stand in no drift event or line, where an answer has them in unexpected places", async () => {
    const world = setUp();
    const { hooks, calls } = recordedHooks();
    const { logger, lines } = recordedLog();
    const strange = {
      prospects: [{ id: 7, status: "Zaphod", email: ["zaphod@heartofgold.test"], first_name: { Zaphod: 1 } }],
      total: "Zaphod",
    };
    const fetch = tapped(world.sandbox.fetch, { after: () => jsonResponse(strange) });
    const puffle = new Puffle({ ...world.sandbox.options, fetch, hooks, logger });
    await puffle.campaigns.leads.list(ID);
    const strict = new Puffle({ ...world.sandbox.options, fetch, validation: "strict" });
    const error = await caughtAs(PuffleError, strict.campaigns.leads.list(ID));
    expect(calls.filter(({ hook }) => hook === "onDrift").length).toBeGreaterThan(2);
    expect([calls, lines, error].map((one) => wordsIn(one, secrets))).toEqual([[], [], []]);
  });
});
