import {
  DuplicateNameError,
  InputError,
  OutcomeUnknownError,
  Puffle,
  type SignalTypeChange,
  SignalTypeLimitError,
} from "puffle-sdk";
import { describe, expect, it } from "vitest";
import { caughtAs } from "../support/errors.ts";
import { json, refused } from "../support/fetch.ts";
import { scriptedClient } from "./support/scripted.ts";
import { countOf, edited, requestsOf, setUp, somebodyElse, tapped } from "./support/world.ts";

const NOWHERE = "00000000-0000-4000-8000-000000000000";
const churn = { label: "Churn", keywords: ["cancelling"], prompt: "Does somebody leave a tool?" };

describe("creating a signal type", () => {
  it("gives back the type, and sends the create once", async () => {
    const { sandbox, puffle } = setUp();
    const type = await puffle.signals.types.create(churn);
    expect(type).toMatchObject({ ...churn, builtIn: false });
    expect((await puffle.signals.types.list({ ids: [type.id] })).map(({ id }) => id)).toEqual([type.id]);
    expect(countOf(sandbox, "createSignalType")).toBe(1);
  });

  it("P73 is a SignalTypeLimitError when there are twenty, in all the service's wordings", async () => {
    const sentences = new Set<string | undefined>();
    for (let seed = 1; seed <= 12; seed++) {
      const { puffle } = setUp({ seed });
      for (let n = 0; n < 14; n++) await puffle.signals.types.create({ label: `T${n}` });
      const error = await caughtAs(SignalTypeLimitError, puffle.signals.types.create(churn));
      expect([error.status, error.outcome, error.next]).toEqual([400, "not_sent", "fix_request"]);
      // Whoever calls the operation itself has the wording alone.
      await caughtAs(SignalTypeLimitError, puffle.request("POST /api/signals/types", { body: churn }));
      sentences.add(error.said);
    }
    expect(sentences.size).toBeGreaterThan(2);
  });

  it("P73 is a SignalTypeLimitError in whatever words, where there are twenty already", async () => {
    const types = Array.from({ length: 20 }, (_, n) => ({ id: `t${n}`, label: `T${n}` }));
    const { puffle } = scriptedClient([json({ types })], { forever: refused(400, "No.") });
    expect((await caughtAs(SignalTypeLimitError, puffle.signals.types.create(churn))).said).toBe("No");
  });

  it.each([
    "Signal type label must be at most 100 characters",
    "Maximum length of a type's description is 500",
    "type: keywords has too many entries",
  ])("P73 does not take %j for the limit", async (said) => {
    const { puffle } = scriptedClient([json({ types: [] })], { forever: refused(400, said) });
    const error = await caughtAs(Error, puffle.signals.types.create(churn));
    expect(error.name).toBe("BadRequestError");
  });

  it("P11 P73 is a DuplicateNameError when the label is taken, or gives back the type that has it", async () => {
    const { sandbox, puffle } = setUp();
    const first = await puffle.signals.types.create(churn);
    await caughtAs(DuplicateNameError, puffle.signals.types.create(churn));
    const again = await puffle.signals.types.create(churn, { ifExists: "return" });
    expect(again.id).toBe(first.id);
    // A structured type is none that could have been created.
    await caughtAs(DuplicateNameError, puffle.signals.types.create({ label: "Hiring" }, { ifExists: "return" }));
    sandbox.fail("listSignalTypes", { status: 403, skip: 1 });
    await caughtAs(DuplicateNameError, puffle.signals.types.create(churn, { ifExists: "return" }));
  });

  it.each([{ drop: "after" }, { stall: "headers" }, { status: 503, work: true }] as const)(
    "P17 finds its own type when the answer is lost: %j",
    async (fault) => {
      const { sandbox, puffle } = setUp();
      sandbox.fail("createSignalType", fault);
      const sources = [
        { sourceId: "reddit", extraKeywords: ["bye"] },
        { sourceId: "news", enabled: false },
      ];
      const type = await puffle.signals.types.create({ ...churn, sourceOverrides: sources });
      expect(type).toMatchObject(churn);
      expect(countOf(sandbox, "createSignalType")).toBe(1);
    },
  );

  it("P17 sends it again when nothing was made", async () => {
    const { sandbox, puffle } = setUp();
    sandbox.fail("createSignalType", { drop: "before" });
    const type = await puffle.signals.types.create(churn);
    expect(type.label).toBe("Churn");
    expect((await puffle.signals.types.list()).filter(({ label }) => label === "Churn")).toHaveLength(1);
  });

  it("P17 does not take another program's type for its own", async () => {
    const world = setUp();
    const other = somebodyElse(world);
    const fetch = tapped(world.sandbox.fetch, {
      async before({ method, nth }) {
        if (method === "POST" && nth === 1) await other.signals.types.create({ ...churn, prompt: "Another one" });
      },
    });
    const puffle = new Puffle({ ...world.sandbox.options, fetch });
    world.sandbox.fail("createSignalType", { drop: "before", skip: 1 });
    const error = await caughtAs(OutcomeUnknownError, puffle.signals.types.create(churn));
    const theirs = (await other.signals.types.list()).find(({ label }) => label === "Churn");
    expect(error.candidates).toEqual([theirs?.id]);
  });

  it("P17 refuses a label that was taken before, also when the refusal got lost", async () => {
    const world = setUp();
    await somebodyElse(world).signals.types.create(churn);
    world.sandbox.fail("createSignalType", { drop: "after" });
    const error = await caughtAs(DuplicateNameError, world.puffle.signals.types.create(churn));
    expect(error.status).toBe(409);
  });

  it("looks at the label and the options before anything is sent", async () => {
    const { sandbox, puffle } = setUp();
    for (const label of ["", "  ", undefined, 7])
      await caughtAs(InputError, puffle.signals.types.create({ label: label as string }));
    const options: object = { ifExists: "maybe" };
    await caughtAs(InputError, puffle.signals.types.create(churn, options));
    expect(sandbox.requests).toEqual([]);
  });
});

