import { describe, expect, it } from "vitest";
import { operations as table } from "../../../generated/leadlex.operations.ts";
import { expandPath } from "../../../src/core/path.ts";
import { at } from "../../../src/core/record.ts";
import { createLeadLexSandbox, type LeadLexSandbox } from "../../../src/sandbox/index.ts";
import { plainClient, readyDraft, setUp } from "./helpers.ts";

/** A request as it is, without the plain client's help. */
async function raw(sandbox: LeadLexSandbox, path: string, init: RequestInit = {}, origin = sandbox.baseURL) {
  const headers = { authorization: `Bearer ${sandbox.apiKey}`, ...init.headers };
  const response = await sandbox.fetch(origin + path, { ...init, headers });
  const body: unknown = JSON.parse(await response.text());
  return { status: response.status, headers: response.headers, body, code: at(body, "error.code") };
}

describe("a LeadLex key", () => {
  it.each([[""], ["Bearer"], ["Basic wbk_a"], ["Bearer pk_puffle_key"], ["Bearer wbk_two words"]])(
    "L05 answers 401 to %j, also where there is no such path",
    async (authorization) => {
      const sandbox = createLeadLexSandbox();
      for (const path of ["/v1/campaigns", "/v1/nonsense"])
        expect(await raw(sandbox, path, { headers: { authorization } })).toMatchObject({
          status: 401,
          code: "invalid_key",
        });
    },
  );

  it("may be any that begins with wbk_, or one of those that were named, and is revoked at once", async () => {
    const any = createLeadLexSandbox();
    const bearer = (key: string) => ({ headers: { authorization: `Bearer ${key}` } });
    expect(any.apiKey).toMatch(/^wbk_[a-z0-9]{52}$/);
    expect((await raw(any, "/v1/campaigns", bearer("wbk_any"))).status).toBe(200);
    const sandbox = createLeadLexSandbox({ apiKeys: ["wbk_one", { key: "wbk_two" }] });
    const status = async (key: string) => (await raw(sandbox, "/v1/campaigns", bearer(key))).status;
    expect(sandbox.apiKey).toBe("wbk_one");
    expect([await status("wbk_one"), await status("wbk_two"), await status("wbk_three")]).toEqual([200, 200, 401]);
    sandbox.revoke("wbk_two");
    expect([await status("wbk_one"), await status("wbk_two")]).toEqual([200, 401]);
    expect(JSON.stringify(sandbox.requests)).not.toContain("wbk_");
  });

  it.each([
    ["read", 200, 403, 403],
    ["write", 403, 200, 403],
    ["lexi", 403, 403, 200],
  ] as const)("L05 with %s alone reads %i, writes %i, and asks Lexi %i", async (permission, read, write, lexi) => {
    const sandbox = createLeadLexSandbox({ apiKeys: [{ key: "wbk_a", permissions: [permission] }] });
    const post = { method: "POST", body: JSON.stringify({ name: "People" }) };
    const seen = [
      await raw(sandbox, "/v1/contacts"),
      await raw(sandbox, "/v1/lists", post),
      await raw(sandbox, "/v1/lexi/tasks"),
    ];
    expect(seen.map(({ status }) => status)).toEqual([read, write, lexi]);
    for (const { status, code } of seen) if (status === 403) expect(code).toBe("insufficient_permissions");
  });
});

describe("LeadLex's paths", () => {
  it("are the same with and without what stands before them, on any origin and in the list of requests", async () => {
    const sandbox = createLeadLexSandbox();
    for (const origin of [sandbox.baseURL, "https://data.leadlex.com/functions/v1/api-gateway", "https://any.test"])
      expect((await raw(sandbox, "/v1/campaigns?page=1", {}, origin)).status).toBe(200);
    const seen = new Set(sandbox.requests.map(({ path, url }) => `${path} ${url}`));
    expect(seen).toEqual(new Set(["/v1/campaigns /v1/campaigns?page=1"]));
  });

  it("L05 that are none answer 404, and so does another method", async () => {
    const sandbox = createLeadLexSandbox();
    for (const [path, method] of [
      ["/v1/deals", "GET"],
      ["/v1/campaigns/x/resume", "POST"],
      ["/functions/v1/api-gatewayv1/campaigns", "GET"],
    ] as const)
      expect(await raw(sandbox, path, { method }, "https://any.test")).toMatchObject({
        status: 404,
        code: "not_found",
      });
  });

  it("are all played: each of the contract is routed and answered", async () => {
    const sandbox = createLeadLexSandbox();
    const seen: Record<string, number> = {};
    for (const [operation, { method, path }] of Object.entries(table)) {
      const url = expandPath(path, { id: "x", step_id: "y", list_id: "x", contact_id: "y" });
      seen[operation] = (await raw(sandbox, url, { method, ...(method !== "GET" && { body: "{}" }) })).status;
    }
    expect(sandbox.requests.map(({ operation }) => operation)).toEqual(Object.keys(table));
    expect(Object.values(seen).filter((status) => ![200, 400, 404].includes(status))).toEqual([]);
  });
});

