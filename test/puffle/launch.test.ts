import {
  AbortError,
  ConnectionError,
  IncompleteError,
  LaunchBlockedError,
  LaunchInProgressError,
  LaunchRolledBackError,
  NotFoundError,
  OutcomeUnknownError,
  PollTimeoutError,
  Puffle,
  ServerError,
} from "puffle-sdk";
import type { Fault } from "puffle-sdk/sandbox";
import { describe, expect, test } from "vitest";
import { unhandledDuring } from "../support/errors.ts";
import { failure, playOut, readyCampaign } from "./ready-campaign.ts";

describe("a launch", () => {
  test("P20 answers that it was dispatched, with the run and how many leads it is for", async () => {
    const { puffle, campaign, seen } = await readyCampaign();
    const result = await puffle.campaigns.launch(campaign);
    expect(result).toMatchObject({ via: "dispatched", prospectsToProcess: 3, runId: expect.any(String) });
    expect(result.correlationId).toMatch(/./);
    expect(seen()).toEqual(["launchCampaign 200"]);
  });

  const lost: readonly (readonly [string, Fault])[] = [
    ["is lost with its connection", { drop: "after" }],
    ["never comes", { stall: "headers" }],
    ["stops half-way", { stall: "body" }],
    ["is cut off with its connection", { truncate: true }],
    ["is cut off", { cut: true }],
    ["is a gateway's 504", { status: 504, work: true }],
    ["is a gateway's 502", { status: 502, work: true }],
    ["is HTML", { answer: "<html>ok</html>" }],
    ["has the wrong content type", { contentType: "text/html" }],
  ];
  test.each(lost)("P17 P20 whose answer %s is proved by reading, not sent again", async (_, fault) => {
    const ready = await readyCampaign();
    const { sandbox, puffle, campaign, seen } = ready;
    sandbox.fail("launchCampaign", fault);
    const result = await puffle.campaigns.launch(campaign);
    expect(result).toMatchObject({ via: "reconciled", campaign: { id: campaign.id, status: "launching" } });
    expect(seen().filter((request) => request.startsWith("launchCampaign"))).toHaveLength(1);
    expect(await playOut(ready)).toEqual({ recipients: 3, twice: 0 });
  });

  const never: readonly (readonly [string, Fault])[] = [
    ["connection broke", { drop: "before" }],
    ["request was swallowed", { stall: "before" }],
    ["gateway had no answer", { status: 504 }],
  ];
  test.each(never)("P17 is sent again when the %s and reading shows a draft", async (_, fault) => {
    const ready = await readyCampaign();
    const { sandbox, puffle, campaign, seen } = ready;
    sandbox.fail("launchCampaign", fault);
    const result = await puffle.campaigns.launch(campaign);
    expect(result.via).toBe("dispatched");
    expect(seen().map((request) => request.split(" ")[0])).toEqual(["launchCampaign", "getCampaign", "launchCampaign"]);
    expect(await playOut(ready)).toEqual({ recipients: 3, twice: 0 });
  });

  test("P17 that arrives late, after it was sent again, writes to nobody twice", async () => {
    const ready = await readyCampaign();
    const { sandbox, puffle, campaign } = ready;
    sandbox.fail("launchCampaign", { latency: 45_000 });
    await puffle.campaigns.launch(campaign, { timeout: 200_000 });
    expect(await playOut(ready)).toEqual({ recipients: 3, twice: 0 });
  });

  test("P17 says that nobody knows when reading fails too, and what to read", async () => {
    const { sandbox, puffle, campaign } = await readyCampaign();
    sandbox.fail("launchCampaign", { drop: "after" });
    sandbox.fail("getCampaign", { drop: "before", times: 9 });
    const error = await failure(puffle.campaigns.launch(campaign));
    expect(error).toBeInstanceOf(OutcomeUnknownError);
    expect(error).toMatchObject({ outcome: "unknown", next: "check_outcome", operation: "launchCampaign" });
    expect(String(error)).toContain("campaigns.get(id)");
  });

  test("P17 that may be retried by no option reads all the same, and sends nothing again", async () => {
    const { sandbox, puffle, campaign, seen } = await readyCampaign();
    sandbox.fail("launchCampaign", { drop: "after" });
    const result = await puffle.campaigns.launch(campaign, { retry: false });
    expect(result.via).toBe("reconciled");
    expect(seen()).toEqual(["launchCampaign drop after", "getCampaign 200"]);
  });

  test("P17 aborted while its answer is on the way says that it may have happened", async () => {
    const { sandbox, puffle, campaign, seen } = await readyCampaign();
    sandbox.fail("launchCampaign", { stall: "headers" });
    const controller = new AbortController();
    const launching = failure(puffle.campaigns.launch(campaign, { signal: controller.signal }));
    await sandbox.clock.advance(1_000);
    controller.abort(new Error("enough"));
    const error = await launching;
    expect(error).toBeInstanceOf(AbortError);
    expect(error).toMatchObject({ name: "AbortError", outcome: "unknown", next: "check_outcome" });
    expect(seen()).toEqual(["launchCampaign stall headers"]);
  });

  test("P17 that could not connect was not sent, and is tried again", async () => {
    const { sandbox, puffle, campaign } = await readyCampaign();
    const { url, close } = await sandbox.listen();
    await close();
    const dead = new Puffle({ apiKey: "pk_test", baseURL: url, retry: { connect: { wait: 1, maxWait: 1 } } });
    const error = await failure(dead.campaigns.launch(campaign.id));
    expect(error).toMatchObject({ attempts: [{ failure: "connect" }, { failure: "connect" }, { failure: "connect" }] });
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ code: "connection_failed", outcome: "not_sent", next: "try_again" });
    expect((await puffle.campaigns.get(campaign)).campaign.status).toBe("draft");
  });

  test("P25 waits 30 s after a 503, twice at the most", async () => {
    const { sandbox, puffle, campaign, times } = await readyCampaign();
    sandbox.fail("launchCampaign", { status: 503, times: 2 });
    const result = await puffle.campaigns.launch(campaign, { timeout: 120_000 });
    expect(result.via).toBe("dispatched");
    const [first = 0, second = 0, third = 0] = times("launchCampaign");
    expect([second - first, third - second]).toEqual([30_000, 30_000]);
  });

  test("P25 gives up after the third 503, and says when to come back", async () => {
    const { sandbox, puffle, campaign, times } = await readyCampaign();
    sandbox.fail("launchCampaign", { status: 503, times: 9 });
    const error = await failure(puffle.campaigns.launch(campaign, { timeout: 300_000 }));
    expect(error).toBeInstanceOf(ServerError);
    expect(error).toMatchObject({ next: "wait", retryAfterMs: 30_000, outcome: "not_sent" });
    expect(times("launchCampaign")).toHaveLength(3);
  });

  test("P26 is sent once more, 5 s after a 500, because the service rolls back", async () => {
    const { sandbox, puffle, campaign, seen, times } = await readyCampaign();
    sandbox.fail("launchCampaign", { status: 500 });
    expect((await puffle.campaigns.launch(campaign)).via).toBe("dispatched");
    expect(seen()).toEqual(["launchCampaign status 500", "launchCampaign 200"]);
    const [first = 0, second = 0] = times("launchCampaign");
    expect(second - first).toBe(5_000);
  });

  test("P26 P81 that fails with 500 again asks for a person, with every attempt and its correlation id", async () => {
    const { sandbox, puffle, campaign, times } = await readyCampaign();
    sandbox.fail("launchCampaign", { status: 500, times: 9 });
    const error = await failure(puffle.campaigns.launch(campaign));
    expect(error).toBeInstanceOf(ServerError);
    expect(error).toMatchObject({ next: "ask_human", outcome: "not_sent", status: 500 });
    expect(error).toMatchObject({ attempts: [{ status: 500, waitedMs: 5_000 }, { status: 500 }] });
    expect(String(error)).toContain(String(Reflect.get(Object(error), "correlationId")));
    expect(times("launchCampaign")).toHaveLength(2);
  });

  test("P10 of an unknown campaign is not found, once", async () => {
    const { puffle, seen } = await readyCampaign();
    expect(await failure(puffle.campaigns.launch("8c2b2d4e-e29b-41d4-a716-446655440000"))).toBeInstanceOf(
      NotFoundError,
    );
    expect(seen()).toEqual(["launchCampaign 404"]);
  });
});

