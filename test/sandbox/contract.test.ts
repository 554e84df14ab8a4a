import { describe, expect, it } from "vitest";
import { operations as table } from "../../generated/puffle.operations.ts";
import { expandPath } from "../../src/core/path.ts";
import { createSandbox } from "../../src/sandbox/index.ts";
import { errorText, people, plainClient, readyDraft, setUp } from "./helpers.ts";

/** A request as it is, without the plain client's help. */
async function raw(path: string, init: RequestInit = {}, sandbox = createSandbox()) {
  const headers = { authorization: `Bearer ${sandbox.apiKey}`, ...init.headers };
  const response = await sandbox.fetch(`${sandbox.baseURL}${path}`, { ...init, headers });
  const body: unknown = JSON.parse(await response.text());
  return { status: response.status, headers: response.headers, body };
}

describe("the key", () => {
  it.each([["Bearer"], ["Basic abc"], ["Bearer two words"], [""]])(
    "P01 P03 answers 401 to %j",
    async (authorization) => {
      const { status, body } = await raw("/api/campaigns", { headers: { authorization } });
      expect(status).toBe(401);
      expect(body).toMatchObject({ error: { code: "unauthorized" } });
    },
  );

  it("P01 is looked at before anything else, the path included", async () => {
    const { status } = await raw("/api/nonsense", { headers: { authorization: "" } });
    expect(status).toBe(401);
  });

  it("P03 may be any, or one of those that were named, and is revoked at once", async () => {
    const sandbox = createSandbox({ apiKeys: ["pk_one", "pk_two"] });
    const status = async (key: string) =>
      (await raw("/api/senders", { headers: { authorization: `Bearer ${key}` } }, sandbox)).status;
    expect(sandbox.apiKey).toBe("pk_one");
    expect(await status("pk_two")).toBe(200);
    expect(await status("pk_three")).toBe(401);
    sandbox.revoke("pk_two");
    expect(await status("pk_two")).toBe(401);
    expect(await status("pk_one")).toBe(200);
  });

  it("P02 is repeated neither in an answer nor in the list of requests", async () => {
    const sandbox = createSandbox({ apiKeys: ["pk_other"] });
    const { body } = await raw("/api/senders", { headers: { authorization: "Bearer pk_secret_1" } }, sandbox);
    expect(JSON.stringify([body, sandbox.requests])).not.toContain("pk_secret_1");
  });
});

