import { describe, expect, it } from "vitest";
import { activeCampaign, DAY, HOUR, playToEnd, readyDraft, setUp } from "./helpers.ts";

/** Nobody opens, answers, bounces or leaves. */
const silent = { openRate: 0, clickRate: 0, replyRate: 0, bounceRate: 0, unsubscribeRate: 0 };
const person = { full_name: "Ann Lee", email: "Ann@Example.com ", company: "Acme", job_title: "CTO" };
const start = Date.parse("2026-01-05T09:00:00Z");

describe("what a LeadLex campaign sends", () => {
  it("is the template at once and the steps after their delays, with both kinds of variables filled in", async () => {
    const { sandbox, call } = setUp(silent);
    const id = await activeCampaign(sandbox, call, {
      recipients: [person],
      template: "{{name}}, {{full_name}}, {{company}}, {{ title }}, {{other}}",
      steps: [
        {
          subject: "For {{first_name}}",
          body: "{{last_name}}, {{company_name}}, {{job_title}}",
          delay_days: 2,
          delay_hours: 3,
        },
        { subject: "Last", body: "Bye", delay_days: 1 },
      ],
      settings: { show_unsubscribe: false },
    });
    await playToEnd(sandbox, id);
    const seen = sandbox.outbox.messages.map(({ at, recipient, subject, body }) => [
      at - start,
      recipient,
      subject,
      body,
    ]);
    expect(seen).toEqual([
      [0, "ann@example.com", "", "Ann, Ann Lee, Acme, CTO, {{other}}"],
      [2 * DAY + 3 * HOUR, "ann@example.com", "For Ann", "Lee, Acme, CTO"],
      [3 * DAY + 3 * HOUR, "ann@example.com", "Last", "Bye"],
    ]);
  });

  it("has a footer for unsubscribing unless the campaign says otherwise", async () => {
    const { sandbox, call } = setUp(silent);
    await activeCampaign(sandbox, call, { recipients: [person], template: "Hi" });
    await sandbox.clock.advance(1);
    expect(sandbox.outbox.messages[0]?.body).toMatch(/^Hi\n\n--\nUnsubscribe/);
  });

  it("reaches nobody twice, and shows where everybody is", async () => {
    const { sandbox, call } = setUp({ seed: 4 });
    const id = await activeCampaign(sandbox, call, {
      recipients: 90,
      steps: [{ subject: "Again", body: "Did you see it?", delay_days: 2, send_condition: "if_no_reply" }],
    });
    await playToEnd(sandbox, id);
    const { contacts, stats } = sandbox.campaign(id);
    expect(sandbox.outbox.writtenTwice()).toEqual([]);
    expect(sandbox.outbox.recipients()).toHaveLength(90);
    expect(stats.sent_count).toBe(sandbox.outbox.messages.length);
    const count = (status: string) => contacts.filter((contact) => contact.status === status).length;
    expect(count("replied")).toBe(stats.replied_count);
    expect(count("bounced")).toBe(stats.bounced_count);
    expect(count("unsubscribed")).toBe(stats.unsubscribed_count);
    expect(count("completed") + count("replied") + count("bounced") + count("unsubscribed")).toBe(90);
    for (const [rate, of] of [
      [stats.open_rate, stats.opened_count],
      [stats.reply_rate, stats.replied_count],
    ] as const)
      expect(rate).toBeCloseTo(of / stats.sent_count, 3);
    expect(stats.opened_count).toBeGreaterThan(20);
    expect(stats.replied_count).toBeGreaterThan(0);
    expect((await call("getCampaignStats", { path: { id } })).data).toEqual(stats);
  });

  it("ends the same under the same seed, and otherwise under another", async () => {
    const play = async (seed: number) => {
      const { sandbox, call } = setUp({ seed, replyRate: 0.5 });
      const id = await activeCampaign(sandbox, call, { recipients: 40 });
      await playToEnd(sandbox, id);
      return sandbox.campaign(id).stats;
    };
    expect(await play(1)).toEqual(await play(1));
    expect(await play(2)).not.toEqual(await play(1));
  });
});

