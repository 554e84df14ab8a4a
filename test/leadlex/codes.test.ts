import { hasCode, LeadLex, type LeadLexErrorCode, NotFoundError, StartRefusedError } from "puffle-sdk/leadlex";
import { createSandbox } from "puffle-sdk/sandbox";
import { describe, expect, expectTypeOf, it } from "vitest";
import { caught, caughtAs } from "../support/errors.ts";
import { contactIds, draft, setUp } from "./support/world.ts";

describe("L05 an error's code", () => {
  it("is told by hasCode, and narrows what is known of the error", async () => {
    const { leadlex } = setUp();
    const error = await caught(leadlex.campaigns.get("nowhere"));
    expect(error).toBeInstanceOf(NotFoundError);
    expect(hasCode(error, "campaign_not_found")).toBe(true);
    expect(hasCode(error, "not_found")).toBe(false);
    if (hasCode(error, "campaign_not_found")) expectTypeOf(error.code).toEqualTypeOf<"campaign_not_found">();
  });

  it("is no code of LeadLex's where the SDK gave it itself", async () => {
    const { leadlex } = setUp();
    const error = await caught(leadlex.campaigns.get(""));
    const shape = { name: "StatusError", code: "not_found" };
    expect([hasCode(error, "not_found"), hasCode(shape, "not_found"), hasCode(undefined, "not_found")]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it("is one of the documented ones for the compiler, so that a slip of the pen doesn't compile", () => {
    expectTypeOf<"duplicate_webhook">().toExtend<LeadLexErrorCode>();
    expectTypeOf<"duplicate_webhok">().not.toExtend<LeadLexErrorCode>();
  });
});

describe("an error's advice", () => {
  it("names the address, where there is no id that could be wrong", async () => {
    const elsewhere = new LeadLex(createSandbox().options);
    const error = await caughtAs(NotFoundError, elsewhere.campaigns.list());
    expect(error.message).toContain("check baseURL");
    expect((await caughtAs(NotFoundError, elsewhere.campaigns.get("c1"))).message).toContain("Check the id");
  });

  it("doesn't send who starts a paused campaign to look for a task", async () => {
    const world = setUp();
    const campaign = await draft(world);
    await world.leadlex.campaigns.contacts.add(campaign, contactIds(world, 1));
    await world.leadlex.campaigns.start(campaign);
    await world.leadlex.campaigns.pause(campaign);
    const error = await caughtAs(StartRefusedError, world.leadlex.campaigns.start(campaign));
    expect(error).toMatchObject({ reason: "paused", next: "ask_human" });
  });
});
