import { describe, expect, it } from "vitest";
import { setUp } from "./helpers.ts";

const url = "https://hooks.example.com/leadlex";

describe("registering webhooks", () => {
  it("L10 shows the secret once, and what it is for in every answer", async () => {
    const { call } = setUp();
    const events = ["campaign.started", "campaign.paused"] as const;
    const made = await call("createWebhook", { body: { url, events: [...events], description: "Ours" } });
    expect(made.data).toEqual({
      id: expect.any(String),
      url,
      events,
      description: "Ours",
      active: true,
      secret: expect.stringMatching(/^whsec_[0-9a-f]{32}$/),
      created_at: "2026-01-05T09:00:00.000Z",
    });
    const listed = await call("listWebhooks", {});
    const { secret, ...rest } = made.data;
    expect(listed.data.webhooks).toEqual([{ ...rest, last_delivery_status: null, last_delivery_at: null }]);
    expect(listed.text).not.toContain(secret);
    const { id } = made.data;
    const changed = await call("updateWebhook", { path: { id }, body: { events: ["list.created"], active: false } });
    expect(changed.data).toMatchObject({ id, url, events: ["list.created"], active: false, description: "Ours" });
    expect(changed.text).not.toContain(secret);
    expect((await call("deleteWebhook", { path: { id } })).data).toEqual({ deleted: true, id });
    expect((await call("listWebhooks", {})).data.webhooks).toEqual([]);
    for (const operation of ["deleteWebhook", "updateWebhook"] as const)
      expect(await call(operation, { path: { id }, body: {} })).toMatchObject({
        status: 404,
        code: "webhook_not_found",
      });
  });

  it("L05 refuses with a code for each reason", async () => {
    const { call } = setUp();
    const events = ["contact.created" as const];
    const code = async (body: object) => {
      // @ts-expect-error what is wrong is tried out
      const { status, code } = await call("createWebhook", { body });
      return [status, code];
    };
    expect(await code({ url })).toEqual([400, "missing_required_field"]);
    expect(await code({ events })).toEqual([400, "missing_required_field"]);
    expect(await code({ url, events: ["contact.exploded"] })).toEqual([400, "invalid_events"]);
    expect(await code({ url, events: [] })).toEqual([400, "invalid_events"]);
    expect(await code({ url: "no address", events })).toEqual([400, "invalid_url"]);
    expect(await code({ url, events, description: "x".repeat(201) })).toEqual([400, "validation_error"]);
    expect(await code({ url, events })).toEqual([200, ""]);
    expect(await code({ url, events })).toEqual([409, "duplicate_webhook"]);
    const { data } = await call("listWebhooks", {});
    const path = { id: data.webhooks[0]?.id ?? "" };
    expect(await call("updateWebhook", { path, body: { url: "http://plain.example.com" } })).toMatchObject({
      status: 400,
      code: "invalid_url",
    });
    expect(await call("updateWebhook", { path, body: { events: [] } })).toMatchObject({ code: "invalid_events" });
  });

  it.each([
    "http://hooks.example.com",
    "ftp://hooks.example.com",
    "https://10.0.0.1/hook",
    "https://192.168.1.2",
    "https://172.20.0.1",
    "https://169.254.169.254/latest",
    "https://100.100.0.1",
    "https://[fd00::1]",
    "https://[::ffff:10.0.0.1]",
    "https://router",
    "https://printer.local",
  ])("L10 refuses %s, as no address outside with https", async (target) => {
    const { call } = setUp();
    const answer = await call("createWebhook", { body: { url: target, events: ["list.created"] } });
    expect(answer).toMatchObject({ status: 400, code: "invalid_url" });
  });

  it("lets this machine's own addresses through, for trying out, unless the options say otherwise", async () => {
    for (const target of ["http://127.0.0.1:4020/hook", "http://localhost:80", "https://[::1]/hook"]) {
      const register = async (options: Parameters<typeof setUp>[0]) =>
        (await setUp(options).call("createWebhook", { body: { url: target, events: ["list.created"] } })).code;
      expect([await register({}), await register({ allowLocalWebhooks: false })]).toEqual(["", "invalid_url"]);
    }
  });
});
