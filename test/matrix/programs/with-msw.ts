import { setupServer } from "msw/node";
import { Puffle } from "puffle-sdk";
import { createSandbox } from "puffle-sdk/sandbox";
import { handlers } from "puffle-sdk/sandbox/msw";

/** Whatever calls Puffle reaches the sandbox, also a client that knows of none. */
const sandbox = createSandbox();
const server = setupServer(...handlers(sandbox));
server.listen({ onUnhandledRequest: "error" });
const puffle = new Puffle({ apiKey: "pk_test", clock: sandbox.clock });
const [sender] = await puffle.senders.list({ type: "email" });
const draft = await puffle.campaigns.create({ type: "email", name: "Q3", sender_account_ids: [sender?.id ?? ""] });
await puffle.sequenceNodes.build(draft, [{ type: "email", subject: "Hello", body: "Hi %first_name%" }]);
await puffle.campaigns.leads.add(draft, [{ email: "ada@example.com" }]);
await puffle.campaigns.launchAndWait(draft);
const { campaign } = await puffle.campaigns.get(draft);
await sandbox.clock.advance(7 * 24 * 3_600_000);
console.log(campaign.status, sandbox.outbox.recipients().length, sandbox.outbox.writtenTwice().length);
server.close();
