import { getEventListeners } from "node:events";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it, vi } from "vitest";
import { systemClock } from "../../src/core/clock.ts";
import { neverConnected } from "../../src/core/connection.ts";
import {
  AbortError,
  ConnectionError,
  OutcomeUnknownError,
  StatusError,
  UnreadableResponseError,
} from "../../src/core/errors.ts";
import { type AttemptRequest, type AttemptResult, Transport } from "../../src/core/transport.ts";
import { idle, VirtualClock } from "../support/clock.ts";
import { caughtAs } from "../support/errors.ts";
import { deaf, json, jsonResponse, type Step, scripted, silent } from "../support/fetch.ts";
import { closedPort, httpServer, rawAnswer, socketServer, type TestServer } from "../support/servers.ts";
import { KEY, testClient, thing } from "../support/service.ts";

const open: TestServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function kept<Server extends TestServer>(starting: Promise<Server>): Promise<Server> {
  const server = await starting;
  open.push(server);
  return server;
}

function get(path = "/things/t1", more: Partial<AttemptRequest> = {}): AttemptRequest {
  return {
    info: { method: "GET" },
    path,
    query: undefined,
    headers: { Authorization: `Bearer ${KEY}`, Accept: "application/json" },
    body: undefined,
    signal: undefined,
    ...more,
  };
}

const post = (more: Partial<AttemptRequest> = {}) => get("/things", { info: { method: "POST" }, body: "{}", ...more });

const PLENTY = 10_000;

function failureOf(result: AttemptResult) {
  if (result.ok || result.failure === undefined) throw new Error(`expected a failure, got ${JSON.stringify(result)}`);
  return result;
}

/** A transport on a clock that stands still, so that no limit passes unless the test says so. */
function standing(baseURL: string) {
  const clock = new VirtualClock({ auto: false });
  return { clock, transport: new Transport(baseURL, clock) };
}

/** A transport that tells when the headers of its first answer have come: only then a server may cut the body. */
function watching() {
  let tell = () => {};
  const headersCame = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const fetch: typeof globalThis.fetch = async (...request) => {
    const response = await globalThis.fetch(...request);
    tell();
    return response;
  };
  return { headersCame, transport: (baseURL: string) => new Transport(baseURL, systemClock, fetch) };
}

