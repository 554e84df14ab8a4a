import { LaunchBlockedError, type LaunchBlockerKind, Puffle } from "puffle-sdk";
import { createSandbox, type Sandbox } from "puffle-sdk/sandbox";
import { describe, expect, test } from "vitest";
import { blockersNamedIn } from "../../src/puffle/launch-blockers.ts";
import { failure } from "./ready-campaign.ts";

/** Enough seeds to meet every wording of every condition. */
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];

interface Case {
  readonly blocker: LaunchBlockerKind;
  readonly channel?: "email" | "linkedin";
  /** Leaves out, or spoils, what the launch needs. */
  readonly spoil: (sandbox: Sandbox, puffle: Puffle, id: string) => unknown;
  readonly also?: object;
}

const CASES: readonly Case[] = [
  {
    blocker: "not_draft",
    spoil: (_, puffle, id) => puffle.campaigns.launchAndWait(id),
    also: { campaignStatus: expect.stringMatching(/^(active|completed)$/) },
  },
  { blocker: "no_senders", spoil: (_, puffle, id) => puffle.campaigns.update(id, { sender_account_ids: [] }) },
  { blocker: "no_pending_leads", spoil: (_, puffle, id) => puffle.campaigns.leads.remove(id, { all: true }) },
  {
    blocker: "no_sendable_nodes",
    async spoil(_, puffle, id) {
      const { sequence_nodes } = await puffle.campaigns.get(id);
      for (const { id: node, type } of sequence_nodes) if (type !== "end") await puffle.sequenceNodes.delete(id, node);
    },
  },
  {
    blocker: "missing_content",
    async spoil(_, puffle, id) {
      await puffle.sequenceNodes.add(id, { type: "delay", delay_days: 1 });
      await puffle.sequenceNodes.add(id, { type: "email", subject: "Again", body: "" });
      const { sequence_nodes } = await puffle.campaigns.get(id);
      await puffle.sequenceNodes.update(id, sequence_nodes[0]?.id ?? "", { body: "" });
    },
    also: { positions: [0, 2] },
  },
  {
    blocker: "invalid_delay",
    async spoil(_, puffle, id) {
      const nodes = await puffle.sequenceNodes.add(id, { type: "delay", delay_days: 1 });
      await puffle.sequenceNodes.update(id, nodes[1]?.id ?? "", { delay_days: 31 });
    },
    also: { positions: [1] },
  },
  {
    blocker: "missing_end",
    async spoil(_, puffle, id) {
      const { sequence_nodes } = await puffle.campaigns.get(id);
      await puffle.sequenceNodes.delete(id, sequence_nodes.find(({ type }) => type === "end")?.id ?? "");
    },
  },
  { blocker: "sender_not_active", spoil: (sandbox, puffle) => changeSender(sandbox, puffle, { status: "warming" }) },
  {
    blocker: "sender_without_inbox",
    spoil: (sandbox, puffle) => changeSender(sandbox, puffle, { agentmail_inbox_id: null }),
  },
  {
    blocker: "linkedin_reconnect",
    channel: "linkedin",
    spoil: (sandbox, puffle) => changeSender(sandbox, puffle, { status: "credentials_required" }, "linkedin"),
  },
];

async function changeSender(sandbox: Sandbox, puffle: Puffle, change: object, type: "email" | "linkedin" = "email") {
  const [sender] = await puffle.senders.list({ type });
  sandbox.changeSender(sender?.id ?? "", change);
}

async function spoiled({ channel = "email", spoil }: Case, seed: number) {
  const sandbox = createSandbox({ seed });
  const puffle = new Puffle(sandbox.options);
  const [sender] = await puffle.senders.list({ type: channel });
  const created = { name: "Q3", sender_account_ids: [sender?.id ?? ""] };
  const { id } = await (channel === "email"
    ? puffle.campaigns.create({ type: "email", ...created })
    : puffle.campaigns.create({ type: "linkedin", ...created }));
  await puffle.sequenceNodes.build(id, [
    channel === "email" ? { type: "email", subject: "Hello", body: "Hi" } : { type: "connection_request" },
  ]);
  await puffle.campaigns.leads.add(id, [{ email: "ada@example.com", linkedin_url: "https://linkedin.com/in/ada" }]);
  await spoil(sandbox, puffle, id);
  return { sandbox, puffle, id };
}

describe.each(CASES)("a launch that is blocked by $blocker", (one) => {
  test("P27 says so, in whichever words the service does", async () => {
    const sentences = new Set<string>();
    for (const seed of SEEDS) {
      const { puffle, id } = await spoiled(one, seed);
      const error = await failure(puffle.campaigns.launch(id));
      expect(error, `seed ${seed}: ${String(error)}`).toBeInstanceOf(LaunchBlockedError);
      expect(error, `seed ${seed}: ${String(error)}`).toMatchObject({
        blocker: one.blocker,
        outcome: "not_sent",
        ...one.also,
      });
      if (error instanceof LaunchBlockedError) sentences.add(error.said ?? "");
    }
    expect(sentences.size).toBeGreaterThanOrEqual(3);
  });

  test("P28 is found before it is tried, in the same words", async () => {
    const { puffle, id } = await spoiled(one, 1);
    const { ready, blockers, unverified } = await puffle.campaigns.checkReadiness(id);
    expect(ready).toBe(false);
    expect(blockers.map(({ blocker }) => blocker)).toContain(one.blocker);
    expect(blockers.find(({ blocker }) => blocker === one.blocker)?.fix).toMatch(/./);
    expect(unverified.length).toBeGreaterThan(0);
  });
});

