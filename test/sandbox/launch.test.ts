import { describe, expect, it } from "vitest";
import { createSandbox, type Sandbox } from "../../src/sandbox/index.ts";
import { wordings } from "../../src/sandbox/puffle/wording.ts";
import {
  activeCampaign,
  type DraftSpec,
  EMAIL_SEQUENCE,
  LINKEDIN_SEQUENCE,
  MINUTE,
  type PlainClient,
  people,
  plainClient,
  playToEnd,
  readyDraft,
  setUp,
  statusOf,
} from "./helpers.ts";

const SEEDS = Array.from({ length: 40 }, (_, index) => index + 1);

/** How to get a campaign into each state that keeps it from being launched. */
const BLOCKED: Readonly<Record<string, (sandbox: Sandbox, call: PlainClient) => Promise<string>>> = {
  launch_not_draft: async (sandbox, call) => {
    const id = await activeCampaign(sandbox, call);
    await call("pauseCampaign", { path: { id } });
    return id;
  },
  launch_no_senders: (_, call) => readyDraft(call, { settings: { sender_account_ids: [] } }),
  launch_no_leads: (_, call) => readyDraft(call, { leads: [] }),
  launch_no_nodes: (_, call) => readyDraft(call, { nodes: [{ type: "delay", delay_days: 1 }, { type: "end" }] }),
  launch_missing_content: (_, call) =>
    readyDraft(call, {
      nodes: [
        ...EMAIL_SEQUENCE.slice(0, 1),
        { type: "email", subject: "", body: "A body alone" },
        { type: "email", subject: "A reply", body: "is fine", is_reply: true },
        { type: "email", subject: "A subject alone", body: "  " },
        { type: "ai" },
        { type: "end" },
      ],
    }),
  launch_no_end: (_, call) => readyDraft(call, { nodes: EMAIL_SEQUENCE.slice(0, 3) }),
  launch_bad_delay: async (_, call) => {
    const id = await readyDraft(call);
    await call("addSequenceNode", { path: { id }, body: { type: "delay", delay_days: 31 } });
    await call("addSequenceNode", { path: { id }, body: { type: "delay" } });
    return id;
  },
  launch_sender_not_active: async (sandbox, call) => {
    const [sender] = (await call("listSenders", { query: { type: "email" } })).body.accounts;
    sandbox.changeSender(sender?.id ?? "", { status: "warming", display_name: "Ada Warm" });
    return readyDraft(call);
  },
  launch_sender_no_inbox: async (sandbox, call) => {
    const [sender] = (await call("listSenders", { query: { type: "email" } })).body.accounts;
    sandbox.changeSender(sender?.id ?? "", { agentmail_inbox_id: null, display_name: "Ada Boxless" });
    return readyDraft(call);
  },
  launch_linkedin_gone: async (sandbox, call) => {
    const [sender] = (await call("listSenders", { query: { type: "linkedin" } })).body.accounts;
    sandbox.changeSender(sender?.id ?? "", { goneUpstream: true });
    return readyDraft(call, { type: "linkedin" });
  },
  launch_all_skipped: async (sandbox, call) => {
    await activeCampaign(sandbox, call, { type: "linkedin", name: "First" });
    return readyDraft(call, { type: "linkedin", name: "Second", settings: { skip_other_campaigns: true } });
  },
};

describe("what keeps a campaign from being launched", () => {
  const conditions = Object.keys(wordings).filter(
    (name) => name.startsWith("launch_") && name !== "launch_in_progress",
  );

  it("P27 is played in full: there is a way into every condition", () => {
    expect(Object.keys(BLOCKED).sort()).toEqual([...conditions].sort());
  });

  it.each(Object.entries(BLOCKED))(
    "P27 %s answers 400, changes nothing, and comes in all its wordings",
    async (condition, prepare) => {
      const sentences: number | undefined = Object.entries(wordings).find(([name]) => name === condition)?.[1].length;
      const seen = new Set<string>();
      const shapes = new Set<string>();
      for (const seed of SEEDS) {
        const { sandbox, call } = setUp({ seed });
        const id = await prepare(sandbox, call);
        const before = sandbox.campaign(id);
        const { status, error, body } = await call("launchCampaign", { path: { id } });
        expect([condition, status]).toEqual([condition, 400]);
        expect(sandbox.campaign(id)).toEqual(before);
        shapes.add(typeof Reflect.get(body, "error"));
        seen.add(error);
      }
      expect(seen.size).toBe(sentences);
      expect(shapes).toEqual(new Set(["string", "object"]));
    },
  );

  it("P27 has at least four sentences for every condition that the SDK has to understand", () => {
    const short = Object.entries(wordings).filter(([, sentences]) => sentences.length < 4);
    expect(short).toEqual([]);
  });

  it("P27 quotes what it knows: the status, the positions from 0, the senders' names", async () => {
    const quoted = { launch_not_draft: "paused", launch_missing_content: /1\D+3\D+4/, launch_bad_delay: /3\D+4/ };
    for (const seed of SEEDS.slice(0, 12)) {
      for (const [condition, text] of Object.entries(quoted)) {
        const { sandbox, call } = setUp({ seed });
        const id = (await BLOCKED[condition]?.(sandbox, call)) ?? "";
        expect((await call("launchCampaign", { path: { id } })).error).toMatch(text);
      }
    }
  });
});

