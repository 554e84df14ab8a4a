import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keyProblem, Secret } from "../../src/core/secret.ts";
import { everythingIn } from "../support/printed.ts";

/** Every character that a header's value may hold, in an awkward order. */
const AWKWARD = `pk/"7f'3a\\9c=1e+5b&2d<48>60%zz??~~>>z`;
const PLAIN = "pk_live_7f3a9c1e5b2d48601";

describe("P02 a text that ends within the key", () => {
  const secret = new Secret(PLAIN);

  it("has nothing of it from eight characters on", () => {
    for (let length = 8; length < PLAIN.length; length++)
      expect(secret.redact(`Authorization: Bearer ${PLAIN.slice(0, length)}`)).toBe("Authorization: Bearer [api key]");
    expect(secret.redact(PLAIN.slice(0, 10))).toBe("[api key]");
    expect(secret.redact(`${PLAIN}, and again ${PLAIN.slice(0, 9)}`)).toBe("[api key], and again [api key]");
  });

  it("with fewer of its characters, or with others after them, is left alone", () => {
    expect(secret.redact(PLAIN.slice(0, 7))).toBe(PLAIN.slice(0, 7));
    expect(secret.redact("pk_live_ is how keys begin")).toBe("pk_live_ is how keys begin");
    expect(secret.redact(`Bearer ${PLAIN.slice(0, 9)}?`)).toBe(`Bearer ${PLAIN.slice(0, 9)}?`);
    expect(secret.redact("")).toBe("");
    expect(new Secret("").redact("a text")).toBe("a text");
  });
});

describe("P02 a secret", () => {
  it("shows nothing, however it is printed", () => {
    const secret = new Secret(PLAIN);
    expect(everythingIn({ secret, list: [secret], map: new Map([["key", secret]]) })).not.toContain(PLAIN);
    expect(`${secret}`).toBe("[api key]");
    expect(JSON.stringify({ secret })).toBe('{"secret":"[api key]"}');
    expect(inspect(secret, { showHidden: true, depth: Number.POSITIVE_INFINITY })).not.toContain("7f3a");
    expect(Object.getOwnPropertyNames(secret)).toEqual([]);
  });

  it("is revealed only where it is asked for", () => {
    expect(new Secret(PLAIN).reveal()).toBe(PLAIN);
  });

  const forms: readonly (readonly [string, (key: string) => string])[] = [
    ["as it is", (key) => key],
    ["in a header", (key) => `Authorization: Bearer ${key}`],
    ["in JSON", (key) => JSON.stringify({ key })],
    ["in a URL", (key) => `?key=${encodeURIComponent(key)}&x=1`],
    [
      "in a URL, in small letters",
      (key) => encodeURIComponent(key).replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    ],
    ["in base64", (key) => Buffer.from(key).toString("base64")],
    ["in base64 without padding", (key) => Buffer.from(key).toString("base64").replace(/=+$/, "")],
    ["in base64 for URLs", (key) => Buffer.from(key).toString("base64url")],
    [
      "in HTML",
      (key) =>
        key
          .replaceAll("&", "&amp;")
          .replaceAll("<", "&lt;")
          .replaceAll(">", "&gt;")
          .replaceAll('"', "&quot;")
          .replaceAll("'", "&#39;"),
    ],
    ["twice", (key) => `${key}${key} ${key}`],
  ];

  describe.each([
    ["an ordinary key", PLAIN],
    ["a key of awkward characters", AWKWARD],
  ])("%s", (_, key) => {
    it.each(forms)("is taken out of a text that holds it %s", (_, form) => {
      const text = form(key);
      const clean = new Secret(key).redact(`before ${text} after`);
      expect(clean).not.toContain(text);
      expect(clean).not.toContain(key);
      expect(clean).toContain("[api key]");
      expect(clean).toMatch(/^before .* after$/);
    });
  });

  it("leaves text alone that does not hold it", () => {
    expect(new Secret(PLAIN).redact("nothing of the kind $& $1")).toBe("nothing of the kind $& $1");
  });

  it("is gone from any text around it, whatever its characters", () => {
    const key = fc.string({
      unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
      minLength: 12,
    });
    fc.assert(
      fc.property(key, fc.string(), fc.string(), (value, before, after) => {
        const clean = new Secret(value).redact(`${before} ${value} ${after}`);
        expect(clean).not.toContain(value);
        expect(clean).toContain("[api key]");
      }),
    );
  });
});

describe("P02 the form of a key", () => {
  it.each([
    ["nothing", undefined],
    ["null", null],
    ["an empty string", ""],
  ])("%s is missing, and the variable is named", (_, value) => {
    expect(keyProblem(value, "THE_KEY")).toBe("is missing: set THE_KEY or pass { apiKey }");
  });

  it.each([
    ["white space", "   "],
    ["a space inside", "pk live"],
    ["a line end", "pk-live\n"],
    ["a tab", "\tpk-live"],
    ["a control character", "pk-\u0000live"],
    ["DEL", "pk-live\u007f"],
    ["a non-breaking space", "pk-live\u00a0"],
    ["a zero-width space", "pk\u200b-live"],
    ["a letter with an accent", "pk-livé"],
    ["typographic quotes", "“pk-live”"],
    ["an emoji", "pk-🔑"],
  ])("%s is refused, without repeating the key", (_, value) => {
    const problem = keyProblem(value, "THE_KEY");
    expect(problem).toContain("copy it again");
    expect(problem).not.toContain("live");
  });

  it.each([
    ["a number", 7],
    ["an object", { toString: () => "pk-live" }],
    ["an array", ["pk-live"]],
    ["true", true],
  ])("%s is refused, without repeating it", (_, value) => {
    const problem = keyProblem(value, "THE_KEY");
    expect(problem).toMatch(/^must be a string/);
    expect(problem).not.toContain("live");
  });

  it.each(["x", "pk_live_1", "sk-test", "no-prefix-at-all", "eyJhbGciOi.JIUzI1.NiJ9=", '"'])(
    "is all that counts: %s is not judged by its prefix",
    (value) => {
      expect(keyProblem(value, "THE_KEY")).toBeUndefined();
    },
  );
});
