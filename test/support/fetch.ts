import type { VirtualClock } from "./clock.ts";

/** A request as the SDK handed it to `fetch`. */
interface SeenRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  /** As text; undefined where there was none. */
  readonly body: string | undefined;
  /** Parsed, where it is JSON. */
  readonly json: unknown;
  readonly signal: AbortSignal | undefined;
  /** By the virtual clock, where there is one. */
  readonly at: number;
}

/** One answer, or one failure, of a scripted `fetch`. */
export type Step = (request: SeenRequest, signal: AbortSignal | undefined) => Response | Promise<Response>;

/** A `fetch` that answers from a list and remembers what it was asked. */
export interface ScriptedFetch {
  readonly fetch: typeof globalThis.fetch;
  readonly requests: readonly SeenRequest[];
  /** How many requests came after the script had ended; they fail like a lost connection. */
  readonly beyond: number;
}

export interface ScriptOptions {
  readonly clock?: VirtualClock;
  /** What every request after the script's end gets. */
  readonly forever?: Step;
  /** The same, as tests that are older call it. */
  readonly then?: Step;
}

export function scripted(steps: readonly Step[], { clock, then, forever = then }: ScriptOptions = {}): ScriptedFetch {
  const requests: SeenRequest[] = [];
  let beyond = 0;
  const fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const body = typeof init.body === "string" ? init.body : undefined;
    const signal = init.signal ?? undefined;
    const request: SeenRequest = {
      url: new URL(input instanceof Request ? input.url : input),
      method: init.method ?? "GET",
      headers: new Headers(init.headers),
      body,
      json: body === undefined ? undefined : JSON.parse(body),
      signal,
      at: clock?.now() ?? 0,
    };
    const step = steps[requests.length] ?? forever;
    requests.push(request);
    if (step) return step(request, signal);
    beyond++;
    throw new Error("the script has no more answers");
  };
  return {
    fetch,
    requests,
    get beyond() {
      return beyond;
    },
  };
}

/** An answer with a JSON body. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Step {
  return () => jsonResponse(body, status, headers);
}

export function jsonResponse(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });
}

/** An answer with whatever body. */
export function text(body: string | null, status = 200, headers: Record<string, string> = {}): Step {
  return () => new Response(body, { status, headers });
}

/** An error answer in the service's usual shape. */
export function refused(
  status: number,
  message = "refused",
  headers: Record<string, string> = {},
  more: object = {},
): Step {
  return json({ error: { code: `code_${status}`, message }, ...more }, status, headers);
}

/** The connection broke after the request had gone out: nobody knows. */
export const lost: Step = () => {
  const cause = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET", errno: -104, syscall: "read" });
  throw new TypeError("fetch failed", { cause });
};

/** No connection was made: nothing was sent. */
export const unreachable: Step = () => {
  const cause = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:9"), {
    code: "ECONNREFUSED",
    errno: -111,
    syscall: "connect",
  });
  throw new TypeError("fetch failed", { cause });
};

/** Never answers, and ends when its signal says so. */
export const silent: Step = (_, signal) =>
  new Promise((_, reject) => {
    if (signal?.aborted) reject(signal.reason);
    signal?.addEventListener("abort", () => reject(signal.reason));
  });

/** Never answers and never listens. */
export const deaf: Step = () => new Promise(() => {});

/** Headers, a piece of the body, and then nothing more; `ignoring` its signal, or broken off by it. */
export function stalledBody(piece = '{"thing":', { status = 200, ignoring = false } = {}): Step {
  return (_, signal) => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(piece));
        if (!ignoring) signal?.addEventListener("abort", () => controller.error(signal.reason));
      },
    });
    return new Response(body, { status, headers: { "content-type": "application/json" } });
  };
}

/** The connection breaks in the middle of the body. */
export function brokenBody(piece = '{"thing":', status = 200): Step {
  return () => {
    let sent = false;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent) return controller.error(Object.assign(new TypeError("terminated"), { code: "UND_ERR_SOCKET" }));
        sent = true;
        controller.enqueue(new TextEncoder().encode(piece));
      },
    });
    return new Response(body, { status, headers: { "content-type": "application/json" } });
  };
}

/** The same step after some virtual time, in ms. */
export function delayed(clock: VirtualClock, ms: number, step: Step): Step {
  return async (request, signal) => {
    await clock.sleep(ms, signal);
    return step(request, signal);
  };
}
