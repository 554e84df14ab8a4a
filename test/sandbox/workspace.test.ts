import { describe, expect, it } from "vitest";
import { activeCampaign, DAY, HOUR, people, setUp } from "./helpers.ts";

describe("the company's profile", () => {
  it("P78 is null, both parts, where nobody has filled it in", async () => {
    const { call } = setUp({ workspace: { context: null, profile: null } });
    expect((await call("getContext", {})).body).toEqual({ context: null, profile: null });
  });

  it("is replaced as a whole; of the profile only what is sent", async () => {
    const { call } = setUp();
    const context = { user: {}, company: { overview: "New" }, content: {}, market: {} };
    const { body } = await call("updateContext", { body: { context, profile: { website: "https://new.test" } } });
    expect(body).toEqual({ context: { ...context, extra: null } });
    const after = (await call("getContext", {})).body;
    expect(after.context).toEqual(body.context);
    expect(after.profile).toMatchObject({ companyName: "Acme", website: "https://new.test" });
  });

  it("P09 is refused in part", async () => {
    const { call } = setUp();
    const { status, error } = await call("updateContext", { body: JSON.parse('{ "context": { "user": {} } }') });
    expect(status).toBe(400);
    expect(error).toContain("context.company");
  });
});

describe("the user's account", () => {
  it("shows the user, who can't change the way in with a key", async () => {
    const { call } = setUp();
    expect((await call("getAccount", {})).body).toMatchObject({
      account: { email: "robin@acme.test", fullName: "Robin Doe" },
      profile: { firstName: "Robin", lastName: "Doe" },
      canManageAuth: false,
    });
  });

  it("changes the name at once; a new address waits for its confirmation", async () => {
    const { call } = setUp();
    expect((await call("updateAccount", { body: { firstName: "Kim", lastName: null } })).status).toBe(200);
    const { body } = await call("updateAccount", { body: { email: "kim@acme.test" } });
    expect(body).toEqual({ pendingEmail: "kim@acme.test", emailChangeSent: true });
    expect((await call("getAccount", {})).body.account).toMatchObject({ email: "robin@acme.test", fullName: "Kim" });
  });

  it.each([{}, { email: "a@b.test", password: "long enough" }, { email: "nonsense" }, { password: "short" }])(
    "P09 refuses %j",
    async (body) => {
      const { call } = setUp();
      expect((await call("updateAccount", { body })).status).toBe(400);
    },
  );
});

describe("credits", () => {
  it("P60 have a price list, the older names pointing at the newer ones", async () => {
    const { call } = setUp();
    const { body } = await call("getCreditsConfig", {});
    expect(body.costs).toMatchObject({ AI_MESSAGE_GENERATION: 2, EMAIL_LOOKUP: 2 });
    expect(body.legacyCreditActions["EMAIL_LOOKUP"]).toBe("work_email_lookup");
    expect(body.operations["work_email_lookup"]).toMatchObject({ id: "work_email_lookup", credits: 2 });
  });
});

