import {
  ConnectionError,
  InputError,
  InsufficientCreditsError,
  NotCancellableError,
  NotFoundError,
  OperationEndedError,
  PermissionDeniedError,
  PollTimeoutError,
  Puffle,
  UnreadableResponseError,
} from "puffle-sdk";
import type { Fault, SandboxOptions } from "puffle-sdk/sandbox";
import { describe, expect, it } from "vitest";
import { caughtAs } from "../support/errors.ts";
import { printed } from "./support/printed.ts";
import { countOf, setUp as plain, somebodyElse, tapped } from "./support/world.ts";

/** A workspace with a list of people, and what goes over the wire. */
function setUp(count = 8, options: SandboxOptions = {}) {
  const world = plain(options);
  const leads = Array.from({ length: count }, (_, index) => ({
    id: `lead-${index}`,
    type: "person",
    name: { first: "Ada", last: `Abel${index}` },
    company: { domain: "blue.example.com" },
  }));
  const listId = world.sandbox.addList({ name: "People", leads });
  const bodies: { readonly idempotencyKey?: string; readonly mode?: string }[] = [];
  const fetch = tapped(world.sandbox.fetch, {
    before: ({ path, body }) => path === "/api/enrichment" && bodies.push(Object(body)),
  });
  const puffle = new Puffle({ ...world.sandbox.options, fetch });
  const body = { enrichmentId: "work_email", scope: { type: "list", listId } } as const;
  return { ...world, puffle, listId, body, bodies, keys: () => bodies.map(({ idempotencyKey }) => idempotencyKey) };
}

describe("the catalog of enrichments", () => {
  it("P60 names the action that each is charged as, and estimates take it", async () => {
    const { puffle } = setUp();
    const [entry] = await puffle.enrichment.catalog({ id: "work_email" });
    const estimate = await puffle.credits.estimate(entry?.costModel?.creditAction ?? "", 8);
    expect(estimate.credits).toBe(16);
  });
});

