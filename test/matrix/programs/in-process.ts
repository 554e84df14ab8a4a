import { isPuffleError, NotFoundError, Puffle } from "puffle-sdk";
import { createSandbox } from "puffle-sdk/sandbox";

/** A campaign from nothing to its last message, in a sandbox inside the process, whose clock jumps. */
export async function inProcess() {
  const sandbox = createSandbox();
  sandbox.fail("launchCampaign", { drop: "after" });
  const puffle = new Puffle(sandbox.options);
  const [sender] = await puffle.senders.list({ type: "email" });
  const campaign = await puffle.campaigns.create({ type: "email", name: "Q3", sender_account_ids: [sender?.id ?? ""] });
  await puffle.sequenceNodes.build(campaign, [{ type: "email", subject: "Hello", body: "Hi %first_name%" }]);
  await puffle.campaigns.leads.add(campaign, [{ email: "ada@example.com" }, { email: "nobody" }]);
  await puffle.campaigns.launchAndWait(campaign);
  let ended = "";
  for await (const seen of puffle.campaigns.watch(campaign)) if (seen.done) ended = seen.ended;
  const wrong = await puffle.campaigns.get("nowhere").catch((error: unknown) => error);
  return {
    ended,
    recipients: sandbox.outbox.recipients(),
    writtenTwice: sandbox.outbox.writtenTwice().length,
    known: wrong instanceof NotFoundError && isPuffleError(wrong),
  };
}
