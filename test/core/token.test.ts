import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TokenError } from "../../src/core/errors.ts";
import { makeToken, type OperationToken, readToken } from "../../src/core/token.ts";
import { Puffle } from "../../src/puffle/client.ts";
import { thrownAs } from "../support/errors.ts";

const ORIGIN = "https://app.puffle.ai";
const KINDS = ["launchCampaign", "createEnrichment"];
const facts = { kind: "launchCampaign", id: "c1", origin: ORIGIN, polls: 3, correlationId: "corr-1" };
const refusedFor = (token: unknown, origin = ORIGIN, kinds = KINDS) =>
  thrownAs(TokenError, () => readToken(token, origin, kinds));

const anyFacts = fc.record(
  {
    kind: fc.constantFrom(...KINDS),
    id: fc.string({ unit: "binary", minLength: 1 }),
    origin: fc.constant(ORIGIN),
    polls: fc.nat(),
    correlationId: fc.string({ unit: "binary" }),
  },
  { requiredKeys: ["kind", "id", "origin", "polls"] },
);

describe("P50 a token", () => {
  it("goes there and back, as an object and as JSON", () => {
    fc.assert(
      fc.property(anyFacts, (any) => {
        const token = makeToken(any);
        const written = JSON.stringify(token);
        expect(readToken(token, ORIGIN, KINDS)).toEqual(token);
        expect(readToken(written, ORIGIN, KINDS)).toEqual(token);
        expect(readToken(JSON.parse(written), ORIGIN, KINDS)).toMatchObject(any);
      }),
    );
  });

  it("is small, versioned, and names the service's origin", () => {
    const token = makeToken(facts);
    expect(token).toMatchObject({ v: 1, ...facts });
    expect(JSON.stringify(token).length).toBeLessThan(250);
  });

  it("may have its members in another order", () => {
    const token = makeToken(facts);
    const turned = Object.fromEntries(Object.entries(token).reverse());
    expect(readToken(turned, ORIGIN, KINDS)).toEqual(token);
  });

  it("has its check from its members, in whichever order they are given", () => {
    const { kind, id, origin, polls, correlationId } = facts;
    expect(makeToken({ correlationId, polls, origin, id, kind }).check).toBe(makeToken(facts).check);
  });

  it.each([
    ["{", "is not JSON, perhaps cut off"],
    ["7", "is not an object or its JSON"],
    ["null", "is not an object or its JSON"],
    [undefined, "is not an object or its JSON"],
    [{}, "is of version unknown, this SDK reads version 1"],
    [{ ...makeToken(facts), v: 2 }, "is of version 2, this SDK reads version 1"],
    [{ ...makeToken(facts), v: "1" }, "is of version unknown, this SDK reads version 1"],
    [{ ...makeToken(facts), id: "c2" }, "was changed or cut off"],
    [{ ...makeToken(facts), correlationId: 7 }, "was changed or cut off"],
    [
      makeToken({ ...facts, origin: "https://a.example" }),
      `belongs to https://a.example, this client talks to ${ORIGIN}`,
    ],
    [
      makeToken({ ...facts, kind: "searchLeads" }),
      "is of another kind than is wanted here: launchCampaign, createEnrichment",
    ],
  ])("that is none is refused for what is wrong with it, and nothing is sent: %j", (token, problem) => {
    const error = refusedFor(token);
    expect(error.message).toBe(`operations.resume: the token ${problem}. Nothing was sent.`);
    expect(error).toMatchObject({ code: "invalid_token", next: "fix_request", outcome: "not_sent" });
  });

  it.each([{ kind: 7 }, { id: 7 }, { id: undefined }, { origin: null }, { polls: "3" }])(
    "whose check is right is refused all the same with a member of the wrong type: %j",
    (wrong) => {
      const { message } = refusedFor(makeToken(Object.assign({}, facts, wrong)));
      expect(message).toContain("the token lacks a member, or has one of the wrong type.");
    },
  );

  it("that has lost or changed any one character is refused, or still says the same", () => {
    const change = fc.tuple(anyFacts, fc.nat(), fc.string({ unit: "binary", minLength: 0, maxLength: 2 }), fc.nat(2));
    fc.assert(
      fc.property(change, ([any, at, instead, length]) => {
        const token = makeToken(any);
        const written = JSON.stringify(token);
        const place = at % written.length;
        const changed = written.slice(0, place) + instead + written.slice(place + length);
        let read: OperationToken | undefined;
        try {
          read = readToken(changed, ORIGIN, KINDS);
        } catch (error) {
          expect(error).toBeInstanceOf(TokenError);
          return;
        }
        expect(read).toEqual(token);
      }),
      { numRuns: 3_000 },
    );
  });

  it("that has any other character anywhere is refused", () => {
    const token = makeToken(facts);
    const written = JSON.stringify(token);
    for (let place = 0; place < written.length; place++) {
      for (const other of ["x", "0", " ", '"', "}", "é"]) {
        if (written[place] === other) continue;
        const changed = written.slice(0, place) + other + written.slice(place + 1);
        let read: unknown;
        try {
          read = readToken(changed, ORIGIN, KINDS);
        } catch {
          continue;
        }
        expect(read, changed).toEqual(token);
      }
    }
  });

  it("that is cut off anywhere is refused", () => {
    const written = JSON.stringify(makeToken(facts));
    for (let length = 0; length < written.length; length++) refusedFor(written.slice(0, length));
  });

  it("of another service is refused, and says of which", () => {
    for (const origin of [
      "https://evil.test",
      "http://app.puffle.ai",
      "https://app.puffle.ai:8443",
      "https://app.puffle.ai.evil.test",
    ]) {
      const error = refusedFor(makeToken({ ...facts, origin }));
      expect(error.message).toContain(`belongs to ${origin}`);
      expect(error.message).toContain("Nothing was sent");
    }
  });

  it.each([2, 0, "1", undefined, null])("of another version is refused: %s", (v) => {
    expect(refusedFor({ ...makeToken(facts), v }).message).toContain("version");
  });

  it("of a kind that the client does not know is refused, and says which there are", () => {
    const error = refusedFor(makeToken({ ...facts, kind: "createLeadSearch" }));
    expect(error.message).toContain("launchCampaign, createEnrichment");
  });

  it.each([undefined, null, 7, true, "", "c1", "{}", "[]", "null", [], {}, () => {}])("is not %s", (value) => {
    const error = refusedFor(value);
    expect(error).toMatchObject({ code: "invalid_token", next: "fix_request", outcome: "not_sent" });
  });

  it.each(["kind", "id", "origin", "polls"])("with a %s of another type is refused", (name) => {
    for (const value of [undefined, null, {}, [], true, name === "polls" ? "3" : 3]) {
      refusedFor({ ...makeToken(facts), [name]: value });
    }
  });

  it("loses what does not belong in it", () => {
    const token = { ...makeToken(facts), apiKey: "pk-secret" };
    expect(readToken(token, ORIGIN, KINDS)).not.toHaveProperty("apiKey");
  });
});

describe("P50 a token of the client", () => {
  const options = { apiKey: "pk-secret-key-of-a-test" };

  it("is taken up by any other client of that service, with nothing but a key", () => {
    const written = JSON.stringify(new Puffle(options).campaigns.launchOperation("c1"));
    const resumed = new Puffle({ apiKey: "another" }).operations.resume(written);
    expect([resumed.id, resumed.kind]).toEqual(["c1", "launchCampaign"]);
    expect(JSON.stringify(resumed)).toBe(written);
  });

  it("P02 holds no key", () => {
    const puffle = new Puffle({ ...options, baseURL: "https://eu.puffle.ai/v1" });
    const written = JSON.stringify(puffle.campaigns.launchOperation("c1"));
    expect(written).not.toContain(options.apiKey);
    expect(JSON.parse(written)).toMatchObject({ origin: "https://eu.puffle.ai" });
  });

  it("is refused by a client of another service", () => {
    const token = new Puffle({ ...options, baseURL: "http://localhost:4010" }).campaigns.launchOperation("c1").toJSON();
    thrownAs(TokenError, () => new Puffle(options).operations.resume(token));
  });
});