describe("every answer", () => {
  it("P08 carries a correlation id, the virtual date and a JSON content type", async () => {
    const sandbox = createSandbox({ startAt: "2026-03-01T10:20:30.900Z" });
    const first = await raw("/api/senders", {}, sandbox);
    const second = await raw("/api/nonsense", {}, sandbox);
    for (const { headers } of [first, second]) {
      expect(headers.get("content-type")).toBe("application/json");
      expect(headers.get("date")).toBe("Sun, 01 Mar 2026 10:20:30 GMT");
    }
    expect(first.headers.get("x-correlation-id")).toBe("sbx-000001");
    expect(second.headers.get("x-correlation-id")).toBe("sbx-000002");
  });

  it("P08 repeats the correlation id in some error bodies, and always the same one", async () => {
    const sandbox = createSandbox();
    const withIt: boolean[] = [];
    for (let count = 0; count < 40; count++) {
      const { headers, body } = await raw("/api/campaigns/none", {}, sandbox);
      const inBody: unknown = Reflect.get(Object(body), "correlationId");
      withIt.push(inBody !== undefined);
      if (inBody !== undefined) expect(inBody).toBe(headers.get("x-correlation-id"));
    }
    expect(new Set(withIt)).toEqual(new Set([true, false]));
  });

  it("P07 has both error shapes for the same condition, depending on the seed", async () => {
    const shapes = new Set<string>();
    for (let seed = 1; seed <= 20; seed++) {
      const { call } = setUp({ seed });
      const id = await readyDraft(call);
      const { body, status } = await call("pauseCampaign", { path: { id } });
      expect(status).toBe(400);
      expect(errorText(body)).toBe("Only active campaigns can be paused");
      shapes.add(typeof Reflect.get(body, "error"));
    }
    expect(shapes).toEqual(new Set(["string", "object"]));
  });

  it("P07 to an unknown path, method or id is a structured 404", async () => {
    const { call, sandbox } = setUp();
    const id = await readyDraft(call);
    for (const [path, method] of [
      ["/api/campaigns/none", "GET"],
      ["/api/admin/users", "GET"],
      [`/api/campaigns/${id}`, "PUT"],
      ["/api/campaigns/%E0%A4%A", "GET"],
    ] as const) {
      const { status, body } = await raw(path, { method, ...(method === "PUT" && { body: "{}" }) }, sandbox);
      expect([path, status]).toEqual([path, 404]);
      expect(body).toMatchObject({ error: { code: "not_found" } });
    }
  });

  it("comes for every operation of the contract: each is routed, authenticated and played", async () => {
    const sandbox = createSandbox();
    const seen: Record<string, number> = {};
    for (const [operation, { method, path }] of Object.entries(table)) {
      const url = expandPath(path, { id: "x", nodeId: "y" });
      const { status, body } = await raw(url, { method, ...(method !== "GET" && { body: "{}" }) }, sandbox);
      seen[operation] = status;
      expect(errorText(body)).not.toContain("does not play");
    }
    expect(sandbox.requests.map(({ operation }) => operation)).toEqual(Object.keys(table));
    expect(seen).toMatchObject({
      connectLinkedInSender: 200,
      listThreads: 200,
      getCampaignSettings: 200,
      listSenders: 200,
    });
    expect(Object.values(seen).filter((status) => ![200, 400, 404].includes(status))).toEqual([]);
  });
});

describe("what is checked against the contract", () => {
  const refusals: [string, string, unknown, RegExp][] = [
    ["a missing member", "POST /api/campaigns", { type: "email", name: "x" }, /^sender_account_ids: is required$/],
    ["several at once", "POST /api/campaigns", {}, /type: is required; name: is required/],
    [
      "a wrong type",
      "POST /api/campaigns",
      { type: "email", name: 5, sender_account_ids: [] },
      /^name: must be of type string$/,
    ],
    [
      "a value that is none of an enum's",
      "POST /api/campaigns",
      { type: "sms", name: "x", sender_account_ids: [] },
      /^type: must be one of linkedin, email$/,
    ],
    ["a text that is too short", "PATCH /api/campaigns/x", { name: "" }, /^name: must have at least 1 character/],
    [
      "a number that is too small",
      "POST /api/campaigns/x/sequence/nodes",
      { type: "delay", delay_days: -1 },
      /^delay_days: must be at least 0$/,
    ],
    ["too few items", "POST /api/campaigns/x/leads", { prospects: [] }, /^prospects: must have at least 1 item/],
    [
      "too many items",
      "POST /api/campaigns/x/leads",
      { prospects: people(1_001) },
      /^prospects: must have at most 1000 items$/,
    ],
    [
      "a place in a list",
      "POST /api/campaigns/x/leads",
      { prospects: [{}, { email: 5 }] },
      /^prospects\[1\]\.email: must be of type string$/,
    ],
    [
      "false where only true makes sense",
      "DELETE /api/campaigns/x/leads",
      { all: false },
      /^all: must be one of true$/,
    ],
    ["a body that is no object", "POST /api/campaigns", [], /^body: must be of type object$/],
    ["a body that is missing", "POST /api/campaigns", undefined, /^A JSON body is required$/],
    ["a query parameter", "GET /api/campaigns/x/leads?page=two", undefined, /^page: must be of type/],
    ["a query parameter's value", "GET /api/senders?type=fax", undefined, /^type: must be one of email, linkedin$/],
    [
      "a number in the query that is too great",
      "GET /api/lists/x/leads?limit=501",
      undefined,
      /^limit: must be at most 500$/,
    ],
  ];

  it.each(refusals)("P09 names %s", async (_, request, body, expected) => {
    const [method = "", path = ""] = request.split(" ");
    const answer = await raw(path, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ error: { code: "invalid_request" } });
    expect(errorText(answer.body)).toMatch(expected);
  });

  it("P09 says when the body is no JSON", async () => {
    const { status, body } = await raw("/api/campaigns", { method: "POST", body: "{type" });
    expect([status, errorText(body)]).toEqual([400, "The body is not valid JSON"]);
  });

  it("lets unknown members and unknown values of open enums through", async () => {
    const { call } = setUp();
    const id = await readyDraft(call);
    const { body } = await call("listCampaignLeads", { path: { id }, query: { status: "hibernating" } });
    expect(body.total).toBe(0);
  });

  it("P82 quotes no value that was sent", async () => {
    const { body } = await raw("/api/campaigns", {
      method: "POST",
      body: JSON.stringify({ type: "ann@example.test", name: "x", sender_account_ids: "ann@example.test" }),
    });
    expect(errorText(body)).not.toContain("ann@example.test");
  });
});

