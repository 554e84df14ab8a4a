import {
  IncompleteError,
  InputError,
  ItemsFailedError,
  type ItemsProgress,
  type ItemsReport,
  Puffle,
  type SignalChange,
  throwIfAnyFailed,
  type UpdateReport,
} from "puffle-sdk";
import { describe, expect, it } from "vitest";
import { caughtAs, thrownAs } from "../support/errors.ts";
import { json, refused } from "../support/fetch.ts";
import { printed } from "./support/printed.ts";
import { scriptedClient } from "./support/scripted.ts";
import { countOf, edited, requestsOf, setUp, tapped } from "./support/world.ts";

const NOWHERE = "00000000-0000-4000-8000-000000000000";

/** The sum of all that a report says of the items. */
function sumOf({ updated, errors, rejected, repeated, unknown, notSent }: UpdateReport): number {
  return updated.length + errors.length + rejected.length + repeated.length + unknown + notSent;
}

/** Ids that no service has, all different. */
function ids(count: number): string[] {
  return Array.from({ length: count }, (_, n) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`);
}

describe("the feed", () => {
  it("P59 is read to its end by cursor, with filters, and neither repeats nor loses what comes in meanwhile", async () => {
    const { sandbox, puffle } = setUp();
    const added = sandbox.addSignals(120).map(({ id }) => id);
    const read: string[] = [];
    for await (const signal of puffle.signals.list({ limit: 50 })) {
      if (read.push(signal.id) === 60) sandbox.addSignals(3);
    }
    expect(read).toEqual(added.reverse());
    const [one, two] = added;
    const chosen = await puffle.signals.list({ ids: [two ?? "", one ?? ""] });
    expect(chosen.items.map(({ id }) => id)).toEqual([one, two]);
    const high = await puffle.signals.list({ minScore: 3 }).all({ limit: 200 });
    expect(new Set(high.map(({ score }) => score))).toEqual(new Set([3]));
  });

  it("P59 goes on from a page's cursor, in another list", async () => {
    const { sandbox, puffle } = setUp();
    const added = sandbox.addSignals(9).map(({ id }) => id);
    const first = await puffle.signals.list({ limit: 4 });
    const rest = await puffle.signals.list({ limit: 4, cursor: first.cursor ?? "" }).all({ limit: 50 });
    expect([...first.items, ...rest].map(({ id }) => id)).toEqual(added.reverse());
  });

  it("P59 lists the people and the companies behind it", async () => {
    const { sandbox, puffle } = setUp();
    const added = sandbox.addSignals(150);
    for (const [groupBy, member] of [
      ["person", "personEntityId"],
      ["company", "entityId"],
    ] as const) {
      const leads = await puffle.signals.leads({ groupBy, limit: 7 }).all({ limit: 500 });
      expect(new Set(leads.map(({ id }) => id))).toEqual(new Set(added.map((signal) => signal[member])));
      expect(leads).toHaveLength(new Set(leads.map(({ id }) => id)).size);
    }
  });

  it("P59 lists how every keyword does, and one keyword's runs", async () => {
    const { sandbox, puffle } = setUp({ speed: 0 });
    await puffle.signals.types.list();
    await sandbox.clock.advance(2 * 24 * 3_600_000);
    const all = await puffle.signals.analytics({ limit: 5 }).all({ limit: 100 });
    expect(all).toHaveLength(28);
    const runs = await puffle.signals.keywordRuns(all[0]?.id ?? "");
    expect(runs["runs"]).toHaveLength(2);
  });
});

describe("a selection by ids", () => {
  const reads = (ids: readonly string[] | string) => {
    const { sandbox, puffle } = setUp();
    const { signals } = puffle;
    const query = { ids };
    const all = [
      async () => signals.list(query),
      async () => signals.list(query).all({ limit: 5 }),
      async () => signals.list(query).pages()[Symbol.asyncIterator]().next(),
      async () => signals.leads(query)[Symbol.asyncIterator]().next(),
      async () => signals.searches(query),
      async () => signals.types.list(query),
      async () => signals.types.list(query).withResponse(),
    ];
    return { sandbox, all };
  };

  it.each([
    [[], ["ids"]],
    ["", ["ids"]],
    [
      ["", "a,b", "c", ".."],
      ["ids[0]", "ids[1]", "ids[3]"],
    ],
    ["a,,b", ["ids[1]"]],
    [null, ["ids"]],
    [7, ["ids"]],
    [[null], ["ids[0]"]],
  ])("P17 that is %j is refused by rejection, for it would be taken for everything", async (ids, fields) => {
    const { sandbox, all } = reads(ids as string[]);
    for (const read of all) {
      const error = await caughtAs(InputError, read());
      expect(error.problems.map(({ field }) => field)).toEqual(fields);
    }
    expect(sandbox.requests).toEqual([]);
  });

  it("is sent separated by commas, given as an array or as a text", async () => {
    for (const ids of [["a", "b"], "a,b"]) {
      const { sandbox, all } = reads(ids);
      for (const read of all) await read();
      expect(sandbox.requests.map(({ url }) => url.includes("ids=a%2Cb") || url.includes("ids=a,b"))).toEqual(
        all.map(() => true),
      );
    }
  });

  it("is everything where the query is null, as where there is none", async () => {
    const { sandbox, puffle } = setUp();
    const added = sandbox.addSignals(3);
    const none = null as never;
    expect((await puffle.signals.list(none)).items).toHaveLength(added.length);
    expect((await puffle.signals.leads(none)).items.length).toBeGreaterThan(0);
    expect((await puffle.signals.searches(none)).items).toEqual([]);
    expect((await puffle.signals.analytics(none)).items).toBeInstanceOf(Array);
    expect((await puffle.signals.types.list(none)).length).toBeGreaterThan(0);
  });
});

describe("changing many signals", () => {
  it("P70 splits any number at 200, one request at a time, and says what became of each", async () => {
    const { sandbox, puffle } = setUp();
    const known = sandbox.addSignals(430).map(({ id }) => id);
    async function* source(): AsyncGenerator<SignalChange> {
      for (const id of known) yield { id, vote: "up" };
      yield { id: NOWHERE, status: "dismissed" };
    }
    const steps: ItemsProgress[] = [];
    const report = await puffle.signals.update(source(), { onProgress: (step) => steps.push(step) });
    expect(report).toMatchObject({
      received: 431,
      earlier: 0,
      updated: known,
      errors: [{ id: NOWHERE, error: "not_found", index: 430 }],
      rejected: [],
      repeated: [],
      unknown: 0,
      notSent: 0,
      chunks: 3,
    });
    expect(countOf(sandbox, "updateSignals")).toBe(3);
    expect(steps).toMatchObject([
      { received: 200, done: 200, failed: 0, chunks: 1 },
      { received: 400, done: 400, failed: 0, chunks: 2 },
      { received: 431, done: 430, failed: 1, chunks: 3 },
    ]);
    const { items } = await puffle.signals.list({ limit: 1 });
    expect(items[0]?.actionState).toEqual({ status: "new", vote: "up" });
  });

  it("P70 goes on from a checkpoint after it was cut off, and sends nothing again that was settled", async () => {
    const { sandbox, puffle } = setUp();
    const changes = sandbox.addSignals(430).map(({ id }) => ({ id, vote: "down" as const }));
    sandbox.fail("updateSignals", { status: 403, skip: 1 });
    const error = await caughtAs(IncompleteError<UpdateReport>, puffle.signals.update(changes));
    expect([error.report.updated.length, error.report.notSent]).toEqual([200, 200]);
    const { checkpoint } = error.report;
    const report = await puffle.signals.update(changes, { checkpoint: JSON.stringify(checkpoint) });
    expect([report.earlier, report.updated.length, report.received]).toEqual([200, 230, 430]);
    expect(report.updated).toEqual(changes.slice(200).map(({ id }) => id));
    // One that was refused, and three that were not.
    expect(countOf(sandbox, "updateSignals")).toBe(4);
  });

  it("P71 rejects what can't be sent with its index, and sends the others", async () => {
    const { sandbox, puffle } = setUp();
    const [one = "", two = ""] = sandbox.addSignals(2).map(({ id }) => id);
    const items: unknown[] = [
      { id: one, vote: null },
      { id: two },
      { id: two, vote: "sideways" },
      { id: "", status: "new" },
      { id: two, comment: 7, status: "gone" },
      null,
      "x",
      { id: two, vote: undefined },
      { id: two, dmText: "Hi" },
      { id: two, dmText: "Hi" },
      { id: two, status: "dismissed" },
    ];
    const report = await puffle.signals.update(items as SignalChange[]);
    expect(report.updated).toEqual([one, two]);
    expect(report.rejected.map(({ index }) => index)).toEqual([1, 2, 3, 4, 5, 6, 7, 10]);
    expect(report.rejected[0]?.reason).toContain("vote, comment, dmText, commentText, status");
    expect(report.rejected[3]?.reason).toMatch(/comment .*status/);
    expect(report.rejected[7]?.reason).toContain("one item");
    expect(report.repeated).toEqual([{ index: 9, firstIndex: 8 }]);
    expect([report.received, sumOf(report)]).toEqual([11, 11]);
    expect(countOf(sandbox, "updateSignals")).toBe(1);
  });

  it("P82 sends of an item what its toJSON gives, and none of its other members", async () => {
    class Change {
      readonly internalNote = "about Jane";
      readonly vote = "up";
      readonly id: string;
      constructor(id: string) {
        this.id = id;
      }
      toJSON() {
        return { id: this.id, vote: "down" };
      }
    }
    const { puffle, script } = scriptedClient([json({ updated: [NOWHERE], errors: [] })]);
    await puffle.signals.update([new Change(NOWHERE)]);
    expect(script.requests[0]?.json).toEqual({ items: [{ id: NOWHERE, vote: "down" }] });
  });

  it("P70 takes an id in capitals for the same one, whatever the service makes of it", async () => {
    const { sandbox, puffle } = setUp();
    const [one = "", two = ""] = sandbox.addSignals(2).map(({ id }) => id);
    const report = await puffle.signals.update([
      { id: one, vote: "up" },
      { id: one.toUpperCase(), vote: "up" },
      { id: two, vote: "up" },
      { id: two.toUpperCase(), vote: "down" },
    ]);
    expect(report).toMatchObject({ updated: [one, two], errors: [], repeated: [{ index: 1, firstIndex: 0 }] });
    expect(report.rejected).toMatchObject([{ index: 3, reason: expect.stringContaining("one item") }]);
    expect(sumOf(report)).toBe(4);
  });

  it("P71 does not compile without a change", () => {
    const { puffle } = setUp();
    // @ts-expect-error: an id alone changes nothing.
    const none: SignalChange = { id: NOWHERE };
    const taken: SignalChange = { id: NOWHERE, vote: null };
    expect([none, taken].every(({ id }) => id === NOWHERE)).toBe(true);
    expect(typeof puffle.signals.update).toBe("function");
  });

  it("P70 counts an id that the answer mentions nowhere as unknown", async () => {
    const { sandbox } = setUp();
    const [one = "", two = "", three = ""] = sandbox.addSignals(3).map(({ id }) => id);
    const fetch = tapped(sandbox.fetch, {
      after: (request, response) =>
        request.method === "PATCH"
          ? edited(response, () => ({ updated: [one.toUpperCase()], errors: [{ id: two, error: "busy" }] }))
          : response,
    });
    const puffle = new Puffle({ ...sandbox.options, fetch });
    const report = await puffle.signals.update([one, two, three].map((id) => ({ id, vote: "down" as const })));
    expect(report).toMatchObject({ updated: [one], errors: [{ id: two, error: "busy", index: 1 }], unknown: 1 });
    expect(sumOf(report)).toBe(3);
  });

  it("P17 sends a chunk again when its answer was lost, and counts nothing twice", async () => {
    const { sandbox, puffle } = setUp();
    const known = sandbox.addSignals(250).map(({ id }) => id);
    sandbox.fail("updateSignals", { drop: "after" });
    const report = await puffle.signals.update(known.map((id) => ({ id, status: "commented" as const })));
    expect([report.updated.length, report.unknown]).toEqual([250, 0]);
    expect(countOf(sandbox, "updateSignals")).toBe(3);
  });

  it("P70 stops when the service fails for good, with all that was done until then", async () => {
    const { sandbox, puffle } = setUp();
    const known = sandbox.addSignals(500).map(({ id }) => id);
    sandbox.fail("updateSignals", { status: 500, skip: 1, times: 9 });
    const error = await caughtAs(
      IncompleteError<UpdateReport>,
      puffle.signals.update(known.map((id) => ({ id, vote: "up" as const }))),
    );
    const { report } = error;
    expect([report.updated.length, report.unknown, report.notSent]).toEqual([200, 200, 0]);
    expect([report.received, sumOf(report)]).toEqual([400, 400]);
    expect(error.outcome).toBe("unknown");
    expect(error.message).toContain("200 updated");
  });

  it("P70 finds the item that a whole request was refused for, and sends the rest", async () => {
    const [zero = "", one = "", two = "", three = "", four = ""] = ids(5);
    const { puffle, script } = scriptedClient([
      refused(400, "items[3]: is not allowed"),
      refused(400, "items[0]: is not allowed"),
      json({ updated: [two], errors: [] }),
      json({ updated: [zero, one, four], errors: [] }),
    ]);
    const report = await puffle.signals.update(ids(5).map((id) => ({ id, vote: "up" as const })));
    const sent = script.requests.map((request) => Object(request.json).items.map(({ id }: { id: string }) => id));
    // It may count from 0 or from 1, so both are tried alone.
    expect(sent).toEqual([[zero, one, two, three, four], [three], [two], [zero, one, four]]);
    expect(report.rejected).toEqual([{ index: 3, reason: "items[0]: is not allowed" }]);
    expect([report.received, sumOf(report), report.unknown]).toEqual([5, 5, 0]);
  });

  it("refuses a source that is none, or empty, or options that are wrong, and sends nothing", async () => {
    const { sandbox, puffle } = setUp();
    const wrong: unknown = 7;
    await caughtAs(InputError, puffle.signals.update([]));
    await caughtAs(InputError, puffle.signals.update(wrong as SignalChange[]));
    const options: object = { onProgres: () => {} };
    await caughtAs(InputError, puffle.signals.update([{ id: NOWHERE, vote: null }], options));
    expect(sandbox.requests).toEqual([]);
  });

  it("refuses options that are null in every write of many, and sends nothing", async () => {
    const { sandbox, puffle } = setUp();
    const { signals } = puffle;
    const none = null as never;
    const writes = [
      signals.update([{ id: NOWHERE, vote: null }], none),
      signals.updateLeads([{ entityId: NOWHERE, status: "new" }], none),
      signals.generate([{ id: NOWHERE, dm: true }], none),
      signals.types.update([{ id: NOWHERE, enabled: true }], none),
      signals.types.delete([NOWHERE], none),
      signals.sources.update([{ id: "reddit", enabled: true }], none),
    ];
    for (const write of writes) {
      const error = await caughtAs(InputError, write);
      expect(error.message).toContain("must be an object, got null");
    }
    expect(sandbox.requests).toEqual([]);
  });

  it("ends when the caller gives up, and says what was not sent", async () => {
    const { sandbox, puffle } = setUp();
    const known = sandbox.addSignals(500).map(({ id }) => id);
    const controller = new AbortController();
    const items = known.map((id) => ({ id, vote: "up" as const }));
    const onProgress = () => controller.abort();
    const error = await caughtAs(
      IncompleteError<UpdateReport>,
      puffle.signals.update(items, { onProgress, signal: controller.signal }),
    );
    expect([error.report.updated.length, error.report.unknown]).toEqual([200, 0]);
    expect(sumOf(error.report)).toBe(error.report.received);
    expect(countOf(sandbox, "updateSignals")).toBe(1);
  });
});

describe("changing the people and companies behind signals", () => {
  it("P70 P71 sends each with its status, and rejects who has none", async () => {
    const { sandbox, puffle } = setUp();
    const [signal] = sandbox.addSignals(1);
    const entityId = signal?.personEntityId ?? "";
    const wrong: object = { entityId, status: "met" };
    const report = await puffle.signals.updateLeads([
      { entityId, status: "contacted" },
      { entityId: NOWHERE, status: "dismissed" },
      wrong as { entityId: string; status: "new" },
    ]);
    expect(report).toMatchObject({
      updated: [entityId],
      errors: [{ id: NOWHERE, error: "not_found", index: 1 }],
      rejected: [{ index: 2, reason: expect.stringContaining("status") }],
    });
    const sent = await requestsOf(sandbox, () =>
      puffle.signals.updateLeads(ids(401).map((one) => ({ entityId: one, status: "new" as const }))),
    );
    expect(sent).toHaveLength(3);
  });
});

describe("throwIfAnyFailed", () => {
  const fine = {
    received: 1,
    updated: ["a"],
    errors: [],
    rejected: [],
    repeated: [],
    unknown: 0,
    notSent: 0,
    chunks: 1,
  };

  it("P70 is silent where every item was done, repeated ones included", () => {
    expect(throwIfAnyFailed(fine)).toBeUndefined();
    expect(throwIfAnyFailed({ ...fine, repeated: [{ index: 1, firstIndex: 0 }] } as ItemsReport)).toBeUndefined();
  });

  it.each([
    { errors: [{ id: "b", error: "not_found", index: 3 }] },
    { rejected: [{ index: 1, reason: "has no change" }] },
    { unknown: 2 },
    { notSent: 1 },
  ])("P70 throws for %j, with the report", (members) => {
    const report: ItemsReport = { ...fine, ...members };
    const error = thrownAs(ItemsFailedError, () => throwIfAnyFailed(report));
    expect([error.report, error.failed]).toEqual([report, report.errors]);
    expect(error.outcome).toBe(report.unknown > 0 ? "unknown" : "sent");
  });

  it("P17 says not_sent where nothing was done: refused, rejected, or not come to", async () => {
    const { sandbox, puffle } = setUp();
    const { signals } = puffle;
    const outcomeOf = (report: ItemsReport) => thrownAs(ItemsFailedError, () => throwIfAnyFailed(report)).outcome;
    expect(outcomeOf(await signals.update([{ id: "", vote: "up" }]))).toBe("not_sent");
    expect(outcomeOf(await signals.types.delete([""]))).toBe("not_sent");
    expect(outcomeOf(await signals.generate([{ id: "", dm: true }]))).toBe("not_sent");
    expect(sandbox.requests).toEqual([]);
    expect(outcomeOf(await signals.update([{ id: NOWHERE, vote: "up" }]))).toBe("not_sent");
    expect(outcomeOf(await signals.generate([{ id: NOWHERE, dm: true }]))).toBe("not_sent");
    const [one = ""] = sandbox.addSignals(1).map(({ id }) => id);
    expect(
      outcomeOf(
        await signals.update([
          { id: one, vote: "up" },
          { id: NOWHERE, vote: "up" },
        ]),
      ),
    ).toBe("sent");
    expect(
      outcomeOf(
        await signals.generate([
          { id: one, dm: true },
          { id: NOWHERE, dm: true },
        ]),
      ),
    ).toBe("sent");
    expect(outcomeOf({ ...fine, updated: [], earlier: 3, notSent: 1 })).toBe("sent");
    const { updated: _, ...unnamed } = fine;
    expect(outcomeOf({ ...unnamed, notSent: 1 })).toBe("sent");
  });

  it("P82 names items by their place and the service's code, never by what it says of somebody", () => {
    const errors = [
      { id: "b", error: "not_found", index: 3 },
      { id: "c", error: "Ada Lovelace has left", index: 4 },
    ];
    const error = thrownAs(ItemsFailedError, () => throwIfAnyFailed({ ...fine, errors }));
    expect(error.message).toContain("item 3: not_found, item 4: refused");
    expect(printed(error)).not.toContain("Lovelace");
  });

  it("P82 keeps drafts and comments out of errors, whatever the service quotes", async () => {
    const body = { id: NOWHERE, dmText: "Dear Ada Lovelace, hello", comment: "Spoke to her on Monday" };
    const { puffle } = scriptedClient([], {
      forever: refused(422, `"${body.dmText}" and "${body.comment}" are too rude`),
    });
    const error = await caughtAs(Error, puffle.signals.update([body]));
    expect(printed(error)).toContain("are too rude");
    expect(printed(error)).not.toMatch(/Lovelace|Monday/);
  });
});
