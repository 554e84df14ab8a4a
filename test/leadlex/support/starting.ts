import type { ClientOptions, LeadLex, LexiTask } from "puffle-sdk/leadlex";
import type { LeadLexRequest, LeadLexSandbox, LeadLexSandboxOptions, LeadLexTaskSnapshot } from "puffle-sdk/sandbox";
import { setUp } from "./world.ts";

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export interface Ready {
  readonly sandbox: LeadLexSandbox;
  readonly leadlex: LeadLex;
  /** The draft's id. */
  readonly campaign: string;
  /** What came in since the draft was ready, as `startCampaign 200`. */
  seen(): string[];
  /** The same requests, whole. */
  requests(): readonly LeadLexRequest[];
  /** How many requests to an operation there were since then, or to any. */
  count(operation?: LeadLexRequest["operation"]): number;
}

export interface ReadyOptions extends LeadLexSandboxOptions {
  /** How many recipients. Default 3. */
  readonly recipients?: number;
}

/** A draft that can be started. */
export async function readyDraft(
  { recipients = 3, ...options }: ReadyOptions = {},
  client: ClientOptions = {},
): Promise<Ready> {
  const world = setUp(options, client);
  const { sandbox, leadlex } = world;
  const list_id = sandbox.addList({ name: "Spring", contacts: recipients });
  const { id } = await leadlex.campaigns.create({ name: "Q3", list_id, template: "Hello {{name}}" });
  const before = sandbox.requests.length;
  const requests = () => sandbox.requests.slice(before);
  return {
    sandbox,
    leadlex,
    campaign: id,
    requests,
    seen: () => requests().map(({ operation, status, fault }) => `${operation} ${fault ?? status}`),
    count: (wanted) => requests().filter(({ operation }) => wanted === undefined || operation === wanted).length,
  };
}

/** A draft whose start needs approval. */
export function readyForApproval(options: ReadyOptions = {}, client: ClientOptions = {}): Promise<Ready> {
  return readyDraft({ approval: "always", ...options }, client);
}

/** The only task there is. */
export function theTask({ sandbox }: Pick<Ready, "sandbox">): LeadLexTaskSnapshot {
  const [task, ...more] = sandbox.tasks();
  if (!task || more.length > 0) throw new Error(`expected one task, there are ${more.length + (task ? 1 : 0)}`);
  return task;
}

/** Starts the draft, and gives back the task that waits for approval. */
export async function pendingStart({ leadlex, campaign }: Ready): Promise<LexiTask> {
  const start = await leadlex.campaigns.start(campaign);
  if (start.status !== "pending_approval") throw new Error("expected the start to need approval");
  return start.task;
}

/** What happened in the end: who was written to, and whether anybody twice. */
export async function playOut({ sandbox }: Pick<Ready, "sandbox">): Promise<{ recipients: number; twice: number }> {
  await sandbox.clock.advance(30 * DAY);
  return { recipients: sandbox.outbox.recipients().length, twice: sandbox.outbox.writtenTwice().length };
}
