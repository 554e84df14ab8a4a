import { afterEach, describe, expect, it } from "vitest";
import { verifyWebhook } from "../../../src/leadlex/verify-webhook.ts";
import type { LeadLexSandboxOptions } from "../../../src/sandbox/index.ts";
import { httpServer } from "../../support/servers.ts";
import { readyDraft, setUp } from "./helpers.ts";

const closing: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

interface Received {
  readonly url: string;
  readonly headers: Headers;
  readonly body: string;
}

/** A sandbox whose deliveries come to a function: it answers with statuses, the last one for all that follow. */
async function receiving(statuses: readonly number[] = [200], options: LeadLexSandboxOptions = {}) {
  const received: Received[] = [];
  const deliver: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    received.push({ url: request.url, headers: request.headers, body: await request.text() });
    const status = statuses[Math.min(received.length, statuses.length) - 1];
    return new Response(null, { status: status ?? 200 });
  };
  const { sandbox, call } = setUp({ deliver, ...options });
  const url = "https://hooks.example.com/leadlex";
  const { data } = await call("createWebhook", {
    body: {
      url,
      events: [
        "list.created",
        "campaign.started",
        "campaign.paused",
        "task.approved",
        "task.dismissed",
        "contact.bulk_created",
      ],
    },
  });
  const status = async () => (await call("listWebhooks", {})).data.webhooks[0]?.last_delivery_status;
  return { sandbox, call, received, secret: data.secret, id: data.id, status };
}

