import { describe, expect, it } from "vitest";
import { at } from "../../src/core/record.ts";
import type { SandboxLead } from "../../src/sandbox/puffle/workspace.ts";
import { MINUTE, setUp } from "./helpers.ts";

function person(index: number): SandboxLead {
  const name = { full: `Ada Abel${index}`, first: "Ada", last: `Abel${index}` };
  return { id: `lead-${index}`, type: "person", name, company: { name: "Blue Freight", domain: "blue.example.com" } };
}

/** A workspace with a list of people. */
function withPeople(count: number, credits = 1_000) {
  const leads = Array.from({ length: count }, (_, index) => person(index));
  const { sandbox, call } = setUp({ speed: 0, workspace: { credits } });
  const listId = sandbox.addList({ name: "People", leads });
  const scope = { type: "list", listId } as const;
  const start = (more: { mode?: "preview"; idempotencyKey?: string } = {}) =>
    call("createEnrichment", { body: { enrichmentId: "work_email", scope, ...more } });
  const run = async (id: string) => (await call("getEnrichmentRun", { path: { id } })).body.run;
  return { sandbox, call, listId, scope, start, run };
}

describe("the catalog of enrichments", () => {
  it("names what there is, for which type of lead and at whose price", async () => {
    const { call } = setUp();
    const { enrichments } = (await call("listEnrichments", {})).body;
    expect(enrichments.map(({ slug, subject, costModel }) => [slug, subject, costModel?.creditAction])).toEqual([
      ["work_email", "person", "EMAIL_LOOKUP"],
      ["website_overview", "company", "WEBSITE_ENRICHMENT"],
      ["hiring_status", "company", "HIRING_STATUS"],
    ]);
    const { costs } = (await call("getCreditsConfig", {})).body;
    for (const { costModel } of enrichments) expect(costs[costModel?.creditAction ?? ""]).toBeGreaterThan(0);
  });

  it("is filtered by slug or by words; an unknown slug is nothing or a 404", async () => {
    const answers = new Set<number>();
    for (let seed = 1; seed <= 10; seed++) {
      const { call } = setUp({ seed });
      const slugs = async (query: { id?: string; q?: string }) =>
        (await call("listEnrichments", { query })).body.enrichments?.map(({ slug }) => slug);
      expect(await slugs({ id: "hiring_status" })).toEqual(["hiring_status"]);
      expect(await slugs({ q: "WEBSITE" })).toEqual(["website_overview"]);
      answers.add((await call("listEnrichments", { query: { id: "none" } })).status);
    }
    expect(answers).toEqual(new Set([200, 404]));
  });
});