describe("changing and deleting signal types", () => {
  it("P70 reports each: what is built in can't be renamed nor deleted", async () => {
    const { puffle } = setUp();
    const [hiring] = await puffle.signals.types.list();
    const own = await puffle.signals.types.create(churn);
    const changed = await puffle.signals.types.update([
      { id: hiring?.id ?? "", label: "Recruiting" },
      { id: own.id, enabled: false, sourceOverrides: [{ sourceId: "reddit" }] },
    ]);
    expect(changed).toMatchObject({ updated: [own.id], errors: [{ id: hiring?.id, error: "built_in", index: 0 }] });
    const gone = await puffle.signals.types.delete([hiring?.id ?? "", own.id, NOWHERE]);
    expect(gone).toMatchObject({
      deleted: [own.id],
      errors: [
        { id: hiring?.id, error: "built_in", index: 0 },
        { id: NOWHERE, error: "not_found", index: 2 },
      ],
    });
  });

  it("P70 splits at 50", async () => {
    const { sandbox, puffle } = setUp();
    const many = Array.from({ length: 101 }, (_, n) => `${NOWHERE.slice(0, -3)}${String(n).padStart(3, "0")}`);
    const sent = await requestsOf(sandbox, async () => {
      expect((await puffle.signals.types.delete(many)).errors).toHaveLength(101);
      expect((await puffle.signals.types.update(many.map((id) => ({ id, enabled: true })))).errors).toHaveLength(101);
      expect((await puffle.signals.sources.update(many.map((id) => ({ id, enabled: true })))).errors).toHaveLength(101);
    });
    expect(sent.map(({ operation }) => operation)).toEqual([
      ...["deleteSignalTypes", "deleteSignalTypes", "deleteSignalTypes"],
      ...["updateSignalTypes", "updateSignalTypes", "updateSignalTypes"],
      ...["updateSignalSources", "updateSignalSources", "updateSignalSources"],
    ]);
  });

  it("P17 counts what a lost attempt has deleted as deleted", async () => {
    const { sandbox, puffle } = setUp();
    const own = await puffle.signals.types.create(churn);
    sandbox.fail("deleteSignalTypes", { drop: "after" });
    expect(await puffle.signals.types.delete([own.id])).toMatchObject({ deleted: [own.id], errors: [] });
    expect(countOf(sandbox, "deleteSignalTypes")).toBe(2);
  });

  it("P71 rejects what can't be sent with its index", async () => {
    const { puffle } = setUp();
    const { id } = await puffle.signals.types.create(churn);
    const items: unknown[] = [
      { id },
      { id, label: " " },
      { id, position: -1 },
      { id, keywords: "x" },
      { id, enabled: 1 },
    ];
    const report = await puffle.signals.types.update([...(items as SignalTypeChange[]), { id, position: 2 }]);
    expect(report.rejected.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
    expect(report.updated).toEqual([id]);
    const deletion = await puffle.signals.types.delete(["", id, id]);
    expect(deletion).toMatchObject({
      deleted: [id],
      rejected: [{ index: 0 }],
      repeated: [{ index: 2, firstIndex: 1 }],
    });
  });

  it("P70 says so when an answer has no outcomes", async () => {
    const { sandbox } = setUp();
    const fetch = tapped(sandbox.fetch, {
      after: ({ method }, response) => (method === "PATCH" ? edited(response, () => ({ updated: [] })) : response),
    });
    const puffle = new Puffle({ ...sandbox.options, fetch });
    const error = await caughtAs(Error, puffle.signals.sources.update([{ id: "reddit", enabled: false }]));
    expect([error.name, error.message.includes("`errors`")]).toEqual(["IncompleteError", true]);
  });
});

describe("sources and the daily scan", () => {
  it("P70 turns sources off and on, for every type", async () => {
    const { puffle } = setUp();
    const isOn = async () => {
      const [type] = await puffle.signals.types.list();
      return type?.sourceOverrides?.find(({ sourceId }) => sourceId === "reddit")?.enabled;
    };
    const off = await puffle.signals.sources.update([
      { id: "reddit", enabled: false },
      { id: "myspace", enabled: true },
    ]);
    expect(off).toMatchObject({ updated: ["reddit"], errors: [{ id: "myspace", error: "not_found", index: 1 }] });
    expect(await isOn()).toBe(false);
    await puffle.signals.sources.update([{ id: "reddit", enabled: true }]);
    expect(await isOn()).toBe(true);
  });

  it("P74 sends a time on a quarter of an hour, and no other", async () => {
    const { sandbox, puffle } = setUp();
    for (const scanTimeUtc of ["14:05", "24:00", "6:00", "14:30 ", "14:30:00", "", 7, null])
      await caughtAs(InputError, puffle.signals.settings.update({ scanTimeUtc: scanTimeUtc as string }));
    expect(sandbox.requests).toEqual([]);
    for (const scanTimeUtc of ["00:00", "09:15", "14:30", "23:45"])
      expect((await puffle.signals.settings.update({ scanTimeUtc })).scanTimeUtc).toBe(scanTimeUtc);
    expect(await puffle.signals.settings.update({ paused: true })).toMatchObject({
      paused: true,
      scanTimeUtc: "23:45",
    });
  });
});
