import { type ClientOptions, type EmailCampaign, Puffle } from "puffle-sdk";
import { createSandbox, type Sandbox, type SandboxOptions } from "puffle-sdk/sandbox";

export interface Ready {
  readonly sandbox: Sandbox;
  readonly puffle: Puffle;
  readonly campaign: EmailCampaign;
  /** What came in since the campaign was ready, as `launchCampaign 200`. */
  seen(): string[];
  /** When the requests to an operation came in since then, in virtual ms. */
  times(operation: string): number[];
}

/** A sandbox with a draft that can be launched: three leads, one email. */
export async function readyCampaign(options: SandboxOptions = {}, client: ClientOptions = {}): Promise<Ready> {
  const sandbox = createSandbox(options);
  const puffle = new Puffle({ ...sandbox.options, ...client });
  const [sender] = await puffle.senders.list({ type: "email" });
  if (!sender) throw new Error("the sandbox has an email sender");
  const campaign = await puffle.campaigns.create({ type: "email", name: "Q3", sender_account_ids: [sender.id] });
  await puffle.sequenceNodes.build(campaign, [{ type: "email", subject: "Hello %first_name%", body: "How are you?" }]);
  await puffle.campaigns.leads.add(campaign, [
    { email: "ada@example.com", first_name: "Ada" },
    { email: "grace@example.com", first_name: "Grace" },
    { email: "edsger@example.com", first_name: "Edsger" },
  ]);
  const before = sandbox.requests.length;
  const since = () => sandbox.requests.slice(before);
  return {
    sandbox,
    puffle,
    campaign,
    seen: () => since().map(({ operation, status, fault }) => `${operation} ${fault ?? status}`),
    times: (wanted) => since().flatMap(({ operation, at }) => (operation === wanted ? [at] : [])),
  };
}

/** Plays a campaign to its end, and says who was written to how often. */
export async function playOut({ sandbox }: Ready): Promise<{ recipients: number; twice: number }> {
  await sandbox.clock.advance(30 * 24 * 3_600_000);
  return { recipients: sandbox.outbox.recipients().length, twice: sandbox.outbox.writtenTwice().length };
}

/** What a promise rejects with. */
export async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => {
      throw new Error(`expected a failure, got ${JSON.stringify(value)}`);
    },
    (error: unknown) => error,
  );
}
