import { InputError, LeadLex, NotFoundError, UnreadableResponseError } from "puffle-sdk/leadlex";
import { afterEach, describe, expect, test, vi } from "vitest";
import { caughtAs, thrownAs } from "../support/errors.ts";
import { json, scripted } from "../support/fetch.ts";
import { readyDraft } from "./support/starting.ts";
import { setUp } from "./support/world.ts";

const KEY = "wbk_0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdef";
const campaign = { id: "cmp_1", name: "Q3", status: "draft" };

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("P02 a client of LeadLex", () => {
  test("takes its key and its address from the environment, and sends the key as a bearer's", async () => {
    vi.stubEnv("LEADLEX_API_KEY", KEY);
    vi.stubEnv("LEADLEX_API_BASE_URL", "https://eu.leadlex.test/gateway/");
    const { fetch, requests } = scripted([json({ data: { campaign } })]);
    await new LeadLex({ fetch }).campaigns.get("cmp_1");
    expect(requests[0]?.url.href).toBe("https://eu.leadlex.test/gateway/v1/campaigns/cmp_1");
    expect(requests[0]?.headers.get("authorization")).toBe(`Bearer ${KEY}`);
  });

  test("talks to the documented address by itself, and not to what Puffle's variables say", async () => {
    vi.stubEnv("PUFFLE_API_KEY", "pk_puffle");
    vi.stubEnv("PUFFLE_API_BASE_URL", "https://puffle.test");
    vi.stubEnv("LEADLEX_API_KEY", "");
    const { fetch, requests } = scripted([json({ data: { campaign } })]);
    await new LeadLex({ apiKey: KEY, fetch }).campaigns.get("cmp_1");
    const base = "https://data.leadlex.com/functions/v1/api-gateway";
    expect(requests[0]?.url.href).toBe(`${base}/v1/campaigns/cmp_1`);
    const error = thrownAs(InputError, () => new LeadLex());
    expect(error.message).toContain("LEADLEX_API_KEY");
  });

  test("names everything that is wrong with its options at once, and no key", () => {
    const error = thrownAs(InputError, () => new LeadLex({ apiKey: `${KEY} with spaces`, timeout: -1, baseURL: "x" }));
    expect(error.problems.map(({ field }) => field).sort()).toEqual(["apiKey", "baseURL", "timeout"]);
    expect(error.message).not.toContain(KEY);
  });

  test("keeps the path of a campaign's id to itself", async () => {
    const { fetch, requests } = scripted([json({ data: { campaign } })]);
    await new LeadLex({ apiKey: KEY, fetch }).campaigns.get("../../v1/contacts?x=1");
    expect(requests[0]?.url.pathname).toBe("/functions/v1/api-gateway/v1/campaigns/..%2F..%2Fv1%2Fcontacts%3Fx%3D1");
  });
});

