import { type Clock, isPuffleError, NotFoundError, Puffle } from "puffle-sdk";
import { isWebhookEvent, LeadLex, signWebhook, verifyWebhook } from "puffle-sdk/leadlex";

/** Waiting for a launch takes no half minute here. Time limits stay what they are. */
const quick: Clock = {
  now: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms / 1_000)),
  timer(ms, fire, why) {
    const timer = setTimeout(fire, why === "wait" ? ms / 1_000 : ms);
    return () => clearTimeout(timer);
  },
};

type Where = { readonly apiKey?: string; readonly baseURL?: string };

/** What a newcomer does with either service; where they are comes from the environment, unless it is told. */
export async function journey(atPuffle: Where = {}, atLeadLex: Where = {}) {
  // By the platform's own time: the first answer is a 503, and the call waits before it asks again.
  const { data, attempts } = await new Puffle(atPuffle).campaigns.list().withResponse();

  const puffle = new Puffle({ ...atPuffle, clock: quick });
  const [sender] = await puffle.senders.list({ type: "email" });
  const draft = await puffle.campaigns.create({ type: "email", name: "Q3", sender_account_ids: [sender?.id ?? ""] });
  await puffle.sequenceNodes.build(draft, [{ type: "email", subject: "Hello", body: "Hi %first_name%" }]);
  const { imported, rejected } = await puffle.campaigns.leads.add(draft, [
    { email: "ada@example.com" },
    { email: "grace@example.com" },
    { email: "nobody" },
  ]);
  await puffle.campaigns.launchAndWait(draft);
  const { campaign } = await puffle.campaigns.get(draft);
  const notThere = await puffle.campaigns.get("nowhere").catch((error: unknown) => error);

  const leadlex = new LeadLex({ ...atLeadLex, clock: quick });
  const { ids } = await leadlex.contacts.bulkCreate([{ full_name: "Ada Lovelace", email: "ada@example.com" }]);
  const list = await leadlex.lists.create({ name: "Q3" });
  await leadlex.lists.addContacts(list, ids);
  const other = await leadlex.campaigns.create({ name: "Q3", list_id: list.id, template: "Hi {{name}}" });
  await leadlex.campaigns.contacts.add(other, ids);
  const report = await leadlex.campaigns.startAndWait(other, { approve: async () => "approve" });
  const neither = await leadlex.campaigns.get("nowhere").catch((error: unknown) => error);

  const body = JSON.stringify({ id: "evt_1", type: "campaign.started", created_at: "2026-04-17T09:00:00Z", data: {} });
  const event = await verifyWebhook(body, await signWebhook(body, "secret"), "secret");

  return {
    campaignsBefore: data.length,
    attempts: attempts.length,
    imported,
    rejected: rejected.length,
    status: campaign.status,
    leadlexStatus: report.campaign.status,
    approval: report.approval,
    errors: [notThere, neither].map((error) => error instanceof NotFoundError && isPuffleError(error)),
    webhook: isWebhookEvent(event, "campaign.started"),
  };
}
