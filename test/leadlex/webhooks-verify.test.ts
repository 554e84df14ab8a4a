import { createHmac } from "node:crypto";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { type WebhookFailure, WebhookVerificationError } from "../../src/leadlex/errors.ts";
import { type VerifyWebhookOptions, verifyWebhook } from "../../src/leadlex/verify-webhook.ts";
import type { WebhookHeaders } from "../../src/leadlex/webhook-headers.ts";
import { bytesOf, type RawBody } from "../../src/leadlex/webhook-signature.ts";
import { START } from "../support/clock.ts";
import { caughtAs } from "../support/errors.ts";
import { everythingIn } from "../support/printed.ts";

const SECRET = "whsec_f4ke/Ünïcode+0123456789";
const PERSON = "ada.lovelace@example.com";
const EVENT = {
  id: "evt_01HY1",
  type: "contact.created",
  created_at: "2026-04-17T09:00:00Z",
  data: { contact: { id: "c_1", email: PERSON, full_name: "Ada Lovelace – Ω 😀" } },
};
const BODY = JSON.stringify(EVENT);
const DELIVERY = "5f0c8a1e-3a55-4b0c-9c39-0f3d8f1f6f51";
const clock = { now: () => START };
const at = (ms: number) => new Date(START + ms).toISOString();

/** By Node's own library: what is tested is not trusted to sign. */
function hmac(body: string | Uint8Array, secret = SECRET): string {
  return createHmac("sha256", secret).update(body).digest("hex");
}

function headersFor(body: string | Uint8Array = BODY, more: Record<string, string> = {}): Record<string, string> {
  return {
    "x-leadlex-signature": `sha256=${hmac(body)}`,
    "x-leadlex-timestamp": at(0),
    "x-leadlex-delivery-id": DELIVERY,
    "content-type": "application/json",
    ...more,
  };
}

function verify(headers: WebhookHeaders = headersFor(), body: RawBody = BODY, options: VerifyWebhookOptions = {}) {
  return verifyWebhook(body, headers, SECRET, { clock, ...options });
}

function refused(...of: Parameters<typeof verify>): Promise<WebhookVerificationError> {
  return caughtAs(WebhookVerificationError, verify(...of));
}

describe("L10 a delivery of LeadLex", () => {
  it("is let through, with its event as it was written", async () => {
    expect(await verify()).toEqual(EVENT);
  });

  it("fits the published test vectors of HMAC-SHA256", async () => {
    // RFC 4231, case 2: its text is no event, so only what comes after the signature is refused.
    const signature = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    const vector = "what do ya want for nothing?";
    const given = { "x-leadlex-signature": signature, "x-leadlex-timestamp": at(0) };
    const fits = await caughtAs(WebhookVerificationError, verifyWebhook(vector, given, "Jefe", { clock }));
    expect(fits.code).toBe("event_malformed");
    const fitsNot = await caughtAs(WebhookVerificationError, verifyWebhook(`${vector}?`, given, "Jefe", { clock }));
    expect(fitsNot.code).toBe("signature_mismatch");
  });

  const bytes = new TextEncoder().encode(BODY);
  const padded = new Uint8Array([1, 2, 3, ...bytes, 4, 5]);
  const bodies: Record<string, RawBody> = {
    "a string": BODY,
    "a Uint8Array": bytes,
    "a Buffer": Buffer.from(BODY),
    "a view into a larger buffer": padded.subarray(3, -2),
    "an ArrayBuffer": bytes.buffer.slice(0),
    "an ArrayBuffer of another realm": runInNewContext("Uint8Array.from(bytes).buffer", { bytes: [...bytes] }),
  };
  it.each(Object.entries(bodies))("is read from %s", async (_, body) => {
    expect(await verify(headersFor(), body)).toEqual(EVENT);
  });

  const signature = `sha256=${hmac(BODY)}`;
  const kinds: Record<string, WebhookHeaders> = {
    Headers: new Headers(headersFor()),
    "an object, as Node has it": { ...headersFor(), "set-cookie": ["a", "b"], host: undefined },
    "an object in the service's letter case": { "X-LeadLex-Signature": signature, "X-LeadLex-Timestamp": at(0) },
    "an object in capitals": { "X-LEADLEX-SIGNATURE": signature, "X-LEADLEX-TIMESTAMP": at(0) },
    "an object of arrays": { "x-leadlex-signature": [signature], "x-leadlex-timestamp": [at(0)] },
    pairs: Object.entries(headersFor()),
    "a Map": new Map(Object.entries(headersFor())),
    "pairs that can be read once": new Map(Object.entries(headersFor())).entries(),
    "values with space around them": { "x-leadlex-signature": ` ${signature} `, "x-leadlex-timestamp": ` ${at(0)}` },
    "a signature in capitals": headersFor(BODY, { "x-leadlex-signature": signature.toUpperCase() }),
  };
  it.each(Object.entries(kinds))("is read with headers that are %s", async (_, headers) => {
    expect(await verify(headers)).toEqual(EVENT);
  });

  it("keeps members and types that nobody knows yet", async () => {
    const event = { ...EVENT, type: "campaign.exploded", workspace: "w1", data: ["x"] };
    const body = JSON.stringify(event);
    expect(await verify(headersFor(body), body)).toEqual(event);
  });

  it("is read as it was when it was handed over, whatever happens to the buffer meanwhile", async () => {
    const bytes = Uint8Array.from(Buffer.from(BODY));
    const [view, buffer] = [verify(headersFor(), bytes), verify(headersFor(), bytes.buffer)];
    bytes.fill(0);
    expect([await view, await buffer]).toEqual([EVENT, EVENT]);
  });
});

