import {
  type AdditionReport,
  type BulkCreateReport,
  type Call,
  type CampaignContact,
  type Contact,
  type ContactList,
  type ContactRow,
  type CreatedContact,
  type CreatedWebhook,
  type DeletedContactList,
  InputError,
  type LeadLex,
  type List,
  type ListAdditionReport,
  type RemovedCampaignContact,
  type Step,
  type UpdatedContact,
  type Webhook,
} from "puffle-sdk/leadlex";
import { describe, expect, expectTypeOf, it } from "vitest";
import { setUp } from "../leadlex/support/world.ts";
import { caughtAs } from "../support/errors.ts";

describe("LeadLex's answers", () => {
  it("L08 are typed out of their envelopes, whichever generation they come in", () => {
    type Of<Method extends (...args: never[]) => unknown> = ReturnType<Method>;
    expectTypeOf<Of<LeadLex["contacts"]["get"]>>().toEqualTypeOf<Call<Contact>>();
    expectTypeOf<Of<LeadLex["contacts"]["create"]>>().toEqualTypeOf<Call<CreatedContact>>();
    expectTypeOf<Of<LeadLex["contacts"]["update"]>>().toEqualTypeOf<Call<UpdatedContact>>();
    expectTypeOf<Of<LeadLex["contacts"]["list"]>>().toEqualTypeOf<List<ContactRow>>();
    expectTypeOf<Of<LeadLex["contacts"]["bulkCreate"]>>().toEqualTypeOf<Promise<BulkCreateReport>>();
    expectTypeOf<Of<LeadLex["lists"]["create"]>>().toEqualTypeOf<Call<ContactList>>();
    expectTypeOf<Of<LeadLex["lists"]["list"]>>().toEqualTypeOf<List<ContactList>>();
    expectTypeOf<Of<LeadLex["lists"]["delete"]>>().toEqualTypeOf<Call<DeletedContactList>>();
    expectTypeOf<Of<LeadLex["lists"]["addContacts"]>>().toEqualTypeOf<Promise<ListAdditionReport>>();
    expectTypeOf<Of<LeadLex["webhooks"]["create"]>>().toEqualTypeOf<Call<CreatedWebhook>>();
    expectTypeOf<Of<LeadLex["webhooks"]["list"]>>().toEqualTypeOf<Call<Webhook[]>>();
    type Campaigns = LeadLex["campaigns"];
    expectTypeOf<Of<Campaigns["steps"]["list"]>>().toEqualTypeOf<Call<Step[]>>();
    expectTypeOf<Of<Campaigns["steps"]["create"]>>().toEqualTypeOf<Call<Step>>();
    expectTypeOf<Of<Campaigns["contacts"]["list"]>>().toEqualTypeOf<List<CampaignContact>>();
    expectTypeOf<Of<Campaigns["contacts"]["add"]>>().toEqualTypeOf<Promise<AdditionReport>>();
    expectTypeOf<Of<Campaigns["contacts"]["remove"]>>().toEqualTypeOf<Call<RemovedCampaignContact>>();
    expectTypeOf<CreatedWebhook["secret"]>().toEqualTypeOf<string>();
    expectTypeOf<Webhook>().not.toHaveProperty("secret");
    expectTypeOf<BulkCreateReport["checkpoint"]>().extract<undefined>().toEqualTypeOf<undefined>();
  });

  it("have open enums where the service writes them", () => {
    expectTypeOf<string>().toExtend<NonNullable<CampaignContact["status"]>>();
    expectTypeOf<string>().toExtend<NonNullable<Step["send_condition"]>>();
    expectTypeOf<string>().toExtend<Webhook["events"][number]>();
  });
});

describe("LeadLex's requests", () => {
  it("are closed: no state, order, event, condition or member that the service does not know", async () => {
    const { sandbox, leadlex } = setUp();
    const { campaigns, contacts, lists, webhooks } = leadlex;
    // @ts-ignore
    const inState = () => campaigns.contacts.list("c1", { status: "asleep" });
    // @ts-ignore
    const inOrder = () => contacts.list({ sort: "age" });
    // @ts-ignore
    const withEvent = () => webhooks.create({ url: "https://example.com", events: ["campaign.finished"] });
    // @ts-ignore
    const withOther = () => contacts.update("c1", { first_name: "Ada" });
    expect([inState, inOrder, withEvent, withOther]).toHaveLength(4);
    // @ts-ignore
    await caughtAs(InputError, campaigns.steps.create("c1", { subject: "x", body: "y", send_condition: "if_asleep" }));
    // @ts-ignore
    await caughtAs(InputError, campaigns.steps.create("c1", { subject: "x" }));
    // @ts-ignore
    await caughtAs(InputError, contacts.get("c1", { include: ["emails"] }));
    // @ts-ignore What can't be sent again is sent one request at a time.
    await caughtAs(InputError, contacts.bulkCreate([{ full_name: "Ada" }], { concurrency: 2 }));
    const hook = { url: "https://a.example", events: ["task.created"] } as const;
    // @ts-ignore The secret of a webhook that is there is told to nobody.
    await caughtAs(InputError, webhooks.create(hook, { ifExists: "return" }));
    // @ts-ignore A name is needed.
    await caughtAs(InputError, lists.create({ description: "x" }));
    expect(sandbox.requests).toEqual([]);
  });

  it("take contacts as they are listed, wherever that is, or their ids; a table's rows may have null", () => {
    type Source = Parameters<LeadLex["lists"]["addContacts"]>[1];
    expectTypeOf<List<ContactRow>>().toExtend<Source>();
    expectTypeOf<List<CampaignContact>>().toExtend<Source>();
    expectTypeOf<Set<string>>().toExtend<Source>();
    expectTypeOf<{ email: string }[]>().not.toExtend<Source>();
    type Rows = Parameters<LeadLex["contacts"]["bulkCreate"]>[0];
    expectTypeOf<{ full_name: string; email: null }[]>().toExtend<Rows>();
    expectTypeOf<{ email: string }[]>().not.toExtend<Rows>();
    expectTypeOf<{ full_name: null }[]>().not.toExtend<Rows>();
  });
});
