import {
  AbortError,
  InputError,
  InsufficientCreditsError,
  LeadSearchFailedError,
  NotFoundError,
  OutcomeUnknownError,
  PollTimeoutError,
  Puffle,
  PuffleError,
  SearchInProgressError,
  TokenError,
} from "puffle-sdk";
import type { Sandbox } from "puffle-sdk/sandbox";
import { describe, expect, it } from "vitest";
import { caughtAs } from "../support/errors.ts";
import { countOf, edited, setUp, somebodyElse, tapped, type World } from "./support/world.ts";

const PROMPT = "Owners of carriers in Hamburg, such as Dorothea Weyland";
const SEARCH = { prompt: PROMPT, fetch_count: 20 };
const LIST_ID = "11111111-2222-4333-8444-555555555555";
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** How many searches there are, whoever began them. */
async function searchesIn({ sandbox }: Pick<World, "sandbox">) {
  return new Puffle(sandbox.options).leads.searches();
}

/** A client of the sandbox, with what goes by noted. */
function noting(sandbox: Sandbox) {
  const bodies: Record<string, unknown>[] = [];
  const fetch = tapped(sandbox.fetch, {
    before: ({ method, path, body }) => {
      if (method === "POST" && path === "/api/leads/search") bodies.push(Object(body));
    },
  });
  return { puffle: new Puffle({ ...sandbox.options, fetch }), bodies };
}

describe("searching for leads", () => {
  it("P50 P51 is an operation that comes to the task, its leads in the list that the start named", async () => {
    const { sandbox, puffle } = setUp();
    const search = await puffle.leads.search({ ...SEARCH, listName: "Carriers" });
    expect(search.started).toMatchObject({ task: { id: search.id, status: "pending" }, list: { name: "Carriers" } });
    const states: string[] = [];
    const task = await search.wait({ onProgress: ({ state }) => void states.push(state) });
    expect(task).toMatchObject({ status: "completed", resultCount: 20, resultListId: search.started.list.id });
    expect([...new Set(states)]).toEqual(["pending", "running", "completed"]);
    const leads = await puffle.lists.leads.list(search.started.list).all({ limit: 100 });
    expect(leads).toHaveLength(20);
    expect(sandbox.credits).toBe(980);
    expect(await puffle.leads.searchResults(search.id)).toMatchObject({ results: { length: 20 } });
  });

  it("P17 always names a list: the caller's, or a new id for each search", async () => {
    const { sandbox } = setUp();
    const { puffle, bodies } = noting(sandbox);
    await puffle.leads.search(SEARCH);
    await puffle.leads.search(SEARCH);
    await puffle.leads.search({ ...SEARCH, listId: LIST_ID });
    const ids = bodies.map(({ listId }) => String(listId));
    expect(new Set(ids).size).toBe(3);
    expect(ids[2]).toBe(LIST_ID);
    for (const id of ids) expect(id).toMatch(UUID);
  });

  it("P51 polls every 5 s, then every 10 s", async () => {
    const { sandbox, puffle } = setUp();
    sandbox.fail("createLeadSearch", { task: "stuck" });
    const search = await puffle.leads.search(SEARCH);
    await caughtAs(PollTimeoutError, search.wait({ timeout: 45_000 }));
    const times = sandbox.requests.filter(({ operation }) => operation === "listLeadSearches").map(({ at }) => at);
    expect(times.map((at, index) => at - (times[index - 1] ?? at))).toEqual([0, 5_000, 10_000, 10_000, 10_000]);
  });

  it("P51 refuses a count above 2 500 and all else that is wrong at once, before anything is sent", async () => {
    const { sandbox, puffle } = setUp();
    const wrong = { prompt: " ", fetch_count: 2_501, listId: "" };
    const error = await caughtAs(InputError, puffle.leads.search(wrong));
    expect(error.problems.map(({ field }) => field)).toEqual(["prompt", "fetch_count", "listId"]);
    for (const fetch_count of [0, -1, 1.5, Number.NaN])
      await caughtAs(InputError, puffle.leads.search({ prompt: "x", fetch_count }));
    expect(sandbox.requests).toEqual([]);
    await puffle.leads.search({ prompt: "x", fetch_count: 2_500 });
  });

  it("P51 sends what was given at the call, whatever the caller changes after it", async () => {
    const { sandbox } = setUp();
    const { puffle, bodies } = noting(sandbox);
    const body = { prompt: "First", fetch_count: 5 };
    const search = puffle.leads.search(body);
    body.prompt = "Second";
    await search;
    expect(bodies).toMatchObject([{ prompt: "First" }]);
  });

  it("P16 says what a search without credits lacks, and begins none", async () => {
    const world = setUp({ workspace: { credits: 0 } });
    const error = await caughtAs(InsufficientCreditsError, world.puffle.leads.search(SEARCH));
    expect(error).toMatchObject({ required: 20, balance: 0, next: "ask_human" });
    expect(await searchesIn(world)).toEqual([]);
  });
});