describe("L10 a signature", () => {
  it("fits no body in which a bit was changed", async () => {
    const bits = fc.integer({ min: 0, max: Buffer.byteLength(BODY) * 8 - 1 });
    await fc.assert(
      fc.asyncProperty(bits, async (bit) => {
        const body = Buffer.from(BODY);
        body.writeUInt8(body.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        expect((await refused(headersFor(), body)).code).toBe("signature_mismatch");
      }),
      { seed: 10, numRuns: 300 },
    );
  });

  it("fits no body when one of its digits was changed", async () => {
    const digits = fc.tuple(fc.integer({ min: 0, max: 63 }), fc.integer({ min: 1, max: 15 }));
    await fc.assert(
      fc.asyncProperty(digits, async ([place, by]) => {
        const hex = [...hmac(BODY)];
        hex[place] = (Number.parseInt(hex[place] ?? "", 16) ^ by).toString(16);
        const changed = headersFor(BODY, { "x-leadlex-signature": `sha256=${hex.join("")}` });
        expect((await refused(changed)).code).toBe("signature_mismatch");
      }),
      { seed: 10, numRuns: 300 },
    );
  });

  it("fits any body of any secret that made it, and none of another", async () => {
    const texts = fc.string({ unit: "binary", minLength: 1 }).filter((text) => text === text.trim());
    const data = fc.uint8Array({ maxLength: 2_000 });
    await fc.assert(
      fc.asyncProperty(texts, data, async (secret, body) => {
        const given = { "x-leadlex-signature": `sha256=${hmac(body, secret)}` };
        const options = { toleranceMs: Number.POSITIVE_INFINITY };
        const right = await caughtAs(WebhookVerificationError, verifyWebhook(body, given, secret, options));
        expect(right.code).toBe("event_malformed");
        const wrong = verifyWebhook(body, given, `${secret}.`, options);
        expect((await caughtAs(WebhookVerificationError, wrong)).code).toBe("signature_mismatch");
      }),
      { seed: 10, numRuns: 100 },
    );
  });

  it("is compared by Web Crypto alone, which takes as long for any", async () => {
    const compare = vi.spyOn(crypto.subtle, "verify").mockResolvedValue(false);
    try {
      expect((await refused()).code).toBe("signature_mismatch");
      expect(compare).toHaveBeenCalledTimes(1);
    } finally {
      compare.mockRestore();
    }
  });

  it("may be of any of several secrets, while a webhook is being replaced", async () => {
    const either = (secrets: readonly string[]) => verifyWebhook(BODY, headersFor(), secrets, { clock });
    expect(await either(["new", SECRET])).toEqual(EVENT);
    expect(await either([SECRET, "old"])).toEqual(EVENT);
    const neither = await caughtAs(WebhookVerificationError, either(["new", "old"]));
    expect(neither.code).toBe("signature_mismatch");
  });
});

describe("L10 a delivery is refused with a code of its own", () => {
  const without = (name: string) => Object.fromEntries(Object.entries(headersFor()).filter(([one]) => one !== name));
  const signed = (value: string) => headersFor(BODY, { "x-leadlex-signature": value });
  const timed = (value: string) => headersFor(BODY, { "x-leadlex-timestamp": value });
  const hex = hmac(BODY);
  const of = (body: string | Uint8Array): [WebhookHeaders, RawBody] => [headersFor(body), body];
  const twice: [string, string][] = [...Object.entries(headersFor()), ["X-LeadLex-Signature", `sha256=${hex}`]];
  const both = new Headers(twice);

  const cases: [title: string, code: WebhookFailure, headers: WebhookHeaders, body?: RawBody][] = [
    ["without a signature", "signature_missing", without("x-leadlex-signature")],
    ["with an empty signature", "signature_missing", signed("")],
    ["with no value for its signature", "signature_missing", { ...headersFor(), "x-leadlex-signature": [] }],
    ["with a signature of another kind", "signature_malformed", signed(`sha1=${hex.slice(0, 40)}`)],
    ["with a signature that does not say its kind", "signature_malformed", signed(hex)],
    ["with half a signature", "signature_malformed", signed(`sha256=${hex.slice(0, 32)}`)],
    ["with a longer signature", "signature_malformed", signed(`sha256=${hex}00`)],
    ["with a signature in other letters", "signature_malformed", signed(`sha256=${hex.slice(1)}g`)],
    ["with two signatures, as pairs", "signature_malformed", twice],
    ["with two signatures, as Headers", "signature_malformed", both],
    ["with a body that was indented", "signature_mismatch", headersFor(), JSON.stringify(EVENT, null, 2)],
    ["with an empty body", "signature_mismatch", headersFor(), ""],
    ["without a timestamp", "timestamp_missing", without("x-leadlex-timestamp")],
    ["with an empty timestamp", "timestamp_missing", timed("")],
    ["with seconds since 1970 for its timestamp", "timestamp_malformed", timed(String(START / 1_000))],
    ["with a date that names no time", "timestamp_malformed", timed("2026-01-15")],
    ["with a date of HTTP", "timestamp_malformed", timed(new Date(START).toUTCString())],
    ["with a month that there is not", "timestamp_malformed", timed("2026-13-15T12:00:00Z")],
    ["generated long ago", "timestamp_stale", timed(at(-300_001))],
    ["generated a year ago", "timestamp_stale", timed("2025-01-15T12:00:00Z")],
    ["generated in the future", "timestamp_in_future", timed(at(300_001))],
    ["whose body is not JSON", "event_malformed", ...of(`{"email":"${PERSON}"`)],
    ["whose body is not UTF-8", "event_malformed", ...of(Buffer.from('{"id":"é","type":"é"}', "latin1"))],
    ["whose body is a list", "event_malformed", ...of(JSON.stringify([EVENT]))],
    ["whose body is null", "event_malformed", ...of("null")],
    ["whose body is a number", "event_malformed", ...of("441234567890")],
    ["whose event has no id", "event_malformed", ...of(JSON.stringify({ ...EVENT, id: undefined }))],
    ["whose event has an empty id", "event_malformed", ...of(JSON.stringify({ ...EVENT, id: "" }))],
    ["whose event has no type", "event_malformed", ...of(JSON.stringify({ ...EVENT, type: 7 }))],
  ];

  it.each(cases)("%s: %s", async (_, code, headers, body) => {
    const error = await refused(headers, body);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/^verifyWebhook: .{20,}(Refuse|Ask)/i);
    expect(error).toMatchObject({ name: "WebhookVerificationError", operation: "verifyWebhook", outcome: "not_sent" });
  });

  it("and every code has a case", () => {
    const codes: Record<WebhookFailure, true> = {
      signature_missing: true,
      signature_malformed: true,
      signature_mismatch: true,
      timestamp_missing: true,
      timestamp_malformed: true,
      timestamp_stale: true,
      timestamp_in_future: true,
      event_malformed: true,
    };
    expect(new Set(cases.map(([, code]) => code))).toEqual(new Set(Object.keys(codes)));
  });

  it.each(cases)(
    "%s: the error shows no secret, no signature and nobody's data (P82)",
    async (_, __, headers, body) => {
      const shown = everythingIn(await refused(headers, body));
      for (const hidden of [SECRET, hex, hmac(bytesOf(body ?? BODY)), PERSON, "Lovelace", "441234567890"])
        expect(shown.includes(hidden), hidden).toBe(false);
    },
  );

  it("by its signature before anything else is looked at", async () => {
    const body = "no JSON";
    const headers = { "x-leadlex-signature": `sha256=${"0".repeat(64)}`, "x-leadlex-timestamp": "long ago" };
    expect((await refused(headers, body)).code).toBe("signature_mismatch");
    expect((await refused({ ...headersFor(body), "x-leadlex-timestamp": at(-1e9) }, body)).code).toBe(
      "timestamp_stale",
    );
  });

  it("and the delivery's id, which LeadLex keeps a log by, unless it is none", async () => {
    const stale = await refused(timed(at(-400_000)));
    expect(stale.correlationId).toBe(DELIVERY);
    expect(stale.message).toContain("400 s ago");
    expect(stale.message).toContain(`(correlation id ${DELIVERY})`);
    const forged = await refused({ ...without("x-leadlex-signature"), "x-leadlex-delivery-id": "1\nAll is well" });
    expect(forged.correlationId).toBeUndefined();
    expect(forged.message).not.toContain("All is well");
  });
});

