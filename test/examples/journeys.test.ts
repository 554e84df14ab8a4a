import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type NewLead, Puffle } from "puffle-sdk";
import { createSandbox, type Fault, type Sandbox } from "puffle-sdk/sandbox";
import { afterEach, describe, expect, it, vi } from "vitest";
import { importLeads, rowsOf } from "../../examples/journeys/import-leads.ts";
import { launchFromSearch } from "../../examples/journeys/launch-from-search.ts";
import { writeOnce } from "../../examples/journeys/one-off-email.ts";
import { answerReplies } from "../../examples/journeys/replies.ts";
import { draftMessages, lookFor } from "../../examples/journeys/signals.ts";
import { caught } from "../support/errors.ts";

const DAY = 24 * 3_600_000;
const leadsFile = fileURLToPath(new URL("../../examples/data/leads.csv", import.meta.url));

/** Bad luck that a program need not notice: everything goes wrong once, and most of it in the worst way. */
const LUCK = {
  good: [],
  bad: [
    ["*", { drop: "after" }],
    ["*", { drop: "before", skip: 2 }],
    ["*", { status: 503, skip: 4 }],
    ["*", { status: 429, retryAfter: 2, skip: 6 }],
    ["*", { stall: "headers", skip: 8 }],
    ["*", { status: 502, skip: 11 }],
    ["*", { truncate: true, skip: 14 }],
    ["*", { drop: "after", skip: 17, times: 2 }],
  ],
} as const satisfies Record<string, readonly (readonly [Parameters<Sandbox["fail"]>[0], Fault])[]>;

/** What must never be met by bad luck at once, because nobody may send it again. */
const NEVER_RESENT = /^(sendThreadMessage|generateSignalMessages)$/;

function start(luck: keyof typeof LUCK, options: Parameters<typeof createSandbox>[0] = {}) {
  const sandbox = createSandbox(options);
  const puffle = new Puffle(sandbox.options);
  return {
    sandbox,
    puffle,
    strike: () => LUCK[luck].forEach(([operation, fault]) => void sandbox.fail(operation, fault)),
  };
}

const struck = (sandbox: Sandbox) => sandbox.requests.filter(({ fault }) => fault !== undefined);

afterEach(() => {
  vi.restoreAllMocks();
});

