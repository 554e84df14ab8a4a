import { describe, expect, it } from "vitest";
import { DAY, HOUR, MINUTE, setUp } from "./helpers.ts";

/** A workspace with a verified domain and nobody on it. */
async function withDomain(options: Parameters<typeof setUp>[0] = {}) {
  const { sandbox, call } = setUp({ speed: 0, workspace: { senders: [] }, ...options });
  const { id } = (await call("createDomain", { body: { domain: "mail.example.com" } })).body.domain;
  await call("verifyDomain", { path: { id } });
  await sandbox.clock.advance(7 * MINUTE);
  await call("verifyDomain", { path: { id }, query: { poll: "true" } });
  const create = (username: string, more: { first_name?: string; last_name?: string } = {}) =>
    call("createInbox", { body: { username, domain_id: id, ...more } });
  const senderStatus = async () => {
    const [sender] = (await call("listSenders", {})).body.accounts;
    return [sender?.status, sender?.warmup_status];
  };
  return { sandbox, call, domainId: id, create, senderStatus };
}

describe("an inbox", () => {
  it("is made on a verified domain, in small letters, and is a sender that warms up", async () => {
    const { call, domainId, create, senderStatus } = await withDomain();
    const { account } = (await create("Robin.Doe", { first_name: "Robin", last_name: "Doe" })).body;
    expect(account).toMatchObject({
      type: "email",
      email_address: "robin.doe@mail.example.com",
      domain_id: domainId,
      display_name: "Robin Doe",
      email_domains: { domain: "mail.example.com", status: "verified" },
    });
    expect(account).not.toHaveProperty("warmup_status");
    expect((await call("listInboxes", {})).body.accounts).toEqual([account]);
    expect(await senderStatus()).toEqual(["warming", "warming"]);
  });

  it("is listed newest first, and LinkedIn accounts are no inboxes", async () => {
    const { sandbox, call, create } = await withDomain();
    const linkedin = sandbox.addSender({ type: "linkedin" });
    await create("one");
    await create("two");
    const { accounts } = (await call("listInboxes", {})).body;
    expect(accounts.map(({ email_address }) => email_address)).toEqual([
      "two@mail.example.com",
      "one@mail.example.com",
    ]);
    for (const operation of ["updateInbox", "deleteInbox", "retryInboxWarmup"] as const)
      expect((await call(operation, { path: { id: linkedin.id }, body: {} })).status).toBe(404);
  });

  it("is refused on a domain that is not verified or not there, and under a name with other characters", async () => {
    const { call, create } = await withDomain();
    const { id } = (await call("createDomain", { body: { domain: "new.example.com" } })).body.domain;
    const status = async (username: string, domain_id: string) =>
      (await call("createInbox", { body: { username, domain_id } })).status;
    expect(await status("robin", id)).toBe(400);
    expect(await status("robin", "8c2b2d4e-e29b-41d4-a716-446655440000")).toBe(404);
    for (const wrong of ["", "rob in", "robin@x", "röbin"]) expect((await create(wrong)).status).toBe(400);
  });

  it("never comes again under an address that is in use or was deleted", async () => {
    const { call, create } = await withDomain();
    const { id } = (await create("robin")).body.account;
    expect((await create("ROBIN")).status).toBe(409);
    expect((await call("deleteInbox", { path: { id } })).body).toEqual({ success: true });
    expect((await call("listInboxes", {})).body.accounts).toEqual([]);
    expect((await call("deleteInbox", { path: { id } })).status).toBe(404);
    expect((await create("robin")).status).toBe(409);
    expect((await create("robin2")).body.account.id).not.toBe(id);
  });

  it("has a signature, its line breaks as HTML, that an empty one clears", async () => {
    const { call, create } = await withDomain();
    const { id } = (await create("robin")).body.account;
    const sign = async (signature?: string) =>
      (await call("updateInbox", { path: { id }, body: signature === undefined ? {} : { signature } })).body.account;
    expect((await sign("Robin\nAcme\r\n")).signature).toBe("Robin<br>Acme<br>");
    expect((await sign("")).signature).toBeNull();
    expect((await call("updateInbox", { path: { id }, body: {} })).status).toBe(400);
  });
});