describe("launches of one campaign in one client", () => {
  test("P29 share one request", async () => {
    const { puffle, campaign, seen } = await readyCampaign();
    const results = await Promise.all([1, 2, 3].map(() => puffle.campaigns.launch(campaign)));
    expect(new Set(results.map((result) => (result.via === "dispatched" ? result.runId : ""))).size).toBe(1);
    expect(seen()).toEqual(["launchCampaign 200"]);
  });

  test("P29 one caller's abort does not end the other's launch", async () => {
    const ready = await readyCampaign();
    const { sandbox, puffle, campaign } = ready;
    sandbox.fail("launchCampaign", { latency: 2_000 });
    const controller = new AbortController();
    const first = failure(puffle.campaigns.launch(campaign, { signal: controller.signal }));
    const second = puffle.campaigns.launch(campaign);
    controller.abort();
    expect(await first).toBeInstanceOf(AbortError);
    expect(["dispatched", "reconciled"]).toContain((await second).via);
    expect(await playOut(ready)).toEqual({ recipients: 3, twice: 0 });
  });

  test("P29 who only waits for another caller's launch can leave, and is told that it goes on", async () => {
    const { sandbox, puffle, campaign } = await readyCampaign();
    sandbox.fail("launchCampaign", { latency: 2_000 });
    const controller = new AbortController();
    const first = puffle.campaigns.launch(campaign);
    const second = failure(puffle.campaigns.launch(campaign, { signal: controller.signal }));
    controller.abort();
    expect(await second).toMatchObject({ name: "AbortError", outcome: "unknown" });
    expect((await first).via).toBe("dispatched");
  });

  test("P29 who has left before another caller's launch fails does not end the process with it", async () => {
    const { sandbox, puffle, campaign } = await readyCampaign();
    sandbox.fail("launchCampaign", { status: 403 });
    const unheard = await unhandledDuring(async () => {
      const first = failure(puffle.campaigns.launch(campaign));
      const second = failure(puffle.campaigns.launch(campaign, { signal: AbortSignal.abort() }));
      expect(await second).toMatchObject({ name: "AbortError", outcome: "unknown" });
      expect(await first).toMatchObject({ status: 403 });
    });
    expect(unheard).toEqual([]);
  });
});

