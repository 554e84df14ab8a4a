import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { setUp } from "./helpers.ts";

describe("which requests a fault is for", () => {
  it("are the next ones to its operation, after those that it lets by, and no more than it says", async () => {
    const plan = fc.record({
      skip: fc.nat(4),
      times: fc.integer({ min: 1, max: 4 }),
      calls: fc.array(fc.constantFrom("listCampaigns" as const, "getAccount" as const), { maxLength: 14 }),
      operation: fc.constantFrom("listCampaigns" as const, "getAccount" as const, "*" as const),
    });
    await fc.assert(
      fc.asyncProperty(plan, async ({ skip, times, calls, operation }) => {
        const { sandbox, call } = setUp();
        sandbox.fail(operation, { status: 503, skip, times });
        const met: boolean[] = [];
        for (const id of calls) met.push((await call(id, {})).status === 503);
        let matching = 0;
        const expected = calls.map((id) => {
          if (operation !== "*" && operation !== id) return false;
          matching++;
          return matching > skip && matching <= skip + times;
        });
        expect(met).toEqual(expected);
        expect(sandbox.requests.map(({ fault }) => fault === "status 503")).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it("are met by one ending each: the next one waits, in the order in which they were asked for", async () => {
    const { sandbox, call } = setUp();
    for (const status of [500, 502, 503]) sandbox.fail("getAccount", { status });
    sandbox.fail("*", { status: 504 });
    const statuses: number[] = [];
    for (let count = 0; count < 5; count++) statuses.push((await call("getAccount", {})).status);
    expect(statuses).toEqual([500, 502, 503, 504, 200]);
  });

  it("are met by everything at once that is no ending", async () => {
    const { sandbox, call } = setUp();
    const from = sandbox.clock.now();
    sandbox.fail("*", { latency: 1_000 });
    sandbox.fail("getAccount", { latency: 500, contentType: "text/plain" });
    sandbox.fail("getAccount", { status: 503 });
    const answer = await call("getAccount", {});
    expect([answer.status, answer.headers.get("content-type")]).toEqual([503, "text/plain"]);
    expect(sandbox.clock.now() - from).toBe(1_500);
    expect(sandbox.requests[0]?.fault).toBe("status 503, contentType text/plain, latency 1500");
    expect((await call("getAccount", {})).status).toBe(200);
  });

  it("are all of them where it says so, until the faults are cleared", async () => {
    const { sandbox, call } = setUp();
    sandbox.fail("*", { status: 503, times: Number.POSITIVE_INFINITY });
    for (let count = 0; count < 20; count++) expect((await call("getAccount", {})).status).toBe(503);
    sandbox.clearFaults();
    expect((await call("getAccount", {})).status).toBe(200);
  });

  it("are, for any operation, also those that the contract does not know", async () => {
    const { sandbox } = setUp();
    sandbox.fail("*", { drop: "before" });
    await expect(sandbox.fetch("https://any.test/nowhere")).rejects.toThrow("fetch failed");
    expect(sandbox.requests[0]).toMatchObject({ path: "/nowhere", fault: "drop before" });
    expect((await sandbox.fetch("https://any.test/nowhere")).status).toBe(401);
  });

  it("are the same under the same seed, and so is all that comes of them", async () => {
    const run = async () => {
      const { sandbox, call } = setUp({ seed: 7 });
      sandbox.fail("*", { status: 500, skip: 1, times: 2 });
      sandbox.fail("createCampaign", { latency: 90_000, times: 3 });
      const texts: string[] = [];
      for (let count = 0; count < 4; count++) {
        const body = { type: "email" as const, name: "Spring", sender_account_ids: [] };
        texts.push((await call("createCampaign", { body })).text, (await call("listCampaigns", {})).text);
      }
      return { texts, requests: sandbox.requests };
    };
    const first = await run();
    expect(first.requests.filter(({ fault }) => fault?.includes("status 500"))).toHaveLength(2);
    expect(await run()).toEqual(first);
  });
});

describe("a fault that makes no sense", () => {
  it.each<[object, RegExp]>([
    [{}, /the fault does nothing/],
    [{ times: 2 }, /the fault does nothing/],
    [{ status: 503, times: 0 }, /times must be a whole number of at least 1/],
    [{ status: 503, times: 1.5 }, /times must be a whole number/],
    [{ status: 503, skip: -1 }, /skip must be a whole number of at least 0/],
    [{ status: 99 }, /status must be a status from 200 to 599/],
    [{ status: 503, drop: "before" }, /status and drop can't be combined/],
    [{ drop: "during" }, /drop must be one of before, after/],
    [{ stall: "tail" }, /stall must be one of before, headers, body/],
    [{ truncate: false }, /truncate must be true/],
    [{ latency: Number.POSITIVE_INFINITY }, /latency must be a number of ms/],
    [{ retryAfter: 3, drop: "after" }, /retryAfter needs a status/],
    [{ headers: { "bad name": "x" } }, /headers must be an object of header names and values/],
    [{ headers: { "x-fine": 3 } }, /headers must be an object of header names and values/],
    [{ contentType: "text/plain\n" }, /contentType must be a header's value/],
    [{ explode: true }, /explode is not known \(known are times, skip, status/],
    [{ partial: true }, /partial is for importLeadsFromListToCampaign only/],
    [{ times: 0, status: 99 }, /times must .*; status must /],
  ])("%j is refused at once, with everything that is wrong with it", async (fault, sentence) => {
    const { sandbox, call } = setUp();
    expect(() => Reflect.apply(sandbox.fail, sandbox, ["launchCampaign", fault])).toThrow(sentence);
    expect(() => Reflect.apply(sandbox.fail, sandbox, ["launchCampaign", fault])).toThrow(TypeError);
    expect((await call("getAccount", {})).status).toBe(200);
  });

  it.each([undefined, null, 3, "503"])("%j is refused as well", (fault) => {
    const { sandbox } = setUp();
    expect(() => Reflect.apply(sandbox.fail, sandbox, ["*", fault])).toThrow(/the fault must be an object/);
  });

  it("is one for an operation that does not exist", () => {
    const { sandbox } = setUp();
    expect(() => Reflect.apply(sandbox.fail, sandbox, ["launch", { status: 503 }])).toThrow(
      /fail\("launch"\): is no operation of the contract/,
    );
  });
});