describe("an enrichment run", () => {
  it("charges for each lead, goes from pending to completed, and what it finds lands in the leads", async () => {
    const { sandbox, call, listId, start, run } = withPeople(20);
    const { status, body, headers } = await start();
    expect(status).toBe(202);
    expect(body).toMatchObject({ status: "pending", leadCount: 20, reusedExistingRun: false });
    expect(sandbox.credits).toBe(960);
    const id = body.enrichmentRunId ?? "";
    expect(body.correlationId).toBe(headers.get("x-correlation-id"));
    expect((await run(id)).trigger?.correlationId).toBe(body.correlationId);
    const seen: (string | undefined)[] = [];
    for (let second = 0; second < 60; second += 2) {
      const { status: is, scope } = await run(id);
      const { pending = 0, running = 0, completed = 0, skipped = 0, failed = 0 } = scope?.counts ?? {};
      expect(pending + running + completed + skipped + failed).toBe(20);
      if (is === "completed") expect(pending + running).toBe(0);
      if (seen.at(-1) !== is) seen.push(is);
      await sandbox.clock.advance(2_000);
    }
    expect(seen).toEqual(["pending", "running", "completed"]);
    const { items } = (await call("listEnrichmentItems", { path: { id } })).body;
    const { leads } = (await call("listListLeads", { path: { id: listId } })).body;
    const found = items.filter(({ result }) => result !== null);
    expect(found.length).toBeGreaterThan(10);
    expect(new Set(items.map(({ status: is }) => is))).toEqual(new Set(["completed", "failed"]));
    for (const { leadId, result } of items) {
      const lead = leads.find((one) => one.id === leadId);
      expect(lead?.attributes?.["work_email"]).toBe(at(result, "work_email"));
      if (result !== null)
        expect(at(result, "work_email")).toBe(`ada.${at(lead, "name.last")}@blue.example.com`.toLowerCase());
    }
  });

  it("P54 of the same key is the same run, without a second charge", async () => {
    const { sandbox, start } = withPeople(3);
    const first = (await start({ idempotencyKey: "k1" })).body;
    const again = (await start({ idempotencyKey: "k1" })).body;
    expect([again.enrichmentRunId, again.reusedExistingRun]).toEqual([first.enrichmentRunId, true]);
    expect(sandbox.credits).toBe(994);
    expect((await start({ idempotencyKey: "k2" })).body.reusedExistingRun).toBe(false);
    expect(sandbox.credits).toBe(988);
  });

  it("P55 that is only a preview is free, creates nothing, and says how many leads there are", async () => {
    const { sandbox, start } = withPeople(30, 10);
    const { status, body } = await start({ mode: "preview", idempotencyKey: "k" });
    expect([status, body.leadCount, body.enrichmentRunId]).toEqual([200, 30, null]);
    expect(sandbox.credits).toBe(10);
    expect((await start({ idempotencyKey: "k" })).status).toBe(402);
  });

  it("P16 that the credits do not cover is refused with the sums, and nothing is created", async () => {
    const { sandbox, start } = withPeople(30, 59);
    const refused = await start({ idempotencyKey: "k" });
    expect(refused.status).toBe(402);
    expect(refused.body).toMatchObject({ required: 60, balance: 59 });
    expect(sandbox.credits).toBe(59);
  });

  it("is refused for unknown leads, lists and enrichments, wrong types, and scopes that are not supported", async () => {
    const { sandbox, call, scope, listId } = withPeople(2);
    const start = async (enrichmentId: string, other: object) => {
      const body = { enrichmentId, scope, ...other };
      return (await call("createEnrichment", { body })).status;
    };
    const leads = (...leadIds: string[]) => ({ scope: { type: "explicit_leads", leadIds } });
    expect(await start("none", {})).toBe(404);
    expect(await start("work_email", leads("lead-0", "nobody"))).toBe(404);
    expect(await start("work_email", leads())).toBe(400);
    expect(await start("hiring_status", leads("lead-0"))).toBe(400);
    expect(await start("work_email", { scope: { type: "list", listId: "none" } })).toBe(404);
    expect(await start("work_email", { scope: { type: "filtered_list", listId, filter: {} } })).toBe(400);
    expect(sandbox.credits).toBe(1_000);
    expect(await start("work_email", leads("lead-0", "lead-1", "lead-0"))).toBe(202);
    expect(sandbox.credits).toBe(996);
  });

  it("skips leads of whom too little is known, and those that are gone", async () => {
    const { sandbox, call } = setUp({ speed: 0 });
    const listId = sandbox.addList({ name: "Mixed", leads: [{ id: "bare", name: { full: "Nobody" } }, person(1)] });
    const scope = { type: "list", listId } as const;
    const { body } = await call("createEnrichment", { body: { enrichmentId: "work_email", scope } });
    await call("deleteLead", { body: { id: "lead-1" } });
    await sandbox.clock.advance(MINUTE);
    const { items } = (await call("listEnrichmentItems", { path: { id: body.runId ?? "" } })).body;
    expect(items.map(({ status, skippedReason }) => [status, skippedReason])).toEqual([
      ["skipped", "missing_input"],
      ["skipped", "lead_deleted"],
    ]);
  });

  it("fails on demand, with an error, or never ends", async () => {
    const { sandbox, start, run } = withPeople(10);
    sandbox.fail("createEnrichment", { task: "fails" });
    const failing = (await start()).body.runId ?? "";
    sandbox.fail("createEnrichment", { task: "stuck" });
    const stuck = (await start()).body.runId ?? "";
    await sandbox.clock.advance(10 * MINUTE);
    expect(await run(failing)).toMatchObject({ status: "failed", error: { message: expect.any(String) } });
    expect(await run(stuck)).toMatchObject({ status: "running", error: null });
  });

  it("P59 has its items page by page, by lead and by status, in a stable order", async () => {
    const { sandbox, call, start } = withPeople(130);
    const id = (await start()).body.runId ?? "";
    const items = async (query: { status?: "completed"; leadId?: string; cursor?: string; limit?: number } = {}) =>
      call("listEnrichmentItems", { path: { id }, query });
    expect((await items()).body.page).toMatchObject({ limit: 50, hasMore: true });
    await sandbox.clock.advance(5 * MINUTE);
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await items({ limit: 60, ...(cursor && { cursor }) });
      ids.push(...body.items.map((item) => item.id));
      cursor = body.page?.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect([ids.length, new Set(ids).size]).toEqual([130, 130]);
    expect(ids).toEqual([...ids].sort());
    expect((await items({ leadId: "lead-7" })).body.items.map(({ leadId }) => leadId)).toEqual(["lead-7"]);
    const completed = (await items({ status: "completed", limit: 100 })).body.items;
    expect(new Set(completed.map(({ status }) => status))).toEqual(new Set(["completed"]));
    for (const wrong of [{ limit: 101 }, { limit: 0 }, { cursor: "made up" }])
      expect((await items(wrong)).status).toBe(400);
  });

  it("P56 is cancelled: what waits is skipped, what runs is finished, nothing is given back; twice is a 409", async () => {
    const { sandbox, call, start, run } = withPeople(100);
    const id = (await start()).body.runId ?? "";
    await sandbox.clock.advance(20_000);
    const cancel = () => call("cancelEnrichment", { path: { id } });
    const cancelled = (await cancel()).body.run;
    expect(cancelled).toMatchObject({ id, status: "cancelled", cancelledAt: expect.any(String) });
    const before = (await run(id)).scope?.counts;
    expect(before).toMatchObject({ pending: 0, running: 5 });
    await sandbox.clock.advance(5 * MINUTE);
    const after = await run(id);
    expect(after.scope?.counts).toMatchObject({ pending: 0, running: 0, skipped: before?.skipped });
    expect([after.timing?.completedAt, sandbox.credits]).toEqual([cancelled.cancelledAt, 800]);
    const refused = await cancel();
    expect([refused.status, at(refused.body, "reason")]).toEqual([409, "run_not_cancellable"]);
  });

  it("that does not exist is a 404 everywhere", async () => {
    const { call } = setUp();
    const path = { id: "none" };
    expect((await call("getEnrichmentRun", { path })).status).toBe(404);
    expect((await call("listEnrichmentItems", { path })).status).toBe(404);
    expect((await call("cancelEnrichment", { path })).status).toBe(404);
  });
});
