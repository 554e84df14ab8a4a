import { describe, expect, it } from "vitest";
import { activeCampaign, readyDraft, setUp } from "./helpers.ts";

describe("starting a LeadLex campaign", () => {
  it("L01 L02 is active at once up to a hundred recipients, and waits for approval above", async () => {
    const { sandbox, call } = setUp();
    const few = await readyDraft(sandbox, call, { recipients: 100 });
    const many = await readyDraft(sandbox, call, { recipients: 101 });
    expect((await call("startCampaign", { path: { id: few } })).data).toEqual({
      campaign_id: few,
      status: "active",
      task_id: null,
    });
    const { data } = await call("startCampaign", { path: { id: many } });
    expect(data).toEqual({ campaign_id: many, status: "pending_approval", task_id: expect.any(String) });
    const { tasks } = (await call("listLexiTasks", {})).data;
    expect(tasks).toMatchObject([
      { id: data.task_id, type: "campaign_start", status: "pending", metadata: { campaign_id: many } },
    ]);
    await sandbox.clock.advance(60_000);
    expect(sandbox.outbox.messages.map(({ campaignId }) => campaignId)).not.toContain(many);
  });

  it("L02 asks always, never, or above another number where the options say so", async () => {
    const statusOf = async (options: Parameters<typeof setUp>[0], recipients: number) => {
      const { sandbox, call } = setUp(options);
      const id = await readyDraft(sandbox, call, { recipients });
      return (await call("startCampaign", { path: { id } })).data.status;
    };
    expect(await statusOf({ approval: "always" }, 1)).toBe("pending_approval");
    expect(await statusOf({ approval: "never" }, 150)).toBe("active");
    expect(await statusOf({ approvalAbove: 2 }, 3)).toBe("pending_approval");
    expect(await statusOf({ approvalAbove: 3 }, 3)).toBe("active");
  });

  it("L01 refuses an empty one, a running one, one that waits for approval, one that is paused and one that is not there", async () => {
    const { sandbox, call } = setUp({ approvalAbove: 3 });
    const start = async (id: string) => {
      const { status, code, error } = await call("startCampaign", { path: { id } });
      return { status, code, error };
    };
    const empty = await readyDraft(sandbox, call, { recipients: 0 });
    expect(await start(empty)).toMatchObject({ status: 400, code: "validation_error" });
    const running = await activeCampaign(sandbox, call);
    const refused = { status: 400, code: "validation_error", error: "Campaign is already active" };
    expect(await start(running)).toEqual(refused);
    const waiting = await readyDraft(sandbox, call, { recipients: 4 });
    await call("startCampaign", { path: { id: waiting } });
    expect(await start(waiting)).toMatchObject({ status: 400, code: "validation_error" });
    expect(sandbox.tasks()).toHaveLength(1);
    await call("pauseCampaign", { path: { id: running } });
    expect(await start(running)).toMatchObject({ status: 400, code: "validation_error" });
    expect(await start("none")).toMatchObject({ status: 404, code: "not_found" });
  });

  it("shows a pending approval on the campaign, or a draft: by the option, else by the seed", async () => {
    const shown = async (options: Parameters<typeof setUp>[0]) => {
      const { sandbox, call } = setUp({ ...options, approval: "always" });
      const id = await readyDraft(sandbox, call);
      await call("startCampaign", { path: { id } });
      return (await call("getCampaign", { path: { id } })).data.status;
    };
    expect(await shown({ showsPending: true })).toBe("pending_approval");
    expect(await shown({ showsPending: false })).toBe("draft");
    const seeds = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((seed) => shown({ seed })));
    expect(new Set(seeds)).toEqual(new Set(["pending_approval", "draft"]));
  });
});

describe("pausing a LeadLex campaign", () => {
  it("stops what has not been sent, for good, and a second time is a conflict", async () => {
    const { sandbox, call } = setUp();
    const id = await activeCampaign(sandbox, call, { recipients: 10 });
    await sandbox.clock.advance(3 * 60_000);
    const { data } = await call("pauseCampaign", { path: { id } });
    expect(data).toEqual({ id, status: "paused", paused_at: "2026-01-05T09:03:00.000Z" });
    const { length } = sandbox.outbox.messages;
    expect(length).toBeGreaterThan(0);
    expect(length).toBeLessThan(10);
    await sandbox.clock.advance(10 * 24 * 3_600_000);
    expect(sandbox.outbox.messages).toHaveLength(length);
    expect(sandbox.campaign(id).campaign.status).toBe("paused");
    expect(await call("pauseCampaign", { path: { id } })).toMatchObject({ status: 409, code: "campaign_not_active" });
  });

  it("is a conflict for a draft, and a 404 with a code of its own for what is not there", async () => {
    const { sandbox, call } = setUp();
    const id = await readyDraft(sandbox, call);
    expect(await call("pauseCampaign", { path: { id } })).toMatchObject({ status: 409, code: "campaign_not_active" });
    expect(await call("pauseCampaign", { path: { id: "none" } })).toMatchObject({
      status: 404,
      code: "campaign_not_found",
    });
  });
});