describe("a launch while another one is under way", () => {
  test("P24 succeeds when the other one makes the campaign active", async () => {
    const ready = await readyCampaign();
    const { sandbox, puffle, campaign, times } = ready;
    await new Puffle(sandbox.options).campaigns.launch(campaign.id);
    const result = await puffle.campaigns.launch(campaign, { timeout: 300_000 });
    expect(result).toMatchObject({ via: "reconciled", campaign: { status: "active" } });
    expect(times("launchCampaign")).toHaveLength(2);
    expect(await playOut(ready)).toEqual({ recipients: 3, twice: 0 });
  });

  test("P24 fails at once where the deadline leaves no two minutes, and says to come back then", async () => {
    const { sandbox, puffle, campaign, seen } = await readyCampaign();
    await new Puffle(sandbox.options).campaigns.launch(campaign.id);
    const error = await failure(puffle.campaigns.launch(campaign));
    expect(error).toBeInstanceOf(LaunchInProgressError);
    expect(error).toMatchObject({ next: "wait", retryAfterMs: 120_000, status: 409 });
    expect(seen()).toEqual(["launchCampaign 200", "launchCampaign 409", "getCampaign 200"]);
  });

  test("P24 launches once more after two minutes, which resets one that is stuck", async () => {
    const ready = await readyCampaign();
    const { sandbox, puffle, campaign, times } = ready;
    sandbox.fail("launchCampaign", { background: "stuck" });
    await new Puffle(sandbox.options).campaigns.launch(campaign.id);
    const result = await puffle.campaigns.launch(campaign, { timeout: 300_000 });
    expect(result.via).toBe("dispatched");
    const [, second = 0, third = 0] = times("launchCampaign");
    expect(third - second).toBe(120_000);
    expect(await playOut(ready)).toEqual({ recipients: 3, twice: 0 });
  });

  test("P24 launches once more when the other one falls back to draft", async () => {
    const ready = await readyCampaign();
    const { sandbox, puffle, campaign, times } = ready;
    sandbox.fail("launchCampaign", { background: "rolls_back" });
    await new Puffle(sandbox.options).campaigns.launch(campaign.id);
    const result = await puffle.campaigns.launch(campaign, { timeout: 300_000 });
    expect(result.via).toBe("dispatched");
    expect(times("launchCampaign")).toHaveLength(3);
    expect(await playOut(ready)).toEqual({ recipients: 3, twice: 0 });
  });

  test("P24 of a slow one that wakes up after it was reset writes to nobody twice", async () => {
    const ready = await readyCampaign();
    const { sandbox, puffle, campaign } = ready;
    sandbox.fail("launchCampaign", { background: "slow" });
    await new Puffle(sandbox.options).campaigns.launch(campaign.id);
    await puffle.campaigns.launchAndWait(campaign, { timeout: 600_000 });
    expect(await playOut(ready)).toEqual({ recipients: 3, twice: 0 });
  });

  test("P27 P20 a refusal after our own lost launch is no error", async () => {
    const ready = await readyCampaign();
    const { sandbox, puffle, campaign, seen } = ready;
    // Lost after the work, and the read that would settle it sees nothing either: the next attempt meets its own work.
    sandbox.fail("launchCampaign", { stall: "headers" });
    sandbox.fail("getCampaign", {
      answer: JSON.stringify({ campaign: { id: campaign.id, status: "draft" }, sequence_nodes: [] }),
    });
    const result = await puffle.campaigns.launch(campaign, { timeout: 300_000 });
    expect(result.via).toBe("reconciled");
    expect(
      seen().filter((request) => request === "launchCampaign 409" || request === "launchCampaign 400"),
    ).toHaveLength(1);
    expect(await playOut(ready)).toEqual({ recipients: 3, twice: 0 });
  });
});

