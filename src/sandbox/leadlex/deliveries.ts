import type { VirtualClock } from "../clock.ts";
import { signatureOf } from "./signature.ts";
import { isLoopback, type Webhook } from "./webhook.ts";
import { timestamp } from "./wire.ts";
import type { World, WorldEvent } from "./world.ts";

/** An attempt to deliver an event. */
export interface LeadLexDelivery {
  /** By the virtual clock, ms since 1970. */
  readonly at: number;
  readonly webhookId: string;
  readonly eventId: string;
  readonly eventType: string;
  /** New for each attempt. */
  readonly deliveryId: string;
  /** The how-manieth of this event to this webhook, from 1. */
  readonly attempt: number;
  /** What the receiver answered; absent as long as it has not, and where it never did. */
  readonly status?: number;
  /** Why there was no answer. */
  readonly problem?: string;
}

/** So long a receiver may take, in ms. Documented. */
const TIME_LIMIT = 10_000;
/** How often, and how long after an attempt the next one follows: four times as long each time. Not documented. */
const ATTEMPTS = 6;
const FIRST_WAIT = 5_000;

/** What deliveries are made with. */
export interface DeliveryParts {
  readonly world: World;
  readonly clock: VirtualClock;
  readonly deliver: typeof globalThis.fetch | undefined;
  /** Real ms. */
  readonly patience: number;
}

/** Sends events to webhooks: real requests, during which the virtual time stands still. */
export class Deliveries {
  readonly #parts: DeliveryParts;
  readonly #log: LeadLexDelivery[] = [];
  readonly #running = new Set<Promise<void>>();

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
  }

  /** Oldest first. */
  get log(): readonly LeadLexDelivery[] {
    return this.#log.map((entry) => ({ ...entry }));
  }

  /** Tells everybody who wants to know of an event. */
  notify(event: WorldEvent): void {
    const body = JSON.stringify(event);
    for (const webhook of this.#parts.world.webhooks.values())
      if (webhook.active && webhook.events.includes(event.type)) this.#start(webhook, event, body, 1);
  }

  /** Waits until nothing is on its way; retries that are still to come are not waited for. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  #start(webhook: Webhook, event: WorldEvent, body: string, attempt: number): void {
    const { world, clock } = this.#parts;
    const entry: Writable<LeadLexDelivery> = {
      at: clock.now(),
      webhookId: webhook.id,
      eventId: event.id,
      eventType: event.type,
      deliveryId: world.newId("delivery"),
      attempt,
    };
    this.#log.push(entry);
    const running = this.#attempt(webhook, entry, body).then((isDone) => {
      this.#running.delete(running);
      webhook.last_delivery_status = isDone ? "success" : "failed";
      webhook.last_delivery_at = timestamp(entry.at);
      if (!isDone && attempt < ATTEMPTS) this.#retry(webhook, event, body, attempt);
    });
    this.#running.add(running);
  }

  #retry(webhook: Webhook, event: WorldEvent, body: string, attempt: number): void {
    const { world, clock } = this.#parts;
    if (!world.webhooks.has(webhook.id)) return;
    // Nobody waits for it: a time that jumps passes it on its way.
    const cancel = clock.event(FIRST_WAIT * 4 ** (attempt - 1), () => {
      webhook.retries.delete(cancel);
      this.#start(webhook, event, body, attempt + 1);
    });
    webhook.retries.add(cancel);
  }

  /** @returns whether the receiver took it; never rejects */
  async #attempt(webhook: Webhook, entry: Writable<LeadLexDelivery>, body: string): Promise<boolean> {
    const { clock, deliver = toThisMachine, patience } = this.#parts;
    // Who answers may ask the sandbox while it does so; who waits for the time to go on gets it when patience is at an end.
    const flight = clock.flight();
    const limit = new AbortController();
    let stop = () => {};
    try {
      const headers = {
        "content-type": "application/json",
        "user-agent": "LeadLex-Webhook/1.0",
        "x-leadlex-signature": await signatureOf(body, webhook.secret),
        "x-leadlex-timestamp": timestamp(entry.at),
        "x-leadlex-delivery-id": entry.deliveryId,
      };
      // eslint-disable-next-line no-restricted-globals -- a receiver's patience is real: the sandbox's own time stands still meanwhile
      const impatient = setTimeout(() => {
        flight.stall();
        stop = clock.timer(TIME_LIMIT, () => limit.abort(new Error("no answer within 10 s")));
      }, patience);
      stop = () => clearTimeout(impatient);
      const { signal } = limit;
      const answer = await Promise.race([
        deliver(webhook.url, { method: "POST", headers, body, signal, redirect: "manual" }),
        aborted(signal),
      ]);
      entry.status = answer.status;
      await answer.body?.cancel();
      return answer.ok;
    } catch (problem) {
      entry.problem = problem instanceof Error ? problem.message : String(problem);
      return false;
    } finally {
      stop();
      flight.end();
    }
  }
}

type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

/** The platform's `fetch`, to this machine alone: nothing that is tried out here may reach anybody outside. */
const toThisMachine: typeof globalThis.fetch = async (input, init) => {
  const { hostname } = new URL(input instanceof Request ? input.url : input);
  if (!isLoopback(hostname))
    throw new Error("not sent: without the option deliver, the sandbox delivers to this machine alone");
  return globalThis.fetch(input, init);
};

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
