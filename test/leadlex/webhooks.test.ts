import {
  BadRequestError,
  DuplicateNameError,
  InputError,
  LeadLex,
  NotFoundError,
  OutcomeUnknownError,
  WebhookSecretLostError,
} from "puffle-sdk/leadlex";
import { describe, expect, it } from "vitest";
import { edited, tapped } from "../puffle/support/world.ts";
import { caughtAs } from "../support/errors.ts";
import { countOf, GENERATIONS, setUp, somebodyElse } from "./support/world.ts";

const URL_ = "https://hooks.example.com/leadlex";
const HOOK = { url: URL_, events: ["campaign.started", "task.approved"] } as const;

describe("webhooks", () => {
  for (const envelopes of GENERATIONS) {
    it(`L08 are registered with a secret, listed without it, changed and deleted (${envelopes})`, async () => {
      const { webhooks } = setUp({ envelopes }).leadlex;
      const { secret, ...made } = await webhooks.create({ ...HOOK, description: "Approvals" });
      expect(secret).toMatch(/^\S{8,}$/);
      expect(made).toMatchObject({ ...HOOK, description: "Approvals", active: true });
      const listed = await webhooks.list();
      expect(listed).toMatchObject([{ id: made.id, url: URL_, last_delivery_status: null }]);
      expect(JSON.stringify(listed)).not.toContain(secret);
      const changed = await webhooks.update(made, { events: ["campaign.paused"], active: false });
      expect(changed).toMatchObject({ id: made.id, events: ["campaign.paused"], active: false });
      expect(await webhooks.delete(made.id)).toEqual({ deleted: true, id: made.id });
      expect(await webhooks.list()).toEqual([]);
    });
  }

  it("L05 are there once for each address: a second one is a DuplicateNameError", async () => {
    const world = setUp();
    await world.leadlex.webhooks.create(HOOK);
    const error = await caughtAs(DuplicateNameError, world.leadlex.webhooks.create(HOOK));
    expect(error).toMatchObject({ status: 409, code: "duplicate_webhook", outcome: "not_sent" });
    const { webhooks } = world.leadlex;
    await caughtAs(InputError, Reflect.apply(webhooks.create, webhooks, [HOOK, { ifExists: "return" }]));
  });

  it("are looked at before they are sent, and everything that is wrong is named at once", async () => {
    const world = setUp();
    const { webhooks } = world.leadlex;
    const wrong = { url: "ftp://example.com", events: [], description: "x".repeat(201) };
    const error = await caughtAs(InputError, webhooks.create(wrong));
    expect(error.problems.map(({ field }) => field)).toEqual(["body.url", "body.events", "body.description"]);
    const missing = await caughtAs(InputError, Reflect.apply(webhooks.create, webhooks, [{}]));
    expect(missing.problems.map(({ field }) => field)).toEqual(["body.url", "body.events"]);
    await caughtAs(InputError, webhooks.update("w1", { url: "example.com" }));
    await caughtAs(InputError, webhooks.delete(""));
    expect(world.sandbox.requests).toEqual([]);
  });

  it("L05 are refused with the service's code where it does not deliver to an address", async () => {
    const { webhooks } = setUp().leadlex;
    const error = await caughtAs(BadRequestError, webhooks.create({ ...HOOK, url: "https://10.0.0.1/hook" }));
    expect(error).toMatchObject({ code: "invalid_url", outcome: "not_sent" });
  });

  it("are gone when the answer to their deletion was lost, and are not found after that", async () => {
    const world = setUp();
    const { id } = await world.leadlex.webhooks.create(HOOK);
    world.sandbox.fail("deleteWebhook", { drop: "after" });
    expect(await world.leadlex.webhooks.delete(id)).toEqual({ deleted: true, id });
    const error = await caughtAs(NotFoundError, world.leadlex.webhooks.delete(id));
    expect(error).toMatchObject({ code: "webhook_not_found", outcome: "not_sent" });
  });
});