test("P27 a launch of which every lead is skipped says so", async () => {
  for (const seed of SEEDS) {
    const sandbox = createSandbox({ seed });
    const puffle = new Puffle(sandbox.options);
    const [sender] = await puffle.senders.list({ type: "linkedin" });
    const lead = { linkedin_url: "https://linkedin.com/in/ada" };
    for (const name of ["first", "second"]) {
      const campaign = await puffle.campaigns.create({
        type: "linkedin",
        name,
        sender_account_ids: [sender?.id ?? ""],
        skip_other_campaigns: true,
      });
      await puffle.sequenceNodes.build(campaign, [{ type: "connection_request" }]);
      await puffle.campaigns.leads.add(campaign, [lead]);
      if (name === "first") await puffle.campaigns.launchAndWait(campaign);
      else expect(await failure(puffle.campaigns.launch(campaign))).toMatchObject({ blocker: "all_skipped" });
    }
  }
});

test("P28 a campaign that lacks nothing is ready, and what only the launch can tell is said", async () => {
  const { puffle, id } = await spoiled({ blocker: "unknown", spoil: () => undefined }, 1);
  expect(await puffle.campaigns.checkReadiness(id)).toMatchObject({ ready: true, blockers: [] });
});

test("P28 everything that is in the way is named at once", async () => {
  const sandbox = createSandbox();
  const puffle = new Puffle(sandbox.options);
  const [sender] = await puffle.senders.list({ type: "email" });
  sandbox.changeSender(sender?.id ?? "", { status: "warming", agentmail_inbox_id: null });
  const draft = await puffle.campaigns.create({ type: "email", name: "Q3", sender_account_ids: [sender?.id ?? ""] });
  const { blockers } = await puffle.campaigns.checkReadiness(draft);
  expect(blockers.map(({ blocker }) => blocker).sort()).toEqual([
    "missing_content",
    "no_pending_leads",
    "sender_not_active",
    "sender_without_inbox",
  ]);
});

test("P27 a sentence that names nothing is settled by reading the campaign", async () => {
  const { sandbox, puffle, id } = await spoiled(
    { blocker: "no_pending_leads", spoil: (_, p, c) => p.campaigns.leads.remove(c, { all: true }) },
    1,
  );
  sandbox.fail("launchCampaign", { status: 400, body: { error: "Validation failed" } });
  expect(await failure(puffle.campaigns.launch(id))).toMatchObject({ blocker: "no_pending_leads" });
});

test("P27 the documented sentence for three conditions is settled by reading the campaign", async () => {
  const { sandbox, puffle, id } = await spoiled(
    { blocker: "no_senders", spoil: (_, p, c) => p.campaigns.update(c, { sender_account_ids: [] }) },
    1,
  );
  const error = "Campaign has no sender accounts, no pending leads, or no sendable sequence nodes";
  sandbox.fail("launchCampaign", { status: 400, body: { error } });
  expect(await failure(puffle.campaigns.launch(id))).toMatchObject({ blocker: "no_senders" });
});

test("P27 where neither sentence nor campaign tell, the blocker is unknown and the sentence is in the message", async () => {
  const { sandbox, puffle, id } = await spoiled({ blocker: "unknown", spoil: () => undefined }, 1);
  sandbox.fail("launchCampaign", { status: 400, body: { error: "Mercury is in retrograde" } });
  const error = await failure(puffle.campaigns.launch(id));
  expect(error).toMatchObject({ blocker: "unknown", said: "Mercury is in retrograde" });
  expect(String(error)).toContain("Mercury is in retrograde");
});

describe("P27 key words find the blocker in", () => {
  const sentences: readonly (readonly [string, readonly LaunchBlockerKind[]])[] = [
    ["Campaign is not in draft status (current: paused)", ["not_draft"]],
    ["Campaign is active — must be draft to launch", ["not_draft"]],
    ["Campaign has no sender accounts", ["no_senders"]],
    ["Please attach at least one sender account", ["no_senders"]],
    ["No pending leads", ["no_pending_leads"]],
    ["Campaign needs at least one pending prospect", ["no_pending_leads"]],
    ["No sendable sequence nodes", ["no_sendable_nodes"]],
    ["Sequence contains nodes with missing content at positions 1, 3", ["missing_content"]],
    ["Node 2 has an empty body", ["missing_content"]],
    ["Email sender is not active (warmup incomplete)", ["sender_not_active"]],
    ["Sender has no configured sending inbox", ["sender_without_inbox"]],
    ["LinkedIn account no longer exists — reconnect required", ["linkedin_reconnect"]],
    ["Connected account no longer exists upstream — reconnect required", ["linkedin_reconnect"]],
    ["The connected account no longer exists", ["linkedin_reconnect"]],
    ["Sender account is no longer active", ["sender_not_active"]],
    ["Sender account must be re-connected before launching", ["linkedin_reconnect"]],
    ["All leads were skipped by dedup — nothing to send", ["all_skipped"]],
    ["Delay at position 2 must be between 1 minute and 30 days", ["invalid_delay"]],
    ["Something else entirely", []],
  ];
  test.each(sentences)("%s", (sentence, kinds) => {
    expect(blockersNamedIn(sentence).map(({ blocker }) => blocker)).toEqual(kinds);
  });

  test("positions, and the numbers that are none", () => {
    expect(blockersNamedIn("2 nodes have empty content: position 1, position 3")[0]?.positions).toEqual([1, 3]);
    expect(blockersNamedIn("Missing content in nodes at positions 1 and 3")[0]?.positions).toEqual([1, 3]);
    expect(blockersNamedIn("Delay at position 2 must total 1 minute to 30 days")[0]?.positions).toEqual([2]);
    expect(blockersNamedIn("Nodes without content (positions: 0,4,5)")[0]?.positions).toEqual([0, 4, 5]);
  });
});
