import type { Flight, VirtualClock } from "./clock.ts";

/** Names a request's flight to the server. It is taken off there and never shown. */
export const LINK_HEADER = "x-puffle-sandbox-flight";

/** The flights of requests that are on a socket. */
export class Links {
  readonly #flights = new Map<string, Flight>();
  #count = 0;

  add(flight: Flight): string {
    const name = String(++this.#count);
    this.#flights.set(name, flight);
    return name;
  }

  get(name: string | undefined): Flight | undefined {
    return name === undefined ? undefined : this.#flights.get(name);
  }

  delete(name: string): void {
    this.#flights.delete(name);
  }
}

/** The platform's `fetch` as a flight, from the call to the last byte of the body; other origins are not its business. */
export function linkedFetch(origin: string, clock: VirtualClock, links: Links): typeof globalThis.fetch {
  return async (input, init) => {
    const target = new URL(input instanceof Request ? input.url : input);
    if (target.origin !== origin) return globalThis.fetch(input, init);
    const flight = clock.flight();
    const name = links.add(flight);
    const land = () => {
      flight.end();
      links.delete(name);
    };
    try {
      const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined));
      headers.set(LINK_HEADER, name);
      const response = await globalThis.fetch(input, { ...init, headers });
      if (response.body === null) {
        land();
        return response;
      }
      const { status, statusText, headers: answered } = response;
      return new Response(watched(response.body, land), { status, statusText, headers: answered });
    } catch (problem) {
      land();
      throw problem;
    }
  };
}

/**
 * The same bytes. They are read on as they come, whether or not the caller reads them: a body that somebody drops must
 * not hold the time up for ever.
 */
function watched(body: ReadableStream<Uint8Array>, land: () => void): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream({
    async start(controller) {
      // Not awaited here: the caller may read while it still comes.
      const pump = async (): Promise<void> => {
        for (let next = await reader.read(); !next.done; next = await reader.read()) controller.enqueue(next.value);
        controller.close();
      };
      pump()
        .catch((problem: unknown) => controller.error(problem))
        .finally(land);
    },
    async cancel(reason) {
      await reader.cancel(reason);
    },
  });
}
