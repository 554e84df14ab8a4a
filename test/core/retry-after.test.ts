import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { httpDate, retryAfter } from "../../src/core/retry-after.ts";

const NOW = Date.UTC(2026, 0, 15, 12, 0, 0);
const asked = (headers: Record<string, string>, now = NOW) => retryAfter(new Headers(headers), now);

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const LONG_DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const two = (value: number) => String(value).padStart(2, "0");

/** The three forms of RFC 9110, written here by hand so that no date library is trusted. */
const forms: Readonly<Record<string, (at: Date) => string>> = {
  "IMF-fixdate": (at) =>
    `${DAYS[at.getUTCDay()]}, ${two(at.getUTCDate())} ${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()} ${time(at)} GMT`,
  "RFC 850": (at) =>
    `${LONG_DAYS[at.getUTCDay()]}, ${two(at.getUTCDate())}-${MONTHS[at.getUTCMonth()]}-${two(at.getUTCFullYear() % 100)} ${time(at)} GMT`,
  asctime: (at) =>
    `${DAYS[at.getUTCDay()]} ${MONTHS[at.getUTCMonth()]} ${String(at.getUTCDate()).padStart(2, " ")} ${time(at)} ${at.getUTCFullYear()}`,
};
function time(at: Date): string {
  return [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()].map(two).join(":");
}

describe("P13 Retry-After in seconds", () => {
  it.each([
    ["0", 0],
    ["1", 1_000],
    ["120", 120_000],
    [" 5 ", 5_000],
    ["1.5", 1_500],
    ["0.25", 250],
    ["86400", 86_400_000],
    ["007", 7_000],
  ])("%j", (value, ms) => {
    expect(asked({ "retry-after": value })).toBe(ms);
  });

  it("retry-after-ms is finer, and goes first", () => {
    expect(asked({ "retry-after-ms": "250", "retry-after": "1" })).toBe(250);
    expect(asked({ "retry-after-ms": "soon", "retry-after": "1" })).toBe(1_000);
  });
});

describe("P13 Retry-After as a date", () => {
  for (const [name, write] of Object.entries(forms)) {
    it(`${name}, by the client's clock where the answer has no Date`, () => {
      expect(asked({ "retry-after": write(new Date(NOW + 90_000)) })).toBe(90_000);
    });

    it(`${name}, by the service's clock where the answer has a Date, however wrong the client's is`, () => {
      const service = NOW - 5 * 3_600_000;
      for (const skew of [-86_400_000, -7_200_000, 0, 3_600_000, 86_400_000 * 365]) {
        const headers = {
          "retry-after": write(new Date(service + 45_000)),
          date: forms["IMF-fixdate"]?.(new Date(service)) ?? "",
        };
        expect(asked(headers, NOW + skew)).toBe(45_000);
      }
    });

    it(`${name}, any second of this century`, () => {
      const seconds = fc.integer({ min: Date.UTC(2001, 0, 1) / 1000, max: Date.UTC(2049, 11, 31) / 1000 });
      fc.assert(
        fc.property(seconds, (second) => {
          expect(httpDate(write(new Date(second * 1000)))).toBe(second * 1000);
        }),
      );
    });
  }

  it("is in UTC, wherever the client is", () => {
    const before = process.env["TZ"];
    process.env["TZ"] = "Pacific/Auckland";
    try {
      expect(new Date(2026, 0, 15).getTimezoneOffset()).not.toBe(0);
      for (const write of Object.values(forms)) expect(httpDate(write(new Date(NOW)))).toBe(NOW);
    } finally {
      if (before === undefined) delete process.env["TZ"];
      else process.env["TZ"] = before;
    }
  });

  it("a date in the past, by whichever clock, asks for nothing", () => {
    expect(asked({ "retry-after": "Thu, 15 Jan 2026 11:59:59 GMT" })).toBeUndefined();
    expect(
      asked({ "retry-after": "Thu, 15 Jan 2026 12:00:30 GMT", date: "Thu, 15 Jan 2026 12:01:00 GMT" }),
    ).toBeUndefined();
  });

  it("may be in a leap second, also the last of a month", () => {
    expect(asked({ "retry-after": "Thu, 15 Jan 2026 12:00:60 GMT" })).toBe(60_000);
    const leap = { "retry-after": "Sat, 31 Dec 2016 23:59:60 GMT", date: "Sat, 31 Dec 2016 23:59:58 GMT" };
    expect(asked(leap)).toBe(2_000);
  });

  it("the very moment is no wait at all", () => {
    expect(asked({ "retry-after": "Thu, 15 Jan 2026 12:00:00 GMT" })).toBe(0);
  });

  it("a Date that is nonsense is not believed", () => {
    expect(asked({ "retry-after": "Thu, 15 Jan 2026 12:00:30 GMT", date: "yesterday" })).toBe(30_000);
  });
});

describe("P13 nonsense asks for nothing", () => {
  it.each([
    "",
    "-1",
    "-0.5",
    "+5",
    "soon",
    "5s",
    "1e3",
    "0x10",
    "1,5",
    "1 2",
    "NaN",
    "Infinity",
    "٣",
    "2026-01-15T12:00:30Z",
    "Thu, 15 Jan 2026 12:00:30",
    "Thu, 15 Jan 2026 12:00:30 UTC",
    "Thu, 15 Jan 2026 12:00:30 +0000",
    "Thu, 15 Foo 2026 12:00:30 GMT",
    "Thu, 15 anF 2026 12:00:30 GMT",
    "Thu, 1 Jan 2026 12:00:30 GMT",
    "15 Jan 2026 12:00:30 GMT",
    "Thu, 99 Jan 2026 12:00:30 GMT",
    "Thu, 15 Jan 2026 24:00:30 GMT",
    "Thu, 15 Jan 2026 77:00:30 GMT",
    "Thu, 15 Jan 2026 12:60:30 GMT",
    "Thu, 15 Jan 2026 12:99:30 GMT",
    "Thu, 15 Jan 2026 12:00:61 GMT",
    "Thu, 15 Jan 2026 12:00:30 GMT+02:00",
    "on Thu, 15 Jan 2026 12:00:30 GMT",
    "Thursday, 15-Jan-26 12:00:30 GMT+02:00",
    "on Thursday, 15-Jan-26 12:00:30 GMT",
    "Thu Jan 15 12:00:30 2026 PST",
    "on Thu Jan 15 12:00:30 2026",
    "Sat, 31 Feb 2026 12:00:30 GMT",
  ])("%j", (value) => {
    expect(asked({ "retry-after": Buffer.from(value).toString("latin1") })).toBeUndefined();
  });

  it("more seconds than there are numbers for are no time that anybody could wait for", () => {
    for (const name of ["retry-after", "retry-after-ms"]) {
      const wait = asked({ [name]: "9".repeat(400) });
      expect(wait === undefined || Number.isFinite(wait)).toBe(true);
    }
  });

  it("whatever text comes, the answer is a number of ms from 0, or nothing", () => {
    const anyValue = fc.string({ unit: "binary-ascii" }).map((text) => text.replace(/[\0\r\n]/g, ""));
    fc.assert(
      fc.property(anyValue, anyValue, anyValue, (after, ms, date) => {
        const headers = new Headers({ "retry-after": after, "retry-after-ms": ms, date });
        const wait = retryAfter(headers, NOW);
        expect(wait === undefined || wait >= 0).toBe(true);
      }),
    );
  });

  it("no header, no wait", () => {
    expect(asked({})).toBeUndefined();
    expect(asked({ date: "Thu, 15 Jan 2026 12:00:00 GMT" })).toBeUndefined();
  });
});