describe("a search whose answer was lost", () => {
  for (const fault of [
    { drop: "after" },
    { stall: "headers" },
    { truncate: true },
    { status: 502, work: true },
    { status: 500, work: true },
  ] as const) {
    it(`P17 is found again and never begun twice (${Object.keys(fault)[0]})`, async () => {
      const world = setUp();
      world.sandbox.fail("createLeadSearch", fault);
      const search = await world.puffle.leads.search(SEARCH);
      expect((await searchesIn(world)).map(({ id }) => id)).toEqual([search.id]);
      expect(countOf(world.sandbox, "createLeadSearch")).toBe(1);
      const task = await search.wait();
      expect(task.resultCount).toBe(20);
      expect(world.sandbox.credits).toBe(980);
    });
  }

  it("P17 is found again on the caller's own list, beside an older search for the same prompt", async () => {
    const world = setUp();
    const before = await world.puffle.leads.search({ ...SEARCH, listId: LIST_ID });
    await before.wait();
    world.sandbox.fail("createLeadSearch", { drop: "after" });
    const search = await world.puffle.leads.search({ ...SEARCH, listId: LIST_ID });
    expect(search.id).not.toBe(before.id);
    expect(await searchesIn(world)).toHaveLength(2);
  });

  it("P17 is sent again when it never arrived", async () => {
    const world = setUp();
    world.sandbox.fail("createLeadSearch", { drop: "before" });
    const search = await world.puffle.leads.search(SEARCH);
    expect((await searchesIn(world)).map(({ id }) => id)).toEqual([search.id]);
  });

  it("P17 is not begun again after silence, since it may yet begin; the error names the list that it would fill", async () => {
    for (const latency of [70_000, 200_000]) {
      const world = setUp();
      const { puffle, bodies } = noting(world.sandbox);
      world.sandbox.fail("createLeadSearch", { latency });
      const error = await caughtAs(OutcomeUnknownError, puffle.leads.search(SEARCH));
      await world.sandbox.clock.advance(latency);
      const [task, ...more] = await searchesIn(world);
      expect([bodies.length, more]).toEqual([1, []]);
      expect(error.message).toContain(String(task?.resultListId));
    }
  });

  it("P17 is found when it begins a little after the client has given up waiting", async () => {
    const world = setUp();
    world.sandbox.fail("createLeadSearch", { latency: 45_000 });
    const search = await world.puffle.leads.search(SEARCH);
    expect((await searchesIn(world)).map(({ id }) => id)).toEqual([search.id]);
  });

  it("P17 never takes somebody else's search for its own: that one is in progress", async () => {
    const world = setUp();
    const { sandbox } = world;
    const other = await somebodyElse(world).leads.search({ ...SEARCH, listId: LIST_ID });
    await sandbox.clock.advance(5_000);
    sandbox.fail("createLeadSearch", { drop: "before" });
    const error = await caughtAs(SearchInProgressError, world.puffle.leads.search({ ...SEARCH, listId: LIST_ID }));
    expect(error.activeTaskId).toBe(other.id);
    expect(await searchesIn(world)).toHaveLength(1);
  });

  it("P17 is left open, with the candidate, when the service doesn't say which list it fills", async () => {
    const world = setUp();
    const { sandbox } = world;
    const fetch = tapped(sandbox.fetch, {
      after: ({ method, path }, response) =>
        method === "GET" && path === "/api/leads/search"
          ? edited(response, ({ tasks }) => ({ tasks: [{ ...Object(tasks)[0], resultListId: null }] }))
          : response,
    });
    sandbox.fail("createLeadSearch", { drop: "after" });
    const error = await caughtAs(OutcomeUnknownError, new Puffle({ ...sandbox.options, fetch }).leads.search(SEARCH));
    expect(error.candidates).toEqual((await searchesIn(world)).map(({ id }) => id));
    expect(countOf(sandbox, "createLeadSearch")).toBe(1);
  });

  it("P17 is not begun again when the searches can't be read", async () => {
    const world = setUp();
    world.sandbox.fail("createLeadSearch", { drop: "after" });
    world.sandbox.fail("listLeadSearches", { status: 500, times: 9 });
    const error = await caughtAs(OutcomeUnknownError, world.puffle.leads.search(SEARCH));
    expect(error).toMatchObject({ next: "check_outcome", operation: "createLeadSearch" });
    expect(error.message).toContain("leads.searches()");
    world.sandbox.clearFaults();
    expect(await searchesIn(world)).toHaveLength(1);
  });

  it("P17 is not begun again when 20 newer searches may hide it", async () => {
    const world = setUp();
    const { sandbox } = world;
    const others = somebodyElse(world);
    const fetch = tapped(sandbox.fetch, {
      after: async ({ method, path }, response) => {
        if (method !== "POST" || path !== "/api/leads/search") return response;
        for (let count = 0; count < 20; count++) await others.leads.search({ prompt: `No ${count}`, fetch_count: 1 });
        throw new TypeError("fetch failed", { cause: Object.assign(new Error("reset"), { code: "ECONNRESET" }) });
      },
    });
    const puffle = new Puffle({ ...sandbox.options, fetch });
    await caughtAs(OutcomeUnknownError, puffle.leads.search(SEARCH));
    expect(countOf(sandbox, "createLeadSearch")).toBe(21);
  });
});

