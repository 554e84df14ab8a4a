import {
  type ApiResponse,
  type Call,
  type CallOptions,
  type Campaign,
  type ClientOptions,
  type CreateOptions,
  InputError,
  Puffle,
  type Sender,
} from "puffle-sdk";
import { describe, expect, expectTypeOf, it } from "vitest";
import { emailDraft, people, setUp } from "../puffle/support/world.ts";
import { caughtAs } from "../support/errors.ts";

describe("calls", () => {
  it("are promises of their data that also have a response", async () => {
    const { puffle } = setUp();
    const call = puffle.senders.list();
    expectTypeOf(call).toEqualTypeOf<Call<Sender[]>>();
    expectTypeOf(call).toExtend<Promise<Sender[]>>();
    const response = await call.withResponse();
    expectTypeOf(response).toEqualTypeOf<ApiResponse<Sender[]>>();
    expectTypeOf(response.correlationId).toEqualTypeOf<string | undefined>();
    expect(response.data).toBe(await call);
  });

  it("made of several requests have no single response", async () => {
    const world = setUp();
    const adding = world.puffle.campaigns.leads.add(await emailDraft(world), people(1));
    // @ts-ignore A report is what they have instead.
    expect(adding.withResponse).toBeUndefined();
    expect((await adding).imported).toBe(1);
  });
});

describe("options", () => {
  it("may be undefined, each of them and all of them", async () => {
    const none: CallOptions = {
      signal: undefined,
      timeout: undefined,
      attemptTimeout: undefined,
      headers: undefined,
      retry: undefined,
    };
    const noClientOptions: ClientOptions = {
      timeout: undefined,
      retry: undefined,
      hooks: undefined,
      logger: undefined,
    };
    const world = setUp({}, noClientOptions);
    const create: CreateOptions = { ...none, ifExists: undefined };
    const campaign = await world.puffle.campaigns.create(
      { type: "email", name: "Q3", sender_account_ids: [world.email] },
      create,
    );
    const { campaigns, senders, context } = world.puffle;
    await campaigns.leads.add(campaign, people(1), { ...none, onProgress: undefined });
    await campaigns.leads.list(campaign, {}, none);
    await senders.list({}, none);
    await senders.list(undefined, undefined);
    await context.require(none);
    expect((await campaigns.list(none)).length).toBe(1);
  });

  it("have no idempotency key where the service takes none", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const { campaigns, sequenceNodes } = world.puffle;
    const before = world.sandbox.requests.length;
    const key = { idempotencyKey: "k" };
    // @ts-ignore A list is only read.
    await caughtAs(InputError, campaigns.list({ idempotencyKey: "k" }));
    // @ts-ignore A launch is settled by reading.
    await caughtAs(InputError, campaigns.launch(campaign, { idempotencyKey: "k" }));
    const body = { type: "email", name: "x", sender_account_ids: [] } as const;
    // @ts-ignore So is a new campaign.
    await caughtAs(InputError, campaigns.create(body, { idempotencyKey: "k" }));
    // @ts-ignore Leads are told apart by their identity.
    await caughtAs(InputError, campaigns.leads.add(campaign, people(1), { idempotencyKey: "k" }));
    // @ts-ignore Nodes are settled by comparing.
    await caughtAs(InputError, sequenceNodes.add(campaign, { type: "delay", delay_days: 1 }, { idempotencyKey: "k" }));
    // @ts-ignore What is written by AI can't be told apart at all.
    await caughtAs(InputError, campaigns.messages.generateAi(campaign, {}, { idempotencyKey: "k" }));
    // From a variable the compiler lets it pass; the client does not.
    await caughtAs(InputError, campaigns.list(key as CallOptions));
    expect(world.sandbox.requests).toHaveLength(before);
  });

  it("are what they are: no misspelt names, no words for numbers", async () => {
    const { sandbox, puffle } = setUp();
    // @ts-ignore
    await caughtAs(InputError, puffle.senders.list({}, { timeuot: 5 }));
    // @ts-ignore
    await caughtAs(InputError, puffle.senders.list({}, { timeout: "5 s" }));
    // @ts-ignore
    await caughtAs(InputError, puffle.senders.list({}, { retry: true }));
    // @ts-ignore
    await caughtAs(InputError, puffle.senders.list({}, { retry: { 418: false } }));
    const body = { type: "email", name: "x", sender_account_ids: [] } as const;
    // @ts-ignore
    await caughtAs(InputError, puffle.campaigns.create(body, { ifExists: "maybe" }));
    // @ts-ignore
    expect(() => new Puffle({ apiKey: "pk_test", baseUrl: "https://example.test" })).toThrow(InputError);
    expect(sandbox.requests).toEqual([]);
  });

  it("of closed requests are closed: no sender type, message status or lead removal that the service does not know", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const { puffle } = world;
    // @ts-ignore
    await caughtAs(Error, puffle.senders.list({ type: "fax" }));
    // @ts-ignore
    await caughtAs(Error, puffle.campaigns.messages.list(campaign, { status: "lost" }));
    // @ts-ignore
    await caughtAs(InputError, puffle.campaigns.leads.remove(campaign, { all: false }));
    // @ts-ignore
    await caughtAs(Error, puffle.campaigns.update(campaign, { sequence_nodes: [{ type: "letter" }] }));
    expectTypeOf(puffle.campaigns.update).parameter(1).not.toHaveProperty("status");
    const [only] = await puffle.campaigns.list();
    expectTypeOf(only).toEqualTypeOf<Campaign | undefined>();
    expect(only?.id).toBe(campaign.id);
  });
});
