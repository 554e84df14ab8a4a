import type { Flight, VirtualClock } from "./clock.ts";
import type { Faults, WireFault } from "./faults.ts";
import type { RequestLog, ServiceRequest } from "./requests.ts";
import type { Route, Router } from "./router.ts";

/** A request as it came, by whichever way. */
export interface Incoming {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: string;
  /** The parts of a form, for what is uploaded. */
  readonly form?: FormData;
}

/** What a service answers before it is put on the wire. */
export interface Answer {
  readonly status: number;
  readonly body: object;
}

/** The service behind the wire: from a request to an answer, at once, nothing between. */
export interface PlayedService<Operation extends string, Shaping extends object> {
  readonly router: Router<Operation>;
  /** What may stand before the contract's paths, such as `/functions/v1`. */
  readonly prefix: string;
  /** The id of the n-th request, as the answer to it will name it. */
  requestId(count: number): string;
  answer(incoming: Incoming, route: Route<Operation> | undefined, shaping: Partial<Shaping>, requestId: string): Answer;
  /** The answer with what the service adds to each: to its body, and as headers in lower case. */
  dress(
    answer: Answer,
    requestId: string,
  ): { readonly body: object; readonly headers: Readonly<Record<string, string>> };
  /** The body of an error that the service did not make itself. */
  errorBody(status: number, message: string): object;
  /** Has work done at a virtual time, when anybody next looks. */
  schedule(at: number, work: () => void): void;
}

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

/** Where the ways in hand their requests over. */
export interface Exchanging {
  /**
   * @param flight the request's; it stalls here while a latency passes
   * @param left tells that the client has gone
   */
  take(incoming: Incoming, flight: Flight, left: AbortSignal | undefined): Promise<Delivery>;
}

/** What an exchange is made of. */
export interface ExchangeParts<Operation extends string, Shaping extends object> {
  readonly service: PlayedService<Operation, Shaping>;
  readonly clock: VirtualClock;
  readonly faults: Faults<Operation, Shaping>;
  readonly log: RequestLog<Operation>;
}

/** Takes requests from all ways in, lets the service work on them and the faults spoil what comes of it. */
export class Exchange<Operation extends string, Shaping extends object> implements Exchanging {
  readonly #parts: ExchangeParts<Operation, Shaping>;
  #count = 0;

  constructor(parts: ExchangeParts<Operation, Shaping>) {
    this.#parts = parts;
  }

  async take(incoming: Incoming, flight: Flight, left: AbortSignal | undefined): Promise<Delivery> {
    const { clock, faults, log, service } = this.#parts;
    const { method, url, headers } = incoming;
    const requestId = service.requestId(++this.#count);
    const pathname = below(service.prefix, url.pathname);
    const route = service.router.find(method, pathname);
    const trouble = faults.take(route?.operation);
    const entry: Writable<ServiceRequest<Operation>> = {
      at: clock.now(),
      method,
      path: route?.template ?? pathname,
      url: pathname + url.search,
    };
    if (route) entry.operation = route.operation;
    if (trouble) entry.fault = trouble.name;
    log.add(entry);

    const work = (): Answer => {
      const answer = service.answer(incoming, route, trouble ?? {}, requestId);
      entry.status = answer.status;
      return answer;
    };
    if (trouble?.latency) {
      const due = clock.now() + trouble.latency;
      if (!(await this.#waited(trouble.latency, flight, left))) {
        // Nobody waits any more; the work is done when anybody next looks, at its time.
        if (worksIn(trouble)) service.schedule(due, work);
        log.done(entry);
        return { how: "silent" };
      }
    }
    const authorization = trouble?.echoKey ? headers.get("authorization") : null;
    const delivery = deliver(trouble, work, {
      wire: (answer, text) => this.#wire(requestId, answer, trouble, authorization, text),
      errorBody: (status, message) => service.errorBody(status, message),
    });
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
    requestId: string,
    answer: Answer,
    trouble: WireFault | undefined,
    authorization: string | null,
    replacement: string | undefined,
  ): WireAnswer {
    const { body, headers } = this.#parts.service.dress(answer, requestId);
    const json = authorization === null ? body : echoing(body, authorization);
    const text = replacement ?? JSON.stringify(json);
    const type = replacement?.trimStart().startsWith("<") ? "text/html; charset=utf-8" : "application/json";
    return {
      status: answer.status,
      headers: {
        "content-type": trouble?.contentType ?? type,
        date: new Date(this.#parts.clock.now()).toUTCString(),
        ...headers,
        ...(authorization !== null && { "x-debug-authorization": authorization }),
        ...(trouble?.retryAfter !== undefined && { "retry-after": String(trouble.retryAfter) }),
        ...lowerCased(trouble?.headers),
      },
      text,
    };
  }
}

/** A path without what may stand before it. */
function below(prefix: string, pathname: string): string {
  return prefix !== "" && pathname.startsWith(`${prefix}/`) ? pathname.slice(prefix.length) : pathname;
}

/** Names in one case: what a fault says replaces what is there. */
function lowerCased(headers: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

/** Whether the work is done at all under this trouble. */
function worksIn({ status, work, drop, stall }: WireFault): boolean {
  if (status !== undefined) return work === true;
  return drop !== "before" && stall !== "before";
}

/** From the work and the trouble to what the client sees. */
function deliver(
  trouble: WireFault | undefined,
  work: () => Answer,
  {
    wire,
    errorBody,
  }: {
    readonly wire: (answer: Answer, text?: string) => WireAnswer;
    readonly errorBody: (status: number, message: string) => object;
  },
): Delivery {
  if (!trouble) return { how: "whole", answer: wire(work()) };
  const { status, drop, stall, truncate, cut, answer: text } = trouble;
  const done = worksIn(trouble) ? work() : undefined;
  if (drop) return { how: "lost" };
  if (status !== undefined) {
    const { body = status < 400 ? {} : errorBody(status, MESSAGES[status] ?? "Something went wrong") } = trouble;
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
