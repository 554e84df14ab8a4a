import {
  type CallOptions,
  InputError,
  NotFoundError,
  OutcomeUnknownError,
  Puffle,
  type Route,
  UnreadableResponseError,
} from "puffle-sdk";
import { describe, expect, it } from "vitest";
import { operations } from "../../generated/puffle.operations.ts";
import { caughtAs } from "../support/errors.ts";
import { json, lost } from "../support/fetch.ts";
import { scriptedClient } from "./support/scripted.ts";
import { countOf, emailDraft, requestsOf, setUp, tapped } from "./support/world.ts";

/** Calls a route that the compiler does not know. */
function requestAny(puffle: Puffle, route: string, input: object = {}, options?: CallOptions) {
  const call: (route: string, input: object, options?: CallOptions) => PromiseLike<unknown> = puffle.request.bind(
    puffle,
  ) as never;
  return call(route, input, options);
}

/** `/api/campaigns/{id}` with an id for each place. */
function parametersOf(template: string): Record<string, string> {
  return Object.fromEntries(
    [...template.matchAll(/\{(\w+)\}/g)].map(([, name], index) => [String(name), `id-${index}`]),
  );
}

describe("calling any operation of the contract", () => {
  it("P06 reaches each operation of the contract, by its own method and path, query and body as given", async () => {
    const all = Object.entries(operations);
    expect(new Set(all.map(([, { method, path }]) => `${method} ${path}`)).size).toBe(all.length);
    for (const [name, { method, path, repeat }] of all) {
      const { puffle, script } = scriptedClient([json({})]);
      const parameters = parametersOf(path);
      const body = method === "GET" ? undefined : { name };
      const input = { path: parameters, query: { q: "a&b c", limit: 7 }, ...(body && { body }) };
      const answer = await requestAny(puffle, `${method} ${path}`, input);
      const [request] = script.requests;
      const expected = path.replace(/\{(\w+)\}/g, (_, parameter: string) => String(parameters[parameter]));
      expect(answer).toEqual({});
      expect([name, request?.method, request?.url.pathname]).toEqual([name, method, expected]);
      expect([...(request?.url.searchParams ?? [])]).toEqual([
        ["q", "a&b c"],
        ["limit", "7"],
      ]);
      // Where the service knows a key, the client may add one.
      expect(request?.json).toEqual(repeat === "key" ? expect.objectContaining({ name }) : body);
      expect(request?.url.origin).toBe("https://app.puffle.ai");
      expect(script.requests).toHaveLength(1);
    }
  });

  it("P06 refuses whatever is not in the contract, and sends nothing", async () => {
    const routes = [
      "GET /api/admin/users",
      "POST /api/admin/*",
      "GET /api/user/api-key",
      "POST /api/user/api-key",
      "DELETE /api/user/api-key",
      "POST /api/webhooks/unipile",
      "GET /api/oauth/gmail",
      "GET /api/v1/partners/portal",
      "DELETE /api/campaigns/{id}",
      "GET /api/campaigns/../admin/users",
      "GET /api/campaigns/8c2b2d4e-e29b-41d4-a716-446655440000",
      "GET /api/campaigns/",
      "GET /api/campaigns?x=1",
      "get /api/campaigns",
      "GET  /api/campaigns",
      " GET /api/campaigns",
      "GET https://app.puffle.ai/api/campaigns",
      "GET //evil.example/api/campaigns",
      "/api/campaigns",
      "listCampaigns",
      "toString",
      "__proto__",
      "undefined undefined",
      "",
    ];
    const { puffle, script } = scriptedClient([], { forever: json({}) });
    for (const route of routes) {
      const error = await caughtAs(InputError, requestAny(puffle, route));
      expect(error.problems.map(({ field }) => field)).toEqual(["route"]);
      expect(error.message).toContain("not an operation of the contract");
    }
    for (const route of [undefined, null, 7, {}, ["GET /api/admin/users"]]) {
      await caughtAs(InputError, Reflect.apply(requestAny, undefined, [puffle, route]));
    }
    expect(script.requests).toEqual([]);
  });

  it("P06 lets no id lead to another path, query or host", async () => {
    const ids = [
      "../../admin/users",
      "a/b",
      "a?b=c",
      "a#b",
      "%2e%2e",
      "..%2fadmin",
      "//evil.example",
      "a\\b",
      "ä ö",
      "a;b",
    ];
    for (const id of ids) {
      const { puffle, script } = scriptedClient([json({ campaign: { id: "c1" } })]);
      await puffle.request("GET /api/campaigns/{id}", { path: { id } });
      const url = script.requests[0]?.url;
      expect([url?.origin, url?.search, url?.hash]).toEqual(["https://app.puffle.ai", "", ""]);
      const [, api, campaigns, segment, ...more] = url?.pathname.split("/") ?? [];
      expect([api, campaigns, decodeURIComponent(String(segment)), more]).toEqual(["api", "campaigns", id, []]);
    }
  });

  it("P06 names every id that is none, all at once, and sends nothing", async () => {
    const { puffle, script } = scriptedClient([], { forever: json({}) });
    const route = "PUT /api/campaigns/{id}/sequence/nodes/{nodeId}";
    for (const wrong of ["", " ", ".", "..", undefined, null, 7, {}, ["a"]]) {
      const error = await caughtAs(
        InputError,
        requestAny(puffle, route, { path: { id: wrong, nodeId: wrong }, body: {} }),
      );
      expect(error.problems.map(({ field }) => field)).toEqual(["id", "nodeId"]);
    }
    const missing = await caughtAs(InputError, requestAny(puffle, route));
    expect(missing.problems).toHaveLength(2);
    expect(script.requests).toEqual([]);
  });

  it("hands the answer out whole, with its response, and takes options like any method", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const headers: (string | null)[] = [];
    const fetch = tapped(world.sandbox.fetch, { before: (request) => headers.push(request.headers.get("x-team")) });
    const puffle = new Puffle({ ...world.sandbox.options, fetch });
    const options = { headers: { "x-team": "7" } };
    const response = await puffle
      .request("GET /api/campaigns/{id}", { path: { id: campaign.id } }, options)
      .withResponse();
    expect(response.data.campaign.id).toBe(campaign.id);
    expect(response.data.sequence_nodes).toHaveLength(2);
    expect([response.status, response.attempts.length, headers]).toEqual([200, 1, ["7"]]);
    const { campaigns } = await puffle.request("GET /api/campaigns");
    expect(campaigns.map(({ id }) => id)).toEqual([campaign.id]);
  });

  it("refuses unknown options, and sends nothing", async () => {
    const { puffle, script } = scriptedClient([], { forever: json({}) });
    const options: object = { idempotencyKey: "k", retry: true };
    const error = await caughtAs(InputError, requestAny(puffle, "GET /api/campaigns", {}, options));
    expect(error.problems.map(({ field }) => field)).toEqual(["idempotencyKey", "retry"]);
    expect(script.requests).toEqual([]);
  });

  it("begins when it is called, not when it is awaited", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const call = world.puffle.request("PATCH /api/campaigns/{id}", { path: { id: campaign.id }, body: { name: "Q4" } });
    await world.sandbox.clock.advance(1_000);
    expect(world.sandbox.campaign(campaign.id).campaign.name).toBe("Q4");
    expect((await call).campaign.name).toBe("Q4");
  });

  it("P10 has the same errors as any method", async () => {
    const { puffle } = setUp();
    const path = { id: "8c2b2d4e-e29b-41d4-a716-446655440000" };
    const error = await caughtAs(NotFoundError, puffle.request("GET /api/campaigns/{id}", { path }));
    expect([error.operation, error.path]).toEqual(["getCampaign", "/api/campaigns/{id}"]);
    const cut = scriptedClient([], { forever: () => new Response('{"leads":[', { status: 200 }) });
    await caughtAs(UnreadableResponseError, cut.puffle.request("GET /api/leads"));
  });

  it("P17 sends nothing again that would have to be settled by reading first, whatever the options say", async () => {
    const eager = { retries: 5 };
    const retry = { lost: eager, timeout: eager, unreadable: eager, 500: eager, 503: eager, 504: eager };
    const risky = Object.values(operations).filter(({ repeat }) => repeat === "reconcile" || repeat === "never");
    expect(risky.length).toBeGreaterThan(10);
    for (const { method, path } of risky) {
      // The documents of launching say that a 503 means that nothing was done.
      for (const status of path.endsWith("/launch") ? [504] : [500, 503, 504]) {
        const { puffle, script } = scriptedClient([], { forever: json({}, status), retry });
        const input = { path: parametersOf(path), body: { action: "generate_ai" } };
        const error = await caughtAs(OutcomeUnknownError, requestAny(puffle, `${method} ${path}`, input, { retry }));
        expect([error.outcome, error.next]).toEqual(["unknown", "check_outcome"]);
        expect(script.requests).toHaveLength(1);
      }
    }
  });

  it("P17 P54 never starts an enrichment a second time without a key that tells the two apart", async () => {
    for (const body of [{ mode: "run" }, { mode: "run", idempotencyKey: "mine" }]) {
      const { puffle, script } = scriptedClient([lost], { forever: json({ run: { id: "r1" } }) });
      await Promise.allSettled([requestAny(puffle, "POST /api/enrichment", { body })]);
      const keys = script.requests.map((request) => Reflect.get(Object(request.json), "idempotencyKey"));
      expect(new Set(keys).size).toBe(1);
      if (keys.length > 1) expect(keys[0]).toEqual(expect.any(String));
      if (body.idempotencyKey !== undefined) expect(keys).toEqual(["mine", "mine"]);
    }
  });

  it("P17 creates nothing twice and adds nothing twice", async () => {
    const world = setUp();
    const { sandbox, puffle, email } = world;
    sandbox.fail("createCampaign", { drop: "after" });
    const body = { type: "email", name: "Q3", sender_account_ids: [email] } as const;
    await caughtAs(
      OutcomeUnknownError,
      puffle.request("POST /api/campaigns", { body: { ...body, sender_account_ids: [email] } }),
    );
    const id = String(sandbox.campaigns()[0]?.campaign.id);
    sandbox.fail("addSequenceNode", { truncate: true });
    const route: Route = "POST /api/campaigns/{id}/sequence/nodes";
    await caughtAs(
      OutcomeUnknownError,
      puffle.request(route, { path: { id }, body: { type: "delay", delay_days: 1 } }),
    );
    expect(sandbox.campaign(id).sequence_nodes.map(({ type }) => type)).toEqual(["email", "delay", "end"]);
    expect([countOf(sandbox, "createCampaign"), countOf(sandbox, "addSequenceNode")]).toEqual([1, 1]);
  });

  it("P17 sends a safe operation again by itself", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    world.sandbox.fail("updateCampaign", { drop: "after" });
    const requests = await requestsOf(world.sandbox, () =>
      world.puffle.request("PATCH /api/campaigns/{id}", { path: { id: campaign.id }, body: { daily_limit: 9 } }),
    );
    expect(requests).toHaveLength(2);
    expect(world.sandbox.campaign(campaign.id).campaign.daily_limit).toBe(9);
  });
});