describe("launching and waiting", () => {
  test("P20 P21 P22 ends when the campaign is active, read every 30 s", async () => {
    const { puffle, campaign, times } = await readyCampaign();
    const states: string[] = [];
    const report = await puffle.campaigns.launchAndWait(campaign, {
      onProgress: ({ state }) => void states.push(state),
    });
    expect(report).toMatchObject({ campaign: { status: "active" }, launch: { via: "dispatched" } });
    expect(states.at(0)).toBe("launching");
    expect(states.at(-1)).toBe("active");
    const reads = times("getCampaign");
    expect(reads.slice(1).map((at, index) => at - (reads[index] ?? 0))).toEqual(reads.slice(1).map(() => 30_000));
  });

  test("P21 fails when the launch falls back to draft, and says that nothing is being sent", async () => {
    const ready = await readyCampaign();
    const { sandbox, puffle, campaign } = ready;
    sandbox.fail("launchCampaign", { background: "rolls_back" });
    const error = await failure(puffle.campaigns.launchAndWait(campaign));
    expect(error).toBeInstanceOf(LaunchRolledBackError);
    expect(error).toMatchObject({ state: "draft", outcome: "not_sent" });
    expect(await playOut(ready)).toEqual({ recipients: 0, twice: 0 });
  });

  const unseen: readonly (readonly [string, Fault, object])[] = [
    ["the key is no longer valid", { status: 401 }, { code: "unauthorized", status: 401, next: "ask_human" }],
    ["every connection is lost", { drop: "before", times: 30 }, { code: "connection_lost", next: "wait" }],
    [
      "the service answers nothing readable",
      { answer: "<html>", times: 30 },
      { code: "unreadable_response", next: "wait" },
    ],
  ];
  test.each(unseen)(
    "P20 never reports a launch that was dispatched as one that was not: %s",
    async (_, fault, facts) => {
      const ready = await readyCampaign();
      const { sandbox, puffle, campaign, times } = ready;
      sandbox.fail("getCampaign", fault);
      const error = await failure(puffle.campaigns.launchAndWait(campaign));
      expect(error).toBeInstanceOf(IncompleteError);
      expect(error).toMatchObject({ ...facts, outcome: "sent", report: { launch: { via: "dispatched" } } });
      expect(error).toHaveProperty("message", expect.stringContaining("launchOperation(id)"));
      expect(error).toHaveProperty("message", expect.not.stringContaining("Nothing was changed"));
      expect(times("launchCampaign")).toHaveLength(1);
      expect(await playOut(ready)).toEqual({ recipients: 3, twice: 0 });
    },
  );

  test("P21 gives a token at the deadline when the campaign is stuck, and another client goes on from it", async () => {
    const { sandbox, puffle, campaign } = await readyCampaign();
    sandbox.fail("launchCampaign", { background: "slow" });
    const error = await failure(puffle.campaigns.launchAndWait(campaign, { timeout: 100_000 }));
    expect(error).toBeInstanceOf(PollTimeoutError);
    if (!(error instanceof PollTimeoutError)) return;
    expect(error.state).toBe("launching");
    const { token } = JSON.parse(JSON.stringify(error));
    const resumed = new Puffle(sandbox.options).operations.resume(token);
    expect((await resumed.wait()).status).toBe("active");
  });

  test("P21 waiting for a campaign that somebody paused says so", async () => {
    const { puffle, campaign } = await readyCampaign();
    await puffle.campaigns.launchAndWait(campaign);
    await puffle.campaigns.pause(campaign);
    expect(await failure(puffle.campaigns.waitUntilActive(campaign))).toMatchObject({
      code: "operation_ended",
      state: "paused",
    });
  });

  test("P22 waiting launches nothing", async () => {
    const { puffle, campaign, seen } = await readyCampaign();
    expect(await failure(puffle.campaigns.waitUntilActive(campaign))).toBeInstanceOf(LaunchRolledBackError);
    expect(seen()).toEqual(["getCampaign 200"]);
  });

  test("P21 the launch as an operation is one request a poll", async () => {
    const { puffle, campaign, seen } = await readyCampaign();
    await puffle.campaigns.launch(campaign);
    const operation = puffle.campaigns.launchOperation(campaign);
    expect(await operation.poll()).toMatchObject({ done: false, state: "launching", nextPollInMs: 30_000 });
    expect(seen()).toEqual(["launchCampaign 200", "getCampaign 200"]);
  });

  test("P21 a poll that meets a failure that passes is an answer, not a failed launch", async () => {
    const { sandbox, puffle, campaign } = await readyCampaign();
    await puffle.campaigns.launch(campaign);
    const operation = puffle.campaigns.launchOperation(campaign);
    sandbox.fail("getCampaign", { status: 500 });
    sandbox.fail("getCampaign", { status: 429, retryAfter: 90 });
    expect(await operation.poll()).toMatchObject({ done: false, error: { status: 500 }, nextPollInMs: 30_000 });
    expect(await operation.poll()).toMatchObject({ done: false, error: { status: 429 }, nextPollInMs: 90_000 });
  });
});

test("P27 a launch of a campaign that is launched already names its status", async () => {
  const { puffle, campaign } = await readyCampaign();
  await puffle.campaigns.launchAndWait(campaign);
  const error = await failure(puffle.campaigns.launch(campaign));
  expect(error).toBeInstanceOf(LaunchBlockedError);
  expect(error).toMatchObject({ blocker: "not_draft", campaignStatus: "active" });
});