describe("a warm-up", () => {
  it("takes two to three weeks, and reading is what ends it", async () => {
    const { sandbox, call, create, senderStatus } = await withDomain();
    const { id } = (await create("robin")).body.account;
    const read = async () => (await call("getWarmupAnalytics", {})).body;
    await sandbox.clock.advance(10 * DAY);
    const early = await read();
    expect(early.transitions).toEqual({});
    const { total_sent, warmup_reputation, daily_data } = early.analytics?.[id] ?? {};
    expect(total_sent).toBeLessThan(200);
    expect(warmup_reputation).toBeLessThan(90);
    expect(daily_data).toHaveLength(10);
    expect(daily_data?.reduce((sum, { sent }) => sum + (sent ?? 0), 0)).toBe(total_sent);
    await sandbox.clock.advance(12 * DAY);
    expect(await senderStatus()).toEqual(["warming", "warming"]);
    expect((await read()).transitions).toEqual({ [id]: { warmup_status: "active", status: "active" } });
    expect(await senderStatus()).toEqual(["active", "active"]);
    const after = await read();
    expect([after.transitions, Object.keys(after.analytics ?? {})]).toEqual([{}, [id]]);
  });

  it.each([
    [-1, "banned"],
    [-2, "suspended"],
    [-3, "suspended"],
  ] as const)("that its service calls %i is %s once it is read, and not read any more", async (warmupUpstream, is) => {
    const { sandbox, call, create, senderStatus } = await withDomain();
    const { id } = (await create("robin")).body.account;
    sandbox.changeSender(id, { warmupUpstream });
    expect(await senderStatus()).toEqual(["warming", "warming"]);
    const { analytics, transitions } = (await call("getWarmupAnalytics", {})).body;
    expect(analytics?.[id]?.instantly_warmup_status).toBe(warmupUpstream);
    expect(transitions).toEqual({ [id]: { warmup_status: is, status: "error" } });
    expect(await senderStatus()).toEqual(["error", is]);
    expect((await call("getWarmupAnalytics", {})).body).toEqual({ analytics: {}, transitions: {} });
  });

  it("is started again only where it has not begun", async () => {
    const { sandbox, call, create, senderStatus } = await withDomain();
    sandbox.fail("createInbox", { warmup: "not_started" });
    const { id } = (await create("robin")).body.account;
    expect(await senderStatus()).toEqual(["pending", "not_started"]);
    expect((await call("getWarmupAnalytics", {})).body.analytics).toEqual({});
    const { status, body } = await call("retryInboxWarmup", { path: { id } });
    expect([status, body.account.status, body.account.warmup_status]).toEqual([200, "warming", "warming"]);
    expect((await call("retryInboxWarmup", { path: { id } })).status).toBe(409);
  });
});

describe("connecting LinkedIn", () => {
  it("takes a person who follows the latest link, once, within the hour", async () => {
    const { sandbox, call } = setUp({ speed: 0, workspace: { senders: [] } });
    const link = async () => (await call("connectLinkedInSender", {})).body.url;
    const [first, second] = [await link(), await link()];
    expect(() => sandbox.connectLinkedIn(first)).toThrow("not the latest");
    expect((await call("listSenders", {})).body.accounts).toEqual([]);
    const sender = sandbox.connectLinkedIn(second, { display_name: "Robin Doe" });
    expect((await call("listSenders", {})).body.accounts).toEqual([sender]);
    expect([sender.type, sender.status]).toEqual(["linkedin", "connected"]);
    expect(() => sandbox.connectLinkedIn(second)).toThrow("used already");
    const third = await link();
    await sandbox.clock.advance(HOUR + 1);
    expect(() => sandbox.connectLinkedIn(third)).toThrow("older than an hour");
  });
});