describe("a step's condition", () => {
  const steps = (["if_no_open", "if_opened", "if_clicked", "if_no_reply", "always"] as const).map((send_condition) => ({
    subject: send_condition,
    body: "See https://example.com",
    delay_days: 3,
    send_condition,
  }));

  it.each([
    ["nobody opens", silent, ["", "if_no_open", "if_no_reply", "always"]],
    ["everybody opens", { ...silent, openRate: 1 }, ["", "if_opened", "if_no_reply", "always"]],
    [
      "everybody opens and clicks",
      { ...silent, openRate: 1, clickRate: 1 },
      ["", "if_opened", "if_clicked", "if_no_reply", "always"],
    ],
  ])("lets a step through or leaves it out, here where %s", async (_, rates, subjects) => {
    const { sandbox, call } = setUp(rates);
    const id = await activeCampaign(sandbox, call, { recipients: [person], template: "https://example.com", steps });
    await playToEnd(sandbox, id);
    expect(sandbox.outbox.messages.map(({ subject }) => subject)).toEqual(subjects);
  });

  it("keeps whoever has answered from a step for those who have not, and from no other", async () => {
    const { sandbox, call } = setUp({ ...silent, replyRate: 1 });
    const id = await activeCampaign(sandbox, call, {
      recipients: 30,
      steps: [
        { subject: "quiet", body: "Well?", delay_days: 4, send_condition: "if_no_reply" },
        { subject: "all", body: "News", delay_days: 1 },
      ],
    });
    await playToEnd(sandbox, id);
    const sent = (subject: string) => sandbox.outbox.messages.filter((message) => message.subject === subject).length;
    expect([sent(""), sent("all")]).toEqual([30, 30]);
    expect(sent("quiet")).toBeGreaterThan(5);
    expect(sent("quiet")).toBeLessThan(25);
    expect(sandbox.campaign(id).stats.replied_count).toBe(30);
  });

  it("doesn't know of opens and clicks that are not tracked", async () => {
    const { sandbox, call } = setUp({ ...silent, openRate: 1, clickRate: 1 });
    const id = await activeCampaign(sandbox, call, {
      recipients: [person],
      template: "https://example.com",
      steps,
      settings: { track_opens: false, track_clicks: false },
    });
    await playToEnd(sandbox, id);
    expect(sandbox.outbox.messages.map(({ subject }) => subject)).toEqual(["", "if_no_open", "if_no_reply", "always"]);
    expect(sandbox.campaign(id).stats).toMatchObject({ opened_count: 0, clicked_count: 0 });
  });
});

describe("the pace of a LeadLex campaign", () => {
  it("keeps the delay between emails and the day's limit in the campaign's zone, and leaves weekends out", async () => {
    // A Friday evening in Berlin, an hour ahead of UTC.
    const { sandbox, call } = setUp({ ...silent, startAt: "2026-01-09T22:00:00Z" });
    const id = await activeCampaign(sandbox, call, {
      recipients: 5,
      settings: { daily_send_limit: 3, delay_between_emails: 900, sending_timezone: "Europe/Berlin" },
    });
    await playToEnd(sandbox, id);
    const at = sandbox.outbox.messages.map((message) => new Date(message.at).toISOString());
    expect(at).toEqual([
      "2026-01-09T22:00:00.000Z",
      "2026-01-09T22:15:00.000Z",
      "2026-01-09T22:30:00.000Z",
      "2026-01-11T23:00:00.000Z",
      "2026-01-11T23:15:00.000Z",
    ]);
  });

  it("sends on weekends where the campaign says so", async () => {
    const { sandbox, call } = setUp({ ...silent, startAt: "2026-01-10T12:00:00Z" });
    const id = await activeCampaign(sandbox, call, { recipients: 2, settings: { send_on_weekends: true } });
    await sandbox.clock.advance(HOUR);
    expect(sandbox.outbox.messages).toHaveLength(2);
    expect(sandbox.campaign(id).contacts.map(({ last_sent_at }) => last_sent_at)).toEqual([
      "2026-01-10T12:00:00.000Z",
      "2026-01-10T12:01:00.000Z",
    ]);
  });

  it("takes a changed limit from the next send on", async () => {
    const { sandbox, call } = setUp(silent);
    const id = await activeCampaign(sandbox, call, { recipients: 10, settings: { daily_send_limit: 2 } });
    await sandbox.clock.advance(HOUR);
    expect(sandbox.outbox.messages).toHaveLength(2);
    await call("updateCampaign", { path: { id }, body: { daily_send_limit: 500 } });
    await sandbox.clock.advance(DAY);
    expect(sandbox.outbox.messages).toHaveLength(10);
  });
});