describe("over a real socket", () => {
  it("hands out status, headers and the parsed object", async () => {
    const server = await kept(
      httpServer((_, response) => {
        response.setHeader("content-type", "application/json; charset=utf-8");
        response.setHeader("x-correlation-id", "c1");
        response.end(JSON.stringify(thing));
      }),
    );
    const result = await new Transport(server.baseURL, systemClock).attempt(get(), PLENTY);
    expect(result).toMatchObject({ ok: true, status: 200, data: thing });
    expect(result.headers?.get("x-correlation-id")).toBe("c1");
  });

  it("sends method, path, query, headers and body as they are", async () => {
    let body = "";
    const server = await kept(
      httpServer((_, response, text) => {
        body = text;
        response.setHeader("content-type", "application/json");
        response.end("{}");
      }),
    );
    const sent = JSON.stringify({ name: "Ünï ✓", n: 1 });
    const request = get("/base/things/a%2Fb", {
      info: { method: "PATCH" },
      query: { q: "a b&c", list: ["x", "y"], none: undefined, page: 2 },
      headers: { Authorization: `Bearer ${KEY}`, "Content-Type": "application/json", "User-Agent": "puffle-sdk/0" },
      body: sent,
    });
    await new Transport(server.baseURL, systemClock).attempt(request, PLENTY);
    const [seen] = server.requests;
    expect(seen?.method).toBe("PATCH");
    expect(seen?.headers).toMatchObject({
      authorization: `Bearer ${KEY}`,
      "content-type": "application/json",
      "user-agent": "puffle-sdk/0",
    });
    const url = new URL(seen?.url ?? "", server.baseURL);
    expect(url.pathname).toBe("/base/things/a%2Fb");
    expect([...url.searchParams]).toEqual([
      ["q", "a b&c"],
      ["list", "x"],
      ["list", "y"],
      ["page", "2"],
    ]);
    expect(body).toBe(sent);
  });

  it("P17 a reset before the headers is lost, and no proof that nothing was sent", async () => {
    const server = await kept(socketServer(({ socket }) => socket.resetAndDestroy()));
    const result = failureOf(await new Transport(server.baseURL, systemClock).attempt(post(), PLENTY));
    expect(result).toMatchObject({ failure: "lost" });
    expect(result.headers).toBeUndefined();
    expect(neverConnected(result.cause)).toBe(false);
  });

  it("P17 a connection that closes without an answer is lost", async () => {
    const server = await kept(socketServer(({ socket }) => socket.end()));
    const result = failureOf(await new Transport(server.baseURL, systemClock).attempt(post(), PLENTY));
    expect(result.failure).toBe("lost");
    expect(neverConnected(result.cause)).toBe(false);
  });

  it("P17 a reset on a reused connection is lost, and no failed connect", async () => {
    const server = await kept(
      socketServer(({ socket, count }) => (count === 1 ? socket.write(rawAnswer("{}")) : socket.resetAndDestroy())),
    );
    const transport = new Transport(server.baseURL, systemClock);
    expect(await transport.attempt(post(), PLENTY)).toMatchObject({ ok: true });
    // The platform takes a turn to put the connection back.
    await idle();
    const result = failureOf(await transport.attempt(post(), PLENTY));
    expect(server.connections).toBe(1);
    expect(result.failure).toBe("lost");
    expect(neverConnected(result.cause)).toBe(false);
  });

  it("an answer that is no HTTP is lost", async () => {
    const server = await kept(socketServer(({ socket }) => socket.end("SSH-2.0-OpenSSH_9\r\n\r\n")));
    const result = failureOf(await new Transport(server.baseURL, systemClock).attempt(post(), PLENTY));
    expect(result.failure).toBe("lost");
    expect(neverConnected(result.cause)).toBe(false);
  });

  it.each([
    ["a reset", true],
    ["an early end", false],
  ])("%s in the body of a success is lost, with the status that had come", async (_, reset) => {
    const { transport, headersCame } = watching();
    const server = await kept(
      socketServer(async ({ socket }) => {
        socket.write(rawAnswer('{"thing":{"id":', { length: 200 }));
        await headersCame;
        reset ? socket.resetAndDestroy() : socket.end();
      }),
    );
    const result = failureOf(await transport(server.baseURL).attempt(post(), PLENTY));
    expect(result).toMatchObject({ failure: "lost", status: 200 });
    expect(neverConnected(result.cause)).toBe(false);
  });

  it("a reset in the body of a refusal is a refusal all the same", async () => {
    const { transport, headersCame } = watching();
    const server = await kept(
      socketServer(async ({ socket }) => {
        socket.write(rawAnswer('{"error":', { status: "409 Conflict", length: 200, headers: "X-A: b\r\n" }));
        await headersCame;
        socket.resetAndDestroy();
      }),
    );
    const result = await transport(server.baseURL).attempt(post(), PLENTY);
    expect(result).toMatchObject({ ok: false, status: 409 });
    expect(result).not.toHaveProperty("failure");
    expect(result.headers?.get("x-a")).toBe("b");
  });

  it("a success whose body is cut off, in an answer without a length, is unreadable and no success", async () => {
    const server = await kept(
      socketServer(({ socket }) =>
        socket.end('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{"thing":{"id":"t'),
      ),
    );
    const result = failureOf(await new Transport(server.baseURL, systemClock).attempt(get(), PLENTY));
    expect(result).toMatchObject({ failure: "unreadable", status: 200, problem: "is not valid JSON, perhaps cut off" });
    expect(result.text).toBe('{"thing":{"id":"t');
  });

  it("chunks that break off are lost", async () => {
    const { transport, headersCame } = watching();
    const head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    const server = await kept(
      socketServer(async ({ socket }) => {
        socket.write(`${head}2\r\n{}\r\n`);
        await headersCame;
        socket.end();
      }),
    );
    const result = failureOf(await transport(server.baseURL).attempt(get(), PLENTY));
    expect(result).toMatchObject({ failure: "lost", status: 200 });
  });

  it.each([
    ["the headers", ""],
    ["the body", rawAnswer('{"thing":', { length: 100 })],
  ])("the limit covers %s: a stall ends there, and the connection with it", async (_, written) => {
    let closed = () => {};
    const gone = new Promise<void>((resolve) => {
      closed = resolve;
    });
    let arrived = () => {};
    const asked = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const server = await kept(
      socketServer(({ socket }) => {
        socket.on("close", closed);
        if (written) socket.write(written);
        arrived();
      }),
    );
    const { clock, transport } = standing(server.baseURL);
    const attempt = transport.attempt(post(), 30_000);
    await asked;
    await clock.advance(29_999);
    expect(await Promise.race([attempt, idle().then(() => "still waiting")])).toBe("still waiting");
    await clock.advance(1);
    expect(failureOf(await attempt).failure).toBe("timeout");
    await gone;
    expect(clock.pending).toBe(0);
  });

  it.each([
    ["waiting for the headers", ""],
    ["reading the body", rawAnswer('{"thing":', { length: 100 })],
    ["reading the body of a refusal", rawAnswer('{"error":', { status: "500 Oops", length: 100 })],
  ])("an abort while %s ends the attempt, and the connection with it", async (_, written) => {
    const { transport, headersCame } = watching();
    let closed = () => {};
    const gone = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const stop = new AbortController();
    const server = await kept(
      socketServer(async ({ socket }) => {
        socket.on("close", closed);
        if (written) {
          socket.write(written);
          await headersCame;
        }
        stop.abort();
      }),
    );
    const result = await transport(server.baseURL).attempt(post({ signal: stop.signal }), PLENTY);
    expect(failureOf(result).failure).toBe("aborted");
    await gone;
    expect(getEventListeners(stop.signal, "abort")).toHaveLength(0);
  });

  it("P17 a refused connection proves that nothing was sent", async () => {
    const port = await closedPort();
    const { transport } = standing(`http://127.0.0.1:${port}`);
    const result = failureOf(await transport.attempt(post(), PLENTY));
    expect(result.failure).toBe("lost");
    expect(neverConnected(result.cause)).toBe(true);
  });

  it("P17 TLS that can't be agreed on proves that nothing was sent", async () => {
    const server = await kept(httpServer((_, response) => response.end("{}")));
    const { transport } = standing(`https://127.0.0.1:${server.port}`);
    const result = failureOf(await transport.attempt(post(), PLENTY));
    expect(neverConnected(result.cause)).toBe(true);
    expect(server.requests).toHaveLength(0);
  });

  it("P17 P19 a call is sent again after a refused connection, and a send never after a reset", async () => {
    const port = await closedPort();
    const clock = new VirtualClock();
    const refusing = testClient([], { clock });
    expect(refusing.script.requests).toHaveLength(0);
    const unreachable = testClient([], {
      clock,
      fetch: globalThis.fetch,
      baseURL: `http://127.0.0.1:${port}`,
      attemptTimeout: 3_600_000,
      timeout: 7_200_000,
    });
    const error = await caughtAs(
      ConnectionError,
      unreachable.engine.call("sendThing", { path: { id: "t1" }, body: {} }, { retry: { connect: { wait: 0 } } }),
    );
    expect(error).toMatchObject({ code: "connection_failed", outcome: "not_sent" });
    expect(error.attempts).toHaveLength(3);

    let seen = 0;
    const server = await kept(
      socketServer(({ socket }) => {
        seen++;
        socket.resetAndDestroy();
      }),
    );
    const resetting = testClient([], {
      clock: new VirtualClock({ auto: false }),
      fetch: globalThis.fetch,
      baseURL: server.baseURL,
    });
    const retry = { lost: { retries: 10, wait: 0 }, connect: { retries: 10, wait: 0 } };
    await caughtAs(
      OutcomeUnknownError,
      resetting.engine.call("sendThing", { path: { id: "t1" }, body: {} }, { retry }),
    );
    expect(seen).toBe(1);
  });

  it("P01 a redirect is not followed, and the key goes nowhere else", async () => {
    const elsewhere = await kept(httpServer((_, response) => response.end("{}")));
    const server = await kept(
      httpServer((_, response) => {
        response.writeHead(307, { location: `${elsewhere.baseURL}/things/t1`, "content-type": "application/json" });
        response.end("{}");
      }),
    );
    const { engine } = testClient([], { fetch: globalThis.fetch, baseURL: server.baseURL, clock: standing("").clock });
    const error = await caughtAs(StatusError, engine.call("readThing", { path: { id: "t1" } }));
    expect(error).toMatchObject({ status: 307, code: "unexpected_redirect" });
    expect(elsewhere.requests).toHaveLength(0);
    expect(server.requests).toHaveLength(1);
  });

  it("P01 a redirect on the same origin is not followed either", async () => {
    const server = await kept(
      httpServer((_, response) => {
        response.writeHead(302, { location: "/login" });
        response.end();
      }),
    );
    const { transport } = standing(server.baseURL);
    expect(await transport.attempt(get(), PLENTY)).toMatchObject({ ok: false, status: 302 });
    expect(server.requests).toHaveLength(1);
  });

  it("a connection is used again after successes, refusals, redirects and nonsense", async () => {
    const answers: [number, string][] = [
      [200, "{}"],
      [404, '{"error":"no"}'],
      [500, "oops"],
      [302, ""],
      [200, "[]"],
      [200, ""],
      [204, ""],
      [200, "{}"],
    ];
    const server = await kept(
      httpServer((_, response) => {
        const [status, body] = answers[server.requests.length - 1] ?? [200, "{}"];
        response.writeHead(status, { "content-type": "application/json" });
        response.end(body);
      }),
    );
    const { transport } = standing(server.baseURL);
    for (const _ of answers) {
      await transport.attempt(get(), PLENTY);
      await idle();
    }
    expect(server.requests).toHaveLength(answers.length);
    expect(server.connections).toBe(1);
  });

  it("of an endless body no more than the bound is taken, and the connection is let go", async () => {
    let written = 0;
    let closed = () => {};
    const gone = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const piece = Buffer.alloc(1024 * 1024, "x");
    const server = await kept(
      httpServer((_, response) => {
        response.on("close", closed);
        response.writeHead(200, { "content-type": "application/json" });
        const more = () => {
          if (response.destroyed) return;
          written += piece.length;
          response.write(piece, more);
        };
        more();
      }),
    );
    const { transport } = standing(server.baseURL);
    const result = failureOf(await transport.attempt(get(), PLENTY));
    expect(result).toMatchObject({ failure: "unreadable", problem: "is larger than 16 MB" });
    await gone;
    expect(written).toBeLessThan(64 * 1024 * 1024);
    expect(result.text?.length).toBeLessThanOrEqual(64 * 1024);
  });

  it("a small body that unpacks to a huge one is bounded as well", async () => {
    const packed = gzipSync(Buffer.alloc(40 * 1024 * 1024, " "));
    const server = await kept(
      httpServer((_, response) => {
        response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
        response.end(packed);
      }),
    );
    const { transport } = standing(server.baseURL);
    const result = failureOf(await transport.attempt(get(), PLENTY));
    expect(result).toMatchObject({ failure: "unreadable", problem: "is larger than 16 MB" });
  });

  it("an unreadable success tells its status and media type, and a write is in doubt then", async () => {
    const server = await kept(
      httpServer((_, response) => {
        response.writeHead(200, { "content-type": "text/html" });
        response.end("<h1>Maintenance</h1>");
      }),
    );
    const { engine } = testClient([], { fetch: globalThis.fetch, baseURL: server.baseURL, clock: standing("").clock });
    const error = await caughtAs(
      UnreadableResponseError,
      engine.call("setThing", { path: { id: "t1" }, body: {} }, { retry: false }),
    );
    expect(error).toMatchObject({ status: 200, outcome: "unknown", body: "<h1>Maintenance</h1>" });
    expect(error.message).toContain("text/html");
  });
});

