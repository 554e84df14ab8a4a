import { createFetch } from "ofetch";
import { MAX_ERROR_BYTES, MAX_RESPONSE_BYTES, parseObject, readText } from "./body.ts";
import { type Clock, setTimer } from "./clock.ts";
import type { FailureKind } from "./errors.ts";
import { readOnce } from "./read-once.ts";
import { Signals } from "./signals.ts";
import { urlOf } from "./url.ts";

/** One attempt: one request, one answer or one failure, and never a second request. */
export interface AttemptRequest {
  readonly info: { readonly method: string };
  /** Expanded and encoded. */
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>> | undefined;
  readonly headers: Record<string, string>;
  readonly body: string | FormData | undefined;
  readonly signal: AbortSignal | undefined;
}

export type AttemptResult = Succeeded | Refused | Failed;

/** A 2xx with its JSON object. */
interface Succeeded {
  readonly ok: true;
  readonly status: number;
  readonly headers: Headers;
  readonly data: object;
}

/** Any other status, with whatever came. */
export interface Refused {
  readonly ok: false;
  readonly failure?: undefined;
  readonly status: number;
  readonly headers: Headers;
  /** The body as text, cut to 64 kB; undefined where it could not be read. */
  readonly text?: string | undefined;
}

/** No usable answer. A connection that was never made counts as `lost` here; its `cause` tells. */
export interface Failed {
  readonly ok: false;
  readonly failure: FailureKind;
  readonly cause?: unknown;
  /** What is wrong with the body, for `unreadable`. */
  readonly problem?: string;
  /** Known where the headers had come. */
  readonly status?: number;
  readonly headers?: Headers;
  readonly text?: string | undefined;
}

/** A controller serves so many attempts at the most: what a platform hangs on its signal must not pile up. */
const MOST_USES = 10;
const MOST_SPARE = 16;

export class Transport {
  readonly #fetch: ReturnType<typeof createFetch>;
  readonly #baseURL: string;
  readonly #clock: Clock;
  readonly #signals: Signals;
  readonly #decoder = new TextDecoder();
  /** Controllers that were never aborted: making one is the dearest part of an attempt. */
  readonly #spare: { readonly controller: AbortController; uses: number }[] = [];

  constructor(baseURL: string, clock: Clock, fetch?: typeof globalThis.fetch, signals = new Signals()) {
    this.#baseURL = baseURL;
    this.#clock = clock;
    this.#signals = signals;
    // Looked up on every call, so that what replaces the global one later (a test's interceptor) is used.
    const send = fetch ?? ((input, init) => globalThis.fetch(input, init));
    this.#fetch = createFetch({
      // Only what a fetch knows: it looks through everything that it is given.
      fetch: (input, { method = "GET", headers = {}, body = null, signal = null } = {}) => {
        const init: RequestInit = { method, headers, body, signal, redirect: "manual" };
        // A fetch of the user's own ends in Deno's as well.
        return send(input, method !== "GET" && "Deno" in globalThis ? readOnce(init) : init);
      },
      Headers,
      AbortController,
    });
  }

  /**
   * Never rejects: whatever happens is a result.
   * @param limit for connecting, headers and body together, in ms
   */
  async attempt(request: AttemptRequest, limit: number): Promise<AttemptResult> {
    const { signal } = request;
    const held = this.#spare.pop() ?? { controller: new AbortController(), uses: 0 };
    const attempt: Attempt = { halted: undefined, response: undefined, reader: undefined, giveUp: undefined };
    const halt = (why: "timeout" | "aborted") => {
      attempt.halted ??= why;
      held.controller.abort(why);
      // A fetch or a body that ignores its signal must not hold the call.
      attempt.giveUp?.(why);
      attempt.reader?.cancel().catch(() => {});
    };
    const cancelSignal = this.#signals.onAbort(signal, () => halt("aborted"));
    const cancelLimit = setTimer(this.#clock, limit, () => halt("timeout"));
    try {
      return await this.#exchange(request, held.controller.signal, attempt);
    } catch (error) {
      return failed(attempt, error);
    } finally {
      cancelLimit();
      cancelSignal();
      if (!attempt.halted && ++held.uses < MOST_USES && this.#spare.length < MOST_SPARE) this.#spare.push(held);
    }
  }

  async #exchange(request: AttemptRequest, signal: AbortSignal, attempt: Attempt): Promise<AttemptResult> {
    const sending = this.#fetch.raw(urlOf(this.#baseURL, request.path, request.query), {
      method: request.info.method,
      headers: request.headers,
      // Serialised already: ofetch would leave some objects as they are.
      ...(request.body !== undefined && { body: request.body }),
      signal,
      responseType: "stream",
      retry: false,
      ignoreResponseError: true,
    });
    // A late answer's body is let go, so that its connection is free again.
    const response = await unlessHalted(attempt, sending, (late) => late.body?.cancel());
    attempt.response = response;
    const { status, headers, ok } = response;
    attempt.reader = response.body?.getReader?.();
    const limit = ok ? MAX_RESPONSE_BYTES : MAX_ERROR_BYTES;
    // Some fetches of other making have no web stream for a body.
    const { text, cut } = attempt.reader
      ? await readText(attempt.reader, limit, this.#decoder)
      : { text: await unlessHalted(attempt, response.text()), cut: false };
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- `failed` takes it up, which looks at the attempt
    if (attempt.halted) throw attempt.halted;
    if (!ok) return { ok, status, headers, text };
    const data = parseObject(text, headers.get("content-type"), cut);
    if (typeof data === "object") return { ok, status, headers, data };
    return { ok: false, failure: "unreadable", problem: data, status, headers, text: text.slice(0, MAX_ERROR_BYTES) };
  }
}

/** What is known of an attempt while it runs. */
interface Attempt {
  /** Why it was ended from outside. */
  halted: "timeout" | "aborted" | undefined;
  response: Response | undefined;
  reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  giveUp: ((why: string) => void) | undefined;
}

/** Waits for what may know no signal, until the attempt is halted; what comes later is let go. */
function unlessHalted<T>(attempt: Attempt, promise: Promise<T>, letGo?: (late: T) => unknown): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    attempt.giveUp = (why) => {
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- `failed` takes it up, which looks at the attempt
      reject(why);
      promise.then(letGo).catch(() => {});
    };
    promise.then(resolve, reject);
  });
}

function failed({ halted, response }: Attempt, error: unknown): AttemptResult {
  const head = response && { status: response.status, headers: response.headers };
  // A status that means failure says enough without its body.
  if (head && !response?.ok && halted !== "aborted") return { ok: false, ...head };
  if (halted) return { ok: false, failure: halted, ...head };
  // ofetch's own error names the whole URL; what it wraps does not.
  const cause: unknown = error instanceof Error && error.name === "FetchError" ? error.cause : error;
  return { ok: false, failure: "lost", cause, ...head };
}
