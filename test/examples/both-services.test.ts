import { Puffle } from "puffle-sdk";
import { type Approve, LeadLex } from "puffle-sdk/leadlex";
import { createLeadLexSandbox, createSandbox, type LeadLexSandboxOptions } from "puffle-sdk/sandbox";
import { describe, expect, test } from "vitest";
import { onLeadLex, onPuffle, PLAN, type Plan, run } from "../../examples/both-services.ts";

/** Nobody replies or bounces, so that both have the same to do. */
const QUIET = { replyRate: 0, bounceRate: 0 };

function puffle() {
  const sandbox = createSandbox(QUIET);
  const service = onPuffle(new Puffle(sandbox.options));
  return { sandbox, service, lose: () => sandbox.fail("launchCampaign", { drop: "after" }) };
}

function leadLex(options: LeadLexSandboxOptions = {}, approve?: Approve) {
  const sandbox = createLeadLexSandbox({ ...QUIET, unsubscribeRate: 0, ...options });
  const service = onLeadLex(new LeadLex(sandbox.options), approve);
  return { sandbox, service, lose: () => sandbox.fail("startCampaign", { drop: "after" }) };
}

async function play(service: ReturnType<typeof puffle | typeof leadLex>["service"], plan: Plan = PLAN) {
  const lines: string[] = [];
  let token = "";
  const keep = async (kept: string) => {
    token = kept;
  };
  const states = await run(service, plan, { say: (line) => void lines.push(line), keep });
  return { lines, token, states };
}

describe.each([
  ["Puffle", puffle],
  ["LeadLex", leadLex],
])("the program for both services, on %s", (_, setUp: () => ReturnType<typeof puffle | typeof leadLex>) => {
  test("P17 writes every letter to everybody once, filled in, also when the start's answer is lost", async () => {
    const { sandbox, service, lose } = setUp();
    lose();
    const { lines, states } = await play(service);
    expect(lines[0]).toBe("2 of 2 people enrolled, 0 rejected");
    expect(lines.at(-1)).toBe("the campaign is completed");
    expect(states).toEqual(new Map([["completed", 2]]));
    const ada = sandbox.outbox.messages.filter(({ recipient }) => recipient === "ada@example.com");
    expect(ada.map(({ body }) => String(body).split("?")[0])).toEqual([
      "Hi Ada, who does outreach at Analytical Engines",
      "Hi Ada, did this reach you",
    ]);
    expect(sandbox.outbox.messages).toHaveLength(4);
    expect(sandbox.outbox.writtenTwice()).toEqual([]);
  });

  test("P50 keeps a token before the start, with which another process sees what came of it", async () => {
    const { sandbox, service } = setUp();
    const { token } = await play(service);
    expect(token).not.toContain(sandbox.apiKey);
    expect(await service.resume(token).poll()).toMatchObject({ done: true, state: "completed" });
  });

  test("says in the same words what went wrong", async () => {
    const { sandbox, service } = setUp();
    sandbox.fail("*", { status: 401 });
    const { lines, states } = await play(service);
    expect(states).toBeUndefined();
    expect(lines).toEqual([expect.stringMatching(/401.* The work: not_sent\. Next: ask_human\.$/)]);
  });
});

describe("on LeadLex", () => {
  test("L02 a start that needs approval is not made without it", async () => {
    const { sandbox, service } = leadLex({ approval: "always" });
    const { lines, states } = await play(service);
    expect([states, lines.at(-1)]).toEqual([undefined, expect.stringContaining("Next: ask_human")]);
    expect(sandbox.outbox.messages).toEqual([]);
  });

  test("L02 whoever approves is asked", async () => {
    const { sandbox, service } = leadLex({ approval: "always" }, async () => "approve");
    expect((await play(service)).states).toEqual(new Map([["completed", 2]]));
    expect(sandbox.outbox.recipients()).toHaveLength(2);
  });
});
