import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Sandbox, SandboxOptions } from "../../src/sandbox/index.ts";
import {
  activeCampaign,
  DAY,
  type DraftSpec,
  EMAIL_SEQUENCE,
  HOUR,
  LINKEDIN_SEQUENCE,
  MINUTE,
  people,
  playToEnd,
  readyDraft,
  setUp,
  statusOf,
} from "./helpers.ts";

/** How a campaign ended, without anything that time or chance of ids could change. */
function ending(sandbox: Sandbox, id: string) {
  const { campaign, prospects, sequence_nodes } = sandbox.campaign(id);
  const { stats, status } = campaign;
  const positions = new Map(sequence_nodes.map((node) => [node.id, node.position]));
  return {
    status,
    stats,
    roster: prospects.map((lead) => [lead.email ?? lead.linkedin_url, lead.status]).sort(),
    messages: sandbox.outbox.messages.map(({ recipient, nodeId, subject, body }) => [
      recipient,
      positions.get(nodeId),
      subject,
      body,
    ]),
  };
}

async function played(
  options: SandboxOptions,
  spec: DraftSpec,
  disturb?: (sandbox: Sandbox, id: string) => Promise<void>,
) {
  const { sandbox, call } = setUp({ speed: 0, ...options });
  const id = await activeCampaign(sandbox, call, spec);
  await disturb?.(sandbox, id);
  await playToEnd(sandbox, id);
  return { sandbox, id, call, ending: ending(sandbox, id) };
}

describe("how a campaign ends", () => {
  it("is the same for the same seed, whatever the hour, the pauses and the number of looks", async () => {
    const disturbance = fc.record({
      startAt: fc.integer({ min: 0, max: 4e12 }),
      steps: fc.array(
        fc.record({
          what: fc.constantFrom("look", "pause", "resume", "relaunch", "list"),
          ms: fc.integer({ min: 0, max: 2 * DAY }),
        }),
        { maxLength: 8 },
      ),
      type: fc.constantFrom("email" as const, "linkedin" as const),
      seed: fc.integer({ min: 1, max: 5 }),
    });
    const plain = new Map<string, Promise<object>>();
    await fc.assert(
      fc.asyncProperty(disturbance, async ({ startAt, steps, type, seed }) => {
        const spec = { type, leads: 25, nodes: type === "email" ? EMAIL_SEQUENCE : LINKEDIN_SEQUENCE };
        const key = `${type} ${seed}`;
        const undisturbed = plain.get(key) ?? played({ seed }, spec).then((one) => one.ending);
        plain.set(key, undisturbed);
        const disturbed = await played({ seed, startAt }, spec, async (sandbox, id) => {
          const act = (path: string, method = "POST") =>
            sandbox.fetch(`https://any.test/api/campaigns/${id}${path}`, {
              method,
              headers: { authorization: `Bearer ${sandbox.apiKey}` },
            });
          for (const { what, ms } of steps) {
            await (what === "look" || what === "list" ? act(what === "list" ? "/leads" : "", "GET") : act(`/${what}`));
            await sandbox.clock.advance(ms);
          }
          await act("/resume");
        });
        expect(disturbed.ending).toEqual(await undisturbed);
      }),
      { numRuns: 40 },
    );
  });

  it("does not depend on the order of the roster or on what else the sandbox was asked before", async () => {
    const first = await played({}, { leads: people(30) });
    const { sandbox, call } = setUp({ speed: 0 });
    for (let count = 0; count < 5; count++) await call("listCampaigns", {});
    await readyDraft(call, { name: "Another one", leads: 7 });
    const second = await activeCampaign(sandbox, call, { leads: people(30).reverse() });
    await playToEnd(sandbox, second);
    expect(ending(sandbox, second)).toEqual(first.ending);
  });

  it("differs between seeds", async () => {
    const [one, two] = await Promise.all([played({ seed: 1 }, { leads: 30 }), played({ seed: 2 }, { leads: 30 })]);
    expect(one.ending.roster).not.toEqual(two.ending.roster);
  });

  it("P23 adds up: completed, replied, bounced and timed out reach the total exactly at the end", async () => {
    for (const type of ["email", "linkedin"] as const) {
      const { sandbox, call } = setUp({ speed: 0, replyRate: 0.4, bounceRate: 0.2 });
      const id = await activeCampaign(sandbox, call, { type, leads: 40 });
      let before = 0;
      for (let step = 0; step < 24 * 40 && statusOf(sandbox, id) !== "completed"; step++) {
        const {
          completed = 0,
          replied = 0,
          bounced = 0,
          timed_out = 0,
          total = 0,
        } = sandbox.campaign(id).campaign.stats ?? {};
        const over = completed + replied + bounced + timed_out;
        expect(over).toBeLessThan(total);
        expect(over).toBeGreaterThanOrEqual(before);
        before = over;
        await sandbox.clock.advance(HOUR);
      }
      const { campaign, prospects } = sandbox.campaign(id);
      const count = (...statuses: string[]) => prospects.filter(({ status }) => statuses.includes(status ?? "")).length;
      expect(campaign.stats).toMatchObject({
        total: 40,
        sent: 40,
        contacted: 40,
        replied: count("replied"),
        bounced: count("bounced"),
        completed: count("completed"),
        timed_out: count("timed_out"),
      });
      expect(count("replied", "bounced", "completed", "timed_out")).toBe(40);
      if (type === "email") expect(count("bounced")).toBeGreaterThan(0);
      else expect(campaign.stats).toMatchObject({ connection_sent: 40, connected: 40 - count("timed_out") });
    }
  });

  it("is what the rates say at their limits", async () => {
    const end = async (options: SandboxOptions, spec: DraftSpec = {}) =>
      (await played(options, { leads: 20, ...spec })).ending.stats;
    expect(await end({ replyRate: 0, bounceRate: 0 })).toMatchObject({ completed: 20, replied: 0, bounced: 0 });
    expect(await end({ replyRate: 1, bounceRate: 0 })).toMatchObject({ replied: 20, completed: 0 });
    expect(await end({ bounceRate: 1 })).toMatchObject({ bounced: 20, sent: 20 });
    const linkedin = { type: "linkedin" as const };
    expect(await end({ acceptRate: 0 }, linkedin)).toMatchObject({
      timed_out: 20,
      connection_sent: 20,
      connected: 0,
      message_sent: 0,
    });
    expect(await end({ acceptRate: 1, replyRate: 0 }, linkedin)).toMatchObject({
      completed: 20,
      connected: 20,
      message_sent: 20,
    });
  });
});

