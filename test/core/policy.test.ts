import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ContractRetry,
  defaultPolicy,
  LONGEST_RETRY_AFTER,
  late,
  RETRY_KEYS,
  type RetryOptions,
  type RetryRule,
  retryWait,
  ruleFor,
} from "../../src/core/policy.ts";

/** The table of the docstring, row by row: what stands in the first column, and the other cells. */
async function documented(): Promise<Map<string, readonly string[]>> {
  const source = await readFile(new URL("../../src/core/policy.ts", import.meta.url), "utf8");
  const rows = new Map<string, readonly string[]>();
  for (const line of source.split("\n")) {
    const [, first, ...cells] = line
      .replace(/^ \* /, "")
      .split("|")
      .map((cell) => cell.trim());
    if (!line.startsWith(" * |") || cells.length !== 5) continue;
    for (const key of first?.match(/`(\w+)`|\b\d{3}\b/g) ?? []) rows.set(key.replaceAll("`", ""), cells);
  }
  return rows;
}

function seconds(text: string | undefined): number {
  return Number(/([\d.]+) s/.exec(text ?? "")?.[1]) * 1000;
}

describe("the table in the docstring", () => {
  it("has a row for each rule, and no other", async () => {
    expect([...(await documented()).keys()].sort()).toEqual([...RETRY_KEYS].sort());
  });

  it.each(Object.entries(defaultPolicy))("P13 P14 P19 says of %s what the data say", async (key, rule: RetryRule) => {
    const [again, first, then, done] = (await documented()).get(key) ?? [];
    expect(Number(again)).toBe(rule.retries);
    expect(seconds(first)).toBe(rule.wait);
    if (rule.factor === 2) expect(seconds(then)).toBe(rule.maxWait);
    expect(/doubling/.test(then ?? "")).toBe(rule.factor === 2);
    expect(/full jitter/.test(then ?? "")).toBe(rule.jitter === "full");
    expect(/late/.test(then ?? "")).toBe(rule.jitter === "late");
    expect(done).toBe(rule.carriedOut === false ? "no" : "unknown");
  });
});

describe("what the rules are", () => {
  it("P13 a 429 was not carried out, and waits 30 s, never less", () => {
    expect(defaultPolicy[429]).toMatchObject({ wait: 30_000, carriedOut: false, jitter: "late" });
  });

  it("P14 a 500 is tried once more after 5 s, to the point", () => {
    expect(defaultPolicy[500]).toMatchObject({ retries: 1, wait: 5_000, jitter: "none" });
    expect(defaultPolicy[500]).not.toHaveProperty("carriedOut");
  });

  it("P19 the others twice, from 0.5 s, doubling to 8 s", () => {
    for (const key of [408, 502, 503, 504, "lost", "timeout", "unreadable", "connect"] as const) {
      expect(defaultPolicy[key]).toMatchObject({ retries: 2, wait: 500, factor: 2, maxWait: 8_000, jitter: "full" });
    }
  });

  it("P17 only a failed connect and a 429 prove that nothing was done", () => {
    const proved = Object.entries(defaultPolicy).filter(([, rule]) => rule.carriedOut === false);
    expect(proved.map(([key]) => key).sort()).toEqual(["429", "connect"]);
  });

  it.each([200, 301, 400, 401, 402, 403, 404, 409, 410, 422, 425, 501, 505, 520, "aborted", "toString", "__proto__"])(
    "P03 P09 P10 P12 %s has none",
    (key) => {
      expect(ruleFor(key, undefined, [])).toBeUndefined();
      expect(ruleFor(key, { [key]: { retries: 3 } }, [{ 500: { retries: 3 } }])).toBeUndefined();
    },
  );
});

