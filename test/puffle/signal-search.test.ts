import {
  InputError,
  InsufficientCreditsError,
  OperationEndedError,
  OutcomeUnknownError,
  PollTimeoutError,
  Puffle,
  SearchInProgressError,
  type SignalSearch,
} from "puffle-sdk";
import { describe, expect, it } from "vitest";
import { caughtAs } from "../support/errors.ts";
import { printed } from "./support/printed.ts";
import { countOf, edited, setUp, somebodyElse, tapped } from "./support/world.ts";

const MINUTE = 60_000;

describe("searching for signals", () => {
  it("P50 is an operation: polled every 5 to 10 s until it has completed, with its results", async () => {
    const { sandbox, puffle } = setUp();
    const search = await puffle.signals.search({ query: "dispatch software", filterPrompt: "Only carriers" });
    expect(search.started).toEqual({ id: search.id, status: "pending" });
    const states: string[] = [];
    const fetched: number[] = [];
    const found = await search.wait({
      onProgress(step) {
        states.push(step.state);
        const seen: SignalSearch | undefined = step.done ? step.value : step.progress;
        fetched.push(seen?.progress?.fetched ?? -1);
      },
    });
    expect([found.status, found.query, found.filterPrompt]).toEqual([
      "completed",
      "dispatch software",
      "Only carriers",
    ]);
    expect(found.results?.length).toBe(found.progress?.total);
    expect([...new Set(states)]).toEqual(["pending", "running", "completed"]);
    expect(fetched).toEqual([...fetched].sort((a, b) => a - b));
    const polls = sandbox.requests.filter(({ operation }) => operation === "listSignalSearches").map(({ at }) => at);
    const gaps = polls.slice(1).map((at, n) => at - (polls[n] ?? 0));
    expect([Math.min(...gaps), Math.max(...gaps)]).toEqual([5_000, 10_000]);
  });

  it("P50 is taken up from its token in another process, or from its id alone", async () => {
    const world = setUp();
    const search = await world.puffle.signals.search({ query: "dispatch" });
    const token = JSON.stringify(search);
    const resumed = somebodyElse(world).operations.resume(token, "createSignalSearch");
    expect((await resumed.wait()).id).toBe(search.id);
    const again = await somebodyElse(world).signals.searchOperation(search.id).poll();
    expect(again).toMatchObject({ done: true, state: "completed" });
    expect(token).not.toContain("dispatch");
  });

  it("P50 takes either word for success", async () => {
    const { sandbox } = setUp();
    const fetch = tapped(sandbox.fetch, {
      after: ({ method }, response) =>
        method === "GET"
          ? edited(response, ({ searches }) => ({
              searches: [searches].flat().map((one) => ({ ...Object(one), status: "done" })),
            }))
          : response,
    });
    const puffle = new Puffle({ ...sandbox.options, fetch });
    const search = await puffle.signals.search({ query: "dispatch" });
    expect((await search.wait()).status).toBe("done");
  });

  it("P50 is an error when it fails, with the correlation id that it was started with", async () => {
    const { sandbox, puffle } = setUp();
    sandbox.fail("createSignalSearch", { task: "fails" });
    const search = await puffle.signals.search({ query: "dispatch" });
    const { correlationId } = search.toJSON();
    const error = await caughtAs(OperationEndedError, search.wait());
    expect([error.state, error.operation, error.next]).toEqual(["failed", "createSignalSearch", "ask_human"]);
    expect([error.correlationId, typeof correlationId]).toEqual([correlationId, "string"]);
    expect(error.message).toContain(String(correlationId));
  });

  it("P53 is given up after ten minutes, with the correlation id that it was started with", async () => {
    const { sandbox, puffle } = setUp();
    sandbox.fail("createSignalSearch", { task: "stuck" });
    const search = await puffle.signals.search({ query: "dispatch" });
    const { correlationId } = search.toJSON();
    const startedAt = sandbox.clock.now();
    const error = await caughtAs(PollTimeoutError, search.wait());
    expect(sandbox.clock.now() - startedAt).toBe(10 * MINUTE);
    expect(correlationId).toEqual(expect.any(String));
    expect([error.correlationId, error.state]).toEqual([correlationId, "running"]);
  });

  it("says that there is none of an id that is unknown, and sends nothing for one that is no id", async () => {
    const { sandbox, puffle } = setUp();
    const search = puffle.signals.searchOperation("00000000-0000-4000-8000-000000000000");
    const step = await search.poll();
    expect(step.done ? undefined : step.error?.name).toBe("NotFoundError");
    await expect(search.poll()).rejects.toThrow("no search of this id");
    const before = sandbox.requests.length;
    await caughtAs(InputError, puffle.signals.searchOperation("").poll());
    expect(sandbox.requests.length).toBe(before);
  });

  it("looks at the lengths before anything is sent, all at once", async () => {
    const { sandbox, puffle } = setUp();
    for (const query of ["", "x".repeat(501), undefined, 7])
      await caughtAs(InputError, puffle.signals.search({ query: query as string }));
    const both = { query: "", filterPrompt: "y".repeat(1_001) };
    const error = await caughtAs(InputError, puffle.signals.search(both));
    expect(error.problems.map(({ field }) => field)).toEqual(["query", "filterPrompt"]);
    expect(sandbox.requests).toEqual([]);
    // Characters, not UTF-16 units.
    const search = await puffle.signals.search({ query: "🚚".repeat(500), filterPrompt: "🚚".repeat(1_000) });
    expect(search.started.status).toBe("pending");
  });

  it("P59 lists the searches, newest first, and some with their results", async () => {
    const { puffle } = setUp();
    const ids: string[] = [];
    for (const query of ["one", "two", "three"]) {
      const search = await puffle.signals.search({ query });
      ids.unshift((await search.wait()).id);
    }
    const all = await puffle.signals.searches({ limit: 2 }).all({ limit: 10 });
    expect(all.map(({ id, results }) => [id, results])).toEqual(ids.map((id) => [id, undefined]));
    const [, second = "", third = ""] = ids;
    const some = await puffle.signals.searches({ ids: [third, second] });
    expect(some.items.map(({ id, results }) => [id, Array.isArray(results)])).toEqual([
      [second, true],
      [third, true],
    ]);
  });
});