describe("what is sent", () => {
  it("is never more than the daily limit in any day since the activation", async () => {
    const limits = fc.record({
      daily_limit: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
      leads: fc.integer({ min: 1, max: 70 }),
      senders: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(limits, async ({ daily_limit, leads, senders }) => {
        const { sandbox, call } = setUp({
          speed: 0,
          replyRate: 0,
          bounceRate: 0,
          workspace: { senders: senders.map((limit) => ({ type: "email", daily_limit: limit })) },
        });
        const ids = (await call("listSenders", {})).body.accounts.map(({ id }) => id);
        const settings = { sender_account_ids: ids, ...(daily_limit !== undefined && { daily_limit }) };
        const id = await readyDraft(call, { leads, settings });
        await call("launchCampaign", { path: { id } });
        await playToEnd(sandbox, id);
        const most = daily_limit ?? senders.reduce((sum, limit) => sum + limit, 0);
        const activatedAt = sandbox.outbox.messages[0]?.at ?? 0;
        const days = new Map<number, number>();
        for (const { at } of sandbox.outbox.messages) {
          const day = Math.floor((at - activatedAt) / DAY);
          days.set(day, (days.get(day) ?? 0) + 1);
        }
        expect(Math.max(...days.values())).toBeLessThanOrEqual(most);
        expect(sandbox.outbox.messages).toHaveLength(2 * leads);
        // As fast as the limit allows: no day of the first round is left half empty.
        if (leads > most) expect(days.get(0)).toBe(most);
      }),
      { numRuns: 25 },
    );
  });

  it("follows a daily limit that is changed on the way", async () => {
    const { sandbox, call } = setUp({ speed: 0, replyRate: 0, bounceRate: 0 });
    const id = await readyDraft(call, { leads: 100, settings: { daily_limit: 2 } });
    await call("launchCampaign", { path: { id } });
    await sandbox.clock.advance(2 * DAY - HOUR);
    expect(sandbox.outbox.messages).toHaveLength(4);
    await call("updateCampaign", { path: { id }, body: { daily_limit: 50 } });
    await sandbox.clock.advance(DAY);
    expect(sandbox.outbox.messages.length).toBeGreaterThan(40);
  });

  it("waits as long as the delays say, and stops at an answer", async () => {
    const { sandbox, id } = await played({ replyRate: 0.5, bounceRate: 0 }, { leads: 20 });
    const { prospects, sequence_nodes } = sandbox.campaign(id);
    for (const lead of prospects) {
      const got = sandbox.outbox.messages.filter(({ prospectId }) => prospectId === lead.id);
      expect(got[0]?.nodeId).toBe(sequence_nodes[0]?.id);
      if (got[1]) expect(got[1].at - (got[0]?.at ?? 0)).toBeGreaterThanOrEqual(2 * DAY);
      if (lead.status === "completed") expect(got).toHaveLength(2);
      if (lead.status !== "replied") continue;
      const repliedAt = Date.parse(lead.replied_at ?? "");
      const last = got.at(-1)?.at ?? 0;
      expect(repliedAt - last).toBeGreaterThanOrEqual(HOUR);
      expect(repliedAt - last).toBeLessThanOrEqual(40 * HOUR);
    }
    expect(prospects.some(({ status }) => status === "replied")).toBe(true);
  });

  it("goes on after an answer where stop_on_reply is off, and the lead stays replied", async () => {
    const settings = { stop_on_reply: false };
    const { sandbox, id, ending: end } = await played({ replyRate: 1, bounceRate: 0 }, { leads: 10, settings });
    expect(sandbox.outbox.messages).toHaveLength(20);
    expect(end.stats).toMatchObject({ replied: 10, completed: 0 });
    expect(statusOf(sandbox, id)).toBe("completed");
  });

  it("ends with the end node: what comes after it is never sent", async () => {
    const nodes = [...EMAIL_SEQUENCE, { type: "email" as const, subject: "Never", body: "Never" }];
    const { sandbox } = await played({}, { leads: 5, nodes });
    expect(sandbox.outbox.messages.some(({ subject }) => subject === "Never")).toBe(false);
  });

  it("comes from all of the campaign's senders, each lead always from the same one", async () => {
    const { sandbox, call } = setUp({ speed: 0, replyRate: 0, bounceRate: 0 });
    sandbox.addSender({ type: "email", display_name: "Second Sender", first_name: "Second" });
    const ids = (await call("listSenders", { query: { type: "email" } })).body.accounts.map(({ id }) => id);
    const nodes = EMAIL_SEQUENCE.map((node) =>
      node.type === "email" ? { ...node, body: "From %sender_first%" } : node,
    );
    const id = await activeCampaign(sandbox, call, { leads: 20, nodes, settings: { sender_account_ids: ids } });
    await playToEnd(sandbox, id);
    const bySender = new Map<string, Set<string>>();
    for (const { recipient, senderId, body } of sandbox.outbox.messages) {
      bySender.set(recipient, (bySender.get(recipient) ?? new Set()).add(senderId));
      expect(body).toBe(senderId === ids[1] ? "From Second" : "From Robin");
    }
    expect([...bySender.values()].every((senders) => senders.size === 1)).toBe(true);
    expect(new Set(sandbox.outbox.messages.map(({ senderId }) => senderId)).size).toBe(2);
  });

  it("on LinkedIn begins with the invitation, whose words go only where they are asked for", async () => {
    const bare = LINKEDIN_SEQUENCE.map((node) => ({
      ...node,
      ...(node.type === "connection_request" && { include_message: false }),
    }));
    for (const [nodes, words] of [
      [LINKEDIN_SEQUENCE, /^Hi First\d+, let us connect$/],
      [bare, /^$/],
    ] as const) {
      const { sandbox } = await played({ acceptRate: 1, replyRate: 0 }, { type: "linkedin", leads: 4, nodes });
      const kinds = sandbox.outbox.messages.map(({ kind, body, channel }) => [kind, channel, body]);
      expect(kinds.filter(([kind]) => kind === "connection_request")).toHaveLength(4);
      expect(kinds.filter(([kind]) => kind === "message")).toHaveLength(4);
      for (const [kind, , body] of kinds) if (kind === "connection_request") expect(body).toMatch(words);
    }
  });

  it("times an invitation out after seven days", async () => {
    const { sandbox, call } = setUp({ speed: 0, acceptRate: 0 });
    const id = await activeCampaign(sandbox, call, { type: "linkedin", leads: 1 });
    await sandbox.clock.advance(7 * DAY - 2 * MINUTE);
    expect(sandbox.campaign(id).prospects[0]?.status).toBe("connection_sent");
    await sandbox.clock.advance(2 * MINUTE);
    expect(sandbox.campaign(id).prospects[0]?.status).toBe("timed_out");
    expect(statusOf(sandbox, id)).toBe("completed");
  });
});

describe("how much it takes", () => {
  it("plays 10 000 leads to the end", async () => {
    const { ending: end } = await played({}, { leads: 10_000, settings: { daily_limit: 2_000 } });
    expect(end.stats).toMatchObject({ total: 10_000, sent: 10_000 });
  });

  it("plays 400 leads over 10 days, looked at every minute, on a clock that jumps", async () => {
    const { sandbox, call } = setUp();
    const id = await readyDraft(call, { leads: 400, settings: { daily_limit: 80 } });
    await call("launchCampaign", { path: { id } });
    const before = performance.now();
    const from = sandbox.clock.now();
    const headers = { authorization: `Bearer ${sandbox.apiKey}` };
    for (let status = ""; status !== "completed"; await sandbox.clock.sleep(MINUTE)) {
      const response = await sandbox.fetch(`${sandbox.baseURL}/api/campaigns/${id}`, { headers });
      status = String(/"status":"(\w+)"/.exec(await response.text())?.[1]);
    }
    expect((sandbox.clock.now() - from) / DAY).toBeGreaterThan(8);
    expect(sandbox.requests.length).toBeGreaterThan(10_000);
    // Measured at 3 s on a slow machine; the bound is against something that grows with the square.
    expect(performance.now() - before).toBeLessThan(12_000);
  });
});