describe("every answer of LeadLex's", () => {
  it("L06 carries a request id of its own, and the day's limits", async () => {
    const sandbox = createLeadLexSandbox({ plan: "pro", startAt: "2026-03-01T10:20:30Z" });
    const first = await raw(sandbox, "/v1/campaigns");
    const second = await raw(sandbox, "/v1/campaigns/none");
    expect(first.headers.get("x-request-id")).toMatch(/^req_[0-9A-Z]{26}$/);
    expect(second.headers.get("x-request-id")).not.toBe(first.headers.get("x-request-id"));
    const limits = ({ headers }: { headers: Headers }) =>
      ["limit", "remaining", "reset"].map((name) => headers.get(`x-ratelimit-${name}`));
    const midnight = String(Date.parse("2026-03-02T00:00:00Z") / 1_000);
    expect([limits(first), limits(second)]).toEqual([
      ["1000", "999", midnight],
      ["1000", "998", midnight],
    ]);
  });

  it.each([
    ["starter", 10, 100],
    ["pro", 50, 1_000],
    ["org", 200, 10_000],
  ] as const)(
    "L06 under %s is a 429 after %i calls in a minute, with calls left for the day",
    async (plan, minute, day) => {
      const sandbox = createLeadLexSandbox({ plan });
      const ask = () => raw(sandbox, "/v1/campaigns");
      for (let count = 0; count < minute; count++) expect((await ask()).status).toBe(200);
      const over = await ask();
      expect([over.status, over.code, over.headers.get("retry-after")]).toEqual([429, "rate_limited", null]);
      expect(over.headers.get("x-ratelimit-remaining")).toBe(String(day - minute));
      await sandbox.clock.advance(60_000);
      expect((await ask()).status).toBe(200);
    },
  );

  it("L06 is a 429 with nothing left when the day's calls are used up, until midnight UTC", async () => {
    const sandbox = createLeadLexSandbox({ plan: "starter", startAt: "2026-01-05T23:30:00Z" });
    const ask = () => raw(sandbox, "/v1/campaigns");
    for (let minute = 0; minute < 10; minute++) {
      for (let count = 0; count < 10; count++) expect((await ask()).status).toBe(200);
      await sandbox.clock.advance(60_000);
    }
    const over = await ask();
    expect([over.status, over.headers.get("x-ratelimit-remaining")]).toEqual([429, "0"]);
    expect(over.headers.get("x-ratelimit-reset")).toBe(String(Date.parse("2026-01-06T00:00:00Z") / 1_000));
    await sandbox.clock.advance(20 * 60_000);
    const next = await ask();
    expect([next.status, next.headers.get("x-ratelimit-remaining")]).toEqual([200, "99"]);
  });

  it("L06 under no plan has no limit and no rate headers", async () => {
    const sandbox = createLeadLexSandbox({ plan: "unlimited" });
    for (let count = 0; count < 300; count++) {
      const { status, headers } = await raw(sandbox, "/v1/campaigns");
      expect([status, headers.get("x-ratelimit-limit")]).toEqual([200, null]);
    }
  });

  it("L05 that is an error has a code and a message, whoever made it", async () => {
    const sandbox = createLeadLexSandbox();
    sandbox.fail("listCampaigns", { status: 429, headers: { "X-RateLimit-Remaining": "0" } });
    sandbox.fail("listCampaigns", { status: 503 });
    const first = await raw(sandbox, "/v1/campaigns");
    expect([first.status, first.code, first.headers.get("x-ratelimit-remaining")]).toEqual([429, "rate_limited", "0"]);
    expect(await raw(sandbox, "/v1/campaigns")).toMatchObject({
      status: 503,
      body: { error: { code: "internal_error", message: "Temporarily unavailable" } },
    });
    expect((await raw(sandbox, "/v1/campaigns")).headers.get("x-ratelimit-remaining")).toBe("9999");
  });
});

