import { describe, expect, it } from "vitest";
import { wordings } from "../../src/sandbox/puffle/wording.ts";
import { people, readyDraft, setUp } from "./helpers.ts";

describe("adding leads", () => {
  it("P38 drops duplicates within the batch and against the roster, by the channel's identity", async () => {
    const { sandbox, call } = setUp();
    const id = await readyDraft(call, { leads: [{ email: "Ann@Example.test " }] });
    const prospects = [{ email: "ann@example.TEST" }, { email: "bob@example.test" }, { email: " BOB@example.test" }];
    const { body } = await call("addLeadsToCampaign", { path: { id }, body: { prospects } });
    expect(body).toEqual({ imported: 1, duplicates: 2 });
    expect(sandbox.campaign(id).prospects.map(({ email }) => email)).toEqual(["ann@example.test", "bob@example.test"]);
  });

  it("P38 tells LinkedIn profiles apart by the URL without query and trailing slash", async () => {
    const { sandbox, call } = setUp();
    const id = await readyDraft(call, { type: "linkedin", leads: [] });
    const ann = "https://www.linkedin.com/in/ann";
    const prospects = [`${ann}/?miniProfile=1`, `${ann}//`, `${ann}#about`, ann, `${ann}a`].map((linkedin_url) => ({
      linkedin_url,
    }));
    const { body } = await call("addLeadsToCampaign", { path: { id }, body: { prospects } });
    expect(body).toEqual({ imported: 2, duplicates: 3 });
    expect(sandbox.campaign(id).prospects[0]?.linkedin_url).toBe(ann);
  });

  it("keeps the other channel's address where it is one, and what else is said", async () => {
    const { sandbox, call } = setUp();
    const leads = [
      {
        email: "a@b.test",
        linkedin_url: "https://linkedin.com/in/a/",
        first_name: "A",
        last_name: "B",
        custom_fields: { x: 1 },
      },
      { email: "c@d.test", linkedin_url: "not a profile" },
    ];
    const id = await readyDraft(call, { leads });
    expect(sandbox.campaign(id).prospects).toMatchObject([
      {
        linkedin_url: "https://linkedin.com/in/a",
        name: "A B",
        custom_fields: { x: 1 },
        status: "pending",
        source: "api",
      },
      { linkedin_url: null, name: null, custom_fields: null, current_node_id: null },
    ]);
  });

  it("P38 refuses the whole batch for one row without its identity, names the index, in all wordings", async () => {
    const seen = new Set<string>();
    const quoting: boolean[] = [];
    for (let seed = 1; seed <= 40; seed++) {
      const { sandbox, call } = setUp({ seed });
      const id = await readyDraft(call, { leads: [] });
      const prospects = [...people(3), { email: "no-address" }, { first_name: "Nobody" }];
      const { status, error } = await call("addLeadsToCampaign", { path: { id }, body: { prospects } });
      expect(status).toBe(400);
      expect(error).toMatch(/(\[3\]|index 3\b|Row 3:)/);
      quoting.push(error.includes("no-address"));
      expect(sandbox.campaign(id).prospects).toEqual([]);
      seen.add(error);
    }
    expect(seen.size).toBe(wordings.lead_without_identity.length);
    expect(new Set(quoting)).toEqual(new Set([true, false]));
  });
});

describe("listing leads", () => {
  it("P59 pages from 1, a hundred at a time, and says what it did", async () => {
    const { call } = setUp();
    const id = await readyDraft(call, { leads: 250 });
    const first = (await call("listCampaignLeads", { path: { id } })).body;
    expect([first.prospects.length, first.total, first.page, first.limit]).toEqual([100, 250, 1, 100]);
    const third = (await call("listCampaignLeads", { path: { id }, query: { page: 3 } })).body;
    expect(third.prospects.map(({ email }) => email)).toEqual(
      people(250)
        .slice(200)
        .map(({ email }) => email),
    );
    const past = (await call("listCampaignLeads", { path: { id }, query: { page: 9, limit: 50 } })).body;
    expect([past.prospects, past.total]).toEqual([[], 250]);
  });

  it("P59 never gives more than 500, whatever is asked for", async () => {
    const { call } = setUp();
    const id = await readyDraft(call, { leads: 600 });
    const { body } = await call("listCampaignLeads", { path: { id }, query: { limit: 5_000 } });
    expect([body.prospects.length, body.limit, body.total]).toEqual([500, 500, 600]);
  });

  it("shows one status only where it is asked for", async () => {
    const { sandbox, call } = setUp({ speed: 0, replyRate: 0, bounceRate: 0 });
    const id = await readyDraft(call, { leads: 4 });
    await call("launchCampaign", { path: { id } });
    await sandbox.clock.advance(10 * 60_000);
    const sent = (await call("listCampaignLeads", { path: { id }, query: { status: "sent" } })).body;
    const pending = (await call("listCampaignLeads", { path: { id }, query: { status: "pending" } })).body;
    expect([sent.total, pending.total]).toEqual([1, 3]);
    expect(sent.prospects[0]?.current_node_id).toEqual(expect.any(String));
  });
});

