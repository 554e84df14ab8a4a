import {
  type Campaign,
  type ChannelNodes,
  type EmailCampaign,
  InputError,
  isEmailCampaign,
  isLinkedInCampaign,
  type LinkedInCampaign,
  type NewNode,
  type NodeFor,
} from "puffle-sdk";
import { describe, expect, expectTypeOf, it } from "vitest";
import { emailDraft, linkedInDraft, setUp } from "../puffle/support/world.ts";
import { caughtAs } from "../support/errors.ts";

/*
 * What must not compile stands under `@ts-ignore`, so `npm run typecheck` fails where it suddenly does. Each of these
 * lines runs as well: what the compiler refuses, the client refuses too.
 */

describe("a campaign whose channel the compiler knows", () => {
  it("P31 is what creating one gives, by the type that was asked for", async () => {
    const world = setUp();
    const mail = await emailDraft(world);
    const link = await linkedInDraft(world, "Links");
    expectTypeOf(mail).toEqualTypeOf<EmailCampaign>();
    expectTypeOf(link).toEqualTypeOf<LinkedInCampaign>();
    expectTypeOf(mail.type).toEqualTypeOf<"email">();
    expectTypeOf(link.type).toEqualTypeOf<"linkedin">();
    expect([mail.type, link.type]).toEqual(["email", "linkedin"]);
  });

  it("P31 takes its own channel's nodes, and no other's", async () => {
    const world = setUp();
    const mail = await emailDraft(world);
    const link = await linkedInDraft(world, "Links");
    const { sequenceNodes } = world.puffle;
    await sequenceNodes.add(mail, { type: "email", subject: "Hello", body: "A word" });
    await sequenceNodes.add(link, { type: "message", body: "A word" });
    // @ts-ignore An email has no place in a LinkedIn campaign.
    await caughtAs(InputError, sequenceNodes.add(link, { type: "email", subject: "Hello", body: "A word" }));
    // @ts-ignore A message has no place in an email campaign.
    await caughtAs(InputError, sequenceNodes.add(mail, { type: "message", body: "A word" }));
    // @ts-ignore Nor has an invitation.
    await caughtAs(InputError, sequenceNodes.build(mail, [{ type: "connection_request" }]));
    const steps = [{ type: "message", body: "x" } as const, { type: "email", subject: "", body: "x" } as const];
    // @ts-ignore Nor has an email behind a message in a LinkedIn campaign.
    await caughtAs(InputError, sequenceNodes.build(link, steps));
    expect(world.sandbox.campaign(mail.id).sequence_nodes.map(({ type }) => type)).toEqual(["email", "email", "end"]);
  });

  it("P31 is what the guards make of one that was read", async () => {
    const world = setUp();
    const { id } = await emailDraft(world);
    const { campaign } = await world.puffle.campaigns.get(id);
    expectTypeOf(campaign).toEqualTypeOf<Campaign>();
    if (!isEmailCampaign(campaign)) throw new Error("it is an email campaign");
    expectTypeOf(campaign).toEqualTypeOf<EmailCampaign>();
    await world.puffle.sequenceNodes.build(campaign, [{ type: "email", subject: "Hello", body: "A word" }]);
    // @ts-ignore The guard has told the channel.
    await caughtAs(InputError, world.puffle.sequenceNodes.build(campaign, [{ type: "message", body: "x" }]));
    expect(isLinkedInCampaign(campaign)).toBe(false);
  });

  it("P31 decides by its type alone; an id, or a campaign as it was read, takes any node", () => {
    expectTypeOf<NodeFor<EmailCampaign>>().toEqualTypeOf<ChannelNodes["email"]>();
    expectTypeOf<NodeFor<LinkedInCampaign>>().toEqualTypeOf<ChannelNodes["linkedin"]>();
    expectTypeOf<NodeFor<{ id: string; type: "email" }>>().toEqualTypeOf<ChannelNodes["email"]>();
    expectTypeOf<NodeFor<string>>().toEqualTypeOf<NewNode>();
    expectTypeOf<NodeFor<{ id: string }>>().toEqualTypeOf<NewNode>();
    expectTypeOf<NodeFor<{ id: string; type: string }>>().toEqualTypeOf<NewNode>();
    const channels: Record<NewNode["type"], readonly (keyof ChannelNodes)[]> = {
      email: ["email"],
      connection_request: ["linkedin"],
      message: ["linkedin"],
      delay: ["email", "linkedin"],
      ai: ["email", "linkedin"],
      end: ["email", "linkedin"],
    };
    expect(Object.keys(channels)).toHaveLength(6);
  });
});

