/** A small, faithful Puffle service in memory, to run campaigns against without writing to anybody. */
export type { SandboxClock } from "./clock.ts";
export type { LeadLexDelivery } from "./leadlex/deliveries.ts";
export type { LeadLexFault } from "./leadlex/faults.ts";
export type { LeadLexKey } from "./leadlex/keys.ts";
export type { LeadLexSandboxOptions } from "./leadlex/options.ts";
export type { LeadLexMessage, LeadLexOutbox, LeadLexWrittenTwice } from "./leadlex/outbox.ts";
export {
  createLeadLexSandbox,
  type LeadLexCampaignSnapshot,
  type LeadLexContactSnapshot,
  type LeadLexRequest,
  type LeadLexSandbox,
  type LeadLexTaskSnapshot,
} from "./leadlex/sandbox.ts";
export type { LeadLexContact, LeadLexList, LeadLexWorkspace } from "./leadlex/workspace.ts";
export type { ClientOptions, Listening } from "./listen.ts";
export type { Fault } from "./puffle/faults.ts";
export type { SandboxOptions } from "./puffle/options.ts";
export type { Outbox, OutboxMessage, WrittenTwice } from "./puffle/outbox.ts";
export type { SandboxRequest } from "./puffle/requests.ts";
export { type CampaignSnapshot, createSandbox, type Sandbox } from "./puffle/sandbox.ts";
export type { ThreadSnapshot } from "./puffle/threads.ts";
export type { SandboxAccount, SandboxLead, SandboxList, SandboxSender, Workspace } from "./puffle/workspace.ts";
