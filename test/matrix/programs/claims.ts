/** What must compile, and what must not: nothing of it is run. */
import type {
  EmailCampaign,
  LinkedInCampaign,
  Operation,
  Puffle,
  PuffleError,
  Puffle as Same,
  WaitOptions,
} from "puffle-sdk";
import { type CampaignStart, isPuffleError, type Operation as Job, type LeadLex } from "puffle-sdk/leadlex";
import { createLeadLexSandbox, createSandbox, type LeadLexSandbox, type Sandbox } from "puffle-sdk/sandbox";

// One type, whichever entry it comes from.
export const same = (job: Job<CampaignStart>): Operation<CampaignStart> => job;
export const client = (puffle: Puffle): Same => puffle;
export const known = (error: unknown): PuffleError | undefined => (isPuffleError(error) ? error : undefined);
export const options: WaitOptions<CampaignStart> = { timeout: 1_000 };
export const sandboxes = (): [Sandbox, LeadLexSandbox] => [createSandbox(), createLeadLexSandbox()];

export async function channels(puffle: Puffle, mail: EmailCampaign, linkedin: LinkedInCampaign) {
  await puffle.sequenceNodes.add(mail, { type: "email", subject: "Hello", body: "Hi" });
  // @ts-expect-error an email does not go into a LinkedIn campaign
  await puffle.sequenceNodes.add(linkedin, { type: "email", subject: "Hello", body: "Hi" });
  // @ts-expect-error an invitation does not go into an email campaign
  await puffle.sequenceNodes.build(mail, [{ type: "connection_request" }]);
}

export async function answers(leadlex: LeadLex) {
  // @ts-expect-error there is no answer that says maybe
  await leadlex.campaigns.startAndWait("1", { approve: async () => "maybe" });
  // Types that fell back to any would let this pass.
  // @ts-expect-error a list has no such member
  return (await leadlex.lists.create({ name: "Q3" })).noSuchMember;
}
