import { describe, expect, it } from "vitest";
import { neverConnected, safeCause } from "../../src/core/connection.ts";
import { everythingIn } from "../support/printed.ts";

/** An error as Node's fetch throws it. */
function failed(facts: object, message = "something"): TypeError {
  return new TypeError("fetch failed", { cause: Object.assign(new Error(message), facts) });
}

function together(...errors: object[]): TypeError {
  return new TypeError("fetch failed", {
    cause: new AggregateError(errors.map((facts) => Object.assign(new Error("one"), facts))),
  });
}

describe("P17 no connection was made, so nothing was sent", () => {
  it.each([
    ["a name that is not found", { code: "ENOTFOUND", syscall: "getaddrinfo" }],
    ["a name server that does not answer", { code: "EAI_AGAIN", syscall: "getaddrinfo" }],
    ["a refused connection", { code: "ECONNREFUSED", syscall: "connect" }],
    ["an unreachable host", { code: "EHOSTUNREACH", syscall: "connect" }],
    ["an unreachable network", { code: "ENETUNREACH", syscall: "connect" }],
    ["a connect that timed out", { code: "ETIMEDOUT", syscall: "connect" }],
    ["undici's time limit for connecting", { code: "UND_ERR_CONNECT_TIMEOUT" }],
    ["Bun's refused connection", { code: "ConnectionRefused" }],
    ["a certificate of its own", { code: "DEPTH_ZERO_SELF_SIGNED_CERT" }],
    ["a certificate of another host", { code: "ERR_TLS_CERT_ALTNAME_INVALID" }],
    ["a certificate that has expired", { code: "CERT_HAS_EXPIRED" }],
    ["a certificate that can't be verified", { code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" }],
    ["a port that speaks no TLS", { code: "ERR_SSL_WRONG_VERSION_NUMBER" }],
    ["a TLS that is too old", { code: "ERR_SSL_UNSUPPORTED_PROTOCOL" }],
    ["a TLS handshake that failed", { code: "ERR_SSL_TLSV1_ALERT_HANDSHAKE_FAILURE" }],
    ["a TLS version that is refused", { code: "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION" }],
    ["a name server that does not answer, by its code alone", { code: "EAI_AGAIN" }],
    ["a certificate of its own in the chain", { code: "SELF_SIGNED_CERT_IN_CHAIN" }],
  ])("%s", (_, facts) => {
    expect(neverConnected(failed(facts))).toBe(true);
  });

  it("several addresses, each of which refused", () => {
    const refused = { code: "ECONNREFUSED", syscall: "connect" };
    expect(neverConnected(together(refused, { code: "ENETUNREACH", syscall: "connect" }))).toBe(true);
  });

  it("deep in a chain of causes", () => {
    const inner = failed({ code: "ECONNREFUSED" });
    expect(neverConnected(new Error("a", { cause: new Error("b", { cause: inner }) }))).toBe(true);
  });
});

describe("P17 anything else proves nothing", () => {
  it.each([
    ["a reset while reading", { code: "ECONNRESET", syscall: "read" }],
    ["a reset while writing", { code: "ECONNRESET", syscall: "write" }],
    ["a reset of whatever", { code: "ECONNRESET" }],
    ["a pipe that broke", { code: "EPIPE", syscall: "write" }],
    ["a time limit while reading", { code: "ETIMEDOUT", syscall: "read" }],
    ["undici's lost socket", { code: "UND_ERR_SOCKET" }],
    ["undici's time limit for headers", { code: "UND_ERR_HEADERS_TIMEOUT" }],
    ["undici's time limit for the body", { code: "UND_ERR_BODY_TIMEOUT" }],
    ["an abort", { code: "ABORT_ERR" }],
    ["nonsense instead of HTTP", { code: "HPE_INVALID_CONSTANT" }],
    ["a code that begins like one", { code: "ECONNREFUSED_LATER" }],
    ["a code that ends like one", { code: "NOT_ENOTFOUND" }],
    ["a TLS record in the middle", { code: "ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC" }],
    ["a code that holds another", { code: "NOT_ECONNREFUSED_AT_ALL" }],
    ["no code", {}],
    ["a code that is no text", { code: 7, syscall: ["connect"] }],
  ])("%s", (_, facts) => {
    expect(neverConnected(failed(facts))).toBe(false);
  });

  it("a reset with a count of bytes written", () => {
    const socket = { bytesWritten: 0, bytesRead: 0 };
    expect(neverConnected(failed({ code: "UND_ERR_SOCKET", socket }))).toBe(false);
  });

  it("several addresses, one of which was reset", () => {
    expect(neverConnected(together({ code: "ECONNREFUSED", syscall: "connect" }, { code: "ECONNRESET" }))).toBe(false);
  });

  it("several addresses, of which one refused and nothing is known of the others", () => {
    const all = Object.assign(new AggregateError([new Error("?"), failed({ code: "ECONNREFUSED" })]), {
      code: "ECONNREFUSED",
    });
    expect(neverConnected(new TypeError("fetch failed", { cause: all }))).toBe(false);
  });

  it("several addresses of which none is known", () => {
    expect(neverConnected(together())).toBe(false);
  });

  it.each([undefined, null, "ECONNREFUSED", 7, {}, []])("%s", (value) => {
    expect(neverConnected(value)).toBe(false);
  });

  it("causes that go round in a circle", () => {
    const a = new Error("a");
    const b = new Error("b", { cause: a });
    a.cause = b;
    expect(neverConnected(a)).toBe(false);
  });
});

describe("P02 the copy of a foreign error that is kept", () => {
  const redact = (text: string) => text.replaceAll("SECRET", "[hidden]");

  it("has name, message, code and stack, without the key, and nothing else", () => {
    const error = Object.assign(new TypeError("sent SECRET", { cause: new Error("inner SECRET") }), {
      code: "E_SECRET",
      options: { headers: { authorization: "Bearer SECRET" } },
      [Symbol("request")]: "SECRET",
    });
    Object.defineProperty(error, "hidden", { value: "SECRET" });
    const copy = safeCause(error, redact);
    expect(everythingIn(copy)).not.toContain("SECRET");
    expect(copy).toMatchObject({ name: "TypeError", message: "sent [hidden]", code: "E_[hidden]" });
    expect(copy).toBeInstanceOf(Error);
    expect(copy).toHaveProperty("cause.message", "inner [hidden]");
    expect(String(Object(copy).stack)).toContain("connection.test.ts");
  });

  it("does not follow a circle, and stops at some depth", () => {
    const a = new Error("a SECRET");
    a.cause = a;
    expect(everythingIn(safeCause(a, redact))).not.toContain("SECRET");
    let deep = new Error("bottom");
    for (let level = 0; level < 50; level++) deep = new Error(`level ${level}`, { cause: deep });
    expect(everythingIn(safeCause(deep, redact))).not.toContain("bottom");
  });

  it.each([
    ["a string", "SECRET", "[hidden]"],
    ["nothing", undefined, undefined],
    ["null", null, null],
    ["a number", 7, 7],
  ])("%s", (_, value, kept) => {
    expect(safeCause(value, redact)).toBe(kept);
  });

  it("an object that is no error becomes one without members", () => {
    const copy = safeCause({ message: "SECRET", headers: "SECRET", code: 7 }, redact);
    expect(copy).toBeInstanceOf(Error);
    expect(everythingIn(copy)).not.toContain("SECRET");
    expect(copy).not.toHaveProperty("code");
  });

  it("an error that can't be read is one all the same, and proves nothing", () => {
    const hostile = new Error("a SECRET");
    Object.defineProperty(hostile, "cause", {
      get() {
        throw new Error("no");
      },
    });
    expect(neverConnected(hostile)).toBe(false);
    expect(safeCause(hostile, redact)).toMatchObject({ message: "a [hidden]" });
  });
});
