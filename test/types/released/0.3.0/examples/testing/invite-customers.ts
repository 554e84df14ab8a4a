import type { Campaign, NewCampaignLead, Puffle } from "puffle-sdk";

/** Some code of your own that uses the SDK: what the test beside it tests. */
export async function inviteCustomers(puffle: Puffle, customers: readonly NewCampaignLead[]): Promise<Campaign> {
  const [sender] = await puffle.senders.list({ type: "email" });
  if (!sender) throw new Error("There is no sender.");
  const campaign = await puffle.campaigns.create({
    type: "email",
    name: "Invitation",
    sender_account_ids: [sender.id],
  });
  await puffle.sequenceNodes.build(campaign, [
    { type: "email", subject: "You are invited, %first_name%", body: "Come and see us." },
  ]);
  await puffle.campaigns.leads.add(campaign, customers);
  const { campaign: active } = await puffle.campaigns.launchAndWait(campaign);
  return active;
}
