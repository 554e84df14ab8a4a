import { Queue } from "../queue.ts";
import { type Campaign, delayOf, type SequenceNode, type Stats } from "./campaign.ts";
import { Dispatcher } from "./dispatcher.ts";
import type { Lead, LeadChanges } from "./roster.ts";
import { receive, writeTo } from "./sending.ts";
import { dailyLimitOf } from "./usage.ts";
import type { LeadStatus } from "./wire.ts";
import type { World } from "./world.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A connection request that nobody has accepted after so long has timed out. */
const ACCEPTANCE_PERIOD = 7 * 24 * HOUR;

/** A lead on its way through the sequence. */
interface Course {
  readonly lead: Lead;
  /** Written to at least once. */
  contacted: boolean;
  /** Is going to answer: the sequence's end waits for that. */
  awaitsReply: boolean;
  atEnd: boolean;
  /** Nothing more happens to this lead. */
  settled: boolean;
  /** The counters in which this lead is counted. */
  readonly counted: Set<keyof Stats>;
}

/**
 * Plays a launched campaign to its end, on the campaign's own time: ms since its activation without its pauses. What
 * happens to a lead is drawn from the seed and the lead's identity alone, and leads come in an order of the seed's own,
 * so that neither the hour of the launch, nor pauses, nor who looked on how often changes the end.
 */
export class Player {
  readonly #world: World;
  readonly #campaign: Campaign;
  readonly #events = new Queue<{ readonly sends: boolean; readonly happen: () => void }>();
  readonly #dispatcher: Dispatcher;
  /** The nodes before the end. */
  readonly #nodes: readonly SequenceNode[];
  #open: number;
  #time = 0;