describe("a launch", () => {
  it("P20 P21 answers at once, is launching, and is active within two minutes", async () => {
    for (const seed of SEEDS) {
      const { sandbox, call } = setUp({ seed, speed: 0 });
      const id = await readyDraft(call);
      const { body, status } = await call("launchCampaign", { path: { id } });
      expect(status).toBe(200);
      expect(body).toEqual({
        success: true,
        message: "Campaign launch started",
        runId: expect.stringMatching(/^run_/),
        prospectsToProcess: 3,
      });
      expect(sandbox.campaign(id).campaign).toMatchObject({ status: "launching", stats: { total: 3, sent: 0 } });
      await sandbox.clock.advance(29_000);
      expect(statusOf(sandbox, id)).toBe("launching");
      expect(sandbox.outbox.messages).toEqual([]);
      await sandbox.clock.advance(82_000);
      expect(statusOf(sandbox, id)).toBe("active");
    }
  });

  it("P24 answers 409 to a second one within two minutes, and starts nothing", async () => {
    const shapes = new Set<string>();
    for (const seed of SEEDS.slice(0, 20)) {
      const { sandbox, call } = setUp({ seed, speed: 0 });
      const id = await readyDraft(call);
      sandbox.fail("launchCampaign", { background: "stuck" });
      await call("launchCampaign", { path: { id } });
      await sandbox.clock.advance(2 * MINUTE - 1);
      const before = sandbox.campaign(id);
      const { status, body } = await call("launchCampaign", { path: { id } });
      expect(status).toBe(409);
      shapes.add(typeof Reflect.get(body, "error"));
      expect(sandbox.campaign(id)).toEqual(before);
    }
    expect(shapes).toEqual(new Set(["string", "object"]));
  });

  it("P24 that is stuck for two minutes is reset by the next attempt, which launches anew", async () => {
    const { sandbox, call } = setUp({ speed: 0 });
    const id = await readyDraft(call);
    sandbox.fail("launchCampaign", { background: "stuck" });
    await call("launchCampaign", { path: { id } });
    const before = sandbox.campaign(id).campaign.updated_at;
    await sandbox.clock.advance(2 * MINUTE);
    expect(statusOf(sandbox, id)).toBe("launching");
    expect((await call("launchCampaign", { path: { id } })).status).toBe(200);
    expect(sandbox.campaign(id).campaign.updated_at).not.toBe(before);
    await sandbox.clock.advance(2 * MINUTE);
    expect(statusOf(sandbox, id)).toBe("active");
  });

  it("P24 that wakes after it was superseded does nothing: nobody is written to twice", async () => {
    const { sandbox, call } = setUp({ speed: 0 });
    const id = await readyDraft(call, { leads: 20 });
    sandbox.fail("launchCampaign", { background: "slow" });
    await call("launchCampaign", { path: { id } });
    await sandbox.clock.advance(2 * MINUTE);
    await call("launchCampaign", { path: { id } });
    // The slow task wakes three minutes later, into an active campaign.
    await sandbox.clock.advance(10 * MINUTE);
    await playToEnd(sandbox, id);
    expect(sandbox.outbox.recipients()).toHaveLength(20);
    expect(sandbox.outbox.writtenTwice()).toEqual([]);
    expect(sandbox.campaign(id).campaign.stats).toMatchObject({ total: 20, sent: 20 });
  });

  it("P24 that is slow becomes active after five minutes where nobody launches again", async () => {
    const { sandbox, call } = setUp({ speed: 0 });
    const id = await readyDraft(call);
    sandbox.fail("launchCampaign", { background: "slow" });
    await call("launchCampaign", { path: { id } });
    await sandbox.clock.advance(5 * MINUTE - 1);
    expect(statusOf(sandbox, id)).toBe("launching");
    await sandbox.clock.advance(1);
    expect(statusOf(sandbox, id)).toBe("active");
  });

  it("P21 that is rolled back leaves a draft as it was: messages, skipped leads and counters included", async () => {
    const { sandbox, call } = setUp({ speed: 0 });
    await activeCampaign(sandbox, call, { type: "linkedin", name: "First", leads: people(2, "linkedin") });
    const settings = { skip_other_campaigns: true };
    const id = await readyDraft(call, { type: "linkedin", name: "Second", leads: people(4, "linkedin"), settings });
    await call("generateMessages", { path: { id }, body: { action: "resolve" } });
    await call("addSequenceNode", { path: { id }, body: { type: "message", body: "Not resolved yet" } });
    const before = sandbox.campaign(id);
    sandbox.fail("launchCampaign", { background: "rolls_back" });
    const launched = await call("launchCampaign", { path: { id } });
    expect(launched.body).toMatchObject({ prospectsToProcess: 2, skippedCount: 2 });
    expect(new Set(sandbox.campaign(id).messages.map(({ status }) => status))).toEqual(new Set(["pending", "draft"]));
    await sandbox.clock.advance(2 * MINUTE);
    const { campaign, prospects, messages } = sandbox.campaign(id);
    expect(campaign).toEqual({ ...before.campaign, updated_at: campaign.updated_at });
    expect(prospects.map(({ id: lead, status }) => [lead, status])).toEqual(
      before.prospects.map(({ id: lead, status }) => [lead, status]),
    );
    expect(messages).toEqual(before.messages);
    expect((await call("launchCampaign", { path: { id } })).status).toBe(200);
  });

  it("P26 that fails with 500 has left a draft, and P25 with 503 has done nothing", async () => {
    const { sandbox, call } = setUp({ speed: 0 });
    const id = await readyDraft(call);
    for (const status of [500, 503]) {
      sandbox.fail("launchCampaign", { status });
      expect((await call("launchCampaign", { path: { id } })).status).toBe(status);
      expect(sandbox.campaign(id).campaign).toMatchObject({ status: "draft", stats: null });
    }
    expect((await call("launchCampaign", { path: { id } })).status).toBe(200);
  });

  it("says who was skipped because another campaign has them, and never writes to them", async () => {
    const { sandbox, call } = setUp({ speed: 0, replyRate: 0 });
    await activeCampaign(sandbox, call, { type: "linkedin", name: "First", leads: people(2, "linkedin") });
    const settings = { skip_other_campaigns: true };
    const id = await readyDraft(call, { type: "linkedin", name: "Second", leads: people(5, "linkedin"), settings });
    const { body } = await call("launchCampaign", { path: { id } });
    expect(body).toMatchObject({ prospectsToProcess: 3, skippedCount: 2, warning: expect.stringContaining("2") });
    expect(body.skippedProspects?.map(({ linkedin_url }) => linkedin_url)).toEqual([
      "https://www.linkedin.com/in/person-0",
      "https://www.linkedin.com/in/person-1",
    ]);
    await playToEnd(sandbox, id);
    expect(sandbox.campaign(id).campaign.stats?.total).toBe(3);
    expect((await call("getCampaign", { path: { id } })).body.prospects_by_status).toMatchObject({ cancelled: 2 });
    const written = sandbox.outbox.messages.filter(({ campaignId }) => campaignId === id);
    expect(new Set(written.map(({ recipient }) => recipient)).size).toBe(3);
  });

  it("does not skip anybody unless it is asked to, and drafts are no reason", async () => {
    const { call } = setUp({ speed: 0 });
    const specs: DraftSpec[] = [
      { name: "A", settings: { skip_other_campaigns: true } },
      { name: "B", settings: { skip_other_campaigns: true } },
      { name: "C" },
    ];
    const ids: string[] = [];
    for (const spec of specs) ids.push(await readyDraft(call, { ...spec, type: "linkedin", nodes: LINKEDIN_SEQUENCE }));
    const [a = "", b = "", c = ""] = ids;
    expect((await call("launchCampaign", { path: { id: a } })).status).toBe(200);
    expect((await call("launchCampaign", { path: { id: b } })).status).toBe(400);
    expect((await call("launchCampaign", { path: { id: c } })).status).toBe(200);
  });

  it("needs neither words on an invitation nor a subject on a reply", async () => {
    const { call } = setUp();
    const nodes = [{ type: "connection_request" as const }, { type: "end" as const }];
    const id = await readyDraft(call, { type: "linkedin", nodes });
    expect((await call("launchCampaign", { path: { id } })).status).toBe(200);
  });

  it("P10 of a campaign that does not exist answers 404", async () => {
    const call = plainClient(createSandbox());
    expect((await call("launchCampaign", { path: { id: "none" } })).status).toBe(404);
  });
});
