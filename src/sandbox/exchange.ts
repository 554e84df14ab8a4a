import type { Flight, VirtualClock } from "./clock.ts";
import type { Faults, Trouble } from "./faults.ts";
import { structured } from "./refusal.ts";
import type { RequestLog, SandboxRequest } from "./requests.ts";
import { Router } from "./router.ts";
import type { Answer, Incoming, Service } from "./service.ts";
import type { World } from "./world.ts";

/** An answer as it goes over the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/**
 * What the client gets to see; each way in makes it real in its own way. `lost`: the connection breaks without an answer;
 * `silent`: nothing ever comes; `stalled`: the head and half of the body, then nothing; `torn`: the same, then it breaks.
 */
export type Delivery =
  | { readonly how: "lost" }
  | { readonly how: "silent" }
  | { readonly how: "whole" | "stalled" | "torn"; readonly answer: WireAnswer };

/** What an exchange is made of. */
export interface ExchangeParts {
  readonly world: World;
  readonly service: Service;
  readonly clock: VirtualClock;
  readonly faults: Faults;
  readonly log: RequestLog;
}

/** Takes requests from all ways in, lets the service work on them and the faults spoil what comes of it. */
export class Exchange {
  readonly #parts: ExchangeParts;
  readonly #router = new Router();
  #count = 0;

  constructor(parts: ExchangeParts) {
    this.#parts = parts;
  }

  /**
   * @param flight the request's; it stalls here while a latency passes
   * @param left tells that the client has gone
   */
  async take(incoming: Incoming, flight: Flight, left: AbortSignal | undefined): Promise<Delivery> {
    const { clock, faults, log, world } = this.#parts;
    const { method, url, headers } = incoming;
    const correlationId = `sbx-${String(++this.#count).padStart(6, "0")}`;
    const route = this.#router.find(method, url.pathname);
    const trouble = faults.take(route?.operation);
    const entry: Writable<SandboxRequest> = {
      at: clock.now(),
      method,
      path: route?.template ?? url.pathname,
      url: url.pathname + url.search,
    };
    if (route) entry.operation = route.operation;
    if (trouble) entry.fault = trouble.name;
    log.add(entry);

    const work = (): Answer => {
      world.correlationId = correlationId;
      const answer = this.#parts.service.answer(incoming, route, trouble ?? {});
      entry.status = answer.status;
      return answer;
    };
    if (trouble?.latency) {
      const due = clock.now() + trouble.latency;
      if (!(await this.#waited(trouble.latency, flight, left))) {
        // Nobody waits any more; the work is done when anybody next looks, at its time.
        if (worksIn(trouble)) world.schedule(due, work);
        log.done(entry);
        return { how: "silent" };
      }
    }
    const authorization = trouble?.echoKey ? headers.get("authorization") : null;
    const delivery = deliver(trouble, work, (answer, text) =>
      this.#wire(correlationId, answer, trouble, authorization, text),
    );
    // An answer in place of the work is an answer, too.
    if (delivery.how === "whole") entry.status = delivery.answer.status;
    log.done(entry);
    return delivery;
  }

  /** Lets virtual time pass. Returns false when the client has left before. */
  #waited(ms: number, flight: Flight, left: AbortSignal | undefined): Promise<boolean> {
    return new Promise((resolve) => {
      const leave = () => {
        cancel();
        resolve(false);
      };
      flight.stall();
      const cancel = this.#parts.clock.timer(ms, () => {
        left?.removeEventListener("abort", leave);
        flight.go();
        resolve(true);
      });
      if (left?.aborted) leave();
      else left?.addEventListener("abort", leave, { once: true });
    });
  }

  #wire(
    correlationId: string,
    { status, body }: Answer,
    trouble: Trouble | undefined,
    authorization: string | null,
    replacement: string | undefined,
  ): WireAnswer {
    const { chance } = this.#parts.world;
    // Documented in the body as well as in the header, which is the one to rely on; with async work always in both (002).
    const isNamed = status === 202 || (status >= 400 && chance.of("correlation", correlationId) < 0.5);
    const named = isNamed ? { ...body, correlationId } : body;
    const json = authorization === null ? named : echoing(named, authorization);
    const text = replacement ?? JSON.stringify(json);
    const type = replacement?.trimStart().startsWith("<") ? "text/html; charset=utf-8" : "application/json";
    return {
      status,
      headers: {
        "content-type": trouble?.contentType ?? type,
        date: new Date(this.#parts.clock.now()).toUTCString(),
        "x-correlation-id": correlationId,
        ...(authorization !== null && { "x-debug-authorization": authorization }),
        ...(trouble?.retryAfter !== undefined && { "retry-after": String(trouble.retryAfter) }),
        ...lowerCased(trouble?.headers),
      },
      text,
    };
  }
}

/** Names in one case: what a fault says replaces what is there. */
function lowerCased(headers: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

/** Whether the work is done at all under this trouble. */
function worksIn({ status, work, drop, stall }: Trouble): boolean {
  if (status !== undefined) return work === true;
  return drop !== "before" && stall !== "before";
}

/** From the work and the trouble to what the client sees. */
function deliver(
  trouble: Trouble | undefined,
  work: () => Answer,
  wire: (answer: Answer, text?: string) => WireAnswer,
): Delivery {
  if (!trouble) return { how: "whole", answer: wire(work()) };
  const { status, drop, stall, truncate, cut, answer: text } = trouble;
  const done = worksIn(trouble) ? work() : undefined;
  if (drop) return { how: "lost" };
  if (status !== undefined) {
    const { body = errorBody(status) } = trouble;
    const answer = { status, body: typeof body === "string" ? {} : body };
    return { how: "whole", answer: wire(answer, typeof body === "string" ? body : undefined) };
  }
  if (!done || stall === "headers") return { how: "silent" };
  if (stall === "body") return { how: "stalled", answer: wire(done) };
  if (truncate) return { how: "torn", answer: wire(done) };
  const whole = wire(done, text);
  return { how: "whole", answer: cut ? { ...whole, text: half(whole.text) } : whole };
}

/** The first half of a body: never whole, never nothing. */
export function half(text: string): string {
  return text.slice(0, Math.max(1, Math.floor(text.length / 2)));
}

const MESSAGES: Readonly<Record<number, string>> = {
  429: "Too many requests",
  503: "Temporarily unavailable",
};

function errorBody(status: number): object {
  return status < 400 ? {} : structured(status, MESSAGES[status] ?? "Something went wrong");
}

/** A body that quotes the key, as a careless service might. */
function echoing(body: object, authorization: string): object {
  const error: unknown = Reflect.get(body, "error");
  const quoted = `received Authorization: ${authorization}`;
  if (typeof error === "string") return { ...body, error: `${error} (${quoted})` };
  if (typeof error === "object" && error !== null) {
    const message: unknown = Reflect.get(error, "message");
    return { ...body, error: { ...error, message: `${String(message)} (${quoted})` } };
  }
  return { ...body, debug: quoted };
}
