import { Chance } from "../chance.ts";
import type { OutboxRecord } from "../outbox.ts";
import { Timeline } from "../timeline.ts";
import type { Campaign } from "./campaign.ts";
import type { ConnectLink } from "./connect.ts";
import { Conversations } from "./conversations.ts";
import { type DomainRecord, newDomain } from "./domains.ts";
import type { EnrichmentRun } from "./enrichment-runs.ts";
import { newRow } from "./lead-rows.ts";
import type { LeadSearch } from "./lead-search-runs.ts";
import { type LeadRecord, LeadStore, type ListRecord } from "./lead-store.ts";
import { createOutbox, type OutboxMessage } from "./outbox.ts";
import { notFound, refusal } from "./refusal.ts";
import { planScan } from "./signal-scan.ts";
import { SignalState } from "./signal-state.ts";
import {
  type SandboxLead,
  type SandboxList,
  type SandboxSender,
  type SenderRecord,
  senderRecord,
  type Workspace,
} from "./workspace.ts";

/** How people outside behave: chances from 0 to 1. */
export interface Rates {
  readonly reply: number;
  readonly bounce: number;
  readonly accept: number;
}

export interface WorldOptions {
  readonly seed: number;
  readonly workspace: Workspace;
  readonly rates: Rates;
  /** The virtual time, ms since 1970. */
  readonly now: () => number;
}

/** Everything there is: the workspace, its campaigns and what is going to happen, all of it in memory. */
export class World extends Timeline {
  readonly rates: Rates;
  readonly userId: string;
  readonly campaigns = new Map<string, Campaign>();
  readonly senders = new Map<string, SenderRecord>();
  /** The workspace's leads, and the lists that refer to them. */
  readonly leads: LeadStore;
  /** Searches for leads by id, oldest first. */
  readonly leadSearches = new Map<string, LeadSearch>();
  /** Enrichment runs by id, oldest first, and by the idempotency key that each came with. */
  readonly enrichmentRuns = new Map<string, EnrichmentRun>();
  readonly enrichmentKeys = new Map<string, EnrichmentRun>();
  /** Sending domains by id, oldest first. */
  readonly domains = new Map<string, DomainRecord>();
  /** Domains that another user has verified. */
  readonly domainsElsewhere: ReadonlySet<string>;
  /** Addresses of inboxes that were deleted. */
  readonly usedAddresses = new Set<string>();
  /** The latest link for connecting a LinkedIn account, until it is used. */
  connectLink: ConnectLink | undefined;
  /** Signals, their types and sources, the daily scan. */
  readonly signals = new SignalState();
  readonly threads = new Conversations();
  /** Of the request that is being worked on. */
  correlationId = "";
  readonly outbox: OutboxRecord<OutboxMessage>;
  context: Workspace["context"];
  profile: Workspace["profile"];
  account: Workspace["account"];
  credits: number;
  /** Senders can be deleted, and no two ever have the same number. */
  #sendersMade = 0;

  constructor({ seed, workspace, rates, now }: WorldOptions) {
    super(new Chance(seed), now);
    this.rates = rates;
    this.userId = this.chance.uuid("user");
    this.leads = new LeadStore(this.chance.uuid("list", "all"), this.timestamp);
    this.outbox = createOutbox(() => this.catchUp());
    this.context = workspace.context;
    this.profile = workspace.profile;
    this.account = workspace.account;
    this.credits = workspace.credits;
    this.domainsElsewhere = new Set(workspace.domainsElsewhere.map((domain) => domain.toLowerCase()));
    planScan(this);
    for (const sender of workspace.senders) this.addSender(sender);
    for (const lead of workspace.leads) this.addLead(lead);
    for (const list of workspace.lists) this.addList(list);
  }

  /** A new id of a background task. */
  newRunId(): string {
    return `run_${this.newId("run").replaceAll("-", "").slice(0, 21)}`;
  }

  /** @throws Refusal 404 */
  campaign(id: string): Campaign {
    const campaign = this.campaigns.get(id);
    if (!campaign) throw notFound("Campaign");
    return campaign;
  }

  /**
   * A campaign for a change that drafts alone take.
   * @param condition what is said of any other one
   * @throws Refusal 404, or 400 where it is no draft
   */
  draft(id: string, condition: "draft_only_leads" | "draft_only_nodes" | "draft_only_messages"): Campaign {
    const campaign = this.campaign(id);
    const { status } = campaign;
    if (status !== "draft") throw refusal(this.chance, 400, condition, { status });
    return campaign;
  }

  /** @throws Refusal 404 */
  sender(id: string): SenderRecord {
    const sender = this.senders.get(id);
    if (!sender) throw notFound("Sender account");
    return sender;
  }

  addSender(sender: SandboxSender): SenderRecord {
    const record = senderRecord(this.chance, sender, ++this.#sendersMade, this.timestamp, this.userId);
    this.senders.set(record.id, record);
    const { id, domain, status } = record.row.email_domains ?? {};
    if (id !== undefined && domain !== undefined && !this.domains.has(id)) this.addDomain({ id, domain, status });
    return record;
  }

  addDomain(domain: Parameters<typeof newDomain>[1]): DomainRecord {
    const record = newDomain(this, domain);
    this.domains.set(record.row.id, record);
    return record;
  }

  changeSender(id: string, changes: Partial<Omit<SandboxSender, "type" | "id">>): SenderRecord {
    const record = this.senders.get(id);
    if (!record) throw new Error(`sandbox.changeSender: there is no sender ${id}`);
    const { goneUpstream = record.goneUpstream, warmupUpstream = record.warmup.says, ...row } = changes;
    record.row = { ...record.row, ...row, updated_at: this.timestamp };
    record.goneUpstream = goneUpstream;
    record.warmup = { ...record.warmup, says: warmupUpstream };
    return record;
  }

  /** Adds a lead as it is, whoever else is like it; a lead whose id is known is that one. */
  addLead({ id, lists: _, ...lead }: SandboxLead): LeadRecord {
    const known = id === undefined ? undefined : this.leads.lead(id);
    return known ?? this.leads.addLead(newRow(this, lead, id));
  }

  addList({ id = this.newId("list"), leads, ...fields }: SandboxList): ListRecord {
    const list = this.leads.addList({ ...fields, id }, this.timestamp);
    for (const lead of leads) this.leads.attach(list, this.addLead(lead));
    return list;
  }
}
