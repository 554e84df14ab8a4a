import {
  AbortError,
  AuthenticationError,
  InputError,
  ServerError,
  TimeoutError,
  UnreadableResponseError,
} from "puffle-sdk";
import { describe, expect, it } from "vitest";
import { caughtAs } from "../support/errors.ts";
import { json } from "../support/fetch.ts";
import { scriptedClient } from "./support/scripted.ts";
import { countOf, setUp } from "./support/world.ts";

const config = {
  registryVersion: "billing-registry:v1",
  operations: {
    work_email_lookup: {
      id: "work_email_lookup",
      credits: 2,
      billableUnit: "provider_submission",
      certainty: "maximum",
    },
    no_price: { id: "no_price", credits: null },
    free_of_charge: { id: "free_of_charge", credits: 0 },
    odd: { id: "odd", credits: -3 },
    renamed: { id: "renamed", credits: 1 },
  },
  plans: {},
  entitlements: { keys: [] },
  legacyCreditActions: { EMAIL_LOOKUP: "work_email_lookup", OLD_NAME: "renamed", GONE: null },
  costs: { AI_MESSAGE_GENERATION: 2, OLD_NAME: 4, GONE: 7 },
};

describe("an estimate", () => {
  it("P60 goes by the price that the service has today, under the action's older name and its newer one", async () => {
    const { puffle } = setUp();
    expect(await puffle.credits.estimate("AI_MESSAGE_GENERATION", 300)).toMatchObject({ credits: 600, each: 2 });
    const newer = await puffle.credits.estimate("work_email_lookup", 10);
    const { unit, certainty } = newer;
    expect([newer.credits, unit, certainty]).toEqual([20, "provider_submission", "maximum"]);
    expect(await puffle.credits.estimate("EMAIL_LOOKUP", 10)).toEqual({ ...newer, action: "EMAIL_LOOKUP" });
  });

  it("P60 of something without a price is undefined, never 0; what has the price 0 is free", async () => {
    const { puffle } = scriptedClient([], { forever: json(config) });
    for (const action of ["no_price", "odd", "unheard_of", "constructor", "toString"]) {
      const none = { action, count: 5, credits: undefined, each: undefined };
      expect(await puffle.credits.estimate(action, 5)).toEqual(none);
    }
    expect((await puffle.credits.estimate("free_of_charge", 5)).credits).toBe(0);
    expect((await puffle.credits.estimate("GONE", 5)).credits).toBe(35);
  });

  it("P60 takes the higher price where the older name and the newer one disagree", async () => {
    const { puffle } = scriptedClient([], { forever: json(config) });
    expect((await puffle.credits.estimate("OLD_NAME", 2)).credits).toBe(8);
    expect((await puffle.credits.estimate("renamed", 2)).credits).toBe(8);
  });

  it("P60 reads the prices once for all who ask at the same time, and again after a minute", async () => {
    const { sandbox, puffle } = setUp();
    const reads = () => countOf(sandbox, "getCreditsConfig");
    await Promise.all([1, 2, 3].map((count) => puffle.credits.estimate("EMAIL_LOOKUP", count)));
    expect(reads()).toBe(1);
    await sandbox.clock.advance(59_000);
    await puffle.credits.estimate("PHONE_LOOKUP", 1);
    expect(reads()).toBe(1);
    await sandbox.clock.advance(1_000);
    await puffle.credits.estimate("PHONE_LOOKUP", 1);
    expect(reads()).toBe(2);
  });

  it("of nothing costs nothing", async () => {
    const { puffle } = setUp();
    expect((await puffle.credits.estimate("EMAIL_LOOKUP", 0)).credits).toBe(0);
  });

  it("refuses what is no action and no count, both at once, before anything is read", async () => {
    const { sandbox, puffle } = setUp();
    for (const count of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      const error = await caughtAs(InputError, puffle.credits.estimate("", count));
      expect(error.problems.map(({ field }) => field)).toEqual(["action", "count"]);
    }
    expect(sandbox.requests).toEqual([]);
  });

  it("is not there when the prices can't be read, and the next one reads them anew", async () => {
    const { sandbox, puffle } = setUp();
    sandbox.fail("getCreditsConfig", { status: 401 });
    await caughtAs(AuthenticationError, puffle.credits.estimate("EMAIL_LOOKUP", 1));
    sandbox.fail("getCreditsConfig", { status: 500, times: 2 });
    await caughtAs(ServerError, puffle.credits.estimate("EMAIL_LOOKUP", 1));
    sandbox.fail("getCreditsConfig", { answer: "{}" });
    await caughtAs(UnreadableResponseError, puffle.credits.estimate("EMAIL_LOOKUP", 1));
    expect((await puffle.credits.estimate("EMAIL_LOOKUP", 1)).credits).toBe(2);
  });

  it("waits no longer than its own timeout and signal, and spoils nobody else's", async () => {
    const { sandbox, puffle } = setUp();
    sandbox.fail("getCreditsConfig", { latency: 5_000 });
    const stop = new AbortController();
    const aborted = caughtAs(AbortError, puffle.credits.estimate("EMAIL_LOOKUP", 1, { signal: stop.signal }));
    const late = caughtAs(TimeoutError, puffle.credits.estimate("EMAIL_LOOKUP", 1, { timeout: 1_000 }));
    const patient = puffle.credits.estimate("EMAIL_LOOKUP", 1);
    await late;
    stop.abort();
    await aborted;
    expect((await patient).credits).toBe(2);
    expect(countOf(sandbox, "getCreditsConfig")).toBe(1);
  });
});