describe("one search at a time", () => {
  it("P11 says which one is in the way", async () => {
    const world = setUp({ speed: 0 });
    const first = await somebodyElse(world).signals.search({ query: "about Ada Lovelace" });
    const error = await caughtAs(SearchInProgressError, world.puffle.signals.search({ query: "mine" }));
    expect([error.activeTaskId, error.activeTask?.id]).toEqual([first.id, first.id]);
    expect([error.status, error.next, error.outcome]).toEqual([409, "wait", "not_sent"]);
    expect(printed(error)).not.toContain("Lovelace");
  });

  it("P11 is the refusal alone where the searches can't be read", async () => {
    const world = setUp({ speed: 0 });
    await world.puffle.signals.search({ query: "first" });
    world.sandbox.fail("listSignalSearches", { status: 403 });
    const error = await caughtAs(SearchInProgressError, world.puffle.signals.search({ query: "mine" }));
    expect(error.activeTaskId).toBeUndefined();
  });
});

describe("a search whose answer is lost", () => {
  it.each([{ drop: "after" }, { stall: "headers" }, { status: 502, work: true }] as const)(
    "P17 is found among the searches, and not started twice: %j",
    async (fault) => {
      const { sandbox, puffle } = setUp();
      sandbox.fail("createSignalSearch", fault);
      const search = await puffle.signals.search({ query: "dispatch", filterPrompt: "carriers" });
      expect((await search.wait()).query).toBe("dispatch");
      expect([countOf(sandbox, "createSignalSearch"), (await puffle.signals.searches()).items.length]).toEqual([1, 1]);
    },
  );

  it("P17 is started again when nothing was started", async () => {
    const { sandbox, puffle } = setUp();
    sandbox.fail("createSignalSearch", { drop: "before" });
    const search = await puffle.signals.search({ query: "dispatch" });
    expect((await search.wait()).status).toBe("completed");
    expect((await puffle.signals.searches()).items).toHaveLength(1);
  });

  it("P17 is not started again after silence: what is late may yet begin, and be paid for", async () => {
    const { sandbox, puffle } = setUp();
    sandbox.fail("createSignalSearch", { stall: "before" });
    const error = await caughtAs(
      OutcomeUnknownError,
      puffle.signals.search({ query: "dispatch" }, { timeout: 120_000 }),
    );
    expect([error.candidates, error.next]).toEqual([[], "check_outcome"]);
    expect(countOf(sandbox, "createSignalSearch")).toBe(1);
  });

  it("P17 is not mistaken for an earlier one for the same", async () => {
    const { sandbox, puffle } = setUp();
    const earlier = await puffle.signals.search({ query: "dispatch" });
    await earlier.wait();
    await sandbox.clock.advance(MINUTE);
    sandbox.fail("createSignalSearch", { drop: "after" });
    const search = await puffle.signals.search({ query: "dispatch" });
    expect(search.id).not.toBe(earlier.id);
    expect((await puffle.signals.searches()).items).toHaveLength(2);
  });

  it("P11 P17 is not mistaken for another program's, which is in the way", async () => {
    const world = setUp({ speed: 0 });
    const theirs: string[] = [];
    const fetch = tapped(world.sandbox.fetch, {
      async before({ method, nth }) {
        if (method !== "POST" || nth !== 1) return;
        theirs.push((await somebodyElse(world).signals.search({ query: "theirs" })).id);
        world.sandbox.fail("createSignalSearch", { drop: "before" });
      },
    });
    const begun = caughtAs(
      SearchInProgressError,
      new Puffle({ ...world.sandbox.options, fetch }).signals.search({ query: "mine" }),
    );
    for (let n = 0; n < 4; n++) await world.sandbox.clock.advance(5_000);
    expect((await begun).activeTaskId).toBe(theirs[0]);
  });

  it("P17 is in doubt where the service does not say when it began", async () => {
    const { sandbox } = setUp();
    const fetch = tapped(sandbox.fetch, {
      after: ({ method }, response) =>
        method === "GET"
          ? edited(response, ({ searches }) => ({
              searches: [searches].flat().map((one) => ({ ...Object(one), createdAt: null })),
            }))
          : response,
    });
    const puffle = new Puffle({ ...sandbox.options, fetch });
    sandbox.fail("createSignalSearch", { drop: "after" });
    const error = await caughtAs(OutcomeUnknownError, puffle.signals.search({ query: "dispatch" }));
    expect(error.candidates).toHaveLength(1);
    expect(countOf(sandbox, "createSignalSearch")).toBe(1);
  });

  it("P16 is refused without a second attempt where credits are short", async () => {
    const { sandbox, puffle } = setUp();
    sandbox.fail("createSignalSearch", { status: 402, body: { error: "short", required: 10, balance: 3 } });
    const error = await caughtAs(InsufficientCreditsError, puffle.signals.search({ query: "dispatch" }));
    expect([error.required, error.balance, countOf(sandbox, "createSignalSearch")]).toEqual([10, 3, 1]);
  });
});
