import type { SequenceNode } from "./campaign.ts";
import type { Lead } from "./roster.ts";
import type { Schemas } from "./wire.ts";

type Row = Schemas["GeneratedMessage"];

/** A message of a campaign: one for each lead and node. */
export interface Message {
  readonly leadId: string;
  readonly nodeId: string | null;
  row: Row;
}

/** The messages of one campaign, in the order in which they were made. */
export class Messages {
  readonly #byId = new Map<string, Message>();
  readonly #byPlace = new Map<string, Message>();

  get(id: string): Message | undefined {
    return this.#byId.get(id);
  }

  at(lead: Lead, node: SequenceNode): Message | undefined {
    return this.#byPlace.get(place(lead.id, node.id));
  }

  add(message: Message): void {
    this.#byId.set(message.row.id, message);
    if (message.nodeId !== null) this.#byPlace.set(place(message.leadId, message.nodeId), message);
  }

  delete(message: Message): void {
    this.#byId.delete(message.row.id);
    if (message.nodeId !== null) this.#byPlace.delete(place(message.leadId, message.nodeId));
  }

  /** Deletes the messages for which `gone` holds. */
  drop(gone: (message: Message) => boolean): void {
    for (const message of this.#byId.values()) if (gone(message)) this.delete(message);
  }

  all(): readonly Message[] {
    return [...this.#byId.values()];
  }
}

function place(leadId: string, nodeId: string): string {
  return `${leadId} ${nodeId}`;
}
