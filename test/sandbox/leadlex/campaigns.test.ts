import { describe, expect, it } from "vitest";
import { activeCampaign, readyDraft, setUp } from "./helpers.ts";

describe("LeadLex campaigns", () => {
  it("are drafts for a list and a template, and have the list's people at once", async () => {
    const { sandbox, call } = setUp();
    const list_id = sandbox.addList({ name: "People", contacts: 2 });
    const { data } = await call("createCampaign", { body: { name: "Spring", list_id, template: "Hi {{name}}" } });
    expect(data).toEqual({
      id: expect.stringMatching(/^cmp_/),
      name: "Spring",
      status: "draft",
      list_id,
      created_at: "2026-01-05T09:00:00.000Z",
    });
    expect((await call("listCampaignContacts", { path: { id: data.id } })).data).toMatchObject({
      contacts: [
        { status: "pending", current_step: 0, added_at: "2026-01-05T09:00:00.000Z", last_sent_at: null },
        { status: "pending" },
      ],
      meta: { total: 2 },
    });
  });

  it("L05 are refused without what they need, or with a list that is none", async () => {
    const { sandbox, call } = setUp();
    const list_id = sandbox.addList({ name: "People", contacts: 0 });
    const whole = { name: "Spring", list_id, template: "Hi" };
    const refused = { status: 400, code: "validation_error" };
    for (const wrong of [{ list_id: "none" }, { name: "" }, { template: " " }])
      expect(await call("createCampaign", { body: { ...whole, ...wrong } })).toMatchObject(refused);
    // @ts-expect-error the template is missing
    expect(await call("createCampaign", { body: { name: "Spring", list_id } })).toMatchObject(refused);
    expect(sandbox.campaigns()).toEqual([]);
  });

  it("may have the same name, and are listed newest first", async () => {
    const { sandbox, call } = setUp();
    const ids = [await readyDraft(sandbox, call), await readyDraft(sandbox, call), await readyDraft(sandbox, call)];
    const { data } = await call("listCampaigns", { query: { page: 1, per_page: 2 } });
    expect(data.campaigns.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
    expect(data.meta).toEqual({ page: 1, per_page: 2, total: 3 });
  });

  it("L05 change what is sent, with a code for each wrong member and nothing changed then", async () => {
    const { sandbox, call } = setUp();
    const path = { id: await readyDraft(sandbox, call) };
    const body = { name: "Autumn", description: "Ours", daily_send_limit: 500, sending_timezone: "Europe/Berlin" };
    expect((await call("updateCampaign", { path, body })).data).toMatchObject({ ...body, delay_between_emails: 60 });
    const code = async (wrong: object) => (await call("updateCampaign", { path, body: { name: "X", ...wrong } })).code;
    expect(await code({ daily_send_limit: 501 })).toBe("invalid_send_limit");
    expect(await code({ daily_send_limit: 0 })).toBe("invalid_send_limit");
    expect(await code({ sending_timezone: "Mars/Olympus" })).toBe("invalid_timezone");
    expect(await code({ delay_between_emails: 29 })).toBe("validation_error");
    expect(await code({ track_opens: "yes" })).toBe("validation_error");
    expect(await code({ name: "" })).toBe("validation_error");
    expect((await call("getCampaign", { path })).data).toMatchObject(body);
    expect(await call("updateCampaign", { path: { id: "none" }, body: {} })).toMatchObject({
      status: 404,
      code: "campaign_not_found",
    });
  });

  it("are deleted as drafts only, and otherwise refused with one of two statuses, by the seed", async () => {
    const statuses = new Set<number>();
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const { sandbox, call } = setUp({ seed });
      const draft = await readyDraft(sandbox, call);
      expect((await call("deleteCampaign", { path: { id: draft } })).data).toEqual({ deleted: true, id: draft });
      expect(await call("deleteCampaign", { path: { id: draft } })).toMatchObject({
        status: 404,
        code: "campaign_not_found",
      });
      const id = await activeCampaign(sandbox, call);
      statuses.add((await call("deleteCampaign", { path: { id } })).status);
      expect(sandbox.campaign(id).campaign.status).toBe("active");
    }
    expect(statuses).toEqual(new Set([400, 409]));
  });

  it("have numbers of nothing before they begin", async () => {
    const { sandbox, call } = setUp();
    const { data } = await call("getCampaignStats", { path: { id: await readyDraft(sandbox, call) } });
    expect(new Set(Object.values(data))).toEqual(new Set([0]));
    expect(await call("getCampaignStats", { path: { id: "none" } })).toMatchObject({ code: "campaign_not_found" });
  });
});

