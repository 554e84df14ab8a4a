import { type CallOptions, IncompleteError, InputError, Puffle, type PuffleOptions, SpendLimitError } from "puffle-sdk";
import { createSandbox, type Sandbox } from "puffle-sdk/sandbox";
import { describe, expect, it } from "vitest";
import { caughtAs } from "../support/errors.ts";
import { json } from "../support/fetch.ts";
import { scriptedClient } from "./support/scripted.ts";
import { setUp } from "./support/world.ts";

function client(options: PuffleOptions = {}): { sandbox: Sandbox; puffle: Puffle; sent(): string[] } {
  const sandbox = createSandbox();
  const puffle = new Puffle({ ...sandbox.options, ...options });
  return { sandbox, puffle, sent: () => sandbox.requests.map(({ operation }) => String(operation)) };
}

/** Ten credits by the price of the day: one for each person. */
const search = (puffle: Puffle, count = 10, options?: CallOptions) =>
  puffle.request("POST /api/leads/search", { body: { prompt: "carriers in Hamburg", fetch_count: count } }, options);

describe("P60 a client with a spend limit", () => {
  it("does what the limit holds, and refuses what would pass it before anything is sent", async () => {
    const { puffle, sent } = client({ spendLimit: 25 });
    await search(puffle);
    expect(puffle.credits.spent).toBe(10);
    const error = await caughtAs(SpendLimitError, search(puffle, 16));
    expect(error).toMatchObject({
      code: "spend_limit",
      operation: "createLeadSearch",
      outcome: "not_sent",
      next: "ask_human",
      limit: 25,
      required: 16,
      balance: 15,
      affordable: 15,
    });
    expect(sent().filter((operation) => operation === "createLeadSearch")).toHaveLength(1);
    expect(puffle.credits.spent).toBe(10);
  });

  it("is not overshot by calls side by side", async () => {
    const { puffle, sent } = client({ spendLimit: 35 });
    const ended = await Promise.allSettled(Array.from({ length: 12 }, () => search(puffle)));
    expect(ended.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
    for (const one of ended) if (one.status === "rejected") expect(one.reason).toBeInstanceOf(SpendLimitError);
    expect(sent().filter((operation) => operation === "createLeadSearch")).toHaveLength(3);
    expect(puffle.credits.spent).toBe(30);
  });

  it("reads the prices once for all of them", async () => {
    const { puffle, sent } = client({ spendLimit: 100 });
    await Promise.all([search(puffle), search(puffle), puffle.credits.estimate("FIND_PERSON", 3)]);
    expect(sent().filter((operation) => operation === "getCreditsConfig")).toHaveLength(1);
  });

  it("takes back what was surely not carried out, and keeps what may have been", async () => {
    const { sandbox, puffle } = client({ spendLimit: 100 });
    sandbox.fail("createLeadSearch", { status: 400, times: 1 });
    await expect(search(puffle)).rejects.toThrow();
    expect(puffle.credits.spent).toBe(0);
    sandbox.fail("createLeadSearch", { drop: "after", times: 1 });
    await expect(search(puffle)).rejects.toMatchObject({ outcome: "unknown" });
    expect(puffle.credits.spent).toBe(10);
  });

  it("refuses work whose price nobody names, unless that is allowed", async () => {
    const query = { body: { query: "planning software" } };
    const careful = client({ spendLimit: 1_000 });
    const error = await caughtAs(SpendLimitError, careful.puffle.request("POST /api/signals/search", query));
    expect([error.code, error.outcome, error.required]).toEqual(["unpriced", "not_sent", undefined]);
    expect(error.message).toContain("allowUnpriced");
    expect(careful.sent()).not.toContain("createSignalSearch");
    const bold = client({ spendLimit: 1_000, allowUnpriced: true });
    await bold.puffle.request("POST /api/signals/search", query);
    expect(bold.puffle.credits.spent).toBe(0);
  });

  it("counts an AI node's messages by the leads they are for, all of them where none are named", async () => {
    const world = setUp({}, {});
    const puffle = new Puffle({ ...world.sandbox.options, spendLimit: 5 });
    const campaign = await puffle.campaigns.create({ type: "email", name: "AI", sender_account_ids: [world.email] });
    await puffle.sequenceNodes.build(campaign, [{ type: "ai", purpose: "say hello", output_type: "email" }]);
    await puffle.campaigns.leads.add(
      campaign,
      [1, 2, 3].map((n) => ({ email: `lead${n}@example.test` })),
    );
    const error = await caughtAs(SpendLimitError, puffle.campaigns.messages.generateAi(campaign));
    expect([error.required, error.affordable]).toEqual([6, 2]);
    const { items } = await puffle.campaigns.leads.list(campaign);
    await puffle.campaigns.messages.generateAi(campaign, { prospect_ids: items.slice(0, 2).map(({ id }) => id) });
    expect(puffle.credits.spent).toBe(4);
    await puffle.campaigns.messages.resolve(campaign);
    expect(puffle.credits.spent).toBe(4);
  });

  it("counts an enrichment by its scope, a list's or the leads that are named, and by what the catalogue says", async () => {
    const { sandbox, puffle } = client({ spendLimit: 9 });
    const leads = [1, 2, 3].map((n) => ({
      name: { full: `Lead ${n}` },
      contacts: [{ value: `lead${n}@example.test` }],
    }));
    const listId = sandbox.addList({ name: "Carriers", leads });
    const enrich = (scope: { type: "list"; listId: string } | { type: "explicit_leads"; leadIds: string[] }) =>
      puffle.request("POST /api/enrichment", { body: { enrichmentId: "work_email", scope, idempotencyKey: "k1" } });
    await enrich({ type: "list", listId });
    expect(puffle.credits.spent).toBe(6);
    // The same key is the same run, which is not charged again.
    await expect(enrich({ type: "list", listId })).rejects.toBeInstanceOf(SpendLimitError);
    const error = await caughtAs(SpendLimitError, enrich({ type: "explicit_leads", leadIds: ["a", "b", "a"] }));
    expect(error.required).toBe(4);
  });

  it("counts drafts by the side, and one that another call was writing once", async () => {
    const { sandbox, puffle } = client({ spendLimit: 100 });
    const [one, other] = sandbox.addSignals(2);
    sandbox.fail("generateSignalMessages", { inFlight: "dm" });
    const items = [
      { id: String(one?.id), dm: true as const },
      { id: String(other?.id), dm: true as const, comment: true as const },
    ];
    const { results } = await puffle.signals.generate(items);
    expect(results.map(({ dm }) => typeof dm?.text)).toEqual(["string", "string"]);
    expect(puffle.credits.spent).toBe(6);
  });

  it("stops a long batch where the limit does, and says what was not sent", async () => {
    const { sandbox, puffle } = client({ spendLimit: 50 });
    const items = sandbox.addSignals(50).map(({ id }) => ({ id, dm: true as const }));
    const error = await caughtAs(IncompleteError<{ notSent: number }>, puffle.signals.generate(items));
    expect([error.code, error.report.notSent, puffle.credits.spent]).toEqual(["spend_limit", 20, 40]);
    expect(error.message).toContain("At most 5");
  });

  it("P54 counts a run that its own lost attempt has begun, and not one that was there before", async () => {
    const { sandbox, puffle } = client({ spendLimit: 50 });
    const listId = sandbox.addList({
      name: "Carriers",
      leads: [{ name: { full: "Ada" }, contacts: [{ value: "ada@example.test" }] }],
    });
    const scope = { type: "list", listId } as const;
    sandbox.fail("createEnrichment", { drop: "after" });
    await puffle.enrichment.start({ enrichmentId: "work_email", scope, idempotencyKey: "k1" });
    expect(puffle.credits.spent).toBe(2);
    await puffle.enrichment.start({ enrichmentId: "work_email", scope, idempotencyKey: "k1" });
    expect(puffle.credits.spent).toBe(2);
  });

  it("is never given back more than was taken, whatever is said of sides that nobody asked for", async () => {
    const error = "already_in_flight";
    const prices = json({ operations: {}, costs: { AI_MESSAGE_GENERATION: 1 }, legacyCreditActions: {} });
    const answer = json({ results: [{ id: "s1", error, dm: { error }, comment: { error } }] });
    const { puffle } = scriptedClient([prices], { forever: answer, spendLimit: 10, validation: "off" });
    await puffle.signals.generate([{ id: "s1", dm: true }], { timeout: 10_000 });
    expect(puffle.credits.spent).toBe(0);
  });

  it("is not held up by what sums of fractions are off by", async () => {
    const prices = json({ operations: {}, costs: { FIND_PERSON: 0.1 }, legacyCreditActions: {} });
    const started = (n: number) => json({ task: { id: `t${n}`, status: "pending" }, list: { id: `l${n}` } });
    const options = { spendLimit: 0.3, validation: "off" } as const;
    const { puffle } = scriptedClient([prices, started(1), started(2)], options);
    await search(puffle, 1);
    await search(puffle, 2);
    const error = await caughtAs(SpendLimitError, search(puffle, 1));
    expect([error.balance, error.required]).toEqual([0, 0.1]);
  });

  it("reads prices with nobody's own options, since others wait for the same read", async () => {
    const { sandbox, puffle } = client();
    sandbox.fail("getCreditsConfig", { latency: 5_000 });
    const hasty = puffle.credits.estimate("FIND_PERSON", 1, { attemptTimeout: 10, timeout: 100, retry: false });
    const [early, late] = await Promise.allSettled([hasty, puffle.credits.estimate("FIND_PERSON", 1)]);
    expect([early.status, late.status]).toEqual(["rejected", "fulfilled"]);
  });

  it("does not count what is no paid work, and reads no prices for it", async () => {
    const { puffle, sent } = client({ spendLimit: 0 });
    await puffle.senders.list();
    await puffle.context.require();
    expect(sent()).not.toContain("getCreditsConfig");
  });

  it("is each client's own", async () => {
    const sandbox = createSandbox();
    const [one, other] = [1, 2].map(() => new Puffle({ ...sandbox.options, spendLimit: 10 }));
    if (!one || !other) throw new Error("two clients");
    await search(one);
    await search(other);
    expect([one.credits.spent, other.credits.spent]).toEqual([10, 10]);
  });

  it.each([-1, Number.NaN, "10", null, {}])("is no %j", (spendLimit) => {
    const make = () => new Puffle(Object({ apiKey: "pk_test_0123456789", spendLimit, allowUnpriced: "yes" }));
    expect(make).toThrow(InputError);
    expect(make).toThrow(/spendLimit must be .*allowUnpriced must be true or false/);
  });
});

it("without a limit, no price is read and nothing is counted", async () => {
  const { puffle, sent } = client();
  await search(puffle, 100);
  expect([puffle.credits.spent, sent()]).toEqual([0, ["createLeadSearch"]]);
});
