import { describe, expect, it } from "vitest";
import { AbortError, ConflictError, TimeoutError } from "../../src/core/errors.ts";
import { SingleFlight } from "../../src/core/single-flight.ts";
import { type Budget, Waits } from "../../src/core/waits.ts";
import { VirtualClock } from "../support/clock.ts";
import { caughtAs, unhandledDuring } from "../support/errors.ts";

function setUp() {
  const clock = new VirtualClock();
  const flights = new SingleFlight<number>({ waits: new Waits(clock) }, "startThing", "things.get(id)");
  const within = (ms: number, signal?: AbortSignal): Budget => ({ endsAt: clock.now() + ms, signal });
  let count = 0;
  /** Work that takes so long, in ms. */
  const work = (ms: number) => async () => {
    const mine = ++count;
    await clock.sleep(ms);
    return mine;
  };
  return { clock, flights, within, work, begun: () => count };
}

describe("P17 what is never done twice at a time", () => {
  it("is done once for all who ask meanwhile, and again for who asks afterwards", async () => {
    const { flights, within, work } = setUp();
    const ask = () => flights.run("a", within(60_000), work(1_000));
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1]);
    expect(await ask()).toBe(2);
  });

  it("is done for each id by itself", async () => {
    const { flights, within, work } = setUp();
    const both = ["a", "b"].map((id) => flights.run(id, within(60_000), work(1_000)));
    expect(await Promise.all(both)).toEqual([1, 2]);
  });

  it("fails for all when the service refuses it, and can be asked for again", async () => {
    const { flights, within, work } = setUp();
    const refusal = new ConflictError("no", { code: "conflict" });
    const first = caughtAs(
      ConflictError,
      flights.run("a", within(60_000), () => Promise.reject(refusal)),
    );
    const second = caughtAs(ConflictError, flights.run("a", within(60_000), work(1)));
    expect([await first, await second]).toEqual([refusal, refusal]);
    expect(await flights.run("a", within(60_000), work(1))).toBe(1);
  });

  it("goes to the next in line, and to one alone, when only the first caller's own limits ended it", async () => {
    for (const limit of [
      new AbortError("gone", { code: "aborted" }),
      new TimeoutError("late", { code: "deadline_exceeded" }),
    ]) {
      const { clock, flights, within, work, begun } = setUp();
      const gone = () => clock.sleep(500).then(() => Promise.reject(limit));
      const first = flights.run("a", within(60_000), gone).catch((error: unknown) => error);
      const others = [1, 2, 3].map(() => flights.run("a", within(60_000), work(1_000)));
      expect(await first).toBe(limit);
      expect(await Promise.all(others)).toEqual([1, 1, 1]);
      expect(begun()).toBe(1);
    }
  });

  it("lets go who has no more time or has been told to stop, and says that nobody knows", async () => {
    const { clock, flights, within, work } = setUp();
    const stop = new AbortController();
    clock.at(3_000, () => stop.abort("enough"));
    const first = flights.run("a", within(60_000), work(10_000));
    const late = caughtAs(TimeoutError, flights.run("a", within(2_000), work(1)));
    const gone = caughtAs(AbortError, flights.run("a", within(60_000, stop.signal), work(1)));
    expect(await late).toMatchObject({ operation: "startThing", outcome: "unknown", next: "check_outcome" });
    const doubt = "another call of it is under way for the same id: check things.get(id).";
    expect(await late).toMatchObject({ code: "deadline_exceeded" });
    expect((await late).message).toBe(`startThing: the call's deadline passed; ${doubt}`);
    expect(await gone).toMatchObject({ code: "aborted", outcome: "unknown", cause: "enough" });
    expect((await gone).message).toBe(`startThing: aborted; ${doubt}`);
    expect(await first).toBe(1);
  });

  it("ends no process when it fails after all others have left", async () => {
    const { clock, flights, within, work } = setUp();
    const fails = () => clock.sleep(9_000).then(() => Promise.reject(new ConflictError("no", { code: "conflict" })));
    const unhandled = await unhandledDuring(async () => {
      const first = caughtAs(ConflictError, flights.run("a", within(60_000), fails));
      await caughtAs(TimeoutError, flights.run("a", within(1_000), work(1)));
      await first;
    });
    expect(unhandled).toEqual([]);
  });
});
