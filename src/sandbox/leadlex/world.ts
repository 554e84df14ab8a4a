import { Chance } from "../chance.ts";
import type { OutboxRecord } from "../outbox.ts";
import { Timeline } from "../timeline.ts";
import { Calendar } from "./calendar.ts";
import type { Campaign } from "./campaign.ts";
import { type Contact, type ContactList, ContactStore } from "./contact-store.ts";
import { addContact } from "./contacts.ts";
import { addList } from "./lists.ts";
import { nameOf } from "./names.ts";
import { createOutbox, type LeadLexMessage } from "./outbox.ts";
import { missing } from "./refusal.ts";
import type { Task } from "./task.ts";
import type { Webhook } from "./webhook.ts";
import type { EventType } from "./wire.ts";
import { type LeadLexContact, type LeadLexList, type LeadLexWorkspace, madeUpContact } from "./workspace.ts";

/** How people outside behave: chances from 0 to 1. */
export interface Rates {
  readonly open: number;
  readonly click: number;
  readonly reply: number;
  readonly bounce: number;
  readonly unsubscribe: number;
}

/** Whether a start needs somebody's approval: by the number of recipients, or always the same. */
export type Approval = "by_size" | "always" | "never";

export interface WorldOptions {
  readonly seed: number;
  readonly workspace: LeadLexWorkspace;
  readonly rates: Rates;
  readonly approval: Approval;
  readonly approvalAbove: number;
  readonly showsPending: boolean | undefined;
  readonly tasksListed: number;
  readonly allowLocalWebhooks: boolean;
  /** The virtual time, ms since 1970. */
  readonly now: () => number;
  /** Has somebody look when a virtual time has come. */
  readonly lookAt: (at: number) => void;
}

/** Something that happened, as webhooks are told of it. */
export interface WorldEvent {
  readonly id: string;
  readonly type: EventType;
  readonly created_at: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Everything there is: the workspace, its campaigns and what is going to happen, all of it in memory. */
export class World extends Timeline {
  readonly rates: Rates;
  readonly approval: Approval;
  readonly approvalAbove: number;
  readonly showsPending: boolean;
  readonly tasksListed: number;
  readonly allowLocalWebhooks: boolean;
  readonly people = new ContactStore();
  /** Oldest first. */
  readonly campaigns = new Map<string, Campaign>();
  /** Lexi's tasks, oldest first. */
  readonly tasks = new Map<string, Task>();
  /** Oldest first. */
  readonly webhooks = new Map<string, Webhook>();
  readonly calendar = new Calendar();
  readonly outbox: OutboxRecord<LeadLexMessage>;
  /** Is told of everything that happens. */
  onEvent: (event: WorldEvent) => void = () => {};
  /** How many messages each conversation with Lexi has had. */
  readonly conversations = new Map<string, number>();
  credits: number;
  readonly #lookAt: (at: number) => void;
  /** How many contacts were made up. */
  #madeUp = 0;

  constructor({ seed, workspace, now, ...options }: WorldOptions) {
    super(new Chance(seed), now);
    this.rates = options.rates;
    this.approval = options.approval;
    this.approvalAbove = options.approvalAbove;
    this.showsPending = options.showsPending ?? this.chance.of("shows pending") < 0.5;
    this.tasksListed = options.tasksListed;
    this.allowLocalWebhooks = options.allowLocalWebhooks;
    this.#lookAt = options.lookAt;
    this.outbox = createOutbox(() => this.catchUp());
    this.credits = workspace.credits;
    for (const contact of workspace.contacts) this.addContact(contact);
    for (const list of workspace.lists) this.addList(list);
  }

  /** @throws Refusal 404 `campaign_not_found` */
  campaign(id: string): Campaign {
    const campaign = this.campaigns.get(id);
    if (!campaign) throw missing(this.chance, "campaign_not_found", "campaign");
    return campaign;
  }

  /** Such as `cmp_1f0c…`: on newer pages ids are no UUIDs. */
  newPrefixedId(prefix: "cmp" | "step" | "evt"): string {
    return `${prefix}_${this.newId(prefix).replaceAll("-", "").slice(0, 16)}`;
  }

  /** Has something happen that others may be told of: at its time, not when anybody next looks. */
  scheduleEvent(at: number, happen: () => void): void {
    this.schedule(at, happen);
    this.#lookAt(at);
  }

  emit(type: EventType, data: Readonly<Record<string, unknown>>): void {
    // As it is now: what `data` shows may change before it is delivered.
    this.onEvent({ id: this.newPrefixedId("evt"), type, created_at: this.timestamp, data: structuredClone(data) });
  }

  addContact(given: LeadLexContact): Contact {
    const { full_name, email = null, company = null, job_title = null } = given;
    const name = nameOf({ full_name }) ?? { full_name, first_name: full_name, last_name: "" };
    return addContact(this, { ...name, email, company, job_title });
  }

  madeUpContacts(count: number): Contact[] {
    return Array.from({ length: count }, () => this.addContact(madeUpContact(this.#madeUp++)));
  }

  addList({ name, description, contacts }: LeadLexList): ContactList {
    const list = addList(this, name, description ?? null);
    const members =
      typeof contacts === "number" ? this.madeUpContacts(contacts) : contacts.map((one) => this.addContact(one));
    for (const { id } of members) list.members.add(id);
    return list;
  }
}
