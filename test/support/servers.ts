import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createSocketServer, type Socket } from "node:net";

/** A server of a test, on a port of its own. */
export interface TestServer {
  readonly baseURL: string;
  readonly port: number;
  /** How many connections were made. */
  readonly connections: number;
  /** Breaks off what is still open. */
  close(): Promise<void>;
}

/** What a socket server has been told; `act` decides what happens to the connection. */
export interface RawRequest {
  readonly socket: Socket;
  /** The request so far, headers and all. */
  readonly text: string;
  /** Counts from 1. */
  readonly count: number;
}

/** A server that speaks no HTTP of its own: each request's bytes are given to `act`, once its headers are whole. */
export async function socketServer(act: (request: RawRequest) => void): Promise<TestServer> {
  let count = 0;
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createSocketServer((socket) => {
    connections++;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
    let text = "";
    socket.on("data", (data) => {
      text += data.toString("latin1");
      const whole = wholeRequest(text);
      if (!whole) return;
      text = "";
      act({ socket, text: whole, count: ++count });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const port = portOf(server.address());
  return {
    baseURL: `http://127.0.0.1:${port}`,
    port,
    get connections() {
      return connections;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** A request with its body, as far as `Content-Length` says; undefined while it is not whole. */
function wholeRequest(text: string): string | undefined {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
  return text.length >= end + 4 + length ? text : undefined;
}

/** An ordinary HTTP server. */
export async function httpServer(
  answer: (request: IncomingMessage, response: ServerResponse, body: string) => void,
): Promise<TestServer & { readonly requests: readonly IncomingMessage[] }> {
  const requests: IncomingMessage[] = [];
  let connections = 0;
  const server = createHttpServer((request, response) => {
    requests.push(request);
    let body = "";
    request.on("data", (data) => {
      body += String(data);
    });
    request.on("end", () => answer(request, response, body));
  });
  server.on("connection", () => {
    connections++;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const port = portOf(server.address());
  return {
    baseURL: `http://127.0.0.1:${port}`,
    port,
    requests,
    get connections() {
      return connections;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A whole HTTP/1.1 answer as bytes. */
export function rawAnswer(body: string, { status = "200 OK", headers = "", length = Buffer.byteLength(body) } = {}) {
  return `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n${headers}\r\n${body}`;
}

/** A port on which nobody listens. */
export async function closedPort(): Promise<number> {
  const server = await socketServer(() => {});
  await server.close();
  return server.port;
}

function portOf(address: string | AddressInfo | null): number {
  if (typeof address === "object" && address !== null) return address.port;
  throw new Error("the server has no port");
}
