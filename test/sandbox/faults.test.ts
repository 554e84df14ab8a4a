import { request as plainRequest } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { at } from "../../src/core/record.ts";
import { createSandbox, type Fault, type SandboxOptions } from "../../src/sandbox/index.ts";
import { MINUTE } from "./helpers.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const SENDER = "11111111-1111-4111-8111-111111111111";

/** A sandbox behind one of its ways in, and a request that leaves something behind when it is worked on. */
async function start(way: "in process" | "over a socket", options: SandboxOptions = {}) {
  const sandbox = createSandbox({ workspace: { senders: [{ type: "email", id: SENDER }] }, ...options });
  const listening = way === "over a socket" ? await sandbox.listen() : undefined;
  if (listening) closing.push(listening.close);
  const { fetch, baseURL, apiKey } = { ...sandbox.options, ...listening?.options };
  const headers = { authorization: `Bearer ${apiKey}`, "content-type": "application/json" };
  return {
    sandbox,
    url: baseURL,
    headers,
    /** POST /api/campaigns: it was worked on exactly when there is a campaign more. */
    create: (init: RequestInit = {}, name = "Spring") =>
      fetch(`${baseURL}/api/campaigns`, {
        method: "POST",
        headers,
        body: JSON.stringify({ type: "email", name, sender_account_ids: [SENDER] }),
        ...init,
      }),
    list: (init: RequestInit = {}) => fetch(`${baseURL}/api/campaigns`, { headers, ...init }),
    made: () => sandbox.campaigns().length,
    /** A caller's patience, on the sandbox's clock. */
    patience(ms: number): AbortSignal {
      const giveUp = new AbortController();
      sandbox.clock.timer(ms, () => giveUp.abort(new Error("out of patience")));
      return giveUp.signal;
    },
  };
}

async function codeOf(attempt: Promise<unknown>): Promise<unknown> {
  const problem = await attempt.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(problem).toBeInstanceOf(TypeError);
  return at(problem, "cause.code");
}

