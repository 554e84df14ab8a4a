import { describe, expect, it } from "vitest";
import type { Sandbox } from "../../src/sandbox/index.ts";
import { wordings } from "../../src/sandbox/puffle/wording.ts";
import {
  activeCampaign,
  DAY,
  EMAIL_SEQUENCE,
  HOUR,
  LINKEDIN_SEQUENCE,
  MINUTE,
  type PlainClient,
  playToEnd,
  readyDraft,
  setUp,
  statusOf,
} from "./helpers.ts";

async function senderIds(call: PlainClient, type: "email" | "linkedin"): Promise<string[]> {
  return (await call("listSenders", { query: { type } })).body.accounts.map(({ id }) => id);
}

describe("creating a campaign", () => {
  it.each([
    ["email", ["email", "end"]],
    ["linkedin", ["connection_request", "end"]],
  ] as const)("makes an %s draft with %j, without leads and without counters", async (type, types) => {
    const { sandbox, call } = setUp();
    const sender_account_ids = await senderIds(call, type);
    const { body } = await call("createCampaign", { body: { type, name: "New", sender_account_ids } });
    expect(body.campaign).toMatchObject({ type, name: "New", status: "draft", stats: null });
    expect(body.campaign.sequence_nodes?.map((node) => node.type)).toEqual(types);
    expect(body.campaign.sender_accounts?.map(({ id }) => id)).toEqual(sender_account_ids);
    const at = new Date(sandbox.clock.now()).toISOString();
    expect([body.campaign.created_at, body.campaign.updated_at]).toEqual([at, at]);
    if (type === "email") expect(body.campaign.sequence_nodes?.[0]).toMatchObject({ subject: "", body: "" });
  });

  it("P11 refuses a name that is taken with 409", async () => {
    const { sandbox, call } = setUp();
    await readyDraft(call, { name: "Taken" });
    const { status } = await call("createCampaign", {
      body: { type: "linkedin", name: "Taken", sender_account_ids: [] },
    });
    expect(status).toBe(409);
    expect(sandbox.campaigns()).toHaveLength(1);
  });

  it("P09 refuses senders that are unknown or of the other type", async () => {
    const { sandbox, call } = setUp();
    for (const ids of [["none"], await senderIds(call, "linkedin")]) {
      const { status } = await call("createCampaign", { body: { type: "email", name: "X", sender_account_ids: ids } });
      expect(status).toBe(400);
    }
    expect(sandbox.campaigns()).toEqual([]);
  });

  it("ignores the other channel's settings", async () => {
    const { call } = setUp();
    const settings = {
      daily_limit: 5,
      stop_on_reply: false,
      open_tracking: true,
      signature: "Robin",
      skip_other_campaigns: true,
      operating_hours: { monday: [9, 17] },
    };
    const none = { sender_account_ids: [], ...settings };
    const email = await call("createCampaign", { body: { type: "email", name: "E", ...none } });
    const linkedin = await call("createCampaign", { body: { type: "linkedin", name: "L", ...none } });
    expect(email.body.campaign).toMatchObject({ ...settings, skip_other_campaigns: null, operating_hours: null });
    expect(linkedin.body.campaign).toMatchObject({
      daily_limit: null,
      stop_on_reply: null,
      open_tracking: null,
      signature: null,
      skip_other_campaigns: true,
      operating_hours: { monday: [9, 17] },
    });
  });

  it("refuses a daily limit with which nothing would ever be sent", async () => {
    const { call } = setUp();
    const body = { type: "email" as const, name: "E", sender_account_ids: [], daily_limit: 0 };
    expect((await call("createCampaign", { body })).status).toBe(400);
  });
});

