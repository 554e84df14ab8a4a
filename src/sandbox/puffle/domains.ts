import { ok } from "../handlers.ts";
import type { Handlers } from "./handlers.ts";
import { removeInbox } from "./inboxes.ts";
import { invalidRequest, notFound, refusal } from "./refusal.ts";
import { type Schemas, timestamp } from "./wire.ts";
import type { World } from "./world.ts";

const STATUSES = ["pending", "verifying", "verified", "failed"] as const;

type DomainStatus = (typeof STATUSES)[number];

/** A sending domain: as the service has it, and as it is at the source that the service asks. */
export interface DomainRecord {
  row: Schemas["Domain"] & { readonly domain: string; readonly status: DomainStatus };
  /** What the source has found; undefined while it is still looking, or was never asked to. */
  found: { readonly status: "verified" | "failed"; readonly at: number } | undefined;
  /** Counts verifications, so that what an earlier one finds is of no account. */
  round: number;
}

const MINUTE = 60_000;
const LABEL = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";
const DOMAIN = new RegExp(`^(${LABEL}\\.)+[a-z]{2,}$`);
/** The service looks by itself so many minutes after a domain was made. (C 5.7) */
const LOOKS = [10, 30, 70, 150, 310, 630] as const;

/** Domains that inboxes are made on. */
export const domains: Handlers = {
  listDomains({ query = {} }, world) {
    const records = [...world.domains.values()].reverse();
    if (query.skip_sync !== "true") for (const record of records) sync(world, record);
    return ok({ domains: records.map(({ row }) => row) });
  },

  createDomain({ body }, world) {
    const domain = body.domain.trim().toLowerCase();
    if (!DOMAIN.test(domain)) throw invalidRequest("domain: is not a valid domain");
    // Another user's is documented; what becomes of one's own second one is not.
    const isOwn = [...world.domains.values()].some(({ row }) => row.domain === domain);
    if (isOwn || world.domainsElsewhere.has(domain)) throw refusal(world.chance, 409, "domain_taken", { name: domain });
    const record = world.addDomain({ id: world.newId("sending domain"), domain, status: "pending" });
    for (const minutes of LOOKS)
      world.schedule(world.now + minutes * MINUTE, () => {
        if (world.domains.get(record.row.id) !== record) return;
        if (record.row.status === "pending") verify(world, record, "verified");
        sync(world, record);
      });
    return ok({ domain: record.row });
  },

  verifyDomain({ path, query = {} }, world, { task }) {
    const record = known(world, path.id);
    // To start it twice does no harm. (C 5.7)
    const starts = query.poll !== "true" && (record.row.status === "pending" || record.row.status === "failed");
    if (starts) verify(world, record, task === undefined ? "verified" : task === "fails" ? "failed" : undefined);
    sync(world, record);
    return ok({ domain: record.row });
  },

  getDomainDnsRecords({ path }, world) {
    const { row } = known(world, path.id);
    const { id, domain, status } = row;
    // Somebody has set them by the time that they are looked for; of a domain that failed, one is wrong.
    const required = row.dns_records ?? [];
    const there = status === "pending" ? [] : status === "failed" ? required.slice(1) : required;
    return ok({
      domain: { id, domain, status },
      cloudflare: { checked: true, zoneId: `zone_${id.slice(0, 8)}`, zoneName: domain, error: null },
      records: there.map(({ type = "TXT", name = domain, value = null, priority = null }, index) => ({
        id: `record_${index + 1}`,
        type,
        name,
        value,
        priority,
        ttl: 300,
        proxied: false,
      })),
    });
  },

  updateDomain({ path, body: { status } }, world) {
    const record = known(world, path.id);
    record.round++;
    record.found = undefined;
    if (status === "verifying" && record.row.status !== "verifying") verify(world, record, "verified");
    setStatus(world, record, status, world.now);
    return ok({ domain: record.row });
  },

  deleteDomain({ path }, world) {
    const { row } = known(world, path.id);
    for (const sender of [...world.senders.values()])
      if (sender.type === "email" && sender.row.domain_id === row.id) removeInbox(world, sender);
    world.domains.delete(row.id);
    return ok({ success: true });
  },
};

/** A new domain with the records that somebody has to set. */
export function newDomain(
  world: World,
  { id, domain, status: given }: { readonly id: string; readonly domain: string; readonly status?: string | undefined },
): DomainRecord {
  const status = STATUSES.find((one) => one === given) ?? "verified";
  const at = world.timestamp;
  return {
    row: {
      id,
      user_id: world.userId,
      domain,
      agentmail_domain_id: `agentmail_${id.slice(0, 8)}`,
      status,
      dns_records: [
        { type: "MX", name: domain, value: "inbound.mail.example.test", priority: 10 },
        { type: "TXT", name: domain, value: "v=spf1 include:mail.example.test ~all" },
        { type: "TXT", name: `mail._domainkey.${domain}`, value: `v=DKIM1; k=rsa; p=${id.replaceAll("-", "")}` },
        { type: "TXT", name: `_dmarc.${domain}`, value: "v=DMARC1; p=none" },
      ],
      verified_at: status === "verified" ? at : null,
      created_at: at,
      updated_at: at,
    },
    found: undefined,
    round: 0,
  };
}

/** The source begins to look; it takes some minutes. */
function verify(world: World, record: DomainRecord, ending: "verified" | "failed" | undefined): void {
  const round = ++record.round;
  record.found = undefined;
  setStatus(world, record, "verifying", world.now);
  const at = world.now + world.chance.between(2 * MINUTE, 6 * MINUTE, "verification", record.row.domain);
  world.schedule(at, () => {
    if (ending && record.round === round) record.found = { status: ending, at };
  });
}

/** The service asks the source. */
function sync(world: World, record: DomainRecord): void {
  const { found, row } = record;
  if (row.status === "verifying" && found) setStatus(world, record, found.status, found.at);
}

function setStatus(world: World, record: DomainRecord, status: DomainStatus, at: number): void {
  const updated_at = world.timestamp;
  const verified_at = status === "verified" ? timestamp(at) : null;
  record.row = { ...record.row, status, verified_at, updated_at };
  const { id, domain } = record.row;
  for (const sender of world.senders.values())
    if (sender.row.domain_id === id) sender.row = { ...sender.row, email_domains: { id, domain, status } };
}

/** @throws Refusal 404 */
function known(world: World, id: string): DomainRecord {
  const record = world.domains.get(id);
  if (!record) throw notFound("Domain");
  return record;
}
