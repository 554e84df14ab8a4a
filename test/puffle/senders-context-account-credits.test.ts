import {
  BadRequestError,
  NotFoundError,
  Puffle,
  UnreadableResponseError,
  type WorkspaceContextUpdate,
  WorkspaceNotReadyError,
} from "puffle-sdk";
import type { Workspace } from "puffle-sdk/sandbox";
import { describe, expect, it } from "vitest";
import { caughtAs } from "../support/errors.ts";
import { countOf, emailDraft, setUp, tapped } from "./support/world.ts";

describe("senders", () => {
  it("are listed, all of them or one channel's", async () => {
    const world = setUp({ workspace: { senders: [] } });
    const { senders } = world.puffle;
    expect((await senders.list()).map(({ id }) => id)).toEqual([world.email, world.linkedin]);
    expect((await senders.list({ type: "email" })).map(({ id, status }) => [id, status])).toEqual([
      [world.email, "active"],
    ]);
    expect((await senders.list({ type: "linkedin" })).map(({ status }) => status)).toEqual(["connected"]);
    expect(world.sandbox.requests.map(({ url }) => url)).toEqual([
      "/api/senders",
      "/api/senders?type=email",
      "/api/senders?type=linkedin",
    ]);
  });

  it("may be none, which is no error; an answer without them is one", async () => {
    const { sandbox, puffle } = setUp();
    sandbox.fail("listSenders", { status: 200, body: { accounts: [] } });
    expect(await puffle.senders.list()).toEqual([]);
    sandbox.fail("listSenders", { answer: '{"senders":[]}' });
    const error = await caughtAs(UnreadableResponseError, puffle.senders.list());
    expect(error.message).toContain("accounts");
  });

  it("are read with their campaigns and what they have sent, whole", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const detail = await world.puffle.senders.get(world.email);
    expect([detail.account.id, detail.campaigns?.map(({ id }) => id)]).toEqual([world.email, [campaign.id]]);
  });

  it("have a schedule, given whole, in whatever shape it is", async () => {
    const world = setUp();
    expect(await world.puffle.senders.schedule(world.email)).toEqual({});
    world.sandbox.fail("getSenderSchedule", { status: 200, body: { "2026-01-06": { capacity: 30 } } });
    expect(await world.puffle.senders.schedule(world.email)).toEqual({ "2026-01-06": { capacity: 30 } });
  });

  it("P10 do not exist", async () => {
    const { puffle } = setUp();
    const missing = "8c2b2d4e-e29b-41d4-a716-446655440000";
    await caughtAs(NotFoundError, puffle.senders.get(missing));
    await caughtAs(NotFoundError, puffle.senders.schedule(missing));
  });

  it("of a campaign, and the limits that all campaigns share, are given whole", async () => {
    const world = setUp();
    const campaign = await emailDraft(world);
    const own = await world.puffle.campaigns.senders(campaign);
    expect(own.senders.map(({ account_id }) => account_id)).toEqual([world.email]);
    expect(own.campaign_type).toBe("email");
    const { accounts } = await world.puffle.campaigns.settings();
    expect(accounts.map(({ id }) => id)).toContain(world.linkedin);
  });
});

