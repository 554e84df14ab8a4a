import { describe, expect, it } from "vitest";
import { DAY, readyDraft, setUp } from "./helpers.ts";

describe("LeadLex contacts", () => {
  it.each([
    [{ full_name: "Ann Mary Lee" }, ["Ann Mary Lee", "Ann Mary", "Lee"]],
    [{ full_name: "Lee, Ann" }, ["Ann Lee", "Ann", "Lee"]],
    [{ first_name: "Ann" }, ["Ann", "Ann", ""]],
    [{ first_name: " Ann ", last_name: "Lee" }, ["Ann Lee", "Ann", "Lee"]],
    [{ email: "ann.lee@example.com" }, ["ann lee", "ann", "lee"]],
  ])("have a whole name made out of %j", async (body, [full_name, first_name, last_name]) => {
    const { call } = setUp();
    const { data } = await call("createContact", { body });
    expect(data).toMatchObject({ full_name, first_name, last_name });
  });

  it("L05 without a name or an address are refused", async () => {
    const { call } = setUp();
    for (const body of [{}, { phone: "1" }, { full_name: "  " }, { email: "" }])
      expect(await call("createContact", { body })).toMatchObject({ status: 400, code: "validation_error" });
    expect((await call("listContacts", {})).data.contacts).toEqual([]);
  });

  it("are created also where the address is known: two calls make two", async () => {
    const { call } = setUp();
    for (let count = 0; count < 2; count++) await call("createContact", { body: { email: "ann@example.com" } });
    expect((await call("listContacts", { query: { search: "ANN@" } })).data.meta.total).toBe(2);
  });

  it("are read with everything that was said about them, and changed member by member, and notes add up", async () => {
    const { sandbox, call } = setUp();
    const { data: made } = await call("createContact", {
      body: {
        full_name: "Ann Lee",
        email: "ann@example.com",
        company_name: "Acme",
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- the service still takes the old name
        company_id: "c-1",
        priority: "high",
        tags: ["vip"],
        custom_fields: { size: 3 },
      },
    });
    const path = { id: made.id };
    expect((await call("getContact", { path, query: { include: "notes,deals" } })).data).toEqual({
      id: made.id,
      full_name: "Ann Lee",
      first_name: "Ann",
      last_name: "Lee",
      email: "ann@example.com",
      phone: null,
      job_title: null,
      company: "Acme",
      related_company_id: "c-1",
      linkedin_url: null,
      priority: 1,
      tags: ["vip"],
      custom_fields: { size: 3 },
      created_date: "2026-01-05T09:00:00.000Z",
      updated_date: null,
      recent_notes: [],
      open_deals: [],
    });
    const changed = await call("updateContact", {
      path,
      body: { full_name: "Ann Kim", company_name: "Other", notes: "called" },
    });
    expect(changed.data).toMatchObject({ id: made.id, full_name: "Ann Kim", updated_date: expect.any(String) });
    const after = (await call("getContact", { path })).data;
    expect(after).toMatchObject({ last_name: "Kim", company: "Other", email: "ann@example.com" });
    expect(after).not.toHaveProperty("recent_notes");
    await call("updateContact", { path, body: { notes: "called" } });
    expect(sandbox.contacts()).toMatchObject([{ full_name: "Ann Kim", notes: ["called", "called"] }]);
  });

  it("keep a creation date that is valid, and otherwise have the present's", async () => {
    const { call } = setUp();
    const dateOf = async (created_date: string) =>
      (await call("createContact", { body: { full_name: "A", created_date } })).data.created_date;
    const now = "2026-01-05T09:00:00.000Z";
    expect(await dateOf("2024-02-03T04:05:06Z")).toBe("2024-02-03T04:05:06.000Z");
    expect(await dateOf("2026-01-06T08:00:00Z")).toBe("2026-01-06T08:00:00.000Z");
    for (const wrong of ["yesterday", "2026-01-06T10:00:00Z", "2020-01-01T00:00:00Z"])
      expect(await dateOf(wrong)).toBe(now);
  });

  it("L07 are listed by page, list, time and order, at most a hundred at a time", async () => {
    const { sandbox, call } = setUp();
    const id = sandbox.addList({ name: "Some", contacts: 130 });
    await sandbox.clock.advance(DAY);
    sandbox.addContacts([{ full_name: "Zoe Last" }, { full_name: "Aaron First" }]);
    const page = async (query: object) => (await call("listContacts", { query })).data;
    const first = await page({});
    expect([first.contacts.length, first.meta]).toEqual([50, { page: 1, per_page: 50, total: 132 }]);
    const most = await page({ per_page: 1_000, list_id: id });
    expect([most.contacts.length, most.meta]).toEqual([100, { page: 1, per_page: 100, total: 130 }]);
    expect((await page({ page: 3, per_page: 50, list_id: id })).contacts).toHaveLength(30);
    expect((await page({ page: 9 })).contacts).toEqual([]);
    expect((await page({ list_id: "none" })).contacts).toEqual([]);
    const late = await page({ created_after: "2026-01-05T10:00:00Z", sort: "full_name" });
    expect(late.contacts.map(({ full_name }) => full_name)).toEqual(["Aaron First", "Zoe Last"]);
    expect((await page({ sort: "-full_name" })).contacts[0]?.full_name).toBe("Zoe Last");
  });

  it("L09 are created up to 500 at once, each with a full name, all or none", async () => {
    const { call } = setUp();
    const many = (count: number) => Array.from({ length: count }, (_, index) => ({ full_name: `Person ${index}` }));
    const { data } = await call("bulkCreateContacts", { body: { contacts: many(500) } });
    expect([data.created, data.contacts.length]).toEqual([500, 500]);
    for (const contacts of [many(501), [...many(2), { full_name: " " }]])
      expect(await call("bulkCreateContacts", { body: { contacts } })).toMatchObject({
        status: 400,
        code: "validation_error",
      });
    // @ts-expect-error the full name is missing
    expect(await call("bulkCreateContacts", { body: { contacts: [{ email: "a@b.test" }] } })).toMatchObject({
      status: 400,
    });
    expect((await call("listContacts", {})).data.meta.total).toBe(500);
  });

  it("that are deleted are gone from lists and campaigns, too", async () => {
    const { sandbox, call } = setUp();
    const campaign = await readyDraft(sandbox, call, { recipients: 2 });
    const [row] = sandbox.campaign(campaign).contacts;
    const path = { id: row?.contact_id ?? "" };
    expect((await call("deleteContact", { path })).data).toEqual({ deleted: true, id: path.id });
    for (const operation of ["getContact", "updateContact", "deleteContact"] as const)
      expect(await call(operation, { path, body: {} })).toMatchObject({ status: 404, code: "not_found" });
    expect(sandbox.campaign(campaign).contacts).toHaveLength(1);
    expect((await call("listLists", {})).data.lists).toMatchObject([{ contact_count: 1 }]);
  });
});

