import {
  type AccountUpdated,
  type BatchReport,
  type Campaign,
  type CampaignDetail,
  type CampaignLead,
  type CreditsConfig,
  type GeneratedMessage,
  type List,
  type ListImportReport,
  type Page,
  type Sender,
  type SequenceNode,
  type WorkspaceContext,
  type WorkspaceContextResult,
  WorkspaceNotReadyError,
  type WorkspaceProfile,
} from "puffle-sdk";
import { describe, expect, expectTypeOf, it } from "vitest";
import { scriptedClient } from "../puffle/support/scripted.ts";
import { emailDraft, people, setUp } from "../puffle/support/world.ts";
import { caught } from "../support/errors.ts";
import { json } from "../support/fetch.ts";

describe("answers", () => {
  it("have open enums: what the contract does not know yet still has a type", async () => {
    expectTypeOf<string>().toExtend<NonNullable<Campaign["status"]>>();
    expectTypeOf<string>().toExtend<NonNullable<Campaign["type"]>>();
    expectTypeOf<string>().toExtend<NonNullable<CampaignLead["status"]>>();
    expectTypeOf<string>().toExtend<NonNullable<SequenceNode["type"]>>();
    expectTypeOf<string>().toExtend<NonNullable<Sender["warmup_status"]>>();
    expectTypeOf<string>().toExtend<NonNullable<GeneratedMessage["status"]>>();
    const known: Campaign["status"] = "draft";
    const unknown: Campaign["status"] = "hibernating";
    const { puffle } = scriptedClient([], { forever: json({ campaigns: [{ id: "c1", status: "hibernating" }] }) });
    const [campaign] = await puffle.campaigns.list();
    expect([campaign?.status === unknown, campaign?.status === known]).toEqual([true, false]);
  });

  it("may be null or missing where the service's may", () => {
    expectTypeOf<null>().toExtend<Campaign["stats"]>();
    expectTypeOf<undefined>().toExtend<Campaign["stats"]>();
    expectTypeOf<WorkspaceContextResult["context"]>().extract<null>().toEqualTypeOf<null>();
    const fresh: Campaign = { id: "c1" };
    // @ts-ignore Nothing has been sent of a draft yet: there may be no counters.
    expect(() => fresh.stats.sent).toThrow(TypeError);
    // @ts-ignore An id is always there.
    const lacking: Campaign = { name: "Q3" };
    expect(lacking.id).toBeUndefined();
  });

  it("are typed for every method, unwrapped where they have one member only", async () => {
    const world = setUp();
    const { puffle } = world;
    const draft = await emailDraft(world);
    const { campaigns, sequenceNodes } = puffle;

    expectTypeOf(await campaigns.list()).toEqualTypeOf<Campaign[]>();
    expectTypeOf(await campaigns.get(draft)).toEqualTypeOf<CampaignDetail>();
    expectTypeOf(await campaigns.update(draft, { name: "Q4" })).toEqualTypeOf<Campaign>();
    const nodes = await sequenceNodes.add(draft, { type: "delay", delay_days: 1 });
    expectTypeOf(nodes).toEqualTypeOf<readonly SequenceNode[]>();
    const report = await campaigns.leads.add(draft, people(2));
    expectTypeOf(report).toEqualTypeOf<BatchReport>();
    const listId = world.sandbox.addList({ name: "More", leads: [{ contacts: [{ value: "more@example.test" }] }] });
    expectTypeOf(await campaigns.leads.importFromList(draft, { listId })).toEqualTypeOf<ListImportReport>();
    expectTypeOf(await campaigns.messages.resolve(draft)).toEqualTypeOf<GeneratedMessage[]>();
    expectTypeOf(await puffle.senders.list()).toEqualTypeOf<Sender[]>();
    expectTypeOf(await puffle.context.require()).toEqualTypeOf<{
      readonly context: WorkspaceContext;
      readonly profile: WorkspaceProfile;
    }>();
    expectTypeOf(await puffle.account.update({ firstName: "Ada" })).toEqualTypeOf<AccountUpdated>();
    expectTypeOf(await puffle.credits.config()).toEqualTypeOf<CreditsConfig>();
    expectTypeOf(await campaigns.leads.remove(draft, { all: true })).toEqualTypeOf<{
      readonly deleted: number | "all";
    }>();
    expect([report.imported, nodes.length]).toEqual([2, 3]);
  });

  it("of lists are a page when awaited and items when iterated", async () => {
    const world = setUp();
    const draft = await emailDraft(world);
    await world.puffle.campaigns.leads.add(draft, people(2));
    const list = world.puffle.campaigns.leads.list(draft);
    expectTypeOf(list).toEqualTypeOf<List<CampaignLead>>();
    expectTypeOf(await list).toEqualTypeOf<Page<CampaignLead>>();
    expectTypeOf(await list.all({ limit: 5 })).toEqualTypeOf<CampaignLead[]>();
    const emails: string[] = [];
    for await (const lead of list) {
      expectTypeOf(lead).toEqualTypeOf<CampaignLead>();
      emails.push(lead.email ?? "");
    }
    // @ts-ignore A list may be longer than memory: all of it needs a limit.
    await expect(list.all()).rejects.toThrow();
    expect(emails).toHaveLength(2);
  });

  it("are narrowed by an error's class", async () => {
    const { puffle } = setUp({ workspace: { context: null } });
    const error = await caught(puffle.context.require());
    expectTypeOf(error).toBeUnknown();
    if (!(error instanceof WorkspaceNotReadyError)) throw new Error("it is one");
    expectTypeOf(error.missing).toEqualTypeOf<readonly string[]>();
    expect(error.missing).toEqual(["context"]);
  });
});
