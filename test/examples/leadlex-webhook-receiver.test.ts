import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Server } from "node:http";
import { connect } from "node:net";
import { fileURLToPath } from "node:url";
import { signWebhook, type WebhookEvent } from "puffle-sdk/leadlex";
import { afterEach, describe, expect, it } from "vitest";
import { type Inbox, inboxInMemory, webhookReceiver } from "../../examples/leadlex/webhook-receiver.ts";

const SECRET = "whsec_f4ke0123456789";
const PERSON = "ada.lovelace@example.com";
const bodyOf = (id: string) =>
  JSON.stringify({
    id,
    type: "contact.created",
    created_at: "2026-04-17T09:00:00Z",
    data: { contact: { email: PERSON } },
  });

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** A receiver on a port of its own, and all that it does. */
async function setUp({ work, ...more }: { work?: (event: WebhookEvent) => Promise<void>; inbox?: Inbox } = {}) {
  const lines: string[] = [];
  const worked: string[] = [];
  const done: string[] = [];
  const memory = more.inbox ?? inboxInMemory();
  const server = webhookReceiver({
    secret: SECRET,
    inbox: { keep: (event) => memory.keep(event), done: async ({ id }) => void done.push(id) },
    async work(event) {
      worked.push(event.id);
      await work?.(event);
    },
    log: (line) => void lines.push(line),
  });
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  /** One attempt to deliver, as LeadLex would make it: with a delivery id of its own. */
  async function deliver(body: string, change: { sent?: string; secret?: string; method?: string } = {}) {
    const { sent = body, secret = SECRET, method = "POST" } = change;
    const headers = await signWebhook(body, secret);
    const response = await fetch(`http://127.0.0.1:${port}/`, {
      method,
      headers,
      ...(method === "POST" ? { body: sent } : {}),
    });
    expect(await response.text()).toBe("");
    return response.status;
  }
  /** What is answered to some bytes. */
  async function post(text: string): Promise<string> {
    const socket = connect(port, "127.0.0.1");
    let answer = "";
    socket.on("data", (data) => {
      answer += String(data);
    });
    socket.on("error", () => {});
    socket.write(text);
    await once(socket, "close");
    return answer;
  }
  return { deliver, post, lines, worked, done };
}

/** Until something holds; a test that waits in vain ends with its time. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

describe("the example of a webhook receiver", () => {
  it("L10 answers at once, and works afterwards", async () => {
    let finish = () => {};
    const { deliver, worked, done, lines } = await setUp({
      work: () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
    });
    expect(await deliver(bodyOf("evt_1"))).toBe(204);
    await until(() => worked.length > 0);
    expect([worked, done]).toEqual([["evt_1"], []]);
    finish();
    await until(() => done.length > 0);
    expect([worked, done, lines]).toEqual([["evt_1"], ["evt_1"], []]);
  });

  it("L10 works on an event once, however often it is delivered, at once or later", async () => {
    const { deliver, worked, done, lines } = await setUp();
    const statuses = await Promise.all([1, 2, 3].map(() => deliver(bodyOf("evt_1"))));
    await until(() => done.length > 0);
    statuses.push(await deliver(bodyOf("evt_1")), await deliver(bodyOf("evt_2")));
    await until(() => done.length > 1);
    expect(statuses).toEqual([204, 204, 204, 204, 204]);
    expect(worked).toEqual(["evt_1", "evt_2"]);
    expect(lines).toEqual(["evt_1 came again", "evt_1 came again", "evt_1 came again"]);
  });

  it("L10 refuses what LeadLex did not sign, or not so, and logs nothing of it", async () => {
    const { deliver, worked, lines } = await setUp();
    const body = bodyOf("evt_1");
    expect(await deliver(body, { secret: "of somebody else" })).toBe(400);
    expect(await deliver(body, { sent: body.replace("evt_1", "evt_2") })).toBe(400);
    expect(await deliver("no JSON")).toBe(400);
    expect(await deliver(body, { method: "GET" })).toBe(405);
    // A refused event is not known: the real one comes through.
    expect(await deliver(body)).toBe(204);
    await until(() => worked.length > 0);
    expect(worked).toEqual(["evt_1"]);
    expect(lines).toHaveLength(3);
    expect(lines.join("\n")).not.toMatch(/ada\.|contact|no JSON|whsec/i);
  });

  it("L10 asks for another delivery where an event could not be kept", async () => {
    const memory = inboxInMemory();
    let isDown = true;
    const keep = async (event: WebhookEvent) => {
      if (isDown) throw new Error(`insert of ${PERSON} failed`);
      return memory.keep(event);
    };
    const { deliver, worked, lines } = await setUp({ inbox: { ...memory, keep } });
    expect(await deliver(bodyOf("evt_1"))).toBe(500);
    isDown = false;
    expect(await deliver(bodyOf("evt_1"))).toBe(204);
    await until(() => worked.length > 0);
    expect(worked).toEqual(["evt_1"]);
    expect(lines).toEqual(["a delivery could not be kept: Error"]);
  });

  it("leaves an event in the inbox whose work failed, and goes on", async () => {
    const { deliver, done, lines } = await setUp({
      work({ id }) {
        if (id === "evt_1") throw new TypeError(`can't write to ${PERSON}`);
        return Promise.resolve();
      },
    });
    expect(await deliver(bodyOf("evt_1"))).toBe(204);
    expect(await deliver(bodyOf("evt_2"))).toBe(204);
    await until(() => done.length > 0);
    expect(done).toEqual(["evt_2"]);
    expect(lines).toEqual(["evt_1 (contact.created) failed, and stays in the inbox: TypeError"]);
  });

  it("L10 reads no body without end, whether or not it says how long it is", async () => {
    const { post, deliver } = await setUp();
    const head = "POST / HTTP/1.1\r\nHost: localhost\r\n";
    const said = await post(`${head}Content-Length: 1048577\r\n\r\n`);
    expect(said).toMatch(/^HTTP\/1\.1 413 /);
    const megabyte = 1024 * 1024;
    const chunk = `${megabyte.toString(16)}\r\n${"x".repeat(megabyte)}\r\n`;
    const unsaid = await post(`${head}Transfer-Encoding: chunked\r\n\r\n${chunk}2\r\nxx\r\n`);
    expect(unsaid).toMatch(/^HTTP\/1\.1 413 /);
    expect(await deliver(bodyOf("evt_1"))).toBe(204);
  });

  it("L10 runs from a shell, with the secrets of a webhook that is being replaced", async () => {
    const child = spawn(process.execPath, ["--import", "tsx", "examples/leadlex/webhook-receiver.ts"], {
      cwd: fileURLToPath(new URL("../..", import.meta.url)),
      env: { ...process.env, LEADLEX_WEBHOOK_SECRET: `old,${SECRET}`, PORT: "0" },
    });
    const closed = once(child, "close");
    let out = "";
    child.stdout.on("data", (data: Buffer) => {
      out += data.toString();
    });
    try {
      await until(() => /port \d+\./.test(out) || child.exitCode !== null);
      expect(child.exitCode).toBeNull();
      const body = bodyOf("evt_1");
      const headers = await signWebhook(body, SECRET);
      const url = `http://127.0.0.1:${/port (\d+)/.exec(out)?.[1]}/`;
      expect((await fetch(url, { method: "POST", headers, body })).status).toBe(204);
      await until(() => out.includes("evt_1"));
    } finally {
      child.kill();
      await closed;
    }
    expect(out).toMatch(/^Listening on port \d+\.\nevt_1: contact\.created\n$/);
  });
});