describe("the signals", () => {
  it("nothing piles up on a signal that lives long", async () => {
    const stop = new AbortController();
    const { engine } = testClient([], { forever: json(thing) });
    const before = getEventListeners(stop.signal, "abort").length;
    for (let n = 0; n < 300; n++) await engine.call("readThing", { path: { id: "t1" } }, { signal: stop.signal });
    expect(getEventListeners(stop.signal, "abort")).toHaveLength(before);
  });

  it("nothing piles up on a signal that lives long when everything fails", async () => {
    const stop = new AbortController();
    for (const step of [silent, deaf, json({}, 503), json({}, 401), () => Promise.reject(new Error("lost"))]) {
      const { engine } = testClient([], { forever: step, maxConcurrency: 1 });
      await Promise.allSettled(
        [1, 2].map(() => engine.call("readThing", { path: { id: "t1" } }, { signal: stop.signal })),
      );
    }
    expect(getEventListeners(stop.signal, "abort")).toHaveLength(0);
  });

  it("requests side by side have signals of their own", async () => {
    const clock = new VirtualClock({ auto: false });
    const script = scripted([], { forever: silent });
    const transport = new Transport("https://things.test", clock, script.fetch);
    const stops = [1, 2, 3].map(() => new AbortController());
    const attempts = stops.map(({ signal }) => transport.attempt(get("/", { signal }), PLENTY));
    await idle();
    const signals = script.requests.map(({ signal }) => signal);
    expect(new Set(signals).size).toBe(3);
    stops[1]?.abort();
    expect(signals.map((signal) => signal?.aborted)).toEqual([false, true, false]);
    await clock.advance(PLENTY);
    const results = await Promise.all(attempts);
    expect(results.map((result) => failureOf(result).failure)).toEqual(["timeout", "aborted", "timeout"]);
  });

  it("a request never gets a signal that was aborted before", async () => {
    const clock = new VirtualClock();
    const script = scripted([silent, json(thing), deaf, json(thing)], { clock });
    const transport = new Transport("https://things.test", clock, script.fetch);
    const before: (boolean | undefined)[] = [];
    for (let n = 0; n < 4; n++) {
      const attempt = transport.attempt(get(), 1_000);
      before.push(script.requests.at(-1)?.signal?.aborted);
      await attempt;
    }
    expect(before).toEqual([false, false, false, false]);
  });

  it("one signal serves no more than a hundred requests, so that what a platform hangs on it can't pile up", async () => {
    const uses = new Map<AbortSignal | undefined, number>();
    const step: Step = (_, signal) => {
      uses.set(signal, (uses.get(signal) ?? 0) + 1);
      return jsonResponse(thing);
    };
    const transport = new Transport("https://things.test", systemClock, scripted([], { forever: step }).fetch);
    for (let n = 0; n < 450; n++) await transport.attempt(get(), PLENTY);
    expect(Math.max(...uses.values())).toBeLessThanOrEqual(10);
  });

  it("a call whose signal is aborted by a hook, just before the request, sends nothing", async () => {
    const stop = new AbortController();
    const { engine, script } = testClient([json(thing)], { hooks: { onRequest: () => stop.abort() } });
    const call = engine.call("sendThing", { path: { id: "t1" }, body: {} }, { signal: stop.signal });
    await caughtAs(AbortError, call);
    expect(script.requests).toHaveLength(0);
  });
});