describe("webhook deliveries", () => {
  it("L10 are signed, dated and named, and say what happened", async () => {
    const { sandbox, call, received, secret, id, status } = await receiving();
    const list = await call("createList", { body: { name: "People" } });
    await sandbox.delivered();
    const [one] = received;
    expect(received).toHaveLength(1);
    expect(one?.headers.get("user-agent")).toBe("LeadLex-Webhook/1.0");
    expect(one?.headers.get("content-type")).toBe("application/json");
    const event = await verifyWebhook(one?.body ?? "", one?.headers ?? {}, secret, { clock: sandbox.clock });
    expect(event).toEqual({
      id: expect.stringMatching(/^evt_/),
      type: "list.created",
      created_at: "2026-01-05T09:00:00.000Z",
      data: { list: list.data },
    });
    expect(sandbox.deliveries).toEqual([
      {
        at: Date.parse("2026-01-05T09:00:00Z"),
        webhookId: id,
        eventId: event.id,
        eventType: "list.created",
        deliveryId: one?.headers.get("x-leadlex-delivery-id"),
        attempt: 1,
        status: 200,
      },
    ]);
    expect(await status()).toBe("success");
  });

  it("L10 go to those who asked for the event, and are active", async () => {
    const { sandbox, call, received, id } = await receiving();
    await call("createContact", { body: { email: "a@example.com" } });
    await sandbox.delivered();
    expect(received).toEqual([]);
    await call("updateWebhook", { path: { id }, body: { active: false } });
    await call("createList", { body: { name: "Unheard" } });
    await sandbox.delivered();
    expect(received).toEqual([]);
  });

  it("L10 come again until there is a 2xx, with the same event and another delivery id, later each time", async () => {
    const { sandbox, call, received, status } = await receiving([500, 302, 204]);
    await call("createList", { body: { name: "People" } });
    await sandbox.delivered();
    expect([received.length, await status()]).toEqual([1, "failed"]);
    await sandbox.clock.advance(24 * 3_600_000);
    const seconds = sandbox.deliveries.map(({ at }) => (at - Date.parse("2026-01-05T09:00:00Z")) / 1_000);
    expect(seconds).toEqual([0, 5, 25]);
    expect(sandbox.deliveries.map(({ status: one }) => one)).toEqual([500, 302, 204]);
    expect(new Set(received.map(({ body }) => body)).size).toBe(1);
    expect(new Set(received.map(({ headers }) => headers.get("x-leadlex-delivery-id"))).size).toBe(3);
    expect(await status()).toBe("success");
  });

  it("L10 end after some attempts, and with the webhook", async () => {
    const { sandbox, call, received, id } = await receiving([500]);
    await call("createList", { body: { name: "People" } });
    await sandbox.clock.advance(24 * 3_600_000);
    expect(received).toHaveLength(6);
    await call("createList", { body: { name: "More people" } });
    await sandbox.delivered();
    await call("deleteWebhook", { path: { id } });
    await sandbox.clock.advance(24 * 3_600_000);
    expect(received).toHaveLength(7);
  });

  it("L10 fail when nobody answers for 10 virtual seconds, and hold the time up no longer than their patience", async () => {
    const never: typeof globalThis.fetch = () => new Promise(() => {});
    const { sandbox, call, status } = await receiving([], { deliver: never, deliveryPatience: 0 });
    await call("createList", { body: { name: "People" } });
    await sandbox.delivered();
    expect(sandbox.deliveries).toMatchObject([{ attempt: 1, problem: "no answer within 10 s" }]);
    expect(sandbox.clock.now() - Date.parse("2026-01-05T09:00:00Z")).toBe(10_000);
    expect(await status()).toBe("failed");
  });

  it("don't let a time that jumps run ahead: not while they are on their way, and not for their retries", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow: typeof globalThis.fetch = () => held.then(() => new Response(null, { status: 500 }));
    const { sandbox, call } = await receiving([], { deliver: slow });
    await call("createList", { body: { name: "People" } });
    let slept = false;
    const sleeping = sandbox.clock.sleep(1_000).then(() => {
      slept = true;
    });
    for (let turn = 0; turn < 30; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(slept).toBe(false);
    release();
    await sleeping;
    await sandbox.delivered();
    for (let turn = 0; turn < 30; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(sandbox.clock.now() - Date.parse("2026-01-05T09:00:00Z")).toBe(1_000);
  });

  it("let their receiver ask the sandbox before it answers", async () => {
    const { sandbox, call } = setUp({
      deliver: async () => {
        await call("createContact", { body: { email: "seen@example.com" } });
        return new Response(null, { status: 200 });
      },
    });
    await call("createWebhook", { body: { url: "https://hooks.example.com", events: ["list.created"] } });
    await call("createList", { body: { name: "People" } });
    await sandbox.delivered();
    expect((await call("listContacts", {})).data.meta.total).toBe(1);
  });

  it("L03 L10 tell of starts, pauses, approvals and dismissals, a person's in the dashboard included", async () => {
    const { sandbox, call, received } = await receiving([200], { approvalAbove: 5 });
    const few = await readyDraft(sandbox, call);
    await call("startCampaign", { path: { id: few } });
    await call("pauseCampaign", { path: { id: few } });
    const many = await readyDraft(sandbox, call, { recipients: 6 });
    const first = await call("startCampaign", { path: { id: many } });
    sandbox.dismiss(first.data.task_id ?? "");
    const second = await call("startCampaign", { path: { id: many } });
    await call("approveLexiTask", { path: { id: second.data.task_id ?? "" } });
    await call("bulkCreateContacts", { body: { contacts: [{ full_name: "A B" }, { full_name: "C D" }] } });
    await sandbox.delivered();
    const events: { type: string; data: Record<string, unknown> }[] = received.map(({ body }) => JSON.parse(body));
    expect(events.map(({ type }) => type).sort()).toEqual([
      "campaign.paused",
      "campaign.started",
      "contact.bulk_created",
      "task.approved",
      "task.dismissed",
    ]);
    const bulk = events.find(({ type }) => type === "contact.bulk_created");
    expect(bulk?.data).toEqual({ contacts: [expect.any(Object), expect.any(Object)], count: 2 });
  });

  it("tell of a start that Lexi carried out, or not, by the seed, and then at its time", async () => {
    const told = async (seed: number) => {
      const { sandbox, call, received } = await receiving([200], { seed, approval: "always" });
      const id = await readyDraft(sandbox, call);
      const { data } = await call("startCampaign", { path: { id } });
      sandbox.approve(data.task_id ?? "");
      await sandbox.clock.advance(60_000);
      const started = received.find(({ body }) => JSON.parse(body).type === "campaign.started");
      return started && Date.parse(started.headers.get("x-leadlex-timestamp") ?? "") - sandbox.clock.now() < -50_000;
    };
    const seeds = await Promise.all([1, 2, 3, 4, 5, 6].map(told));
    expect(new Set(seeds)).toEqual(new Set([true, undefined]));
  });

  it("L10 go to a real port of this machine, and nowhere else by themselves", async () => {
    const seen: { headers: Headers; body: string }[] = [];
    const server = await httpServer((request, response, body) => {
      const headers = new Headers();
      for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
      seen.push({ headers, body });
      response.writeHead(204).end();
    });
    closing.push(server.close);
    const { sandbox, call } = setUp();
    const events = ["list.created" as const];
    const { data } = await call("createWebhook", { body: { url: `${server.baseURL}/hook`, events } });
    await call("createWebhook", { body: { url: "https://hooks.example.com", events } });
    await call("createList", { body: { name: "People" } });
    await sandbox.delivered();
    expect(sandbox.deliveries).toMatchObject([{ status: 204 }, { problem: expect.stringMatching(/^not sent: /) }]);
    const [one] = seen;
    const event = await verifyWebhook(one?.body ?? "", one?.headers ?? {}, data.secret, { clock: sandbox.clock });
    expect(event.type).toBe("list.created");
  });
});