describe("LeadLex's envelopes", () => {
  async function envelopes(options: Parameters<typeof setUp>[0]) {
    const { sandbox, call } = setUp(options);
    const id = await readyDraft(sandbox, call);
    const [read, started, listed] = [
      await call("getCampaign", { path: { id } }),
      await call("startCampaign", { path: { id } }),
      await call("listCampaigns", {}),
    ].map(({ text }) => JSON.parse(text));
    return { read: Object.keys(read.data), started: Object.keys(started.data), listed };
  }

  it("L08 are each page's own, all flat, or all wrapped; lists keep meta beside the data", async () => {
    const documented = await envelopes({});
    expect(documented.read).toEqual(["campaign"]);
    expect(documented.started).toEqual(["campaign_id", "status", "task_id"]);
    const flat = await envelopes({ envelopes: "flat" });
    expect([flat.read[0], flat.started[0]]).toEqual(["id", "campaign_id"]);
    const wrapped = await envelopes({ envelopes: "wrapped" });
    expect([wrapped.read, wrapped.started]).toEqual([["campaign"], ["campaign"]]);
    for (const { listed } of [documented, flat, wrapped])
      expect(listed).toEqual({ data: { campaigns: [expect.any(Object)] }, meta: { page: 1, per_page: 50, total: 1 } });
  });

  it("L08 change from answer to answer where they are mixed", async () => {
    const { sandbox, call } = setUp({ envelopes: "mixed" });
    const id = await readyDraft(sandbox, call);
    const seen = new Set<string>();
    for (let count = 0; count < 20; count++) {
      const { text } = await call("getCampaign", { path: { id } });
      seen.add(String(Object.keys(JSON.parse(text).data)[0]));
    }
    expect(seen).toEqual(new Set(["campaign", "id"]));
  });
});

describe("a LeadLex sandbox", () => {
  it("names everything that is wrong with its options", () => {
    const options = { plan: "free", approvalAbove: -1, apiKeys: [{ key: "wbk a" }], speed: -1, colour: "red" };
    // @ts-expect-error these are no options
    expect(() => createLeadLexSandbox(options)).toThrow(
      /^createLeadLexSandbox: plan must be one of starter, .*; approvalAbove must be .*; apiKeys must be .*; speed must .*; colour is not known/,
    );
    // @ts-expect-error a workspace has no people
    expect(() => createLeadLexSandbox({ workspace: { people: [] } })).toThrow(/workspace\.people is not known/);
  });

  it("takes faults of its own operations only, and says which they are", () => {
    const sandbox = createLeadLexSandbox();
    // @ts-expect-error that is Puffle's
    expect(() => sandbox.fail("launchCampaign", { drop: "after" })).toThrow(/no operation of the contract/);
    expect(() => sandbox.fail("startCampaign", { task: "fails" })).toThrow(/task is for approveLexiTask only/);
    // @ts-expect-error that is Puffle's
    expect(() => sandbox.fail("startCampaign", { background: "stuck" })).toThrow(/background is not known/);
  });

  it("loses the answer of a start that it has carried out, where a fault says so", async () => {
    const { sandbox, call } = setUp();
    const id = await readyDraft(sandbox, call);
    sandbox.fail("startCampaign", { drop: "after" });
    await expect(call("startCampaign", { path: { id } })).rejects.toThrow(TypeError);
    expect(sandbox.campaign(id).campaign.status).toBe("active");
    sandbox.clearFaults();
    expect(() => sandbox.campaign("none")).toThrow(/there is no campaign none/);
  });

  it("answers the same to the same under one seed, and is a world of its own", async () => {
    const play = async (seed: number) => {
      const { sandbox, call } = setUp({ seed });
      const id = await readyDraft(sandbox, call);
      return { id, texts: [(await call("getCampaign", { path: { id: "none" } })).text] };
    };
    expect(await play(5)).toEqual(await play(5));
    expect((await play(6)).id).not.toBe((await play(5)).id);
  });

  it("listens on a real port, with the service's path before its own", async () => {
    const sandbox = createLeadLexSandbox();
    const listening = await sandbox.listen();
    try {
      expect(listening.options.baseURL).toBe(`${listening.url}/functions/v1/api-gateway`);
      const call = plainClient(listening.options);
      expect((await call("listCampaigns", {})).data.campaigns).toEqual([]);
      expect((await plainClient({ ...listening.options, baseURL: listening.url })("listLists", {})).status).toBe(200);
    } finally {
      await listening.close();
    }
  });
});