describe("changing a campaign", () => {
  /** What takes effect when, from the documents' table. */
  const TABLE = [
    ["email", "name", "Renamed", ["draft", "active", "paused"]],
    ["linkedin", "operating_hours", { tuesday: [8, 12] }, ["draft", "active", "paused"]],
    ["email", "daily_limit", 77, ["draft", "active", "paused"]],
    ["linkedin", "skip_other_campaigns", true, ["draft"]],
    ["email", "stop_on_reply", false, ["draft"]],
    ["email", "open_tracking", true, ["draft"]],
    ["email", "signature", "Yours", ["draft"]],
    ["email", "operating_hours", { tuesday: [8, 12] }, []],
    ["linkedin", "daily_limit", 77, []],
    ["linkedin", "signature", "Yours", []],
  ] as const;

  async function inStatus(sandbox: Sandbox, call: PlainClient, type: "email" | "linkedin", status: string) {
    if (status === "draft") return readyDraft(call, { type });
    const id = await activeCampaign(sandbox, call, { type });
    if (status === "paused") await call("pauseCampaign", { path: { id } });
    return id;
  }

  it.each(TABLE)(
    "of type %s: %s takes effect in the statuses of the table only",
    async (type, field, value, effective) => {
      for (const status of ["draft", "active", "paused"] as const) {
        const { sandbox, call } = setUp({ speed: 0 });
        const id = await inStatus(sandbox, call, type, status);
        const before = sandbox.campaign(id).campaign[field];
        const { status: answered } = await call("updateCampaign", { path: { id }, body: { [field]: value } });
        expect(answered).toBe(200);
        const takesEffect = effective.some((one) => one === status);
        expect([status, sandbox.campaign(id).campaign[field]]).toEqual([status, takesEffect ? value : before]);
      }
    },
  );

  it("takes another sequence and other senders in draft only, and ignores them later", async () => {
    const { sandbox, call } = setUp({ speed: 0 });
    const other = sandbox.addSender({ type: "email", display_name: "Other One" });
    const change = {
      sender_account_ids: [other.id],
      sequence_nodes: [{ type: "email" as const, subject: "S", body: "B" }, { type: "end" as const }],
    };
    const id = await readyDraft(call);
    await call("updateCampaign", { path: { id }, body: change });
    const changed = sandbox.campaign(id);
    expect(changed.campaign.sender_accounts?.map((sender) => sender.id)).toEqual([other.id]);
    expect(changed.sequence_nodes.map(({ type }) => type)).toEqual(["email", "end"]);

    const launched = await activeCampaign(sandbox, call, { name: "Launched" });
    const before = sandbox.campaign(launched);
    // Ignored altogether: not even looked at.
    const wrong = { sender_account_ids: ["none"], sequence_nodes: [{ type: "delay" as const }] };
    expect((await call("updateCampaign", { path: { id: launched }, body: wrong })).status).toBe(200);
    expect(sandbox.campaign(launched).sequence_nodes).toEqual(before.sequence_nodes);
    expect(sandbox.campaign(launched).campaign.sender_accounts).toEqual(before.campaign.sender_accounts);
  });

  it("changes the limits of email senders, whichever campaign they send for", async () => {
    const { call } = setUp();
    const id = await readyDraft(call);
    const [account_id = ""] = await senderIds(call, "email");
    await call("updateCampaign", { path: { id }, body: { account_limits: [{ account_id, daily_limit: 12 }] } });
    expect((await call("getSender", { path: { id: account_id } })).body.account.daily_limit).toBe(12);
  });

  it("replaces the whole sequence: known nodes keep what is not sent, the others go, positions follow the array", async () => {
    const { sandbox, call } = setUp();
    const id = await readyDraft(call);
    const [first, , third, end] = sandbox.campaign(id).sequence_nodes;
    const sequence_nodes = [
      { id: third?.id ?? "", position: 9 },
      { type: "delay" as const, delay_hours: 5, position: 9 },
      { id: first?.id ?? "", subject: "New" },
      { id: end?.id ?? "" },
    ];
    await call("updateCampaign", { path: { id }, body: { sequence_nodes } });
    const after = sandbox.campaign(id).sequence_nodes;
    expect(after.map(({ position }) => position)).toEqual([0, 1, 2, 3]);
    expect(after.map((node) => node.id)).toEqual([third?.id, expect.any(String), first?.id, end?.id]);
    expect(after[2]).toMatchObject({ subject: "New", body: first?.body });
    expect(after[1]).toMatchObject({ delay_hours: 5, delay_days: 0 });
  });

  it("P37 saves nothing at all when a delay is not from 1 minute to 30 days", async () => {
    const { sandbox, call } = setUp();
    const id = await readyDraft(call);
    const before = sandbox.campaign(id);
    for (const delay of [{}, { delay_days: 31 }, { delay_days: 30, delay_minutes: 1 }]) {
      const sequence_nodes = [
        ...EMAIL_SEQUENCE.slice(0, 1),
        { type: "delay" as const, ...delay },
        { type: "end" as const },
      ];
      const { status, error } = await call("updateCampaign", { path: { id }, body: { name: "Other", sequence_nodes } });
      expect([status, error.includes("1")]).toEqual([400, true]);
      expect(sandbox.campaign(id)).toEqual(before);
    }
    const longest = [{ type: "delay" as const, delay_days: 29, delay_hours: 24 }, { type: "end" as const }];
    expect((await call("updateCampaign", { path: { id }, body: { sequence_nodes: longest } })).status).toBe(200);
  });

  it.each([
    ["a node of the other channel", [{ type: "message" as const, body: "x" }]],
    ["a new node without a type", [{ subject: "x" }]],
  ])("refuses %s", async (_, sequence_nodes) => {
    const { sandbox, call } = setUp();
    const id = await readyDraft(call);
    const before = sandbox.campaign(id);
    expect((await call("updateCampaign", { path: { id }, body: { sequence_nodes } })).status).toBe(400);
    expect(sandbox.campaign(id)).toEqual(before);
  });

  it("P11 refuses another campaign's name, and takes its own", async () => {
    const { call } = setUp();
    await readyDraft(call, { name: "One" });
    const id = await readyDraft(call, { name: "Two" });
    expect((await call("updateCampaign", { path: { id }, body: { name: "One" } })).status).toBe(409);
    expect((await call("updateCampaign", { path: { id }, body: { name: "Two" } })).status).toBe(200);
  });
});