describe("the options", () => {
  it.each([
    [{ speed: -1 }, "speed must be"],
    [{ seed: 1.5 }, "seed must be"],
    [{ startAt: "yesterday" }, "startAt must be"],
    [{ apiKeys: ["two words"] }, "apiKeys must be"],
    [{ replyRate: 2 }, "replyRate must be"],
    [{ bounceRate: Number.NaN }, "bounceRate must be"],
    [{ acceptRate: -0.1 }, "acceptRate must be"],
    [{ workspace: { credits: -5 } }, "workspace.credits must be"],
    [{ workspace: { senders: JSON.parse('[{ "type": "fax" }]') } }, "workspace.senders must be"],
    [JSON.parse('{ "sped": 3 }'), "sped is not known"],
    [JSON.parse('{ "speed": "fast", "seed": "x" }'), /speed must be.*seed must be/],
    [JSON.parse("[]"), "must be an object"],
  ])("%j are refused by name", (options, expected) => {
    expect(() => createSandbox(options)).toThrow(TypeError);
    expect(() => createSandbox(options)).toThrow(expected);
  });

  it("have defaults with which a client can start at once", async () => {
    const sandbox = createSandbox();
    expect(sandbox.apiKey).toMatch(/^pk_sandbox_/);
    expect(sandbox.options).toEqual({
      apiKey: sandbox.apiKey,
      baseURL: sandbox.baseURL,
      fetch: sandbox.fetch,
      clock: sandbox.clock,
    });
    expect(new Date(sandbox.clock.now()).toISOString()).toBe("2026-01-05T09:00:00.000Z");
    const { body } = await plainClient(sandbox)("listSenders", {});
    expect(body.accounts.map(({ type, status }) => [type, status])).toEqual([
      ["email", "active"],
      ["linkedin", "connected"],
    ]);
  });
});

describe("the list of requests", () => {
  it("has what came in, newest last, and is bounded", async () => {
    const told: string[] = [];
    const sandbox = createSandbox({ onRequest: ({ operation }) => told.push(operation ?? "none") });
    const call = plainClient(sandbox);
    const id = await readyDraft(call);
    const [request] = sandbox.requests.slice(-1);
    expect(request).toEqual({
      at: sandbox.clock.now(),
      operation: "addLeadsToCampaign",
      method: "POST",
      path: "/api/campaigns/{id}/leads",
      url: `/api/campaigns/${id}/leads`,
      status: 200,
    });
    expect(told).toEqual(["listSenders", "createCampaign", "updateCampaign", "addLeadsToCampaign"]);
  });
});