describe("L10 a delivery's timestamp", () => {
  it.each([
    ["at the edge of the past", at(-300_000)],
    ["at the edge of the future", at(300_000)],
    ["with microseconds", at(0).replace(".000Z", ".000123Z")],
    ["without fractions", at(0).replace(".000Z", "Z")],
    ["of another zone", "2026-01-15T17:30:00+05:30"],
    ["of another zone, without a colon", "2026-01-15T07:00:00-0500"],
    ["without a zone, in UTC", "2026-01-15T12:00:00"],
  ])("may be %s", async (_, timestamp) => {
    const zone = process.env["TZ"];
    process.env["TZ"] = "Pacific/Auckland";
    try {
      expect(await verify(headersFor(BODY, { "x-leadlex-timestamp": timestamp }))).toEqual(EVENT);
    } finally {
      if (zone === undefined) delete process.env["TZ"];
      else process.env["TZ"] = zone;
    }
  });

  it("is measured against a tolerance of the receiver's own, in ms", async () => {
    const late = headersFor(BODY, { "x-leadlex-timestamp": at(-1_001) });
    expect(await verify(late, BODY, { toleranceMs: 1_001 })).toEqual(EVENT);
    expect((await refused(late, BODY, { toleranceMs: 1_000 })).message).toContain("2 s ago, and the tolerance is 1 s");
    expect((await refused(late, BODY, { toleranceMs: 0 })).code).toBe("timestamp_stale");
  });

  it("is not looked at where the tolerance is Infinity, so that late retries come through", async () => {
    for (const timestamp of [at(-1e10), at(1e10), "yesterday", ""]) {
      const headers = headersFor(BODY, { "x-leadlex-timestamp": timestamp });
      expect(await verify(headers, BODY, { toleranceMs: Number.POSITIVE_INFINITY })).toEqual(EVENT);
    }
  });

  it("is compared with the platform's time by default", async () => {
    const now = (ms: number) => headersFor(BODY, { "x-leadlex-timestamp": new Date(Date.now() + ms).toISOString() });
    expect(await verifyWebhook(BODY, now(0), SECRET)).toEqual(EVENT);
    const error = await caughtAs(WebhookVerificationError, verifyWebhook(BODY, now(-310_000), SECRET));
    expect(error.code).toBe("timestamp_stale");
  });

  it("is refused by a clock that tells no time", async () => {
    expect((await refused(headersFor(), BODY, { clock: { now: () => Number.NaN } })).code).toBe("timestamp_in_future");
  });
});
