import { createHmac } from "node:crypto";
import { describe, expect, expectTypeOf, it } from "vitest";
import { InputError } from "../../src/core/errors.ts";
import { signWebhook } from "../../src/leadlex/sign-webhook.ts";
import { verifyWebhook } from "../../src/leadlex/verify-webhook.ts";
import { isWebhookEvent, type WebhookData, type WebhookEvent } from "../../src/leadlex/webhook-events.ts";
import { START } from "../support/clock.ts";
import { caughtAs } from "../support/errors.ts";
import { everythingIn } from "../support/printed.ts";

const SECRET = "whsec_f4ke0123456789";
const clock = { now: () => START };
const BODY =
  '{"id":"evt_1","type":"campaign.started","created_at":"2026-01-15T12:00:00Z","data":{"campaign":{"id":"c1"}}}';

describe("L10 verifyWebhook's arguments", () => {
  /** As a caller without types would. */
  function wrong(...args: readonly unknown[]): Promise<InputError> {
    return caughtAs(InputError, Promise.resolve(Reflect.apply(verifyWebhook, undefined, args)));
  }
  const fields = ({ problems }: InputError) => problems.map(({ field }) => field);

  it.each([
    ["a parsed body", JSON.parse(BODY), "got object"],
    ["a parsed list", [1], "got an array"],
    ["no body", undefined, "got undefined"],
    ["a request", new Request("https://example.com/", { method: "POST", body: BODY }), "got object"],
  ])("are refused with %s, in a sentence that says how to get the raw one", async (_, body, got) => {
    const error = await wrong(body, {}, SECRET);
    expect(fields(error)).toEqual(["rawBody"]);
    expect(error.message).toContain(got);
    expect(error.message).toMatch(/parsed body no longer has the bytes .* request\.text\(\).* express\.raw\(/);
  });

  it.each([
    ["none", undefined],
    ["null", null],
    ["a string", "x-leadlex-signature: sha256=00"],
    ["Node's rawHeaders", ["Host", "example.com", "X-LeadLex-Signature", "sha256=00"]],
    ["a number for a signature", { "x-leadlex-signature": 5 }],
    ["an array that holds no strings", { "x-leadlex-timestamp": [new Date(START)] }],
  ])("are refused with headers that are %s", async (_, headers) => {
    const error = await wrong(BODY, headers, SECRET);
    expect(error.problems).toHaveLength(1);
    expect(error.problems[0]?.field).toMatch(/^headers/);
  });

  it.each([
    ["missing", undefined, /is missing: it is in the answer to creating the webhook/],
    ["empty", "", /is missing/],
    ["copied with its line end", `${SECRET}\n`, /begins or ends with white space/],
    ["a number", 123_456_789, /must be a string, got number/],
    ["none of several", [], /must be a string, or several, got an array/],
    ["one of several, and missing", [SECRET, undefined], /secret\[1\] is missing/],
  ])("are refused with a secret that is %s, which is not repeated", async (_, secret, sentence) => {
    const error = await wrong(BODY, {}, secret);
    expect(error.message).toMatch(sentence);
    expect(everythingIn(error)).not.toMatch(/whsec_f4ke|123.?456.?789/);
  });

  it.each([
    [{ toleranceMs: -1 }, "options.toleranceMs"],
    [{ toleranceMs: Number.NaN }, "options.toleranceMs"],
    [{ toleranceMs: "300" }, "options.toleranceMs"],
    [{ tolerance: 300 }, "options.tolerance"],
    [{ clock: Date }, "options.clock"],
    [{ clock: {} }, "options.clock"],
    [null, "options"],
  ])("are refused with the options %j", async (options, field) => {
    expect(fields(await wrong(BODY, {}, SECRET, options))).toEqual([field]);
  });

  it("are refused all at once, with everything that is wrong", async () => {
    const error = await wrong({}, undefined, "", { toleranceMs: -1 });
    expect(fields(error)).toEqual(["rawBody", "headers", "secret", "options.toleranceMs"]);
    expect(error.message).toMatch(/^verifyWebhook: rawBody .*; headers .*; secret .*; options\.toleranceMs /);
  });
});

describe("L10 signWebhook", () => {
  it("makes the headers that LeadLex would send", async () => {
    const timestamp = new Date(START);
    const headers = await signWebhook(BODY, SECRET, { deliveryId: "d1", timestamp });
    expect(headers).toEqual({
      "Content-Type": "application/json",
      "User-Agent": "LeadLex-Webhook/1.0",
      "X-LeadLex-Signature": `sha256=${createHmac("sha256", SECRET).update(BODY).digest("hex")}`,
      "X-LeadLex-Timestamp": "2026-01-15T12:00:00.000Z",
      "X-LeadLex-Delivery-ID": "d1",
    });
  });

  it("signs bytes as it signs their text, and makes a delivery id and a time of its own", async () => {
    const [text, bytes] = await Promise.all([signWebhook(BODY, SECRET), signWebhook(Buffer.from(BODY), SECRET)]);
    expect(bytes["X-LeadLex-Signature"]).toBe(text["X-LeadLex-Signature"]);
    expect(bytes["X-LeadLex-Delivery-ID"]).not.toBe(text["X-LeadLex-Delivery-ID"]);
    expect(await verifyWebhook(BODY, text, SECRET)).toEqual(JSON.parse(BODY));
  });

  it("writes any other time, also one that is none, to test what a receiver does about it", async () => {
    const headers = await signWebhook(BODY, SECRET, { timestamp: "tomorrow" });
    expect(headers["X-LeadLex-Timestamp"]).toBe("tomorrow");
  });

  it("refuses what it can't sign, naming everything, without the secret", async () => {
    const args = [{ id: "evt_1" }, ` ${SECRET}`, { timestamp: new Date(Number.NaN), deliveryId: 5, at: 1 }];
    const error = await caughtAs(InputError, Promise.resolve(Reflect.apply(signWebhook, undefined, args)));
    const fields = ["body", "secret", "options.timestamp", "options.deliveryId", "options.at"];
    expect(error.problems.map(({ field }) => field)).toEqual(fields);
    expect(everythingIn(error)).not.toContain(SECRET);
  });
});

describe("L10 an event", () => {
  async function delivered(event: object): Promise<WebhookEvent> {
    const body = JSON.stringify(event);
    return verifyWebhook(body, await signWebhook(body, SECRET, { timestamp: new Date(START) }), SECRET, { clock });
  }
  const more = { created_at: "2026-01-15T12:00:00Z" };

  it("is the same, by its id, in every attempt to deliver it, whatever the delivery's id", async () => {
    const attempts = await Promise.all([signWebhook(BODY, SECRET), signWebhook(BODY, SECRET)]);
    expect(new Set(attempts.map((headers) => headers["X-LeadLex-Delivery-ID"])).size).toBe(2);
    const events = await Promise.all(attempts.map((headers) => verifyWebhook(BODY, headers, SECRET)));
    expect(new Set(events.map(({ id }) => id))).toEqual(new Set(["evt_1"]));
  });

  it("is narrowed to what the documents show of its data", async () => {
    const event = await delivered({ id: "e1", type: "contact.created", data: { contact: { id: "c1" } }, ...more });
    expect(isWebhookEvent(event, "campaign.started")).toBe(false);
    if (!isWebhookEvent(event, "contact.created")) throw new Error("it was not narrowed");
    expectTypeOf(event.type).toEqualTypeOf<"contact.created">();
    expectTypeOf(event.data.contact).toEqualTypeOf<WebhookData>();
    expect(event.data.contact["id"]).toBe("c1");
  });

  it("of several says how many", async () => {
    const event = await delivered({
      id: "e1",
      type: "deal.bulk_created",
      data: { count: 2, deals: [{}, {}] },
      ...more,
    });
    if (!isWebhookEvent(event, "deal.bulk_created")) throw new Error("it was not narrowed");
    expectTypeOf(event.data.count).toEqualTypeOf<number>();
    expect([event.data.count, event.data["deals"]]).toEqual([2, [{}, {}]]);
  });

  it("of a type that nobody knows yet is no other, and its data is unknown", async () => {
    const event = await delivered({ id: "e1", type: "campaign.resumed", data: 5, ...more });
    expectTypeOf(event.data).toEqualTypeOf<unknown>();
    expect([event.type, event.data]).toEqual(["campaign.resumed", 5]);
    // @ts-expect-error It is not among the documented ones.
    expect(isWebhookEvent(event, "campaign.resumed")).toBe(true);
    expect(isWebhookEvent(event, "campaign.started")).toBe(false);
  });
});
