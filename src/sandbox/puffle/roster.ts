import type { LeadStatus, Schemas } from "./wire.ts";

type Row = Omit<Schemas["CampaignLead"], "status" | "current_node_id"> & {
  readonly status: LeadStatus;
  readonly current_node_id: string | null;
};

/** What of a lead's row may change without its moving. */
export type LeadChanges = Partial<Omit<Row, "status" | "current_node_id">>;

/** One lead of a campaign. */
export interface Lead {
  readonly id: string;
  /** The channel's identity, normalised: what makes two rows the same recipient. */
  identity: string;
  row: Row;
}

/** The leads of one campaign, in the order in which they came, counted by status and by node as they move. */
export class Roster {
  readonly #leads = new Map<string, Lead>();
  readonly #identities = new Map<string, Lead>();
  readonly #byStatus = new Map<string, number>();
  readonly #byNode = new Map<string, Map<string, number>>();

  get size(): number {
    return this.#leads.size;
  }

  [Symbol.iterator](): Iterator<Lead> {
    return this.#leads.values();
  }

  get(id: string): Lead | undefined {
    return this.#leads.get(id);
  }

  /** Whether somebody with this identity is on the roster. */
  has(identity: string): boolean {
    return this.#identities.has(identity);
  }

  add(lead: Lead): void {
    this.#leads.set(lead.id, lead);
    this.#identities.set(lead.identity, lead);
    this.#count(lead, 1);
  }

  remove(lead: Lead): void {
    this.#leads.delete(lead.id);
    this.#identities.delete(lead.identity);
    this.#count(lead, -1);
  }

  /** Replaces a lead's row, and its identity where that changed. */
  change(lead: Lead, row: Row, identity = lead.identity): void {
    this.#count(lead, -1);
    this.#identities.delete(lead.identity);
    lead.row = row;
    lead.identity = identity;
    this.#identities.set(identity, lead);
    this.#count(lead, 1);
  }

  /** Moves a lead to a status and a node. */
  move(lead: Lead, status: LeadStatus, node: string | null, at: string, more?: LeadChanges): void {
    this.change(lead, { ...lead.row, ...more, status, current_node_id: node, updated_at: at });
  }

  count(status: LeadStatus): number {
    return this.#byStatus.get(status) ?? 0;
  }

  byStatus(): Schemas["StatusCounts"] {
    return Object.fromEntries(this.#byStatus);
  }

  /** By node, `__none__` for the leads that are at none. */
  byNode(): Record<string, Schemas["StatusCounts"]> {
    return Object.fromEntries([...this.#byNode].map(([node, counts]) => [node, Object.fromEntries(counts)]));
  }

  #count({ row }: Lead, by: 1 | -1): void {
    const node = row.current_node_id ?? "__none__";
    let counts = this.#byNode.get(node);
    if (!counts) {
      counts = new Map();
      this.#byNode.set(node, counts);
    }
    shift(this.#byStatus, row.status, by);
    shift(counts, row.status, by);
    if (counts.size === 0) this.#byNode.delete(node);
  }
}

function shift(counts: Map<string, number>, name: string, by: number): void {
  const count = (counts.get(name) ?? 0) + by;
  if (count === 0) counts.delete(name);
  else counts.set(name, count);
}