describe("the workspace's context", () => {
  it("is given whole, also where it is not set up", async () => {
    const ready = await setUp().puffle.context.get();
    expect([ready.context?.company?.product, ready.profile?.companyName]).toEqual(["Acme Planner", "Acme"]);
    const empty = setUp({ workspace: { context: null, profile: null } });
    expect(await empty.puffle.context.get()).toEqual({ context: null, profile: null });
  });

  it("P78 can be insisted on", async () => {
    const { puffle } = setUp();
    const { context, profile } = await puffle.context.require();
    expect([context.company?.product, profile.companyName]).toEqual(["Acme Planner", "Acme"]);
  });

  const missing: readonly (readonly [workspace: Partial<Workspace>, what: readonly string[]])[] = [
    [{ context: null }, ["context"]],
    [{ profile: null }, ["profile"]],
    [{ context: null, profile: null }, ["context", "profile"]],
  ];
  for (const [workspace, what] of missing) {
    it(`P78 stops and asks the human where there is no ${what.join(" and no ")}`, async () => {
      const { sandbox, puffle } = setUp({ workspace });
      const error = await caughtAs(WorkspaceNotReadyError, puffle.context.require());
      expect(error.missing).toEqual(what);
      expect([error.next, error.code, error.outcome]).toEqual(["ask_human", "workspace_not_ready", "not_sent"]);
      for (const part of what) expect(error.message).toContain(part);
      expect(error.correlationId).toMatch(/^sbx-/);
      expect(countOf(sandbox, "getContext")).toBe(1);
    });
  }

  it("P78 counts what the answer leaves out as missing", async () => {
    const { sandbox, puffle } = setUp();
    sandbox.fail("getContext", { answer: "{}" });
    const error = await caughtAs(WorkspaceNotReadyError, puffle.context.require());
    expect(error.missing).toEqual(["context", "profile"]);
  });

  it("is replaced whole, and of the profile only what is sent", async () => {
    const world = setUp();
    const bodies: unknown[] = [];
    const fetch = tapped(world.sandbox.fetch, { before: ({ body }) => bodies.push(body) });
    const puffle = new Puffle({ ...world.sandbox.options, fetch });
    const update: WorkspaceContextUpdate = {
      context: { user: {}, company: { product: "Acme Routes" }, content: {}, market: { icpKeywords: ["dispatch"] } },
      profile: { website: "https://acme.example" },
    };
    world.sandbox.fail("updateContext", { drop: "after" });
    const saved = await puffle.context.update(update);
    expect(saved.company?.product).toBe("Acme Routes");
    expect(bodies).toEqual([update, update]);
    const now = await puffle.context.require();
    expect([now.context, now.profile.companyName, now.profile.website]).toEqual([
      saved,
      "Acme",
      "https://acme.example",
    ]);
  });

  it("P09 is refused in parts", async () => {
    const { sandbox, puffle } = setUp();
    const partial: object = { context: { company: { product: "Acme Routes" } } };
    const error = await caughtAs(BadRequestError, puffle.context.update(partial as WorkspaceContextUpdate));
    expect(error.next).toBe("fix_request");
    expect(countOf(sandbox, "updateContext")).toBe(1);
  });
});

describe("the account", () => {
  it("is read and changed", async () => {
    const { puffle } = setUp();
    const { account, profile, canManageAuth } = await puffle.account.get();
    expect([account?.email, profile?.firstName, canManageAuth]).toEqual(["robin@acme.test", "Robin", false]);
    await puffle.account.update({ firstName: "Kim", lastName: null });
    expect((await puffle.account.get()).account?.fullName).toBe("Kim");
  });

  it("waits for a person who confirms a new address", async () => {
    const { puffle } = setUp();
    const answer = await puffle.account.update({ email: "kim@acme.test" });
    expect(answer).toEqual({ pendingEmail: "kim@acme.test", emailChangeSent: true });
    expect((await puffle.account.get()).account?.email).toBe("robin@acme.test");
  });

  it("P09 is not changed in two ways at once, nor in none; passwords stay out of errors", async () => {
    const { puffle } = setUp();
    const both = { email: "kim@acme.test", password: "correct horse battery" };
    const error = await caughtAs(BadRequestError, puffle.account.update(both));
    expect(`${error.message} ${JSON.stringify(error)}`).not.toMatch(/correct horse|kim@acme/);
    await caughtAs(BadRequestError, puffle.account.update({}));
  });
});

describe("credits", () => {
  it("P60 have today's prices, given whole", async () => {
    const { puffle } = setUp();
    const config = await puffle.credits.config();
    expect([config.costs["EMAIL_LOOKUP"], config.registryVersion]).toEqual([2, "billing-registry:v1"]);
    const operation = config.operations?.[config.legacyCreditActions?.["EMAIL_LOOKUP"] ?? ""];
    expect(operation?.credits).toBe(2);
  });
});