describe("pausing and resuming", () => {
  it("P30 each answers 400 in any other status, with the documented sentences", async () => {
    const { sandbox, call } = setUp({ speed: 0 });
    const id = await activeCampaign(sandbox, call);
    const resumed = await call("resumeCampaign", { path: { id } });
    expect([resumed.status, resumed.error]).toEqual([400, "Only paused campaigns can be resumed"]);
    expect((await call("pauseCampaign", { path: { id } })).body.campaign.status).toBe("paused");
    const again = await call("pauseCampaign", { path: { id } });
    expect([again.status, again.error]).toEqual([400, "Only active campaigns can be paused"]);
    expect((await call("resumeCampaign", { path: { id } })).body.campaign).toMatchObject({
      status: "active",
      pause_reason: null,
    });
  });

  it("P29 a paused campaign sends nothing, however long, and goes on where it was", async () => {
    const { sandbox, call } = setUp({ speed: 0, replyRate: 0, bounceRate: 0 });
    const id = await activeCampaign(sandbox, call, { leads: 10 });
    await sandbox.clock.advance(HOUR);
    await call("pauseCampaign", { path: { id } });
    const sent = sandbox.outbox.messages.length;
    expect(sent).toBeGreaterThan(0);
    await sandbox.clock.advance(30 * DAY);
    expect(sandbox.outbox.messages).toHaveLength(sent);
    await call("resumeCampaign", { path: { id } });
    const resumedAt = sandbox.clock.now();
    await sandbox.clock.advance(HOUR);
    const next = sandbox.outbox.messages[sent]?.at ?? 0;
    expect(next).toBeGreaterThanOrEqual(resumedAt);
    // One send every 48 minutes at 30 a day: the pause has neither swallowed nor hurried any.
    expect(next - resumedAt).toBeLessThanOrEqual(48 * MINUTE);
    await playToEnd(sandbox, id);
    expect(sandbox.outbox.writtenTwice()).toEqual([]);
  });

  it("P30 resuming answers completed when everybody left has answered during the pause", async () => {
    const { sandbox, call } = setUp({ speed: 0, replyRate: 1, bounceRate: 0 });
    const nodes = [...EMAIL_SEQUENCE.slice(0, 1), { type: "end" as const }];
    const id = await activeCampaign(sandbox, call, { leads: 2, nodes });
    await sandbox.clock.advance(HOUR);
    expect(sandbox.outbox.recipients()).toHaveLength(2);
    await call("pauseCampaign", { path: { id } });
    await sandbox.clock.advance(3 * DAY);
    expect(sandbox.campaign(id).campaign).toMatchObject({ status: "paused", stats: { replied: 2 } });
    expect((await call("resumeCampaign", { path: { id } })).body.campaign.status).toBe("completed");
  });

  it("pausing and resuming within the same moment doubles nothing", async () => {
    const { sandbox, call } = setUp({ speed: 0 });
    const id = await activeCampaign(sandbox, call, { leads: 10 });
    for (let count = 0; count < 5; count++) {
      await call("pauseCampaign", { path: { id } });
      await call("resumeCampaign", { path: { id } });
    }
    await playToEnd(sandbox, id);
    expect(sandbox.outbox.writtenTwice()).toEqual([]);
    expect(sandbox.outbox.recipients()).toHaveLength(10);
  });
});