describe("P06 any operation by its route", () => {
  test("is called, typed, out of its envelope", async () => {
    const { leadlex, campaign: id } = await readyDraft();
    expect(await leadlex.request("GET /v1/campaigns/{id}", { path: { id } })).toMatchObject({ id, status: "draft" });
    const { tasks } = await leadlex.request("GET /v1/lexi/tasks", { query: { status: "pending" } });
    expect(tasks).toEqual([]);
  });

  test("is refused where the contract has none, before anything is sent", async () => {
    const { sandbox, leadlex } = setUp();
    // A program without types may ask for anything.
    const asked: unknown = Reflect.apply(leadlex.request, leadlex, ["GET /v1/deals"]);
    await caughtAs(InputError, Promise.resolve(asked));
    expect(sandbox.requests).toEqual([]);
  });

  test("is refused with an input that is none, as every method is, before anything is sent", async () => {
    const { sandbox, leadlex } = setUp();
    const { campaigns, contacts, lists } = leadlex;
    const loop: Record<string, unknown> = {};
    loop["loop"] = loop;
    const unreadable = {
      get id(): string {
        throw new Error("no");
      },
    };
    const id = "cmp_1";
    const calls: (() => unknown)[] = [
      ...[null, "x"].map((input) => () => Reflect.apply(leadlex.request, leadlex, ["GET /v1/webhooks", input])),
      ...[null, "x"].map((path) => () => Reflect.apply(leadlex.request, leadlex, ["GET /v1/campaigns/{id}", { path }])),
      ...[null, "notes", loop].map((query) => () => Reflect.apply(contacts.list, contacts, [query])),
      ...[null, "notes"].map((query) => () => Reflect.apply(contacts.get, contacts, [id, query])),
      () => Reflect.apply(campaigns.contacts.list, campaigns.contacts, [id, "x"]),
      () => campaigns.get(unreadable),
      () => campaigns.contacts.list(unreadable),
      () => campaigns.contacts.remove(id, unreadable),
      () => contacts.delete(unreadable),
      () => lists.delete(unreadable),
    ];
    for (const call of calls) {
      const answer = Promise.resolve(call());
      await caughtAs(InputError, answer);
    }
    expect(sandbox.requests).toEqual([]);
  });

  test("is asked since when by a date as well as by its text", async () => {
    const { fetch, requests } = scripted([json({ data: { contacts: [] } })]);
    const { contacts } = new LeadLex({ apiKey: KEY, fetch });
    await Reflect.apply(contacts.list, contacts, [{ created_after: new Date(0) }]);
    expect(requests[0]?.url.searchParams.get("created_after")).toBe("1970-01-01T00:00:00.000Z");
  });

  test("P17 starts nothing twice: what needs a read to be settled is not sent again", async () => {
    const { sandbox, leadlex, campaign: id, count } = await readyDraft();
    sandbox.fail("startCampaign", { drop: "before" });
    const error = await leadlex.request("POST /v1/campaigns/{id}/start", { path: { id } }).then(
      () => undefined,
      (problem: unknown) => problem,
    );
    expect(error).toMatchObject({ name: "OutcomeUnknownError" });
    expect(count("startCampaign")).toBe(1);
  });
});

describe("L08 an envelope", () => {
  const client = (body: unknown) => new LeadLex({ apiKey: KEY, fetch: scripted([json(body)]).fetch });

  test.each([
    ["wrapped", { data: { campaign } }],
    ["flat", { data: campaign }],
    ["flat, with a member that is called the same and is no object", { data: { ...campaign, campaign: "cmp_1" } }],
  ])("is taken off: %s", async (_, body) => {
    expect(await client(body).campaigns.get("cmp_1")).toMatchObject(campaign);
  });

  test("is taken off with what stands beside the object, but for what is about the page", async () => {
    const beside = { warnings: ["w"], name: "Not this", meta: { page: 1 } };
    const read = await client({ data: { ...beside, campaign }, meta: { page: 1 } }).campaigns.get("cmp_1");
    expect(read).toEqual({ warnings: ["w"], ...campaign });
  });

  test.each([{}, { data: null }, { data: [] }, { data: "x" }, { error: "?" }])(
    "that holds nothing is no answer: %j",
    async (body) => {
      await caughtAs(UnreadableResponseError, client(body).campaigns.get("cmp_1"));
    },
  );
});

describe("P03 two clients", () => {
  test("share nothing: neither what was met before, nor limits, nor starts", async () => {
    const { sandbox, leadlex, campaign: id } = await readyDraft();
    const other = new LeadLex(sandbox.options);
    await leadlex.campaigns.get(id);
    sandbox.fail("getCampaign", { status: 404, times: 2 });
    const [met, new_] = await Promise.all([
      caughtAs(NotFoundError, leadlex.campaigns.get(id)),
      caughtAs(NotFoundError, other.campaigns.get(id)),
    ]);
    expect([met.next, new_.next]).toEqual(["ask_human", "fix_request"]);
    expect(other.rateLimit?.seenAt).not.toBe(leadlex.rateLimit?.seenAt);
  });
});
