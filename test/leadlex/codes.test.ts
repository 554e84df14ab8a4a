import { hasCode, type LeadLexErrorCode, NotFoundError } from "puffle-sdk/leadlex";
import { describe, expect, expectTypeOf, it } from "vitest";
import { caught } from "../support/errors.ts";
import { setUp } from "./support/world.ts";

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