describe("a second search on the same list", () => {
  it("P52 is refused with the search that is running, which can be waited for, under every wording", async () => {
    for (let seed = 1; seed <= 8; seed++) {
      const { sandbox, puffle } = setUp({ seed });
      const first = await puffle.leads.search({ ...SEARCH, listId: LIST_ID });
      const error = await caughtAs(SearchInProgressError, puffle.leads.search({ ...SEARCH, listId: LIST_ID }));
      expect(error).toMatchObject({ status: 409, next: "wait", activeTaskId: first.id, outcome: "not_sent" });
      expect(error.message).toContain(first.id);
      expect(error.message).toContain(String(error.correlationId));
      expect(error.activeTask).toMatchObject({ prompt: PROMPT });
      expect(JSON.stringify(error)).not.toContain("Weyland");
      expect(await puffle.leads.searchOperation(first.id).wait()).toMatchObject({ status: "completed" });
      expect(sandbox.credits).toBe(980);
    }
  });

  it("P52 is still refused as such when the running one can't be read", async () => {
    const { sandbox, puffle } = setUp();
    await puffle.leads.search({ ...SEARCH, listId: LIST_ID });
    sandbox.fail("listLeadSearches", { status: 500, times: 9 });
    const error = await caughtAs(SearchInProgressError, puffle.leads.search({ ...SEARCH, listId: LIST_ID }));
    expect([error.activeTaskId, error.activeTask]).toEqual([undefined, undefined]);
  });
});

