import type { VirtualClock } from "./clock.ts";
import { type Exchanging, half } from "./exchange.ts";
import { readBody } from "./request-body.ts";

/** Statuses whose answers have no body. */
const BODILESS = new Set([204, 205, 304]);

/**
 * A `fetch` that answers by itself, for whatever origin. Like the platform's it rejects with a TypeError when the
 * connection is lost, and with the signal's reason when the caller gives up.
 */
export function createFetch(exchange: Exchanging, clock: VirtualClock): typeof globalThis.fetch {
  return async (input, init) => {
    // From here on the time stands still: a caller's limit runs while it waits in vain, not while it is answered.
    const flight = clock.flight();
    try {
      const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
      signal?.throwIfAborted();
      // A request that followed the signal too would never let go of a long-lived one.
      const request = new Request(input, { ...init, signal: null });
      const { method, headers } = request;
      const carried = await readBody(request, headers.get("content-type"));
      const incoming = { method, headers, url: new URL(request.url), ...carried };
      const delivery = await exchange.take(incoming, flight, signal);
      if (delivery.how === "silent") {
        flight.stall();
        return await aborted(signal);
      }
      signal?.throwIfAborted();
      if (delivery.how === "lost") throw lost("fetch failed", "ECONNRESET", "read ECONNRESET");
      const { status, headers: answered, text } = delivery.answer;
      const body = BODILESS.has(status) ? null : delivery.how === "whole" ? text : halfBody(text, delivery.how, signal);
      return new Response(body, { status, headers: answered });
    } finally {
      // A stalled body holds nothing up either.
      flight.end();
    }
  };
}

/** Rejects with the signal's reason when it is aborted, and never settles otherwise. */
function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    if (signal?.aborted) reject(signal.reason);
    else signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

/** Half of a body, and then silence, or the end of the connection. */
function halfBody(text: string, how: "stalled" | "torn", signal: AbortSignal | undefined): ReadableStream<Uint8Array> {
  let sent = false;
  let stop = () => {};
  return new ReadableStream(
    {
      start(controller) {
        const leave = () => controller.error(signal?.reason);
        stop = () => signal?.removeEventListener("abort", leave);
        signal?.addEventListener("abort", leave, { once: true });
      },
      pull(controller) {
        if (!sent) {
          sent = true;
          controller.enqueue(new TextEncoder().encode(half(text)));
        } else if (how === "torn") {
          stop();
          controller.error(lost("terminated", "UND_ERR_SOCKET", "other side closed"));
        }
        // A pull that brings nothing is not repeated: silence.
      },
      cancel: () => stop(),
    },
    { highWaterMark: 0 },
  );
}

/** A lost connection as the platform's `fetch` reports it. */
function lost(message: string, code: string, reason: string): TypeError {
  return new TypeError(message, { cause: Object.assign(new Error(reason), { code }) });
}
