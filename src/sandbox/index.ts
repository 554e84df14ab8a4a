/** A small, faithful Puffle service in memory, to run campaigns against without writing to anybody. */
export type { SandboxClock } from "./clock.ts";
export type { Fault } from "./faults.ts";
export type { ClientOptions, Listening } from "./listen.ts";
export type { SandboxOptions } from "./options.ts";
export type { Outbox, OutboxMessage, WrittenTwice } from "./outbox.ts";
export type { SandboxRequest } from "./requests.ts";
export { type CampaignSnapshot, createSandbox, type Sandbox } from "./sandbox.ts";
export type { ThreadSnapshot } from "./threads.ts";
export type { SandboxAccount, SandboxLead, SandboxList, SandboxSender, Workspace } from "./workspace.ts";