describe("what may change them", () => {
  it("the contract, for the status that it names", () => {
    const contract = { 503: { retries: 4, wait: 30_000, carriedOut: false } } satisfies Record<string, ContractRetry>;
    expect(ruleFor(503, contract, [])).toEqual({
      retries: 4,
      wait: 30_000,
      maxWait: 30_000,
      factor: 1,
      jitter: "none",
      carriedOut: false,
    });
    expect(ruleFor(502, contract, [])).toEqual(defaultPolicy[502]);
  });

  it("the contract without a wait of its own keeps the default's way of waiting", () => {
    expect(ruleFor(502, { 502: { carriedOut: false } }, [])).toEqual({ ...defaultPolicy[502], carriedOut: false });
  });

  it("the client's options after the contract, the call's after the client's", () => {
    const contract = { 503: { retries: 2, wait: 30_000 } };
    expect(ruleFor(503, contract, [{ 503: { retries: 5 } }, undefined])).toMatchObject({ retries: 5, wait: 30_000 });
    expect(ruleFor(503, contract, [{ 503: { retries: 5 } }, { 503: { retries: 1 } }])).toMatchObject({ retries: 1 });
    expect(ruleFor(503, contract, [false, { 503: { retries: 1 } }])).toMatchObject({ retries: 1 });
    expect(ruleFor(503, contract, [{ 503: { retries: 1 } }, false])).toMatchObject({ retries: 0 });
    expect(ruleFor(503, contract, [{ 503: false }])).toMatchObject({ retries: 0 });
    expect(ruleFor(503, contract, [{ 500: false }])).toMatchObject({ retries: 2 });
  });

  it("a longer wait than the longest lifts the longest", () => {
    expect(ruleFor(503, undefined, [{ 503: { wait: 20_000 } }])).toMatchObject({ wait: 20_000, maxWait: 20_000 });
    expect(ruleFor(503, undefined, [{ 503: { maxWait: 1_000 } }])).toMatchObject({ wait: 500, maxWait: 1_000 });
  });

  it("a member that is undefined changes nothing", () => {
    const untold: RetryOptions = { 503: { retries: undefined, wait: undefined, maxWait: undefined }, 500: undefined };
    expect(ruleFor(500, undefined, [untold])).toEqual(defaultPolicy[500]);
    expect(ruleFor(503, undefined, [untold])).toEqual(defaultPolicy[503]);
  });

  it("P17 no option says whether an attempt may have been carried out", () => {
    const anything = fc.constantFrom<RetryOptions | undefined>(
      undefined,
      false,
      ...RETRY_KEYS.map((key) => ({ [key]: { retries: 9, wait: 0, maxWait: 0 } })),
      ...RETRY_KEYS.map((key) => ({ [key]: false })),
    );
    fc.assert(
      fc.property(fc.constantFrom(...RETRY_KEYS), fc.array(anything, { maxLength: 4 }), (key, options) => {
        expect(ruleFor(key, undefined, options)?.carriedOut).toBe(ruleFor(key, undefined, [])?.carriedOut);
      }),
    );
  });
});

describe("how long it waits", () => {
  const rule = fc.record<RetryRule>({
    retries: fc.integer({ min: 0, max: 10 }),
    wait: fc.integer({ min: 0, max: 3_600_000 }),
    factor: fc.constantFrom(1, 2),
    maxWait: fc.integer({ min: 0, max: 3_600_000 }),
    jitter: fc.constantFrom("full", "late", "none"),
  });
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  const used = fc.integer({ min: 0, max: 1_000 });

  it("never a negative time, never more than the longest and a tenth", () => {
    fc.assert(
      fc.property(rule, used, random, (any, count, chance) => {
        const wait = retryWait(any, count, undefined, chance);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(any.maxWait * 1.1);
      }),
    );
  });

  it("P13 never less than the service asked for, and at most a tenth more", () => {
    fc.assert(
      fc.property(rule, used, fc.integer({ min: 0, max: LONGEST_RETRY_AFTER }), random, (any, count, asked, chance) => {
        const wait = retryWait(any, count, asked, chance);
        expect(wait).toBeGreaterThanOrEqual(asked);
        expect(wait).toBeLessThanOrEqual(asked * 1.1 + 1e-6);
      }),
    );
  });

  it("P13 late jitter only ever adds; full jitter only ever takes off; none does nothing", () => {
    fc.assert(
      fc.property(rule, used, random, (any, count, chance) => {
        const base = Math.min(any.wait * any.factor ** count, any.maxWait);
        const wait = retryWait(any, count, undefined, chance);
        if (any.jitter === "late") expect(wait).toBeGreaterThanOrEqual(base);
        if (any.jitter === "full") expect(wait).toBeLessThanOrEqual(base);
        if (any.jitter === "none") expect(wait).toBe(base);
      }),
    );
  });

  it("spreads over the whole of its room", () => {
    expect([0, 0.5, 0.999].map((chance) => retryWait(defaultPolicy[503], 0, undefined, chance))).toEqual([
      0, 250, 499.5,
    ]);
    expect([0, 0.5].map((chance) => retryWait(defaultPolicy[429], 0, undefined, chance))).toEqual([30_000, 31_500]);
    expect(late(1_000, 0.5)).toBe(1_050);
  });

  it("doubles from retry to retry, up to the longest", () => {
    const most = [0, 1, 2, 3, 4, 5, 50].map((count) => retryWait(defaultPolicy[503], count, undefined, 1));
    expect(most).toEqual([500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
  });
});
