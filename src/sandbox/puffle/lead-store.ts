import { identifiersOf } from "./lead-identity.ts";
import type { Schemas } from "./wire.ts";

/** A lead's row as it is stored: the lists that it is in are looked up. */
export type LeadRow = Omit<Schemas["Lead"], "lists">;

export interface LeadRecord {
  readonly id: string;
  /** Its place among all leads: grows, and is never given again. */
  readonly order: number;
  row: LeadRow;
}

type LeadType = "person" | "company" | "mixed";

/** One lead's place in one list. */
export interface Membership {
  readonly order: number;
  readonly lead: LeadRecord;
}

export interface ListRecord {
  readonly id: string;
  readonly order: number;
  readonly created_at: string;
  updated_at: string;
  name: string;
  description: string | null;
  leadType: LeadType;
  /** The search that fills it at the moment. */
  activeSearchTaskId: string | null;
  searchFilters: Record<string, unknown> | null;
  /** Its leads by id, in the order in which they came; the default list looks them up instead. */
  readonly members: Map<string, Membership>;
}

/** What a new list may say. */
export type ListFields = Partial<Pick<ListRecord, "id" | "name" | "description" | "leadType">>;

/** The leads of a workspace, each once, and the lists that refer to them. */
export class LeadStore {
  /** The protected list that has every lead. (E 1) */
  readonly all: ListRecord;
  readonly #leads = new Map<string, LeadRecord>();
  readonly #lists = new Map<string, ListRecord>();
  /** Which lead has a stable identifier: the first that came with it. */
  readonly #identified = new Map<string, LeadRecord>();
  /** The lists that a lead is in, without the default one. */
  readonly #listed = new Map<LeadRecord, Set<ListRecord>>();
  #order = 0;

  /** @param allId the default list's id */
  constructor(allId: string, at: string) {
    this.all = this.addList({ id: allId, name: "all", leadType: "mixed" }, at);
  }

  /** All leads, oldest first. */
  leads(): LeadRecord[] {
    return [...this.#leads.values()];
  }

  lead(id: string): LeadRecord | undefined {
    return this.#leads.get(id);
  }

  /** The lead that a row means by its stable identifiers. */
  same(row: Omit<LeadRow, "id">): LeadRecord | undefined {
    for (const identifier of identifiersOf(row)) {
      const known = this.#identified.get(identifier);
      if (known) return known;
    }
    return undefined;
  }

  addLead(row: LeadRow): LeadRecord {
    const record: LeadRecord = { id: row.id, order: ++this.#order, row };
    this.#leads.set(record.id, record);
    this.#listed.set(record, new Set());
    this.#identify(record);
    return record;
  }

  changeLead(record: LeadRecord, row: LeadRow): void {
    this.#forget(record);
    record.row = row;
    this.#identify(record);
  }

  /** Takes a lead out of the workspace, and of every list. */
  removeLead(record: LeadRecord): void {
    this.#forget(record);
    for (const list of this.#listed.get(record) ?? []) list.members.delete(record.id);
    this.#listed.delete(record);
    this.#leads.delete(record.id);
  }

  /** All lists, oldest first, the default one before them. */
  lists(): ListRecord[] {
    return [...this.#lists.values()];
  }

  list(id: string): ListRecord | undefined {
    return this.#lists.get(id);
  }

  addList({ id, name, description = null, leadType = "person" }: ListFields & { id: string }, at: string): ListRecord {
    const record: ListRecord = {
      id,
      order: ++this.#order,
      created_at: at,
      updated_at: at,
      name: name ?? "Untitled List",
      description,
      leadType,
      activeSearchTaskId: null,
      searchFilters: null,
      members: new Map(),
    };
    this.#lists.set(id, record);
    return record;
  }

  /** The leads stay. */
  removeList(list: ListRecord): void {
    for (const { lead } of list.members.values()) this.#listed.get(lead)?.delete(list);
    this.#lists.delete(list.id);
  }

  /** A list's leads with their places, in the order in which they came. */
  members(list: ListRecord): Membership[] {
    if (list !== this.all) return [...list.members.values()];
    return this.leads().map((lead) => ({ lead, order: lead.order }));
  }

  /** @returns whether the lead is new to the list */
  attach(list: ListRecord, lead: LeadRecord): boolean {
    if (list === this.all || list.members.has(lead.id)) return false;
    list.members.set(lead.id, { order: ++this.#order, lead });
    this.#listed.get(lead)?.add(list);
    return true;
  }

  /** @returns whether the lead was in the list */
  detach(list: ListRecord, leadId: string): boolean {
    const membership = list.members.get(leadId);
    if (!membership) return false;
    list.members.delete(leadId);
    this.#listed.get(membership.lead)?.delete(list);
    return true;
  }

  /** The lists that a lead is in, the default one left out. */
  listsOf(lead: LeadRecord): ReadonlySet<ListRecord> {
    return this.#listed.get(lead) ?? new Set();
  }

  #identify(record: LeadRecord): void {
    for (const identifier of identifiersOf(record.row))
      if (!this.#identified.has(identifier)) this.#identified.set(identifier, record);
  }

  #forget(record: LeadRecord): void {
    for (const identifier of identifiersOf(record.row))
      if (this.#identified.get(identifier) === record) this.#identified.delete(identifier);
  }
}
