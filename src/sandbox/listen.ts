import type { IncomingMessage, ServerResponse } from "node:http";
import type { Flight, SandboxClock, VirtualClock } from "./clock.ts";
import { type Delivery, type Exchanging, half } from "./exchange.ts";
import { LINK_HEADER, Links, linkedFetch } from "./linked-fetch.ts";
import { type RequestBody, readBody } from "./request-body.ts";

/** A sandbox that listens on a port of this machine. */
export interface Listening {
  /** Such as `http://127.0.0.1:4010`. */
  readonly url: string;
  readonly port: number;
  /** Spread into the client's options, as in `new Puffle({ ...options })`. */
  readonly options: ClientOptions;
  /**
   * The platform's `fetch`, telling the sandbox's clock what is on its way. Without it a clock that jumps may jump over a
   * request that is still on its socket.
   */
  readonly fetch: typeof globalThis.fetch;
  /** Ends all connections and stops listening; a second time does nothing more. */
  close(): Promise<void>;
}

/** What a client needs to talk to the sandbox. */
export interface ClientOptions {
  readonly apiKey: string;
  readonly baseURL: string;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: SandboxClock;
}

/** What listening needs of the sandbox. */
export interface ListenParts {
  readonly exchange: Exchanging;
  readonly clock: VirtualClock;
  readonly apiKey: string;
  /** What stands between the origin and the contract's paths. */
  readonly prefix: string;
}

/**
 * Listens on the loopback address only.
 * @param port 0 for any free one
 * @throws TypeError when the port is none; Error when it is taken
 */
export async function listen({ exchange, clock, apiKey, prefix }: ListenParts, port = 0): Promise<Listening> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new TypeError(`sandbox.listen: port must be a whole number from 0 to 65535, got ${String(port)}`);
  const { createServer } = await import("node:http");
  const links = new Links();
  // A stalled request is no reason for the server to lose patience.
  const server = createServer({ requestTimeout: 0, headersTimeout: 0 }, (request, response) => {
    serve(exchange, clock, links, request, response).catch((problem: unknown) => response.destroy(toError(problem)));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: Error & { code?: string }) => {
      const why = cause.code === "EADDRINUSE" ? "is taken" : `can't be used (${cause.code ?? cause.message})`;
      reject(new Error(`sandbox.listen: port ${port} on 127.0.0.1 ${why}.`, { cause }));
    });
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  const actual = typeof address === "object" && address !== null ? address.port : port;
  const url = `http://127.0.0.1:${actual}`;
  const fetch = linkedFetch(url, clock, links);
  let closed: Promise<void> | undefined;
  return {
    url,
    port: actual,
    options: { apiKey, baseURL: url + prefix, fetch, clock },
    fetch,
    close() {
      closed ??= new Promise((resolve, reject) => {
        server.close((problem) => (problem ? reject(problem) : resolve()));
        server.closeAllConnections();
      });
      return closed;
    },
  };
}

async function serve(
  exchange: Exchanging,
  clock: VirtualClock,
  links: Links,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const headers = new Headers();
  for (const [name, values] of Object.entries(request.headersDistinct))
    for (const value of values ?? []) if (name !== LINK_HEADER) headers.append(name, value);
  // A request of the linked fetch is on its way until that has the whole answer; any other one until it is written.
  const flight = links.get(request.headersDistinct[LINK_HEADER]?.[0]) ?? ownFlight(clock, response);
  const left = new AbortController();
  response.once("close", () => left.abort());
  const body = await bodyOf(request);
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const method = request.method ?? "GET";
  write(response, await exchange.take({ method, url, headers, ...body }, flight, left.signal), flight);
}

function ownFlight(clock: VirtualClock, response: ServerResponse): Flight {
  const flight = clock.flight();
  response.once("close", () => flight.end());
  return flight;
}

async function bodyOf(request: IncomingMessage): Promise<RequestBody> {
  const chunks: Uint8Array[] = [];
  // eslint-disable-next-line @typescript-eslint/no-unsafe-argument -- a request without an encoding is of bytes
  for await (const chunk of request) chunks.push(chunk);
  const type = request.headers["content-type"] ?? null;
  const headers = type === null ? {} : { "content-type": type };
  return readBody(new Response(Buffer.concat(chunks), { headers }), type);
}

function write(response: ServerResponse, delivery: Delivery, flight: Flight): void {
  const { socket } = response;
  if (delivery.how === "silent") flight.stall();
  // A reset, not an orderly end.
  else if (delivery.how === "lost") socket?.resetAndDestroy();
  if (delivery.how === "silent" || delivery.how === "lost") return;
  const { status, headers, text: whole } = delivery.answer;
  response.writeHead(status, { ...headers });
  if (delivery.how === "whole") response.end(whole);
  else
    response.write(half(whole), () => {
      if (delivery.how === "stalled") flight.stall();
      else socket?.destroy();
    });
}

function toError(problem: unknown): Error {
  return problem instanceof Error ? problem : new Error(String(problem));
}
