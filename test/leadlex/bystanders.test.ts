import { CampaignNotActiveError } from "puffle-sdk/leadlex";
import { describe, expect, it } from "vitest";
import { caughtAs } from "../support/errors.ts";
import { countOf, draft, setUp } from "./support/world.ts";

const HELLO = { subject: "Hello", body: "Hi {{first_name}}" };

describe("P17 a create whose answer is on its way", () => {
  it("is not sent again because the client has seen its work in a list meanwhile", async () => {
    const world = setUp();
    const { steps } = world.leadlex.campaigns;
    const campaign = await draft(world);
    world.sandbox.fail("createStep", { stall: "headers" });
    const creating = steps.create(campaign, HELLO);
    while (countOf(world, "createStep") === 0) await Promise.resolve();
    const seen = await steps.list(campaign);
    expect(seen).toHaveLength(1);
    expect(await creating).toMatchObject({ id: seen[0]?.id, subject: "Hello" });
    expect(world.sandbox.campaign(campaign.id).steps).toHaveLength(1);
    expect(countOf(world, "createStep")).toBe(1);
  });

  it("takes nothing that this client knew before, or that another of its calls has made", async () => {
    const world = setUp();
    const { steps } = world.leadlex.campaigns;
    const campaign = await draft(world);
    world.sandbox.fail("createStep", { drop: "before" });
    const both = await Promise.all([steps.create(campaign, HELLO), steps.create(campaign, HELLO)]);
    expect(new Set(both.map(({ id }) => id)).size).toBe(2);
    expect(world.sandbox.campaign(campaign.id).steps).toHaveLength(2);
  });
});

describe("an update with notes", () => {
  it.each(["constructor", "toString", "__proto__"])("is never resent, whatever they say: %s", async (notes) => {
    const world = setUp();
    const [contact] = world.sandbox.addContacts(1);
    world.sandbox.fail("updateContact", { drop: "after" });
    await expect(world.leadlex.contacts.update(contact?.id ?? "", { notes })).rejects.toMatchObject({
      name: "OutcomeUnknownError",
    });
    expect(countOf(world, "updateContact")).toBe(1);
  });
});

describe("a pause that is refused", () => {
  it("says so, also where it can't be read whether the campaign is paused", async () => {
    const world = setUp();
    const campaign = await draft(world);
    world.sandbox.fail("getCampaign", { status: 500, times: 5 });
    await caughtAs(CampaignNotActiveError, world.leadlex.campaigns.pause(campaign));
  });
});
