import { ok } from "../handlers.ts";
import type { Handlers } from "./handlers.ts";
import { notFound, refusal } from "./refusal.ts";
import { DAY } from "./usage.ts";
import { type Schemas, timestamp } from "./wire.ts";
import type { SenderRecord } from "./workspace.ts";
import type { World } from "./world.ts";

/** So many days of an inbox's warm-up are shown. */
const SHOWN_DAYS = 30;
/** A warm-up is over when both are reached. (C 5.6) */
const GOOD_REPUTATION = 90;
const SENT_ENOUGH = 200;

/** Email accounts that the service runs itself; they are senders, too. */
export const inboxes: Handlers = {
  listInboxes(_, world) {
    const records = [...world.senders.values()].filter(({ type }) => type === "email").reverse();
    return ok({ accounts: records.map(inboxView) });
  },

  createInbox({ body }, world, { warmup }) {
    const { domain_id, display_name, first_name, last_name } = body;
    const username = body.username.toLowerCase();
    const domain = world.domains.get(domain_id)?.row;
    if (!domain) throw notFound("Domain");
    if (domain.status !== "verified") throw refusal(world.chance, 400, "domain_unverified", { status: domain.status });
    const email_address = `${username}@${domain.domain}`;
    const isTaken = [...world.senders.values()].some(({ row }) => row.email_address === email_address);
    if (isTaken || world.usedAddresses.has(email_address)) throw refusal(world.chance, 409, "inbox_taken");
    const record = world.addSender({
      type: "email",
      email_address,
      domain_id,
      display_name: display_name ?? ([first_name, last_name].filter(Boolean).join(" ") || username),
      ...(first_name !== undefined && { first_name }),
      ...(last_name !== undefined && { last_name }),
      email_domains: { id: domain.id, domain: domain.domain, status: domain.status },
      ...(warmup === "not_started"
        ? { status: "pending", warmup_status: "not_started", instantly_account_id: null }
        : { status: "warming", warmup_status: "warming" }),
    });
    return ok({ account: inboxView(record) });
  },

  updateInbox({ path, body }, world) {
    const record = known(world, path.id);
    if (body.signature === undefined) throw refusal(world.chance, 400, "nothing_to_change");
    const signature = body.signature === "" ? null : body.signature.replace(/\r?\n/g, "<br>");
    record.row = { ...record.row, signature, updated_at: world.timestamp };
    return ok({ account: inboxView(record) });
  },

  deleteInbox({ path }, world) {
    removeInbox(world, known(world, path.id));
    return ok({ success: true });
  },

  retryInboxWarmup({ path }, world) {
    const record = known(world, path.id);
    const { status, warmup_status } = record.row;
    if (status !== "pending" || warmup_status !== "not_started")
      throw refusal(world.chance, 409, "warmup_not_waiting", { status: String(warmup_status ?? status) });
    const instantly_account_id = `instantly_${record.id.slice(0, 8)}`;
    const change = { status: "warming", warmup_status: "warming", instantly_account_id, updated_at: world.timestamp };
    record.row = { ...record.row, ...change };
    record.warmup = { ...record.warmup, startedAt: world.now };
    return ok({ account: { ...inboxView(record), ...change, daily_limit: record.row.daily_limit ?? null } });
  },

  getWarmupAnalytics(_, world) {
    const analytics: Record<string, Schemas["InboxWarmup"]> = {};
    const transitions: Record<string, Schemas["InboxTransition"]> = {};
    for (const record of world.senders.values()) {
      if (record.type !== "email" || !record.row.email_address || !WARMING.has(record.row.warmup_status)) continue;
      const seen = warmupOf(world, record);
      analytics[record.id] = seen;
      const change = transitionOf(record, seen);
      if (!change) continue;
      transitions[record.id] = change;
      record.row = { ...record.row, ...change, updated_at: world.timestamp };
    }
    return ok({ analytics, transitions });
  },
};

const WARMING = new Set<unknown>(["warming", "warmed", "active"]);

/** The inbox is gone for good; its address is not given out again. */
export function removeInbox(world: World, { id, row }: SenderRecord): void {
  world.senders.delete(id);
  if (row.email_address) world.usedAddresses.add(row.email_address);
}

/** An inbox as the newer pages show it: without status and warm-up, which its row among the senders has. (C 5.6) */
function inboxView({ row }: SenderRecord): Schemas["Sender"] {
  const { status: _status, warmup_status: _warmup, daily_limit: _limit, stats: _stats, ...others } = row;
  const { provider_account_id: _provider, profile_url: _profile, is_premium: _premium, ...mail } = others;
  const { has_sales_navigator: _, weekly_connection_limit: __, weekly_message_limit: ___, ...inbox } = mail;
  return inbox;
}

/** What reading shows, and thereby changes. (C 5.6) */
function transitionOf(
  { row, warmup }: SenderRecord,
  seen: Schemas["InboxWarmup"],
): { readonly warmup_status: string; readonly status: string } | undefined {
  if (warmup.says < 0) return { warmup_status: warmup.says === -1 ? "banned" : "suspended", status: "error" };
  const { warmup_reputation, total_sent } = seen;
  const isWarm = (warmup_reputation ?? 0) >= GOOD_REPUTATION && (total_sent ?? 0) >= SENT_ENOUGH;
  return row.warmup_status === "warming" && isWarm ? { warmup_status: "active", status: "active" } : undefined;
}

/** How an inbox's warm-up stands: it takes two to three weeks, slowly at first. */
function warmupOf(world: World, { id, row, warmup }: SenderRecord): Schemas["InboxWarmup"] {
  const takes = 14 + world.chance.of("warm-up", id) * 7;
  const age = Math.max(0, (world.now - warmup.startedAt) / DAY);
  const sentBy = (days: number) => Math.floor(SENT_ENOUGH * (Math.max(0, days) / takes) ** 1.5);
  const received = (sent: number) => Math.floor(sent * 0.9);
  const reputation = Math.min(100, Math.floor(60 + ((GOOD_REPUTATION - 60) * age) / takes));
  const days = Math.min(SHOWN_DAYS, Math.ceil(age));
  return {
    email: row.email_address ?? null,
    total_sent: sentBy(age),
    total_received: received(sentBy(age)),
    health_score: warmup.says < 0 ? 0 : reputation,
    health_score_label: warmup.says < 0 ? "Poor" : reputation >= GOOD_REPUTATION ? "Excellent" : "Good",
    warmup_reputation: warmup.says < 0 ? 0 : reputation,
    instantly_warmup_status: warmup.says,
    daily_data: Array.from({ length: days }, (_, index) => {
      const end = age - (days - 1 - index);
      const sent = sentBy(end) - sentBy(end - 1);
      return {
        date: timestamp(world.now - (days - 1 - index) * DAY).slice(0, 10),
        sent,
        received: received(sent),
      };
    }),
  };
}

/** @throws Refusal 404 */
function known(world: World, id: string): SenderRecord {
  const record = world.senders.get(id);
  if (record?.type !== "email") throw notFound("Email account");
  return record;
}