describe("changing and removing leads", () => {
  it("changes what may be changed, and the identity with the address", async () => {
    const { sandbox, call } = setUp();
    const id = await readyDraft(call, { leads: 2 });
    const [lead] = sandbox.campaign(id).prospects;
    const updates = { email: "New@Example.test", first_name: "Neu", status: "replied" };
    const { body } = await call("updateLeadInCampaign", {
      path: { id },
      body: { prospect_id: lead?.id ?? "", updates },
    });
    expect(body.prospect).toMatchObject({
      email: "new@example.test",
      first_name: "Neu",
      name: "Neu Last0",
      status: "pending",
    });
    const again = { prospects: [{ email: "new@example.test" }, { email: "person0@example.test" }] };
    expect((await call("addLeadsToCampaign", { path: { id }, body: again })).body).toEqual({
      imported: 1,
      duplicates: 1,
    });
  });

  it("refuses an address that is none, somebody else's, and a lead of another campaign", async () => {
    const { sandbox, call } = setUp();
    const id = await readyDraft(call, { leads: 2 });
    const before = sandbox.campaign(id);
    const prospect_id = before.prospects[0]?.id ?? "";
    const update = (who: string, email: string) =>
      call("updateLeadInCampaign", { path: { id }, body: { prospect_id: who, updates: { email } } });
    expect((await update(prospect_id, "nonsense")).status).toBe(400);
    expect((await update(prospect_id, "person1@example.test")).status).toBe(409);
    expect((await update("00000000-0000-4000-8000-000000000000", "x@y.test")).status).toBe(404);
    expect(sandbox.campaign(id)).toEqual(before);
  });

  it("removes by id, ignoring ids that are not there, and all of them; all wins", async () => {
    const { sandbox, call } = setUp();
    const id = await readyDraft(call, { leads: 5 });
    await call("generateMessages", { path: { id }, body: { action: "resolve" } });
    const ids = sandbox.campaign(id).prospects.map((lead) => lead.id);
    const some = { prospect_ids: [ids[0] ?? "", ids[0] ?? "", ids[1] ?? "", "gone"] };
    expect((await call("removeLeadsFromCampaign", { path: { id }, body: some })).body).toEqual({ deleted: 2 });
    expect(sandbox.campaign(id).messages).toHaveLength(6);
    const all = { all: true as const, prospect_ids: [ids[2] ?? ""] };
    expect((await call("removeLeadsFromCampaign", { path: { id }, body: all })).body).toEqual({ deleted: "all" });
    expect(sandbox.campaign(id)).toMatchObject({ prospects: [], messages: [] });
    expect((await call("removeLeadsFromCampaign", { path: { id }, body: {} })).status).toBe(400);
  });
});

describe("importing a list", () => {
  const LEADS = [
    {
      name: { first: "Ann", last: "A" },
      title: "Owner",
      company: { name: "A Ltd" },
      contacts: [{ value: "ann@a.test" }],
    },
    {
      name: { first: "Bob" },
      attributes: { work_email: "Bob@b.test" },
      socials: [{ url: "https://linkedin.com/in/bob/" }],
    },
    { name: { first: "Cat" }, contacts: [{ value: "+49 170" }] },
    { name: { first: "Ann again" }, contacts: [{ value: "ANN@a.test" }] },
  ];

  it("P39 takes what has an address, and counts the rest", async () => {
    const { sandbox, call } = setUp();
    const id = await readyDraft(call, { leads: [] });
    const listId = sandbox.addList({ name: "Found", leads: LEADS });
    const { status, body } = await call("importLeadsFromListToCampaign", { path: { id }, body: { listId } });
    expect(status).toBe(200);
    expect(body).toEqual({ imported: 2, duplicates: 1, invalid: 1, errors: 0, total: 4, partial: false });
    expect(sandbox.campaign(id).prospects).toMatchObject([
      { email: "ann@a.test", name: "Ann A", position: "Owner", company: "A Ltd", source_ref: listId },
      { email: "bob@b.test", linkedin_url: "https://linkedin.com/in/bob" },
    ]);
  });

  it("P39 answers 206 for a half, and the rest with the same list; then 422 with the counts", async () => {
    const { sandbox, call } = setUp();
    const id = await readyDraft(call, { leads: [] });
    const leads = people(9).map(({ email }) => ({ contacts: [{ value: email ?? null }] }));
    const listId = sandbox.addList({ name: "Long", leads });
    const importAll = () => call("importLeadsFromListToCampaign", { path: { id }, body: { listId } });
    sandbox.fail("importLeadsFromListToCampaign", { partial: true });
    const half = await importAll();
    expect([half.status, half.body]).toEqual([
      206,
      { imported: 5, duplicates: 0, invalid: 0, errors: 0, total: 9, partial: true },
    ]);
    expect((await importAll()).body).toMatchObject({ imported: 4, duplicates: 5 });
    const nothing = await importAll();
    expect(nothing.status).toBe(422);
    expect(nothing.body).toMatchObject({ imported: 0, duplicates: 9, invalid: 0, errors: 0, total: 9 });
  });

  it("takes chosen leads and at most so many; other filters are not played and say so", async () => {
    const { sandbox, call } = setUp();
    const id = await readyDraft(call, { leads: [] });
    const leads = people(5).map(({ email }, index) => ({ id: `lead-${index}`, contacts: [{ value: email ?? null }] }));
    const listId = sandbox.addList({ name: "Some", leads });
    const filter = { leadIds: ["lead-1", "lead-3", "lead-4"], limit: 2 };
    await call("importLeadsFromListToCampaign", { path: { id }, body: { listId, filter } });
    expect(sandbox.campaign(id).prospects.map(({ email }) => email)).toEqual([
      "person1@example.test",
      "person3@example.test",
    ]);
    const where = { where: [{ field: "title", value: "Owner" }] };
    expect(
      (await call("importLeadsFromListToCampaign", { path: { id }, body: { listId, filter: where } })).status,
    ).toBe(501);
  });

  it("P10 of a list that does not exist answers 404", async () => {
    const { call } = setUp();
    const id = await readyDraft(call);
    const { status } = await call("importLeadsFromListToCampaign", { path: { id }, body: { listId: "none" } });
    expect(status).toBe(404);
  });
});