describe.each(["good", "bad"] as const)("with %s luck", (luck) => {
  it("journey 1: a search becomes a campaign, and everybody found is written to, nobody twice a step", async () => {
    const { sandbox, puffle, strike } = start(luck);
    strike();
    const lines: string[] = [];
    const plan = { prompt: "owners of carriers in Hamburg", count: 25, name: "Carriers" };
    const stats = await launchFromSearch(puffle, { ...plan, say: (line) => void lines.push(line) });
    expect(stats?.total).toBe(sandbox.outbox.recipients().length);
    expect(sandbox.outbox.recipients().length).toBeGreaterThan(3);
    expect(sandbox.outbox.writtenTwice()).toEqual([]);
    const searches = sandbox.requests.filter(
      ({ operation, status }) => operation === "createLeadSearch" && (status ?? 500) < 300,
    );
    expect(searches).toHaveLength(1);
    expect(lines.at(-1)).toContain("completed");
    expect(struck(sandbox).length > 0).toBe(luck === "bad");
  });

  it("journey 2: a file becomes a list, each lead once, also when the run was cut off in the middle", async () => {
    const { sandbox, puffle, strike } = start(luck);
    strike();
    vi.spyOn(console, "log").mockReturnValue();
    const folder = await mkdtemp(join(tmpdir(), "puffle-import-"));
    const store = join(folder, "progress.json");
    async function* many(): AsyncGenerator<NewLead> {
      yield* rowsOf(leadsFile);
      for (let index = 0; index < 1_500; index++)
        yield { type: "person", name: { full: `Lead ${index}` }, contacts: [{ value: `lead${index}@example.test` }] };
    }
    sandbox.fail("importListLeads", { status: 403, skip: 6 });
    await caught(importLeads(puffle, "Carriers", many, store));
    const { report, leads } = await importLeads(puffle, "Carriers", many, store);
    await rm(folder, { recursive: true });
    const lists = await puffle.lists.list();
    const made = lists.filter(({ name }) => name === "Carriers");
    expect(made).toHaveLength(1);
    expect(report.received).toBeGreaterThan(1_820);
    expect(made[0]?.leadCount).toBe(report.received - report.rejected.length - report.repeated.length);
    expect(leads.length).toBe(10);
    expect(struck(sandbox).length > 1).toBe(luck === "bad");
  });

  it("journey 3: a type is looked for, and what it found has drafts, each paid for once", async () => {
    const { sandbox, puffle, strike } = start(luck);
    strike();
    vi.spyOn(console, "log").mockReturnValue();
    const id = await lookFor(puffle, "Route planning", ["route planning"]);
    expect(await lookFor(puffle, "Route planning", ["route planning"])).toBe(id);
    await sandbox.clock.advance(3 * DAY);
    const drafted = await draftMessages(puffle, 5);
    expect(drafted.length).toBeGreaterThan(0);
    expect(drafted.every(({ message }) => message.length > 0)).toBe(true);
    const asked = sandbox.requests.filter(({ operation }) => NEVER_RESENT.test(String(operation)));
    expect(asked).toHaveLength(1);
    const again = await draftMessages(puffle, 5);
    expect(again.map(({ signal }) => signal.id)).not.toEqual(
      expect.arrayContaining(drafted.map(({ signal }) => signal.id)),
    );
  });

  it("journey 4: everybody who wrote back is answered once, or left to a person who is told why", async () => {
    const { sandbox, puffle, strike } = start(luck, { replyRate: 1, bounceRate: 0 });
    await launchFromSearch(puffle, { prompt: "owners of carriers", count: 20, name: "Carriers" });
    const waiting = await puffle.threads.list({ view: "needs_reply" }).all({ limit: 100 });
    expect(waiting.length).toBeGreaterThan(2);
    strike();
    let asked = 0;
    const answered = await answerReplies(puffle, async () =>
      ++asked === 1 ? "archive" : "Gladly. Does Tuesday suit you?",
    );
    expect(answered.archived).toHaveLength(1);
    expect(answered.archived.length + answered.sent.length + answered.left.length).toBe(waiting.length);
    const written = sandbox.outbox.messages.filter(({ body }) => body.startsWith("Gladly"));
    expect(new Set(written.map(({ recipient }) => recipient)).size).toBe(written.length);
    expect(written.length).toBeGreaterThanOrEqual(answered.sent.length);
    if (luck === "good") expect([answered.sent.length, answered.left]).toEqual([waiting.length - 1, []]);
  });

  it("journey 5: one person is written to, at most once, and a second letter goes to the thread that is there", async () => {
    const { sandbox, puffle, strike } = start(luck);
    strike();
    vi.spyOn(console, "log").mockReturnValue();
    const letter = { to: "ada@example.com", subject: "Your question", body: "Hi Ada, here is the answer." };
    const sent = await writeOnce(puffle, letter);
    const delivered = sandbox.outbox.messages.length;
    expect(delivered).toBeLessThanOrEqual(1);
    if (sent.outcome === "sent") expect(delivered).toBe(1);
    if (sent.outcome === "not_sent") expect(delivered).toBe(0);
    if (luck === "good") expect(sent.outcome).toBe("sent");
    sandbox.clearFaults();
    const second = await writeOnce(puffle, letter);
    if (delivered === 1)
      expect(second).toMatchObject({ outcome: "not_sent", why: expect.stringContaining("thread already") });
    expect(sandbox.outbox.messages).toHaveLength(1);
  });
});

describe("every journey", () => {
  it("P78 stops at once in a workspace that is not set up", async () => {
    const { sandbox, puffle } = start("good", { workspace: { context: null } });
    const journeys = [
      () => launchFromSearch(puffle, { prompt: "x", count: 1, name: "x" }),
      () => importLeads(puffle, "x", () => rowsOf(leadsFile), "nowhere.json"),
      () => lookFor(puffle, "x", ["x"]),
      () => draftMessages(puffle, 1),
      () => answerReplies(puffle, async () => undefined),
      () => writeOnce(puffle, { to: "ada@example.com", subject: "x", body: "x" }),
    ];
    for (const journey of journeys) expect(await caught(journey())).toMatchObject({ name: "WorkspaceNotReadyError" });
    expect(new Set(sandbox.requests.map(({ operation }) => operation))).toEqual(new Set(["getContext"]));
  });
});
