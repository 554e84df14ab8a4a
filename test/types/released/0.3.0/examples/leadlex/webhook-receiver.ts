/**
 * Receives LeadLex's webhooks: lets through what LeadLex signed, keeps each event once, answers at once and works
 * afterwards. Put a proxy with TLS before it, because webhooks go to https addresses only.
 * `LEADLEX_WEBHOOK_SECRET=… npx tsx examples/leadlex/webhook-receiver.ts`
 */
import { createServer, type IncomingMessage, type Server } from "node:http";
import { fileURLToPath } from "node:url";
import { isWebhookEvent, verifyWebhook, type WebhookEvent, WebhookVerificationError } from "puffle-sdk/leadlex";

/**
 * Where events are kept until they are worked on. In production a table with a unique index on the event's id: whoever
 * inserts it first has it, and what failed or was cut off by a crash is still there, to be taken up by a job of its own.
 */
export interface Inbox {
  /** Keeps an event. False where its id is known already: every attempt to deliver an event has the same. */
  keep(event: WebhookEvent): Promise<boolean>;
  /** The event was worked on. */
  done(event: WebhookEvent): Promise<void>;
}

export interface ReceiverOptions {
  /** The webhook's; several while one is being replaced. */
  readonly secret: string | readonly string[];
  readonly inbox: Inbox;
  /** The work itself. The delivery has been answered by then, so it may take its time. */
  readonly work: (event: WebhookEvent) => Promise<void>;
  readonly log: (line: string) => void;
}

/** In bytes. How large a delivery may be is not documented; an event of several contacts is far below this. */
const LARGEST_BODY = 1024 * 1024;

export function webhookReceiver({ secret, inbox, work, log }: ReceiverOptions): Server {
  async function receive(request: IncomingMessage): Promise<number> {
    if (request.method !== "POST") return 405;
    const body = await readBody(request);
    if (body === undefined) return 413;
    const event = await verifyWebhook(body, request.headers, secret);
    if (await inbox.keep(event)) setImmediate(() => void workOn(event));
    else log(`${event.id} came again`);
    return 204; // within 10 seconds, or it is delivered again
  }

  async function workOn(event: WebhookEvent): Promise<void> {
    try {
      await work(event);
      await inbox.done(event);
    } catch (error) {
      // Its id and type, never its data: an event may name people.
      log(`${event.id} (${event.type}) failed, and stays in the inbox: ${nameOf(error)}`);
    }
  }

  // LeadLex waits for ten seconds, so nothing that comes more slowly is its own.
  return createServer({ requestTimeout: 10_000 }, (request, response) => {
    void receive(request)
      .catch((error: unknown) => {
        const isForeign = error instanceof WebhookVerificationError;
        log(isForeign ? error.message : `a delivery could not be kept: ${nameOf(error)}`);
        return isForeign ? 400 : 500; // after a 500 LeadLex tries again
      })
      .then((status) => response.writeHead(status, status === 413 ? { connection: "close" } : {}).end());
  });
}

/** The bytes as they came, because they are what is signed; undefined where there are too many. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(request.headers["content-length"]) > LARGEST_BODY) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  // The connection is left alone, so that the answer can still be written.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > LARGEST_BODY) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

/** Keeps events as long as this process lives, which is good enough to try it out. */
export function inboxInMemory(): Inbox {
  const seen = new Set<string>();
  return {
    async keep({ id }) {
      const isNew = !seen.has(id);
      seen.add(id);
      return isNew;
    },
    async done() {},
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const secret = process.env["LEADLEX_WEBHOOK_SECRET"]?.split(",") ?? [];
  if (secret.length === 0) throw new Error("Set LEADLEX_WEBHOOK_SECRET; several secrets stand between commas.");
  const server = webhookReceiver({
    secret,
    inbox: inboxInMemory(),
    async work(event) {
      if (isWebhookEvent(event, "task.approved")) console.log(`${event.id}: a task was approved`);
      else console.log(`${event.id}: ${event.type}`);
    },
    log: console.log,
  });
  server.listen(Number(process.env["PORT"] ?? 8080), () => {
    const address = server.address();
    console.log(`Listening on port ${typeof address === "object" ? address?.port : address}.`);
  });
}
