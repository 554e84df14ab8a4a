import { CampaignNotActiveError, NotFoundError, OutcomeUnknownError } from "puffle-sdk/leadlex";
import type { LeadLexFault } from "puffle-sdk/sandbox";
import { describe, expect, test } from "vitest";
import { caughtAs } from "../support/errors.ts";
import { DAY, MINUTE, pendingStart, type Ready, readyDraft, readyForApproval, SECOND } from "./support/starting.ts";
import { GENERATIONS } from "./support/world.ts";

/** A campaign that sends, with so many recipients that it does for a while. */
async function active(options: Parameters<typeof readyDraft>[0] = {}): Promise<Ready> {
  const ready = await readyDraft({ recipients: 40, ...options });
  await ready.leadlex.campaigns.start(ready.campaign);
  await ready.sandbox.clock.advance(5 * MINUTE);
  return ready;
}

function statusOf({ sandbox, campaign }: Ready): string {
  return sandbox.campaign(campaign).campaign.status;
}

describe("L03 a pause", () => {
  test("stops what has not been sent", async () => {
    const ready = await active();
    const paused = await ready.leadlex.campaigns.pause({ id: ready.campaign });
    expect(paused).toMatchObject({ id: ready.campaign, status: "paused", paused_at: expect.any(String) });
    const { length } = ready.sandbox.outbox.messages;
    expect(length).toBeGreaterThan(0);
    await ready.sandbox.clock.advance(30 * DAY);
    expect(ready.sandbox.outbox.messages).toHaveLength(length);
    expect(length).toBeLessThan(40);
  });

  test.each([
    ["its connection broke", { drop: "after" }],
    ["it never came", { stall: "headers" }],
    ["it was cut off", { cut: true }],
    ["a 500 came in its place", { status: 500, work: true }],
  ] satisfies [string, LeadLexFault][])("P17 is proved by reading where %s, and not sent again", async (_, fault) => {
    const ready = await active();
    ready.sandbox.fail("pauseCampaign", fault);
    expect(await ready.leadlex.campaigns.pause(ready.campaign)).toEqual({ id: ready.campaign, status: "paused" });
    expect(ready.count("pauseCampaign")).toBe(1);
  });

  test.each([
    ["its connection broke before", { drop: "before" }],
    ["a 503 refused it", { status: 503 }],
    ["it comes late", { latency: 45 * SECOND }],
  ] satisfies [string, LeadLexFault][])("P17 is sent again where %s and the campaign still sends", async (_, fault) => {
    const ready = await active();
    ready.sandbox.fail("pauseCampaign", fault);
    expect(await ready.leadlex.campaigns.pause(ready.campaign)).toMatchObject({ status: "paused" });
    expect(ready.count("pauseCampaign")).toBe(2);
    expect(statusOf(ready)).toBe("paused");
  });

  test("a second time is success", async () => {
    const ready = await active();
    await ready.leadlex.campaigns.pause(ready.campaign);
    expect(await ready.leadlex.campaigns.pause(ready.campaign)).toMatchObject({ id: ready.campaign, status: "paused" });
  });

  test("of what does not send is refused: a draft, one that waits for approval, one that is over", async () => {
    const draft = await readyDraft();
    const waiting = await readyForApproval();
    await pendingStart(waiting);
    const over = await active({ recipients: 1 });
    await over.sandbox.clock.advance(60 * DAY);
    expect(statusOf(over)).toBe("completed");
    for (const { leadlex, campaign } of [draft, waiting, over]) {
      const error = await caughtAs(CampaignNotActiveError, leadlex.campaigns.pause(campaign));
      expect(error).toMatchObject({ code: "campaign_not_active", status: 409, outcome: "not_sent" });
      expect(error.message).toMatch(/req_\w+/);
    }
  });

  test("P17 is OutcomeUnknownError where the campaign can't be read", async () => {
    const ready = await active();
    ready.sandbox.fail("pauseCampaign", { drop: "after" });
    ready.sandbox.fail("getCampaign", { drop: "before", times: 9 });
    const error = await caughtAs(OutcomeUnknownError, ready.leadlex.campaigns.pause(ready.campaign));
    expect(error).toMatchObject({ operation: "pauseCampaign", next: "check_outcome" });
    expect(ready.count("pauseCampaign")).toBe(1);
  });

  test("of a campaign that is not there is a NotFoundError", async () => {
    const { leadlex } = await readyDraft();
    const error = await caughtAs(NotFoundError, leadlex.campaigns.pause("cmp_none"));
    expect(error.code).toBe("campaign_not_found");
  });

  test.each(GENERATIONS)("L08 is understood in %s envelopes", async (envelopes) => {
    const ready = await active({ envelopes });
    expect(await ready.leadlex.campaigns.pause(ready.campaign)).toMatchObject({ id: ready.campaign, status: "paused" });
  });
});