describe("starting an enrichment", () => {
  it("P50 P54 is an operation: started with what the service answered, waited for, and what it found is in the leads", async () => {
    const { sandbox, puffle, body, listId } = setUp();
    const run = await puffle.enrichment.start(body);
    expect(run.started).toMatchObject({ leadCount: 8, reusedExistingRun: false });
    expect([run.kind, run.id]).toEqual(["createEnrichment", run.started.enrichmentRunId]);
    const states: string[] = [];
    const done = await run.wait({ onProgress: ({ state }) => states.push(state) });
    expect([...new Set(states)]).toEqual(["pending", "running", "completed"]);
    expect(done.scope?.counts).toMatchObject({ pending: 0, running: 0 });
    expect(sandbox.credits).toBe(984);
    const { leads } = await puffle.request("GET /api/lists/{id}/leads", { path: { id: listId } });
    expect(leads?.some(({ attributes }) => attributes?.["work_email"])).toBe(true);
  });

  it("P54 always sends a key, another one for every start, or the caller's from either place", async () => {
    const { sandbox, puffle, body, keys } = setUp();
    await puffle.enrichment.start(body);
    await puffle.enrichment.start(body);
    await puffle.enrichment.start({ ...body, idempotencyKey: "mine" });
    const again = await puffle.enrichment.start(body, { idempotencyKey: "mine" });
    const [first, second, ...rest] = keys();
    expect(first).toMatch(/^[0-9a-f-]{36}$/);
    expect(second).toMatch(/^[0-9a-f-]{36}$/);
    expect(first).not.toBe(second);
    expect(rest).toEqual(["mine", "mine"]);
    expect(again.started.reusedExistingRun).toBe(true);
    expect(sandbox.credits).toBe(1_000 - 3 * 16);
  });

  const lost: readonly Fault[] = [
    { drop: "before" },
    { drop: "after" },
    { status: 503 },
    { status: 502, work: true },
    { stall: "headers" },
    { truncate: true },
  ];
  for (const fault of lost) {
    it(`P17 P54 sends the same key again and never pays twice: ${JSON.stringify(fault)}`, async () => {
      const { sandbox, puffle, body, keys } = setUp();
      sandbox.fail("createEnrichment", fault);
      const run = await puffle.enrichment.start(body);
      expect(keys()).toHaveLength(2);
      expect(new Set(keys()).size).toBe(1);
      expect(sandbox.credits).toBe(984);
      // What a lost attempt of the call has started was charged for by it.
      expect(run.started.reusedExistingRun).toBe(false);
      expect((await run.wait()).status).toBe("completed");
    });
  }

  it("P54 names its random key in an error whose outcome is unknown, and the next try with it costs nothing", async () => {
    const { sandbox, puffle, body, keys } = setUp();
    sandbox.fail("createEnrichment", { drop: "after", times: 10 });
    const error = await caughtAs(ConnectionError, puffle.enrichment.start(body));
    expect(error.outcome).toBe("unknown");
    const idempotencyKey: unknown = Reflect.get(JSON.parse(JSON.stringify(error)), "idempotencyKey");
    if (typeof idempotencyKey !== "string") throw new Error("the error's JSON has no idempotencyKey");
    expect(new Set(keys())).toEqual(new Set([idempotencyKey]));
    expect(Reflect.get(error, "idempotencyKey")).toBe(idempotencyKey);
    for (const text of [error.message, String(error.stack)])
      expect(text).toContain(`idempotencyKey: "${idempotencyKey}"`);
    sandbox.clearFaults();
    const run = await puffle.enrichment.start(body, { idempotencyKey });
    expect(run.started.reusedExistingRun).toBe(true);
    expect(sandbox.credits).toBe(984);
  });

  it("P54 P82 has the caller's own key in such an error, and prints it nowhere", async () => {
    const { sandbox, puffle, body } = setUp();
    sandbox.fail("createEnrichment", { drop: "after", times: 10 });
    const idempotencyKey = "ada@example.com";
    const error = await caughtAs(ConnectionError, puffle.enrichment.start(body, { idempotencyKey }));
    expect(Reflect.get(error, "idempotencyKey")).toBe(idempotencyKey);
    expect(error.message).toContain("the same idempotencyKey");
    expect(printed(error)).not.toContain(idempotencyKey);
  });

  it("P54 says nothing of a next try where nothing was started", async () => {
    const { sandbox, puffle, body } = setUp();
    sandbox.fail("createEnrichment", { status: 403 });
    const error = await caughtAs(PermissionDeniedError, puffle.enrichment.start(body));
    expect([error.outcome, error.message.includes("idempotencyKey")]).toEqual(["not_sent", false]);
  });

  const unfit: readonly (readonly [unknown, readonly string[]])[] = [
    [undefined, ["body"]],
    [null, ["body"]],
    [{}, ["body.enrichmentId", "body.scope"]],
    [{ enrichmentId: " ", scope: { type: "list", listId: "" } }, ["body.enrichmentId", "body.scope.listId"]],
    [{ enrichmentId: 5, scope: { type: "list", listId: ".." } }, ["body.enrichmentId", "body.scope.listId"]],
    [{ enrichmentId: "e", scope: { type: "list", listId: null } }, ["body.scope.listId"]],
    [{ enrichmentId: "e", scope: { type: "explicit_leads", leadIds: [] } }, ["body.scope.leadIds"]],
    [{ enrichmentId: "e", scope: { type: "explicit_leads", leadIds: "a" } }, ["body.scope.leadIds"]],
    [
      { enrichmentId: "e", scope: { type: "explicit_leads", leadIds: ["a", "", null], listId: "" } },
      ["body.scope.listId", "body.scope.leadIds[1]", "body.scope.leadIds[2]"],
    ],
  ];
  it.each(unfit)("P54 P55 refuses ids that are none before it is paid for or planned: %j", async (given, fields) => {
    const { sandbox, puffle } = setUp();
    for (const call of [puffle.enrichment.start, puffle.enrichment.preview]) {
      const error = await caughtAs(InputError, Reflect.apply(call, puffle.enrichment, [given]));
      expect(error.problems.map(({ field }) => field)).toEqual(fields);
    }
    expect(sandbox.requests).toEqual([]);
  });

  it("refuses two different keys, an empty one, and a mode, all at once and before anything is sent", async () => {
    const { sandbox, puffle, body } = setUp();
    const wrong: object = { ...body, idempotencyKey: " ", mode: "preview" };
    const error = await caughtAs(InputError, puffle.enrichment.start(Object(wrong), { idempotencyKey: "b" }));
    expect(error.problems.map(({ field }) => field)).toEqual(["body.idempotencyKey", "idempotencyKey", "body.mode"]);
    await caughtAs(InputError, puffle.enrichment.start(body, { idempotencyKey: "" }));
    expect(sandbox.requests).toEqual([]);
  });

  it("sends the body as it was when the method was called", async () => {
    const { puffle, bodies } = setUp();
    const leadIds = ["lead-0"];
    const start = puffle.enrichment.start({ enrichmentId: "work_email", scope: { type: "explicit_leads", leadIds } });
    leadIds[0] = "lead-1";
    await start;
    expect(bodies).toMatchObject([{ scope: { leadIds: ["lead-0"] } }]);
  });

  it("P16 P54 without credits says how many leads they last for; nothing is started", async () => {
    const { sandbox, puffle, body } = setUp(8, { workspace: { credits: 7 } });
    const leadIds = ["lead-0", "lead-1", "lead-2", "lead-3", "lead-3"];
    const some = { ...body, scope: { type: "explicit_leads", leadIds } } as const;
    const error = await caughtAs(InsufficientCreditsError, puffle.enrichment.start(some));
    expect([error.required, error.balance, error.affordable]).toEqual([8, 7, 3]);
    expect((await caughtAs(InsufficientCreditsError, puffle.enrichment.start(body))).required).toBe(16);
    expect(sandbox.credits).toBe(7);
  });

  it("says so when the answer names no run", async () => {
    const { sandbox, puffle, body } = setUp();
    sandbox.fail("createEnrichment", { status: 202, body: { leadCount: 3 } });
    const error = await caughtAs(UnreadableResponseError, puffle.enrichment.start(body));
    expect([error.outcome, error.message.includes("enrichmentRunId")]).toEqual(["sent", true]);
  });
});

