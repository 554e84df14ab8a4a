import { Puffle } from "puffle-sdk";

const puffle = new Puffle();
const [sender] = await puffle.senders.list({ type: "email" });
const draft = await puffle.campaigns.create({ type: "email", name: "Q3", sender_account_ids: [sender.id] });
await puffle.sequenceNodes.build(draft, [{ type: "email", subject: "Hello", body: "Hi %first_name%" }]);
await puffle.campaigns.leads.add(draft, [{ email: "ada@example.com" }]);
await puffle.campaigns.launch(draft);
for (let status = ""; status !== "active"; ) {
  ({ status } = (await puffle.campaigns.get(draft)).campaign);
  if (status === "active") console.log(status);
}