describe.each(["in process", "over a socket"] as const)("a fault met %s", (way) => {
  it("is an answer in place of the work, once, with what it is told to carry", async () => {
    const { sandbox, create, made } = await start(way);
    sandbox.fail("createCampaign", { status: 429, retryAfter: 7, headers: { "x-extra": "yes" } });
    const refused = await create();
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("7");
    expect(refused.headers.get("x-extra")).toBe("yes");
    expect(refused.headers.get("x-correlation-id")).toMatch(/^sbx-\d{6}$/);
    expect(await refused.json()).toMatchObject({ error: { code: "rate_limited", message: "Too many requests" } });
    expect(made()).toBe(0);
    expect((await create()).status).toBe(200);
    expect(made()).toBe(1);
  });

  it("can have the work done behind an error, as a gateway does that loses the answer", async () => {
    const { sandbox, create, made } = await start(way);
    sandbox.fail("createCampaign", { status: 502, work: true, body: { error: "Bad gateway" } });
    const answer = await create();
    expect(answer.status).toBe(502);
    expect(await answer.json()).toMatchObject({ error: "Bad gateway" });
    expect(made()).toBe(1);
  });

  it("can be a page of HTML, an empty body or no body at all", async () => {
    const { sandbox, create, list } = await start(way);
    sandbox.fail("createCampaign", { status: 503, body: "<html>maintenance</html>" });
    const page = await create();
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(await page.text()).toBe("<html>maintenance</html>");
    sandbox.fail("*", { status: 500, body: "" });
    expect(await (await list()).text()).toBe("");
    sandbox.fail("*", { status: 204 });
    const none = await list();
    expect([none.status, none.body]).toEqual([204, null]);
  });

  it("P17 is a lost connection: dropped before the work, nothing was done; dropped after it, everything was", async () => {
    const { sandbox, create, made } = await start(way);
    sandbox.fail("createCampaign", { drop: "before" });
    expect(await codeOf(create())).toBe("ECONNRESET");
    expect(made()).toBe(0);
    sandbox.fail("createCampaign", { drop: "after" });
    expect(await codeOf(create())).toBe("ECONNRESET");
    expect(made()).toBe(1);
    expect(sandbox.requests.map(({ status, fault }) => [status, fault])).toEqual([
      [undefined, "drop before"],
      [200, "drop after"],
    ]);
  });

  it.each([
    ["before", 0],
    ["headers", 1],
  ] as const)("P17 is silence (%s) that lasts until the caller gives up", async (stall, done) => {
    const { sandbox, create, made, patience } = await start(way);
    const from = sandbox.clock.now();
    sandbox.fail("createCampaign", { stall });
    await expect(create({ signal: patience(30_000) })).rejects.toThrow("out of patience");
    expect(sandbox.clock.now() - from).toBe(30_000);
    expect(made()).toBe(done);
    expect((await create({}, "Autumn")).status).toBe(200);
  });

  it("P17 is a body that stops half way and stays open, until the caller gives up", async () => {
    const { sandbox, create, made, patience } = await start(way);
    const from = sandbox.clock.now();
    sandbox.fail("createCampaign", { stall: "body" });
    const answer = await create({ signal: patience(30_000) });
    expect(answer.status).toBe(200);
    const reader = answer.body?.getReader();
    const first = await reader?.read();
    expect(new TextDecoder().decode(first?.value)).toMatch(/^\{"campaign":/);
    await expect(reader?.read()).rejects.toThrow("out of patience");
    expect(sandbox.clock.now() - from).toBe(30_000);
    expect(made()).toBe(1);
  });

  it("P17 is a body that breaks off", async () => {
    const { sandbox, create, made } = await start(way);
    sandbox.fail("createCampaign", { truncate: true });
    const answer = await create();
    expect(answer.status).toBe(200);
    expect(await codeOf(answer.text())).toBe("UND_ERR_SOCKET");
    expect(made()).toBe(1);
  });

  it("P07 is JSON that ends too early on a connection that ends as it should", async () => {
    const { sandbox, list, create } = await start(way);
    await create();
    const whole = await (await list()).text();
    sandbox.fail("listCampaigns", { cut: true });
    const answer = await list();
    const text = await answer.text();
    expect(answer.status).toBe(200);
    expect(text).toBe(whole.slice(0, Math.floor(whole.length / 2)));
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
  });

  it("P07 is a body of another kind, with the work done", async () => {
    const { sandbox, create, made } = await start(way);
    sandbox.fail("createCampaign", { answer: "<!doctype html><p>Welcome</p>" });
    const answer = await create();
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(await answer.text()).toBe("<!doctype html><p>Welcome</p>");
    expect(made()).toBe(1);
  });

  it("replaces a header of the answer, however its name is written", async () => {
    const { sandbox, list } = await start(way);
    sandbox.fail("listCampaigns", { headers: { "Content-Type": "text/csv", "X-CORRELATION-ID": "edge-1" } });
    const { headers } = await list();
    expect([headers.get("content-type"), headers.get("x-correlation-id")]).toEqual(["text/csv", "edge-1"]);
  });

  it("P07 is another content type over the very same body", async () => {
    const { sandbox, list } = await start(way);
    sandbox.fail("listCampaigns", { contentType: "text/plain; charset=latin1" });
    const answer = await list();
    expect(answer.headers.get("content-type")).toBe("text/plain; charset=latin1");
    expect(await answer.json()).toEqual({ campaigns: [] });
  });

  it("P02 quotes the caller's key, as a careless service might, and keeps it out of the list of requests", async () => {
    const { sandbox, list, create } = await start(way);
    const quoted = `Bearer ${sandbox.apiKey}`;
    sandbox.fail("*", { echoKey: true, times: 2 });
    sandbox.fail("createCampaign", { status: 400, body: { error: "No" } });
    const good = await list();
    expect(good.headers.get("x-debug-authorization")).toBe(quoted);
    expect(await good.json()).toEqual({ campaigns: [], debug: `received Authorization: ${quoted}` });
    const bad = await create();
    expect(await bad.json()).toMatchObject({ error: `No (received Authorization: ${quoted})` });
    expect(JSON.stringify(sandbox.requests)).not.toContain(sandbox.apiKey);
  });

  it("makes an answer late by virtual time alone, and the work as well", async () => {
    const { sandbox, create, made } = await start(way);
    const from = sandbox.clock.now();
    sandbox.fail("createCampaign", { latency: 10 * MINUTE });
    const answer = await create();
    expect(answer.status).toBe(200);
    expect(sandbox.clock.now() - from).toBe(10 * MINUTE);
    expect(sandbox.campaigns()[0]?.campaign.created_at).toBe(new Date(from + 10 * MINUTE).toISOString());
    expect(made()).toBe(1);
  });

  it("P17 has late work done also when the caller has left, at its time and not earlier", async () => {
    const { sandbox, create, made, patience } = await start(way);
    const from = sandbox.clock.now();
    sandbox.fail("createCampaign", { latency: MINUTE });
    await expect(create({ signal: patience(30_000) })).rejects.toThrow("out of patience");
    expect(made()).toBe(0);
    await sandbox.clock.sleep(29_999);
    expect(sandbox.requests.map(({ status }) => status)).toEqual([undefined]);
    expect(made()).toBe(0);
    await sandbox.clock.sleep(1);
    expect(sandbox.requests.map(({ status }) => status)).toEqual([200]);
    expect(made()).toBe(1);
    expect(sandbox.campaigns()[0]?.campaign.created_at).toBe(new Date(from + MINUTE).toISOString());
  });

  it("holds nobody else up", async () => {
    const { sandbox, create, list, patience } = await start(way);
    sandbox.fail("createCampaign", { stall: "headers" });
    const lost = create({ signal: patience(MINUTE) });
    expect((await list()).status).toBe(200);
    await expect(lost).rejects.toThrow("out of patience");
  });
});

describe("a fault on a bare connection, whose client tells the sandbox nothing", () => {
  /** What such a client gets to see, in the order in which it sees it. */
  function events(url: string, headers: Readonly<Record<string, string>>): Promise<string[]> {
    return new Promise((resolve) => {
      const seen: string[] = [];
      const outgoing = plainRequest(`${url}/api/campaigns`, { headers, agent: false });
      outgoing.on("response", (response) => {
        seen.push(`status ${response.statusCode}`);
        response.setEncoding("utf8");
        response.on("data", (text) => seen.push(String(text)));
        response.on("end", () => seen.push("end"));
        response.on("error", (problem) => seen.push(String(at(problem, "code"))));
        response.on("close", () => resolve(seen));
      });
      outgoing.on("error", (problem) => resolve([...seen, String(at(problem, "code"))]));
      outgoing.end();
    });
  }

  it.each<[Fault, string[]]>([
    [{ drop: "before" }, ["ECONNRESET"]],
    [{ drop: "after" }, ["ECONNRESET"]],
    [{ truncate: true }, ["status 200", '{"campai', "ECONNRESET"]],
    [{ cut: true }, ["status 200", '{"campai', "end"]],
    [{ answer: "no" }, ["status 200", "no", "end"]],
    [{ status: 418, body: "teapot" }, ["status 418", "teapot", "end"]],
    [{ latency: MINUTE }, ["status 200", '{"campaigns":[]}', "end"]],
  ])("%j is there on the wire", async (fault, seen) => {
    const { sandbox, url, headers } = await start("over a socket");
    sandbox.fail("listCampaigns", fault);
    expect(await events(url, headers)).toEqual(seen);
  });

  it.each<[Fault, string[]]>([
    [{ stall: "before" }, ["ECONNRESET"]],
    [{ stall: "headers" }, ["ECONNRESET"]],
    [{ stall: "body" }, ["status 200", '{"campai', "ECONNRESET"]],
  ])("%j lasts until somebody ends the connection, while the time goes on", async (fault, seen) => {
    let arrived = () => {};
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const sandbox = createSandbox({ onRequest: () => arrived() });
    const { url, close } = await sandbox.listen();
    const from = sandbox.clock.now();
    sandbox.fail("listCampaigns", fault);
    // The clock jumps: what it is to wait for must be on its way.
    const ended = arrival.then(() => sandbox.clock.sleep(MINUTE)).then(close);
    expect(await events(url, { authorization: `Bearer ${sandbox.apiKey}` })).toEqual(seen);
    await ended;
    expect(sandbox.clock.now() - from).toBe(MINUTE);
  });
});