describe("a preview of an enrichment", () => {
  it("P55 says how many leads there are, is free, and starts nothing", async () => {
    const { sandbox, puffle, body, bodies } = setUp();
    const { leadCount } = await puffle.enrichment.preview(body);
    expect([leadCount, sandbox.credits]).toEqual([8, 1_000]);
    expect(bodies).toEqual([{ ...body, mode: "preview" }]);
  });

  it("P55 may be resent and needs no credits, so a spend limit does not hold it up", async () => {
    const { sandbox, body } = setUp();
    const puffle = new Puffle({ ...sandbox.options, spendLimit: 0 });
    sandbox.fail("createEnrichment", { drop: "after", times: 2 });
    expect((await puffle.enrichment.preview(body)).leadCount).toBe(8);
    expect(countOf(sandbox, "createEnrichment")).toBe(3);
  });
});

describe("an enrichment run", () => {
  it("P50 goes on from its token in another process", async () => {
    const { sandbox, puffle, body } = setUp();
    const token = JSON.stringify(await puffle.enrichment.start(body));
    const run = somebodyElse({ sandbox }).operations.resume(token, "createEnrichment");
    expect((await run.wait()).status).toBe("completed");
  });

  it("P50 P53 that fails is an error with the correlation id that it was started with", async () => {
    const { sandbox, puffle, body } = setUp();
    sandbox.fail("createEnrichment", { task: "fails" });
    const run = await puffle.enrichment.start(body);
    const error = await caughtAs(OperationEndedError, run.wait());
    expect([error.state, error.next, error.outcome]).toEqual(["failed", "ask_human", "sent"]);
    expect(error.correlationId).toBe((await puffle.enrichment.get(run.id)).trigger?.correlationId);
    expect(error.correlationId).toBe(run.started.correlationId);
    expect(error.message).toContain(error.correlationId);
  });

  it("P53 that never ends is given up after ten minutes, with its token and correlation id", async () => {
    const { sandbox, puffle, body } = setUp();
    sandbox.fail("createEnrichment", { task: "stuck" });
    const run = await puffle.enrichment.start(body);
    const from = sandbox.clock.now();
    const error = await caughtAs(PollTimeoutError, run.wait());
    expect(sandbox.clock.now() - from).toBe(600_000);
    const { correlationId } = run.started;
    expect(error).toMatchObject({ state: "running", correlationId, token: { kind: "createEnrichment", id: run.id } });
  });

  it("P18 is looked at every 2 to 5 s", async () => {
    const { sandbox, puffle, body } = setUp(100);
    await (await puffle.enrichment.start(body)).wait();
    const polls = sandbox.requests.filter(({ operation }) => operation === "getEnrichmentRun").map(({ at }) => at);
    const waits = polls.slice(1).map((at, index) => Math.round((at - (polls[index] ?? 0)) / 1_000));
    expect([waits[0], waits[1], Math.max(...waits)]).toEqual([2, 4, 5]);
  });

  it("P59 has its items read to the end, filtered, page by page", async () => {
    const { sandbox, puffle, body } = setUp(130);
    const run = await puffle.enrichment.start(body);
    await run.wait();
    const items = await puffle.enrichment.items(run.id, { limit: 100 }).all({ limit: 1_000 });
    expect([items.length, new Set(items.map(({ leadId }) => leadId)).size]).toEqual([130, 130]);
    expect(countOf(sandbox, "listEnrichmentItems")).toBe(2);
    const failed = await puffle.enrichment.items(run.id, { status: "failed" }).all({ limit: 1_000 });
    expect(failed.map(({ id }) => id)).toEqual(items.filter(({ status }) => status === "failed").map(({ id }) => id));
  });

  it("P10 that does not exist is a NotFoundError", async () => {
    const { puffle } = setUp();
    await caughtAs(NotFoundError, puffle.enrichment.get("none"));
    await caughtAs(NotFoundError, puffle.enrichment.items("none"));
    await caughtAs(NotFoundError, puffle.enrichment.cancel("none"));
  });
});