describe("a fetch of other making", () => {
  const withFetch = (fetch: typeof globalThis.fetch, clock = new VirtualClock()) => ({
    clock,
    transport: new Transport("https://things.test", clock, fetch),
  });

  it("that ignores its signal does not hold the call, and its late answer's body is let go", async () => {
    const clock = new VirtualClock({ auto: false });
    let cancelled = 0;
    const body = () =>
      new ReadableStream<Uint8Array>({
        cancel() {
          cancelled++;
        },
      });
    const { transport } = withFetch(async () => {
      await clock.sleep(60_000);
      return new Response(body(), { headers: { "content-type": "application/json" } });
    }, clock);
    const attempt = transport.attempt(post(), 5_000);
    await clock.advance(5_000);
    expect(failureOf(await attempt).failure).toBe("timeout");
    expect(cancelled).toBe(0);
    await clock.advance(55_000);
    expect(cancelled).toBe(1);
  });

  it("that fails late, when nobody waits any more, bothers nobody", async () => {
    const clock = new VirtualClock({ auto: false });
    const { transport } = withFetch(async () => {
      await clock.sleep(60_000);
      throw new Error("late");
    }, clock);
    const attempt = transport.attempt(post(), 5_000);
    await clock.advance(5_000);
    await attempt;
    await clock.advance(60_000);
    expect(clock.pending).toBe(0);
  });

  it("whose body ignores its cancellation does not hold the call", async () => {
    const { transport, clock } = withFetch(
      async () =>
        new Response(new ReadableStream({ cancel: () => new Promise(() => {}) }), {
          headers: { "content-type": "application/json" },
        }),
    );
    expect(failureOf(await transport.attempt(post(), 5_000)).failure).toBe("timeout");
    expect(clock.elapsed()).toBe(5_000);
  });

  /** What some fetches answer: a body that is no web stream, and `text()` to read it. */
  function plainResponse(text: () => Promise<string>, body: unknown = {}): Response {
    const response = new Response(null, { headers: { "content-type": "application/json" } });
    Object.defineProperty(response, "body", { value: body });
    Object.defineProperty(response, "text", { value: text });
    return response;
  }

  it("whose body is no web stream is read all the same", async () => {
    const { transport } = withFetch(async () => plainResponse(async () => JSON.stringify(thing)));
    expect(await transport.attempt(get(), 5_000)).toMatchObject({ ok: true, data: thing });
  });

  it("whose body is no web stream and never ends does not hold the call", async () => {
    const clock = new VirtualClock({ auto: false });
    const { transport } = withFetch(async () => plainResponse(() => new Promise(() => {})), clock);
    const attempt = transport.attempt(post(), 5_000).then((result) => failureOf(result).failure);
    await clock.advance(5_000);
    expect(await Promise.race([attempt, idle().then(() => "still waiting")])).toBe("timeout");
  });

  it("whose body is no web stream and never ends is left when the caller aborts", async () => {
    const clock = new VirtualClock({ auto: false });
    const { transport } = withFetch(async () => plainResponse(() => new Promise(() => {})), clock);
    const stop = new AbortController();
    const attempt = transport.attempt(post({ signal: stop.signal }), 5_000).then((result) => failureOf(result).failure);
    await idle();
    stop.abort();
    expect(await Promise.race([attempt, idle().then(() => "still waiting")])).toBe("aborted");
  });

  it.each([
    ["an error", new Error("no")],
    ["a string", "no"],
    ["nothing", undefined],
    ["null", null],
    ["a number", 7],
    ["an object", { code: "ODD" }],
  ])("that throws %s is a lost connection", async (_, what) => {
    const { transport } = withFetch(() => Promise.reject(what));
    expect(failureOf(await transport.attempt(post(), 5_000)).failure).toBe("lost");
  });

  it("that throws at once is a lost connection", async () => {
    const { transport, clock } = withFetch(() => {
      throw new TypeError("not here");
    });
    expect(failureOf(await transport.attempt(post(), 5_000)).failure).toBe("lost");
    expect(clock.pending).toBe(0);
  });

  it("that says AbortError though nobody aborted is a lost connection", async () => {
    const { transport } = withFetch(() => Promise.reject(new DOMException("This operation was aborted", "AbortError")));
    expect(failureOf(await transport.attempt(post(), 5_000)).failure).toBe("lost");
  });

  it("P02 does not hand on what an HTTP library hangs on its errors", async () => {
    const { transport } = withFetch(() => Promise.reject(new Error("socket hang up")));
    const { cause } = failureOf(await transport.attempt(post(), 5_000));
    expect(cause).toBeInstanceOf(Error);
    expect(cause).not.toHaveProperty("options");
    expect(cause).not.toHaveProperty("request");
  });

  it("that replaces the global one later is used", async () => {
    const transport = new Transport("https://things.test", systemClock);
    const script = scripted([json(thing)]);
    vi.stubGlobal("fetch", script.fetch);
    try {
      expect(await transport.attempt(get(), PLENTY)).toMatchObject({ ok: true, data: thing });
    } finally {
      vi.unstubAllGlobals();
    }
    expect(script.requests).toHaveLength(1);
  });

  it("is asked once for each attempt, whatever comes back", async () => {
    for (const status of [200, 301, 400, 408, 409, 425, 429, 500, 502, 503, 504]) {
      const script = scripted([json({}, status)], { forever: json({}, status) });
      const transport = new Transport("https://things.test", systemClock, script.fetch);
      await transport.attempt(get(), PLENTY);
      await transport.attempt(post(), PLENTY);
      expect(script.requests).toHaveLength(2);
    }
  });
});

describe("the limit", () => {
  it("is the clock's, also on a clock that only knows how to sleep", async () => {
    const clock = new VirtualClock({ auto: false });
    const plain = { now: () => clock.now(), sleep: clock.sleep.bind(clock) };
    const transport = new Transport("https://things.test", plain, scripted([], { forever: silent }).fetch);
    const attempt = transport.attempt(get(), 5_000);
    await clock.advance(5_000);
    expect(failureOf(await attempt).failure).toBe("timeout");
    const next = new Transport("https://things.test", plain, scripted([json(thing)]).fetch);
    expect(await next.attempt(get(), 5_000)).toMatchObject({ ok: true });
    expect(clock.pending).toBe(0);
  });
});