describe("senders", () => {
  it("are added and changed when the test does so, as lists are, though nothing was asked since", async () => {
    const { sandbox, call } = setUp({ speed: 0, workspace: { senders: [] } });
    await sandbox.clock.advance(HOUR);
    const at = "2026-01-05T10:00:00.000Z";
    const { id, created_at } = sandbox.addSender({ type: "email" });
    expect(created_at).toBe(at);
    await sandbox.clock.advance(HOUR);
    expect(sandbox.changeSender(id, { status: "error" }).updated_at).toBe("2026-01-05T11:00:00.000Z");
    await sandbox.clock.advance(HOUR);
    sandbox.addList({ name: "Late", leads: [] });
    const { lists = [] } = (await call("listLists", {})).body;
    expect(lists.find(({ name }) => name === "Late")?.createdAt).toBe("2026-01-05T12:00:00.000Z");
  });

  it("are listed by type, and added ones are in good order", async () => {
    const { sandbox, call } = setUp({ workspace: { senders: [] } });
    const email = sandbox.addSender({ type: "email", display_name: "Ada Example" });
    const linkedin = sandbox.addSender({ type: "linkedin", is_premium: true, status: "disconnected" });
    expect(email).toMatchObject({ status: "active", first_name: "Ada", agentmail_inbox_id: expect.any(String) });
    expect(linkedin).toMatchObject({ status: "disconnected", weekly_connection_limit: 100, weekly_message_limit: 150 });
    expect((await call("listSenders", { query: { type: "linkedin" } })).body.accounts).toEqual([linkedin]);
    expect((await call("listSenders", {})).body.accounts).toEqual([email, linkedin]);
    expect((await call("getSender", { path: { id: "none" } })).status).toBe(404);
    expect(() => sandbox.changeSender("none", {})).toThrow("no sender none");
  });

  it("count what they have sent today and this week, over all campaigns", async () => {
    const { sandbox, call } = setUp({ speed: 0, replyRate: 0, bounceRate: 0, startAt: "2026-01-05T00:00:00Z" });
    const one = await activeCampaign(sandbox, call, { name: "One", leads: 40 });
    await activeCampaign(sandbox, call, { name: "Two", leads: people(80).slice(40) });
    await sandbox.clock.advance(DAY - 10 * 60_000);
    const { senders, campaign_total_sent = 0 } = (await call("getCampaignSenders", { path: { id: one } })).body;
    const [sender] = senders;
    expect(campaign_total_sent).toBe(30);
    expect(sender).toMatchObject({ today_sent: 60, weekly_messages_sent: 60, daily_limit: 30, committed_count: 40 });
    expect(sender).toMatchObject({ weekly_connections_sent: 0, campaign_messages_sent: null });
    await sandbox.clock.advance(HOUR);
    const { body } = await call("getSender", { path: { id: sender?.account_id ?? "" } });
    expect(body.account.stats?.today_sent).toBeLessThan(10);
    expect(body.campaigns?.map(({ name }) => name)).toEqual(["One", "Two"]);
    expect(body.campaignStatsByStatus?.[one]).toMatchObject({ sent: expect.any(Number) });
    expect(body.campaignSenderStatsByStatus?.[`${one}:${sender?.account_id}`]).toEqual(
      body.campaignStatsByStatus?.[one],
    );
  });

  it("count invitations apart, and messages of a LinkedIn campaign with one sender", async () => {
    const { sandbox, call } = setUp({ speed: 0, replyRate: 0, acceptRate: 1 });
    const id = await activeCampaign(sandbox, call, { type: "linkedin", leads: 5 });
    await sandbox.clock.advance(5 * DAY);
    const { body } = await call("getCampaignSenders", { path: { id } });
    expect(body).toMatchObject({ campaign_type: "linkedin", campaign_total_sent: 10, campaign_total_completed: 5 });
    expect(body.senders).toMatchObject([
      { weekly_connections_sent: 5, weekly_messages_sent: 5, campaign_messages_sent: 10 },
    ]);
  });

  it("have a schedule of what is coming, an empty one when nothing is", async () => {
    const { sandbox, call } = setUp({ speed: 0 });
    const id = (await call("listSenders", { query: { type: "email" } })).body.accounts[0]?.id ?? "";
    expect((await call("getSenderSchedule", { path: { id } })).body).toEqual({});
    await activeCampaign(sandbox, call, { leads: 40 });
    expect((await call("getSenderSchedule", { path: { id } })).body).toMatchObject({
      "2026-01-05": { capacity: 30, committed: 30 },
      "2026-01-06": { capacity: 30, committed: 10 },
      "2026-01-07": { capacity: 30, committed: 0 },
    });
  });

  it("have limits that hold for every campaign", async () => {
    const { call } = setUp();
    const { body } = await call("getCampaignSettings", {});
    expect(body.accounts).toMatchObject([
      { type: "email", daily_stats: { sent: 0, daily_limit: 30 } },
      { type: "linkedin", limits: { weekly_connection_limit: 80, max_connection_limit: 150 } },
    ]);
  });
});