describe("cancelling an enrichment run", () => {
  it("P50 P56 ends it, and is success the second time", async () => {
    const { puffle, body } = setUp(50);
    const run = await puffle.enrichment.start(body);
    const first = await puffle.enrichment.cancel(run.id);
    expect(first).toMatchObject({ id: run.id, status: "cancelled" });
    expect(await puffle.enrichment.cancel(run.id)).toEqual(first);
    await run.cancel();
    const error = await caughtAs(OperationEndedError, run.wait());
    expect(error.state).toBe("cancelled");
    const items = await puffle.enrichment.items(run.id).all({ limit: 100 });
    expect(items.every(({ skippedReason }) => skippedReason === "run_cancelled")).toBe(true);
  });

  it("P56 P17 whose answer is lost is success", async () => {
    const { sandbox, puffle, body } = setUp(50);
    const run = await puffle.enrichment.start(body);
    sandbox.fail("cancelEnrichment", { drop: "after" });
    expect((await puffle.enrichment.cancel(run.id)).status).toBe("cancelled");
    expect(countOf(sandbox, "cancelEnrichment")).toBe(2);
  });

  it("P11 P56 that has completed is a NotCancellableError, never success", async () => {
    const { puffle, body } = setUp();
    const run = await puffle.enrichment.start(body);
    await run.wait();
    const error = await caughtAs(NotCancellableError, puffle.enrichment.cancel(run.id));
    expect(error.reason).toBe("run_not_cancellable");
  });

  const changed = { status: 409, body: { error: "changed", reason: "run_status_changed" } };

  it("P56 whose status has just changed is read and cancelled once more", async () => {
    const { sandbox, puffle, body } = setUp(50);
    const run = await puffle.enrichment.start(body);
    sandbox.fail("cancelEnrichment", changed);
    expect((await puffle.enrichment.cancel(run.id)).status).toBe("cancelled");
    expect([countOf(sandbox, "cancelEnrichment"), countOf(sandbox, "getEnrichmentRun")]).toEqual([2, 1]);
  });

  it("P56 whose status keeps changing is an error that says so, after two tries", async () => {
    const { sandbox, puffle, body } = setUp(50);
    const run = await puffle.enrichment.start(body);
    sandbox.fail("cancelEnrichment", { ...changed, times: 9 });
    const error = await caughtAs(NotCancellableError, puffle.enrichment.cancel(run.id));
    expect([error.reason, countOf(sandbox, "cancelEnrichment")]).toEqual(["run_status_changed", 2]);
  });
});