describe("waiting for a search", () => {
  it("P50 says why one failed, without the people that the service names, and what is kept", async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const { sandbox, puffle } = setUp({ seed });
      sandbox.fail("createLeadSearch", { task: "fails" });
      const search = await puffle.leads.search(SEARCH);
      const { correlationId } = search.toJSON();
      const error = await caughtAs(LeadSearchFailedError, search.wait());
      expect(error).toMatchObject({
        state: "failed",
        next: "ask_human",
        outcome: "sent",
        operation: "createLeadSearch",
      });
      expect(error.said).toMatch(/\w/);
      expect([error.correlationId, error.message.includes(String(correlationId))]).toEqual([correlationId, true]);
      for (const text of [String(error), JSON.stringify(error), String(error.stack)])
        expect(text).not.toMatch(/Weyland|Hamburg/);
    }
  });

  it("P50 takes an unknown status for running, and a missing one as well", async () => {
    const { sandbox } = setUp();
    const statuses = ["thinking", undefined, "completed"];
    const fetch = tapped(sandbox.fetch, {
      after: ({ method, path }, response) =>
        method === "GET" && path === "/api/leads/search"
          ? edited(response, ({ tasks }) => ({ tasks: [{ ...Object(tasks)[0], status: statuses.shift() }] }))
          : response,
    });
    const search = await new Puffle({ ...sandbox.options, fetch }).leads.search(SEARCH);
    expect(await search.poll()).toMatchObject({ done: false, state: "thinking" });
    expect(await search.poll()).toMatchObject({ done: false, state: "unknown" });
    expect(await search.poll()).toMatchObject({ done: true });
  });

  for (const [what, fault] of [
    ["a 404", { status: 404 }],
    ["no task", { status: 200, body: { tasks: [] } }],
  ] as const) {
    it(`P50 lets the first poll see ${what}, since what was just made may not be there yet, and no later one`, async () => {
      const { sandbox, puffle } = setUp();
      const search = await puffle.leads.search(SEARCH);
      sandbox.fail("listLeadSearches", fault);
      expect(await search.wait()).toMatchObject({ status: "completed" });
      sandbox.fail("listLeadSearches", fault);
      await caughtAs(NotFoundError, search.poll());
    });
  }

  it("P53 gives up after 10 minutes with the start's correlation id and a token, and goes on elsewhere", async () => {
    const { sandbox, puffle } = setUp();
    sandbox.fail("createLeadSearch", { task: "stuck" });
    const search = await puffle.leads.search(SEARCH);
    const begun = sandbox.clock.now();
    const { correlationId } = search.toJSON();
    const error = await caughtAs(PollTimeoutError, search.wait());
    expect(sandbox.clock.now() - begun).toBe(600_000);
    expect(error).toMatchObject({ state: "running", next: "wait", correlationId });
    expect(error.correlationId).toMatch(/^sbx-/);
    const elsewhere = new Puffle(sandbox.options);
    const resumed = elsewhere.operations.resume(JSON.stringify(error.token), "createLeadSearch");
    expect([resumed.id, resumed.kind]).toEqual([search.id, "createLeadSearch"]);
    expect(await resumed.poll()).toMatchObject({ done: false, state: "running" });
  });

  it("P53 names a correlation id to escalate with when the operation was made from an id alone, too", async () => {
    const { sandbox, puffle } = setUp();
    sandbox.fail("createLeadSearch", { task: "stuck" });
    const { id } = await puffle.leads.search(SEARCH);
    const error = await caughtAs(PollTimeoutError, new Puffle(sandbox.options).leads.searchOperation(id).wait());
    expect(error.correlationId).toMatch(/^sbx-/);
  });

  it("P50 is taken up from a token in another client, which holds no key and nobody's words", async () => {
    const { sandbox, puffle } = setUp();
    const text = JSON.stringify(await puffle.leads.search(SEARCH));
    expect(text).not.toMatch(/Weyland|pk_/);
    const elsewhere = new Puffle(sandbox.options);
    const task = await elsewhere.operations.resume(text, "createLeadSearch").wait();
    expect(task).toMatchObject({ status: "completed", resultCount: 20 });
    expect(() => elsewhere.operations.resume(text, "launchCampaign")).toThrow(TokenError);
  });

  it("P50 ends with an abort, and the search goes on", async () => {
    const { sandbox, puffle } = setUp();
    const search = await puffle.leads.search(SEARCH);
    const controller = new AbortController();
    const onProgress = ({ state }: { state: string }) => state === "running" && controller.abort();
    const wait = search.wait({ signal: controller.signal, onProgress: (step) => void onProgress(step) });
    expect(await caughtAs(AbortError, wait)).toMatchObject({ operation: "createLeadSearch" });
    await sandbox.clock.advance(300_000);
    expect(await search.poll()).toMatchObject({ done: true });
  });

  it("P50 can't be cancelled, and says so instead of pretending", async () => {
    const { puffle } = setUp();
    const search = await puffle.leads.search(SEARCH);
    await caughtAs(InputError, search.cancel());
  });

  it("P50 has errors of the SDK alone, whatever the answer to the start is", async () => {
    for (const body of [{}, { task: null, list: {} }, { task: {}, list: {} }, { task: { id: "t" } }]) {
      const { sandbox, puffle } = setUp();
      sandbox.fail("createLeadSearch", { status: 200, body });
      await caughtAs(PuffleError, puffle.leads.search(SEARCH));
    }
  });

  it.each(["", " ", "..", null, 5])(
    "P10 are not listed all because the id of the one that is asked for is none: %j",
    async (taskId) => {
      const { sandbox, puffle } = setUp();
      const error = await caughtAs(InputError, Reflect.apply(puffle.leads.searches, puffle.leads, [{ taskId }]));
      expect(error.problems.map(({ field }) => field)).toEqual(["taskId"]);
      expect(sandbox.requests).toEqual([]);
    },
  );
});
