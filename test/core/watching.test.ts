import { describe, expect, it } from "vitest";
import { ConnectionError, NotFoundError, RateLimitError, ServerError } from "../../src/core/errors.ts";
import { LONGEST_RETRY_AFTER } from "../../src/core/policy.ts";
import { TOLERATED_FAILURES } from "../../src/core/polling.ts";
import { Pace, Patience } from "../../src/core/watching.ts";
import { START, VirtualClock } from "../support/clock.ts";
import { thrown } from "../support/errors.ts";
import { recordedLog } from "../support/events.ts";
import { testClient } from "../support/service.ts";

describe("P22 how often something that runs for days is looked at", () => {
  it("is every minute while it changes, and up to every five while it does not", () => {
    const pace = new Pace();
    expect(pace.pause).toBe(60_000);
    const pauses = ["a", "b", "b", "b", "b", "b", "b", "c", "c"].map((state) => pace.next("running", state));
    expect(pauses).toEqual([60_000, 60_000, 90_000, 135_000, 202_500, 300_000, 300_000, 60_000, 90_000]);
    expect(pace.pause).toBe(90_000);
  });

  it("heeds everything that was seen, not only the first of it", () => {
    const pace = new Pace();
    pace.next("running", { sent: 1 });
    expect(pace.next("running", { sent: 1 })).toBe(90_000);
    expect(pace.next("running", { sent: 2 })).toBe(60_000);
  });
});

describe("P23 a watch whose looks see nothing", () => {
  const lost = new ConnectionError("lost", { code: "connection_lost", correlationId: "c1" });
  const watch = (endsAt = START + 1_000, clock = new VirtualClock()) => {
    const { logger, lines } = recordedLog();
    const { engine } = testClient([], { clock, logger });
    return { patience: new Patience(engine, "campaigns.watch", { signal: undefined, endsAt }), lines };
  };

  it("goes on, says so in the log, and waits no less than it would have", () => {
    const { patience, lines } = watch();
    expect(patience.missed(lost, 60_000)).toBe(60_000);
    expect(lines).toEqual([
      {
        level: "warn",
        message: "campaigns.watch: a poll saw nothing (connection_lost), the campaign goes on",
        details: { code: "connection_lost", correlationId: "c1" },
      },
    ]);
  });

  it("gives up after so many in a row, and begins to count anew when it sees something", () => {
    const { patience } = watch();
    const miss = () => patience.missed(lost, 1);
    for (let count = 0; count < TOLERATED_FAILURES; count++) miss();
    expect(thrown(miss)).toBe(lost);
    patience.seen();
    for (let count = 0; count < TOLERATED_FAILURES; count++) miss();
    expect(thrown(miss)).toBe(lost);
  });

  it("ends with what another look can't cure, and with its deadline", () => {
    const gone = new NotFoundError("gone", { code: "not_found", status: 404 });
    expect(thrown(() => watch().patience.missed(gone, 1))).toBe(gone);
    const odd = new TypeError("no error of the SDK");
    expect(thrown(() => watch().patience.missed(odd, 1))).toBe(odd);
    expect(thrown(() => watch(START).patience.missed(lost, 1))).toBe(lost);
    expect(watch(START + 1).patience.missed(lost, 1)).toBe(1);
  });

  it("P13 comes back when it is told to, however often, but in an hour at the latest", () => {
    const { patience } = watch();
    const told = (retryAfterMs: number) =>
      patience.missed(new RateLimitError("slow", { code: "rate_limited", status: 429, retryAfterMs }), 60_000);
    for (let count = 0; count < 3 * TOLERATED_FAILURES; count++) expect(told(90_000)).toBe(90_000);
    expect(told(10)).toBe(60_000);
    expect(told(LONGEST_RETRY_AFTER * 24)).toBe(LONGEST_RETRY_AFTER);
  });

  it("P13 is not patient for ever with a limit that does not say when to come back, nor with a server that does", () => {
    const untold = new RateLimitError("slow", { code: "rate_limited", status: 429 });
    const down = new ServerError("down", { code: "service_unavailable", status: 503, retryAfterMs: 5 });
    for (const error of [untold, down]) {
      const { patience } = watch();
      for (let count = 0; count < TOLERATED_FAILURES; count++) patience.missed(error, 1);
      expect(thrown(() => patience.missed(error, 1))).toBe(error);
    }
  });
});