describe("contacts in a LeadLex campaign", () => {
  it("L09 are enrolled once each, up to 500 at a time, and ids that are none are passed over", async () => {
    const { sandbox, call } = setUp();
    const path = { id: await readyDraft(sandbox, call, { recipients: 0 }) };
    const ids = sandbox.addContacts(501).map(({ id }) => id);
    const add = (contact_ids: string[]) =>
      call("addCampaignContacts", { path, body: { contact_ids, source: "import" } });
    expect(await add(ids)).toMatchObject({ status: 400, code: "too_many_contacts" });
    expect(await add([])).toMatchObject({ status: 400, code: "missing_required_field" });
    // @ts-expect-error the ids are missing
    expect(await call("addCampaignContacts", { path, body: {} })).toMatchObject({ code: "missing_required_field" });
    const [a = "", b = "", c = ""] = ids;
    expect((await add([a, b, a])).data).toEqual({ added: 2, skipped: 0, contact_ids: [a, b] });
    expect((await add([b, c, "none"])).data).toEqual({ added: 1, skipped: 1, contact_ids: [c] });
    expect((await add(ids.slice(0, 500))).data).toMatchObject({ added: 497, skipped: 3 });
    const unknown = await call("addCampaignContacts", { path: { id: "none" }, body: { contact_ids: [a] } });
    expect(unknown).toMatchObject({ status: 404, code: "campaign_not_found" });
  });

  it("L07 are listed newest first, by status, page by page", async () => {
    const { sandbox, call } = setUp({ bounceRate: 0 });
    const path = { id: await activeCampaign(sandbox, call, { recipients: 60, settings: { daily_send_limit: 20 } }) };
    await sandbox.clock.advance(3_600_000);
    const pending = (await call("listCampaignContacts", { path, query: { status: "pending", per_page: 30 } })).data;
    expect([pending.contacts.length, pending.meta?.total]).toEqual([30, 40]);
    const { contacts } = sandbox.campaign(path.id);
    expect(pending.contacts[0]?.contact_id).toBe(contacts.at(-1)?.contact_id);
    const second = (await call("listCampaignContacts", { path, query: { status: "pending", per_page: 30, page: 2 } }))
      .data;
    expect(second.contacts).toHaveLength(10);
    const wrong = await sandbox.fetch(`${sandbox.baseURL}/v1/campaigns/${path.id}/contacts?status=sleeping`, {
      headers: { authorization: `Bearer ${sandbox.apiKey}` },
    });
    expect(wrong.status).toBe(400);
  });

  it("L05 are taken out, with codes of their own for what is not there", async () => {
    const { sandbox, call } = setUp();
    const id = await readyDraft(sandbox, call, { recipients: 2 });
    const contact_id = sandbox.campaign(id).contacts[0]?.contact_id ?? "";
    const path = { id, contact_id };
    expect((await call("removeCampaignContact", { path })).data).toEqual({
      removed: true,
      campaign_id: id,
      contact_id,
    });
    expect(await call("removeCampaignContact", { path })).toMatchObject({ status: 404, code: "enrollment_not_found" });
    const other = { path: { ...path, id: "none" } };
    expect(await call("removeCampaignContact", other)).toMatchObject({ status: 404, code: "campaign_not_found" });
    expect(sandbox.campaign(id).contacts).toHaveLength(1);
  });
});

describe("steps of a LeadLex campaign", () => {
  const step = { subject: "Again", body: "Hello" };

  it("are added at the end with their defaults, changed, and deleted with the later ones moving up", async () => {
    const { sandbox, call } = setUp();
    const path = { id: await readyDraft(sandbox, call) };
    const first = (await call("createStep", { path, body: step })).data;
    expect(first).toEqual({
      id: expect.stringMatching(/^step_/),
      index: 0,
      ...step,
      delay_days: 0,
      delay_hours: 0,
      send_condition: "always",
      created_at: "2026-01-05T09:00:00.000Z",
    });
    const second = (await call("createStep", { path, body: { ...step, delay_hours: 23, send_condition: "if_opened" } }))
      .data;
    const changed = await call("updateStep", { path: { ...path, step_id: second.id }, body: { subject: "Other" } });
    expect(changed.data).toMatchObject({ index: 1, subject: "Other", delay_hours: 23, send_condition: "if_opened" });
    const gone = { path: { ...path, step_id: first.id } };
    expect((await call("deleteStep", gone)).data).toEqual({ deleted: true, id: first.id });
    const { steps } = (await call("listSteps", { path })).data;
    expect(steps.map(({ id, index }) => [id, index])).toEqual([[second.id, 0]]);
    expect(await call("deleteStep", gone)).toMatchObject({ status: 404, code: "step_not_found" });
    expect(await call("updateStep", { ...gone, body: {} })).toMatchObject({ status: 404, code: "step_not_found" });
    for (const operation of ["listSteps", "createStep"] as const)
      expect(await call(operation, { path: { id: "none" }, body: step })).toMatchObject({ code: "campaign_not_found" });
  });

  it.each([
    [{ body: "Hello" }, "missing_required_field"],
    [{ subject: "Again" }, "missing_required_field"],
    [{ ...step, subject: "" }, "missing_required_field"],
    [{ ...step, send_condition: "if_sunny" }, "invalid_send_condition"],
    [{ ...step, delay_hours: 24 }, "validation_error"],
    [{ ...step, delay_days: -1 }, "validation_error"],
  ])("L05 that are %j are refused with %s", async (body, code) => {
    const { sandbox, call } = setUp();
    const path = { id: await readyDraft(sandbox, call, { steps: [step] }) };
    // @ts-expect-error what is wrong is tried out
    expect(await call("createStep", { path, body })).toMatchObject({ status: 400, code });
    expect(sandbox.campaign(path.id).steps).toHaveLength(1);
    if (code === "invalid_send_condition") {
      const step_id = sandbox.campaign(path.id).steps[0]?.id ?? "";
      // @ts-expect-error what is wrong is tried out
      expect(await call("updateStep", { path: { ...path, step_id }, body })).toMatchObject({ status: 400, code });
    }
  });
});