describe("new campaigns and nodes", () => {
  it("P32 have their own type's members only", async () => {
    const { sandbox, puffle, email, linkedin } = setUp();
    const ref = { id: "8c2b2d4e-e29b-41d4-a716-446655440000", type: "email" } as const;
    const { sequenceNodes } = puffle;
    // @ts-ignore A delay has no subject.
    await caughtAs(InputError, sequenceNodes.add(ref, { type: "delay", delay_days: 1, subject: "Hello" }));
    // @ts-ignore An email needs a subject.
    await caughtAs(InputError, sequenceNodes.add(ref, { type: "email", body: "A word" }));
    // @ts-ignore An ai node needs a purpose.
    await caughtAs(InputError, sequenceNodes.add(ref, { type: "ai", output_type: "email" }));
    // @ts-ignore There is no such node.
    await caughtAs(InputError, sequenceNodes.add(ref, { type: "letter", body: "A word" }));
    // @ts-ignore In a whole sequence the order tells the position.
    await caughtAs(InputError, sequenceNodes.build(ref, [{ type: "email", subject: "", body: "x", position: 0 }]));
    expect(sandbox.requests).toEqual([]);

    const name = "Q3";
    // @ts-ignore Operating hours are LinkedIn's.
    await puffle.campaigns.create({ type: "email", name, sender_account_ids: [email], operating_hours: {} });
    // @ts-ignore A daily limit is email's.
    await puffle.campaigns.create({ type: "linkedin", name: "Q4", sender_account_ids: [linkedin], daily_limit: 9 });
    // @ts-ignore There is no such channel.
    await caughtAs(Error, puffle.campaigns.create({ type: "fax", name: "Q5", sender_account_ids: [] }));
    // @ts-ignore A campaign needs senders.
    await caughtAs(Error, puffle.campaigns.create({ type: "email", name: "Q6" }));
    expect(sandbox.campaigns().map((one) => one.campaign.name)).toEqual(["Q3", "Q4"]);
  });

  it("may be frozen, and made of constants", async () => {
    const world = setUp();
    const steps = [
      { type: "email", subject: "Hello", body: "A word" },
      { type: "delay", delay_days: 3 },
    ] as const;
    const body = { type: "email", name: "Q3", sender_account_ids: [world.email] } as const;
    const campaign = await world.puffle.campaigns.create(body);
    await world.puffle.sequenceNodes.build(campaign, steps);
    const leads = [{ email: "ada@example.test", custom_fields: { tags: ["a"] } }] as const;
    expect((await world.puffle.campaigns.leads.add(campaign, leads)).imported).toBe(1);
  });

  it("are found by the compiler where they are one of both", async () => {
    const world = setUp();
    const { puffle, email, linkedin } = world;
    const bodies = [
      { type: "email" as const, name: "Mail", sender_account_ids: [email] },
      { type: "linkedin" as const, name: "Link", sender_account_ids: [linkedin] },
    ];
    for (const body of bodies) {
      const campaign = await puffle.campaigns.create(body);
      expectTypeOf(campaign).toEqualTypeOf<EmailCampaign | LinkedInCampaign>();
      expect(campaign.type).toBe(body.type);
    }
  });
});