describe("who leaves a LeadLex campaign", () => {
  it("is not written to again: bounced, unsubscribed, taken out or deleted", async () => {
    const steps = [{ subject: "Again", body: "Hello", delay_days: 3 }];
    const bouncing = setUp({ ...silent, bounceRate: 1 });
    const bounced = await activeCampaign(bouncing.sandbox, bouncing.call, { steps });
    await playToEnd(bouncing.sandbox, bounced);
    expect(bouncing.sandbox.campaign(bounced).stats).toMatchObject({ sent_count: 3, bounced_count: 3 });

    const leaving = setUp({ ...silent, unsubscribeRate: 1 });
    const left = await activeCampaign(leaving.sandbox, leaving.call, { steps });
    await playToEnd(leaving.sandbox, left);
    expect(leaving.sandbox.campaign(left).stats).toMatchObject({ sent_count: 3, unsubscribed_count: 3 });

    const { sandbox, call } = setUp(silent);
    const id = await activeCampaign(sandbox, call, { steps });
    await sandbox.clock.advance(HOUR);
    const [first, second, third] = sandbox.campaign(id).contacts.map(({ contact_id }) => contact_id);
    await call("removeCampaignContact", { path: { id, contact_id: first ?? "" } });
    await call("deleteContact", { path: { id: second ?? "" } });
    await playToEnd(sandbox, id);
    const again = sandbox.outbox.messages.filter(({ subject }) => subject === "Again");
    expect(again.map(({ contactId }) => contactId)).toEqual([third]);
  });

  it("is not written to in their turn when they have left before, and what they do later does not count", async () => {
    const { sandbox, call } = setUp({ ...silent, openRate: 1 });
    const id = await activeCampaign(sandbox, call);
    await sandbox.clock.advance(1);
    const [first, , third] = sandbox.campaign(id).contacts.map(({ contact_id }) => contact_id);
    for (const contact_id of [first ?? "", third ?? ""])
      await call("removeCampaignContact", { path: { id, contact_id } });
    await playToEnd(sandbox, id);
    expect(sandbox.outbox.messages).toHaveLength(2);
    expect(sandbox.campaign(id).stats).toMatchObject({ sent_count: 2, opened_count: 1 });
  });

  it("may be the last one, and then it is over; who has no address is through at once", async () => {
    const { sandbox, call } = setUp(silent);
    const id = await activeCampaign(sandbox, call, {
      recipients: [{ full_name: "No Address" }, person],
      steps: [{ subject: "Later", body: "Hello", delay_days: 30 }],
    });
    await sandbox.clock.advance(HOUR);
    expect(sandbox.campaign(id).contacts.map(({ status }) => status)).toEqual(["completed", "active"]);
    const contact_id = sandbox.campaign(id).contacts[1]?.contact_id ?? "";
    await call("removeCampaignContact", { path: { id, contact_id } });
    expect((await call("getCampaign", { path: { id } })).data.status).toBe("completed");
    expect(sandbox.outbox.recipients()).toEqual(["ann@example.com"]);
  });

  it("is joined by those who are enrolled while it runs", async () => {
    const { sandbox, call } = setUp(silent);
    const id = await activeCampaign(sandbox, call, { steps: [{ subject: "Later", body: "Hello", delay_days: 3 }] });
    await sandbox.clock.advance(DAY);
    const [late] = sandbox.addContacts([person]);
    await call("addCampaignContacts", { path: { id }, body: { contact_ids: [late?.id ?? ""] } });
    await playToEnd(sandbox, id);
    const theirs = sandbox.outbox.messages.filter(({ contactId }) => contactId === late?.id);
    expect(theirs.map(({ at }) => at - start)).toEqual([DAY, 4 * DAY]);
  });
});

describe("changing steps while a campaign runs", () => {
  it("takes effect on what is still to be sent, and a deleted step is not sent", async () => {
    const { sandbox, call } = setUp(silent);
    const id = await activeCampaign(sandbox, call, {
      recipients: [person],
      steps: [
        { subject: "One", body: "1", delay_days: 1 },
        { subject: "Two", body: "2", delay_days: 1 },
        { subject: "Three", body: "3", delay_days: 1 },
      ],
    });
    await sandbox.clock.advance(1.5 * DAY);
    const { steps } = sandbox.campaign(id);
    expect(sandbox.campaign(id).contacts[0]?.current_step).toBe(1);
    await call("deleteStep", { path: { id, step_id: steps[0]?.id ?? "" } });
    await call("updateStep", { path: { id, step_id: steps[2]?.id ?? "" }, body: { subject: "Third" } });
    await playToEnd(sandbox, id);
    expect(sandbox.outbox.messages.map(({ subject }) => subject)).toEqual(["", "One", "Two", "Third"]);
  });

  it("sends nothing of a step that was deleted when its turn had come, and goes on with the next one", async () => {
    const { sandbox, call } = setUp(silent);
    const id = await activeCampaign(sandbox, call, {
      recipients: [person],
      // Due on a Saturday, and waiting for the Monday.
      steps: [
        { subject: "Gone", body: "1", delay_days: 5 },
        { subject: "Next", body: "2" },
      ],
    });
    await sandbox.clock.advance(6 * DAY);
    await call("deleteStep", { path: { id, step_id: sandbox.campaign(id).steps[0]?.id ?? "" } });
    await playToEnd(sandbox, id);
    expect(sandbox.outbox.messages.map(({ subject }) => subject)).toEqual(["", "Next"]);
  });

  it("sends nothing of a step that was deleted while somebody waited for it", async () => {
    const { sandbox, call } = setUp(silent);
    const id = await readyDraft(sandbox, call, {
      recipients: 3,
      steps: [{ subject: "Gone", body: "1", delay_days: 1 }],
    });
    await call("startCampaign", { path: { id } });
    await sandbox.clock.advance(HOUR);
    await call("deleteStep", { path: { id, step_id: sandbox.campaign(id).steps[0]?.id ?? "" } });
    await playToEnd(sandbox, id);
    expect(sandbox.outbox.messages.map(({ subject }) => subject)).toEqual(["", "", ""]);
  });
});