describe("LeadLex lists", () => {
  it("L05 have names of their own, and a second one says which member is wrong", async () => {
    const { call } = setUp();
    const made = await call("createList", { body: { name: "People", description: "All" } });
    expect(made.data).toMatchObject({ name: "People", description: "All", contact_count: 0 });
    const again = await call("createList", { body: { name: "People" } });
    expect([again.status, again.code, again.details]).toEqual([
      400,
      "validation_error",
      { fields: { name: "Must be unique" } },
    ]);
    expect(await call("createList", { body: { name: "" } })).toMatchObject({ status: 400, code: "validation_error" });
    expect((await call("listLists", {})).data).toMatchObject({ lists: [made.data], meta: { total: 1 } });
  });

  it("L09 take up to a hundred contacts at once, skip those they have, and refuse ids that are none", async () => {
    const { sandbox, call } = setUp();
    const { data } = await call("createList", { body: { name: "People" } });
    const path = { id: data.id };
    const ids = sandbox.addContacts(101).map(({ id }) => id);
    const add = (contact_ids: string[]) => call("addListContacts", { path, body: { contact_ids } });
    expect(await add(ids)).toMatchObject({ status: 400, code: "validation_error" });
    expect(await add([...ids.slice(0, 2), "none"])).toMatchObject({ status: 400, code: "validation_error" });
    expect((await add([...ids.slice(0, 3), ...ids.slice(0, 1)])).data).toEqual({
      added: 3,
      list_id: data.id,
      contact_count: 3,
    });
    expect((await add(ids.slice(2, 100))).data).toMatchObject({ added: 97, contact_count: 100 });
    const unknown = await call("addListContacts", { path: { id: "none" }, body: { contact_ids: ids.slice(0, 1) } });
    expect(unknown).toMatchObject({ status: 404, code: "not_found" });
  });

  it("L05 lose contacts, and are deleted without them, with codes of their own for what is not there", async () => {
    const { sandbox, call } = setUp();
    const list_id = sandbox.addList({ name: "People", contacts: 3 });
    const [row] = (await call("listContacts", { query: { list_id } })).data.contacts;
    const path = { list_id, contact_id: row?.id ?? "" };
    expect((await call("removeListContact", { path })).data).toEqual({ removed: true, ...path });
    expect(await call("removeListContact", { path })).toMatchObject({ status: 404, code: "membership_not_found" });
    const other = { path: { ...path, list_id: "none" } };
    expect(await call("removeListContact", other)).toMatchObject({ status: 404, code: "list_not_found" });
    expect((await call("deleteList", { path: { id: list_id } })).data).toEqual({
      deleted: true,
      id: list_id,
      memberships_removed: 2,
    });
    expect(await call("deleteList", { path: { id: list_id } })).toMatchObject({ status: 404, code: "list_not_found" });
    expect((await call("listContacts", {})).data.meta.total).toBe(3);
  });
});