describe("reading campaigns", () => {
  it("lists active and paused ones first, newest first among themselves, with the number of nodes", async () => {
    const { sandbox, call } = setUp({ speed: 0 });
    const done = await activeCampaign(sandbox, call, { name: "done", leads: 1 });
    await playToEnd(sandbox, done);
    await activeCampaign(sandbox, call, { name: "active" });
    await readyDraft(call, { name: "draft" });
    const paused = await activeCampaign(sandbox, call, { name: "paused" });
    await call("pauseCampaign", { path: { id: paused } });
    const { campaigns } = (await call("listCampaigns", {})).body;
    expect(campaigns.map(({ name, node_count }) => [name, node_count])).toEqual([
      ["paused", 4],
      ["active", 4],
      ["draft", 4],
      ["done", 4],
    ]);
    expect(campaigns[3]?.stats).toHaveProperty("contacted", 1);
  });

  it("counts leads by status and by node, __none__ for those at none", async () => {
    const { sandbox, call } = setUp({ speed: 0, replyRate: 0, bounceRate: 0 });
    const id = await activeCampaign(sandbox, call, { leads: 5, nodes: LINKEDIN_SEQUENCE, type: "linkedin" });
    await sandbox.clock.advance(100 * MINUTE);
    const { body } = await call("getCampaign", { path: { id } });
    const [invitation] = body.sequence_nodes;
    const sent = body.campaign.stats?.connection_sent ?? 0;
    expect(sent).toBeGreaterThan(0);
    expect(body.prospects_by_status).toMatchObject({ pending: 5 - sent });
    const atInvitation = Object.values(body.prospects_by_node?.[invitation?.id ?? ""] ?? {});
    expect(atInvitation.reduce((sum, count) => sum + count, 0)).toBe(sent);
    expect(body.prospects_by_node?.["__none__"]).toEqual({ pending: 5 - sent });
    const all = Object.values(body.prospects_by_node ?? {}).flatMap((counts) => Object.values(counts));
    expect(all.reduce((sum, count) => sum + count, 0)).toBe(5);
    expect(statusOf(sandbox, id)).toBe("active");
  });
});

describe("what is frozen once a campaign has left draft", () => {
  const FROZEN: Readonly<
    Record<string, (call: PlainClient, id: string) => Promise<{ status: number; error: string }>>
  > = {
    draft_only_leads: (call, id) =>
      call("addLeadsToCampaign", { path: { id }, body: { prospects: [{ email: "a@b.test" }] } }),
    draft_only_nodes: (call, id) => call("addSequenceNode", { path: { id }, body: { type: "delay", delay_days: 1 } }),
    draft_only_messages: (call, id) => call("generateMessages", { path: { id }, body: { action: "resolve" } }),
  };

  it.each(Object.entries(FROZEN))("P36 %s answers 400 in all its wordings", async (condition, attempt) => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 40; seed++) {
      const { sandbox, call } = setUp({ seed, speed: 0 });
      const id = await activeCampaign(sandbox, call);
      const { status, error } = await attempt(call, id);
      expect(status).toBe(400);
      expect(error).toMatch(/draft/i);
      seen.add(error);
    }
    expect(seen.size).toBe(Object.entries(wordings).find(([name]) => name === condition)?.[1].length);
  });
});