describe("a webhook whose answer was lost", () => {
  for (const fault of [{ drop: "after" }, { stall: "body" }, { status: 503, work: true }] as const) {
    it(`P17 is named, to be deleted and created again: its secret is lost (${JSON.stringify(fault)})`, async () => {
      const world = setUp();
      world.sandbox.fail("createWebhook", fault);
      const error = await caughtAs(WebhookSecretLostError, world.leadlex.webhooks.create({ ...HOOK, active: false }));
      const [webhook] = await world.leadlex.webhooks.list();
      expect(error).toMatchObject({ webhookId: webhook?.id, outcome: "sent", operation: "createWebhook" });
      expect(error.message).toMatch(/delete/i);
      expect(countOf(world, "createWebhook")).toBe(1);
      await world.leadlex.webhooks.delete(error.webhookId);
      expect((await world.leadlex.webhooks.create(HOOK)).secret).not.toBe("");
    });
  }

  it("P17 is registered again when it never arrived, and comes with its secret", async () => {
    const world = setUp();
    world.sandbox.fail("createWebhook", { drop: "before" });
    expect((await world.leadlex.webhooks.create(HOOK)).secret).not.toBe("");
    expect(await world.leadlex.webhooks.list()).toHaveLength(1);
  });

  it("P17 is not taken for somebody else's at the same address", async () => {
    const before = setUp();
    await somebodyElse(before).webhooks.create(HOOK);
    await before.sandbox.clock.advance(60_000);
    before.sandbox.fail("createWebhook", { drop: "before" });
    await caughtAs(DuplicateNameError, before.leadlex.webhooks.create(HOOK));
  });

  it("P17 is not taken for one that differs in a single member, whichever it is", async () => {
    for (const differs of [
      { events: ["task.dismissed", "task.approved"] },
      { events: ["task.approved"] },
      { events: [...HOOK.events, "task.created"] },
      { description: "Theirs" },
      { active: false },
    ] as const) {
      const world = setUp();
      const fetch = tapped(world.sandbox.fetch, {
        before: async ({ method, nth }) => {
          if (method === "POST" && nth === 1) await somebodyElse(world).webhooks.create({ ...HOOK, ...differs });
        },
      });
      world.sandbox.fail("createWebhook", { drop: "before", skip: 1 });
      const leadlex = new LeadLex({ ...world.sandbox.options, fetch });
      const error = await caughtAs(OutcomeUnknownError, leadlex.webhooks.create(HOOK));
      expect(error.candidates).toEqual((await world.leadlex.webhooks.list()).map(({ id }) => id));
    }
  });

  it("P17 is recognised where the service writes its address in another way", async () => {
    const { sandbox } = setUp();
    const fetch = tapped(sandbox.fetch, {
      after: ({ method }, response) =>
        method === "GET"
          ? edited(response, (body) =>
              JSON.parse(JSON.stringify(body).replace("https://a.example", "HTTPS://A.example/")),
            )
          : response,
    });
    sandbox.fail("createWebhook", { drop: "after" });
    const { webhooks } = new LeadLex({ ...sandbox.options, fetch });
    await caughtAs(WebhookSecretLostError, webhooks.create({ ...HOOK, url: "https://a.example" }));
  });

  it("P17 is named as well when the answer came without a secret", async () => {
    const { sandbox } = setUp();
    const fetch = tapped(sandbox.fetch, {
      after: (_, response) =>
        edited(response, (body) =>
          JSON.parse(JSON.stringify(body, (name, value) => (name === "secret" ? undefined : value))),
        ),
    });
    const { webhooks } = new LeadLex({ ...sandbox.options, fetch });
    const error = await caughtAs(WebhookSecretLostError, webhooks.create(HOOK));
    expect(error.webhookId).toBe((await webhooks.list())[0]?.id);
    expect(error.message).toMatch(/came without it\. Delete/);
    expect(error.message).not.toContain("was lost");
  });

  it("L08 has its secret from beside the webhook as well", async () => {
    const { sandbox } = setUp({ envelopes: "wrapped" });
    const fetch = tapped(sandbox.fetch, {
      after: (_, response) =>
        edited(response, (body) => {
          const { secret, ...webhook } = Object(Object(body["data"]).webhook);
          return { data: { webhook, secret } };
        }),
    });
    const made = await new LeadLex({ ...sandbox.options, fetch }).webhooks.create(HOOK);
    expect(made).toMatchObject({ ...HOOK, secret: expect.stringMatching(/^\S{8,}$/) });
  });

  it("P17 is named with the way out where a strict client refuses the answer", async () => {
    const world = setUp({ envelopes: "flat" });
    const fetch = tapped(world.sandbox.fetch, {
      after: ({ method }, response) =>
        method === "POST" ? edited(response, ({ data }) => ({ data: { ...Object(data), active: "yes" } })) : response,
    });
    const { webhooks } = new LeadLex({ ...world.sandbox.options, fetch, validation: "strict" });
    const error = await caughtAs(WebhookSecretLostError, webhooks.create(HOOK));
    expect(error).toMatchObject({ outcome: "sent", webhookId: (await webhooks.list())[0]?.id });
    expect(error.message).toMatch(/Delete it .* create it again with validation: "report"/);
    expect(error.message).not.toContain("whsec_");
    expect(countOf(world, "createWebhook")).toBe(1);
    await webhooks.delete(error.webhookId);
    const { leadlex } = world;
    expect((await leadlex.webhooks.create(HOOK)).secret).not.toBe("");
  });

  it("P02 shows its secret in no error, no log and no hook", async () => {
    const seen: unknown[] = [];
    const { sandbox } = setUp();
    const note = (...facts: unknown[]) => seen.push(facts);
    const secrets: string[] = [];
    const fetch = tapped(sandbox.fetch, {
      after: async (_, response) => {
        const text = await response.clone().text();
        secrets.push(...(text.match(/whsec_\w+/g) ?? []));
        return new Response(text.replace('"events":[', '"events":["'), response);
      },
    });
    const leadlex = new LeadLex({
      ...sandbox.options,
      fetch,
      hooks: { onRequest: note, onResponse: note, onRetry: note },
      logger: { debug: note, info: note, warn: note, error: note },
    });
    const error = await caughtAs(Error, leadlex.webhooks.create(HOOK));
    expect(secrets.length).toBeGreaterThan(0);
    const shown = `${JSON.stringify([error, seen])} ${error.message} ${String(error.cause)}`;
    for (const secret of secrets) expect(shown).not.toContain(secret);
  });
});
