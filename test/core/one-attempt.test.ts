import { describe, expect, it } from "vitest";
import { type AttemptRequest, Transport } from "../../src/core/transport.ts";
import { idle, VirtualClock } from "../support/clock.ts";
import { type Step, scripted, stalledBody, text } from "../support/fetch.ts";
import { thing } from "../support/service.ts";

const get = (more: Partial<AttemptRequest> = {}): AttemptRequest => ({
  info: { method: "GET" },
  path: "/things/t1",
  query: undefined,
  headers: {},
  body: undefined,
  signal: undefined,
  ...more,
});

function transportOf(steps: readonly Step[], forever?: Step, clock = new VirtualClock({ auto: false })) {
  const script = scripted(steps, { clock, ...(forever && { forever }) });
  return { clock, script, transport: new Transport("https://things.test", clock, script.fetch) };
}

const answer: Step = () => new Response(JSON.stringify(thing), { headers: { "content-type": "application/json" } });

describe("P19 one attempt", () => {
  it("is one request, though a read whose connection breaks could well be sent again", async () => {
    const { transport, script } = transportOf([() => Promise.reject(new TypeError("fetch failed"))], answer);
    expect(await transport.attempt(get(), 1_000)).toMatchObject({ ok: false, failure: "lost" });
    expect(script.requests).toHaveLength(1);
  });

  it("hands out a refusal as the text that came, whatever its media type", async () => {
    const refusal = '{"error":{"message":"no"}}';
    const { transport } = transportOf([text(refusal, 409, { "content-type": "application/json" })]);
    expect(await transport.attempt(get(), 1_000)).toEqual({
      ok: false,
      status: 409,
      headers: expect.any(Headers),
      text: refusal,
    });
  });

  it("of a refusal whose body never ends is a refusal when its time is over, and aborted when the caller leaves", async () => {
    const late = transportOf([stalledBody("{", { status: 500 })]);
    const refused = late.transport.attempt(get(), 1_000);
    await late.clock.advance(1_000);
    expect(await refused).toMatchObject({ ok: false, status: 500 });
    expect(await refused).not.toHaveProperty("failure", expect.anything());
    const stop = new AbortController();
    const left = transportOf([stalledBody("{", { status: 500 })]);
    const aborted = left.transport.attempt(get({ signal: stop.signal }), 1_000);
    await idle();
    stop.abort();
    expect(await aborted).toMatchObject({ ok: false, failure: "aborted", status: 500 });
  });

  it("keeps the very error that broke the body, not what is behind it", async () => {
    const broken = new TypeError("terminated", { cause: new Error("other side closed") });
    const body = () => new ReadableStream({ pull: (controller) => controller.error(broken) });
    const { transport } = transportOf([() => new Response(body())]);
    expect(await transport.attempt(get(), 1_000)).toMatchObject({ failure: "lost", cause: broken });
  });

  it("without an answer keeps the platform's error, and nothing of what was sent", async () => {
    const broken = new TypeError("fetch failed", { cause: new Error("ENOTFOUND") });
    const { transport } = transportOf([() => Promise.reject(broken)]);
    expect(await transport.attempt(get(), 1_000)).toEqual({ ok: false, failure: "lost", cause: broken });
    const odd = transportOf([() => Promise.reject("no error at all")]);
    expect(await odd.transport.attempt(get(), 1_000)).toMatchObject({ failure: "lost" });
  });
});

describe("what an attempt leaves for the next", () => {
  it("is its signal, ten times, so that what a platform hangs on it can't pile up", async () => {
    const { transport, script } = transportOf([], answer);
    for (let count = 0; count < 25; count++) await transport.attempt(get(), 1_000);
    const signals = script.requests.map(({ signal }) => signal);
    const uses = [...new Set(signals)].map((one) => signals.filter((signal) => signal === one).length);
    expect(uses).toEqual([10, 10, 5]);
  });

  it("is sixteen signals at the most, however many requests there were at once", async () => {
    const { transport, script } = transportOf([], answer);
    const burst = () => Promise.all(Array.from({ length: 40 }, () => transport.attempt(get(), 1_000)));
    await burst();
    await burst();
    expect(new Set(script.requests.map(({ signal }) => signal)).size).toBe(40 + 40 - 16);
  });
});