  /** @param leads who is to be written to */
  constructor(world: World, campaign: Campaign, leads: readonly Lead[]) {
    const end = campaign.nodes.findIndex((node) => node.type === "end");
    this.#world = world;
    this.#campaign = campaign;
    this.#nodes = end < 0 ? campaign.nodes : campaign.nodes.slice(0, end);
    this.#open = leads.length;
    this.#dispatcher = new Dispatcher(
      () => dailyLimit(world, campaign),
      (at, happen) => this.#events.add(at, { sends: true, happen }),
    );
    const drawn = leads.map((lead) => ({ lead, order: world.chance.of("order", lead.identity) }));
    drawn.sort((a, b) => a.order - b.order || (a.lead.identity < b.lead.identity ? -1 : 1));
    for (const { lead } of drawn) {
      const start = { contacted: false, awaitsReply: false, atEnd: false, settled: false };
      this.#step({ lead, ...start, counted: new Set() }, 0);
    }
  }

  /** The campaign's time up to which it has been played. */
  get time(): number {
    return this.#time;
  }

  /** When the next thing happens, on the campaign's time, and whether it is a send. */
  get next(): { readonly at: number; readonly sends: boolean } | undefined {
    const next = this.#events.peek();
    return next && { at: next.at, sends: next.item.sends };
  }

  /** Whether nothing more can happen to any lead. */
  get isOver(): boolean {
    return this.#open === 0;
  }

  /** Plays the next thing, if it is due by then. */
  play(by: number): void {
    const next = this.#events.take(by);
    if (!next) return;
    this.#time = next.at;
    next.item.happen();
  }

  /** Brings a lead to the node at `index`. */
  #step(course: Course, index: number): void {
    const node = this.#nodes[index];
    if (node && course.contacted) this.#move(course, course.lead.row.status, node);
    if (!node) this.#reachEnd(course);
    else if (node.type === "delay")
      this.#after(delayOf(node), () => {
        if (!course.settled) this.#step(course, index + 1);
      });
    else
      this.#dispatcher.line(this.#time, {
        isWanted: () => !course.settled,
        send: () => this.#write(course, node, index),
      });
  }

  #write(course: Course, node: SequenceNode, index: number): void {
    const first = !course.contacted;
    writeTo(this.#world, this.#campaign, course.lead, node);
    course.contacted = true;
    this.#count(course, "sent");
    this.#count(course, "contacted");
    if (node.type === "connection_request") this.#invite(course, node, index);
    else if (this.#campaign.type === "email") this.#mail(course, node, index, first);
    else {
      this.#count(course, "message_sent");
      this.#deliver(course, node, index, "message_sent");
    }
  }

  #mail(course: Course, node: SequenceNode, index: number, first: boolean): void {
    const { chance, rates } = this.#world;
    const { identity } = course.lead;
    if (!first || chance.of("bounce", identity) >= rates.bounce) {
      this.#deliver(course, node, index, "sent");
      return;
    }
    this.#move(course, "sent", node);
    const after = chance.between(1, 5, "bounce after", identity) * MINUTE;
    this.#after(after, () => this.#settle(course, "bounced", { bounced_at: this.#world.timestamp }));
  }

  /** The lead has read it, may answer, and goes on. */
  #deliver(course: Course, node: SequenceNode, index: number, status: LeadStatus): void {
    // Who has answered before stays so where the sequence goes on all the same.
    if (course.lead.row.status !== "replied") this.#move(course, status, node);
    if (this.#repliesTo(course.lead) === index) this.#expectReply(course);
    this.#step(course, index + 1);
  }

  #invite(course: Course, node: SequenceNode, index: number): void {
    const { chance, rates } = this.#world;
    const { identity } = course.lead;
    this.#count(course, "connection_sent");
    this.#move(course, "connection_sent", node);
    if (chance.of("accept", identity) >= rates.accept) {
      this.#after(ACCEPTANCE_PERIOD, () => this.#settle(course, "timed_out"));
      return;
    }
    this.#after(chance.between(1, 72, "accept after", identity) * HOUR, () => {
      this.#count(course, "connected");
      this.#move(course, "connected", node);
      this.#step(course, index + 1);
    });
  }

  /** The index of the node that this lead answers to, if it ever answers. Invitations are accepted, not answered. */
  #repliesTo({ identity }: Lead): number | undefined {
    const { chance, rates } = this.#world;
    if (chance.of("reply", identity) >= rates.reply) return undefined;
    const answerable = this.#nodes.flatMap(({ type }, index) =>
      type === "email" || type === "message" || type === "ai" ? [index] : [],
    );
    return answerable[Math.floor(chance.of("reply to", identity) * answerable.length)];
  }

  #expectReply(course: Course): void {
    const { identity } = course.lead;
    const after = this.#world.chance.between(60, 40 * 60, "reply after", identity) * MINUTE;
    course.awaitsReply = true;
    this.#after(after, () => this.#reply(course));
  }

  #reply(course: Course): void {
    const { lead } = course;
    course.awaitsReply = false;
    receive(this.#world, this.#campaign, lead);
    const replied = { replied_at: this.#world.timestamp };
    if (this.#campaign.settings.stop_on_reply !== false || course.atEnd) {
      this.#settle(course, "replied", replied);
      return;
    }
    this.#count(course, "replied");
    this.#campaign.roster.move(lead, "replied", lead.row.current_node_id, replied.replied_at, replied);
  }

  #reachEnd(course: Course): void {
    course.atEnd = true;
    if (course.awaitsReply) return;
    this.#settle(course, course.lead.row.status === "replied" ? "replied" : "completed");
  }

  #settle(course: Course, status: "replied" | "bounced" | "completed" | "timed_out", more?: LeadChanges): void {
    course.settled = true;
    this.#open--;
    this.#count(course, status);
    this.#campaign.roster.move(course.lead, status, null, this.#world.timestamp, more);
  }

  #count(course: Course, name: keyof Stats): void {
    const { stats } = this.#campaign;
    if (!stats || course.counted.has(name)) return;
    course.counted.add(name);
    stats[name]++;
  }

  #move({ lead }: Course, status: LeadStatus, node: SequenceNode): void {
    this.#campaign.roster.move(lead, status, node.id, this.#world.timestamp);
  }

  #after(ms: number, happen: () => void): void {
    this.#events.add(this.#time + ms, { sends: false, happen });
  }
}

function dailyLimit(world: World, { settings, senderIds }: Campaign): number {
  if (settings.daily_limit !== null) return settings.daily_limit;
  const limits = senderIds.map((id) => dailyLimitOf(world.senders.get(id)));
  return Math.max(
    1,
    limits.reduce((sum, limit) => sum + limit, 0),
  );
}
