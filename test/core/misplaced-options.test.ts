import { InputError, Puffle } from "puffle-sdk";
import { LeadLex } from "puffle-sdk/leadlex";
import { createLeadLexSandbox, createSandbox } from "puffle-sdk/sandbox";
import { describe, expect, it } from "vitest";
import { failure } from "../puffle/ready-campaign.ts";
import { thrownAs } from "../support/errors.ts";

const clients = [
  { name: "Puffle", Client: Puffle, createSandbox },
  { name: "LeadLex", Client: LeadLex, createSandbox: createLeadLexSandbox },
];

/** What TypeScript would not let through, and JavaScript does. */
function refusal(Client: typeof Puffle | typeof LeadLex, ...given: unknown[]): InputError {
  return thrownAs(InputError, () => Reflect.construct(Client, given));
}

describe.each(clients)("new $name", ({ name, Client, createSandbox: create }) => {
  it("says in one sentence that a sandbox's options are wanted, not the sandbox", () => {
    const { message, problems, next } = refusal(Client, create());
    expect(message).toBe(
      `${name}: options is not an option: hand it over alone, as in new ${name}(sandbox.options). Nothing was sent.`,
    );
    expect(problems.map(({ field }) => field)).toEqual(["options"]);
    expect(next).toBe("fix_request");
  });

  it("says the same of a sandbox that was spread among options", () => {
    expect(refusal(Client, { ...create(), timeout: 5_000 }).message).toContain("sandbox.options");
  });

  it.each([
    ["a key", "sk_live_0123456789", "string"],
    ["a number", 5, "5"],
    ["an array", [{ apiKey: "key" }], "an array"],
    ["null", null, "null"],
  ])("names the options where it is given %s in their place, and never shows what it was given", (_, given, got) => {
    const { message, problems } = refusal(Client, given);
    expect(problems).toContainEqual({ field: "options", problem: `must be an object, got ${got}` });
    expect(message).not.toContain("sk_live");
    expect(message).not.toMatch(/ {2}/);
  });

  it("lists what options there are once, however many are unknown", () => {
    const { message, problems } = refusal(Client, { apiKey: "key", apikey: "key", timeOut: 5, retries: 3 });
    expect(problems.map(({ field }) => field)).toEqual(["apikey", "timeOut", "retries"]);
    expect(message.split("attemptTimeout")).toHaveLength(2);
    expect(message).toContain("retries is not an option");
  });
});

describe("a call's options", () => {
  it("are named where something else stands in their place", async () => {
    const puffle = new Puffle(createSandbox().options);
    const error = await failure(Reflect.apply(puffle.campaigns.list, puffle.campaigns, [5_000]));
    expect(error).toBeInstanceOf(InputError);
    expect(error).toHaveProperty("message", "listCampaigns: options must be an object, got 5000. Nothing was sent.");
  });
});
