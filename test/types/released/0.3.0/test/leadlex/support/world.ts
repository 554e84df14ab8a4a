import { type ClientOptions, type ContactList, LeadLex } from "puffle-sdk/leadlex";
import {
  createLeadLexSandbox,
  type LeadLexRequest,
  type LeadLexSandbox,
  type LeadLexSandboxOptions,
} from "puffle-sdk/sandbox";

/** A service of the test's own, and a client of it. */
export interface World {
  readonly sandbox: LeadLexSandbox;
  readonly leadlex: LeadLex;
}

/** Where answers come in envelopes of either generation (L08). */
export const GENERATIONS = ["flat", "wrapped"] as const;

export function setUp(options: LeadLexSandboxOptions = {}, client: ClientOptions = {}): World {
  const sandbox = createLeadLexSandbox({ replyRate: 0, bounceRate: 0, unsubscribeRate: 0, ...options });
  return { sandbox, leadlex: new LeadLex({ ...sandbox.options, ...client }) };
}

/** Another program with the same key: somebody else, as far as this client can tell. */
export function somebodyElse({ sandbox }: Pick<World, "sandbox">): LeadLex {
  return new LeadLex(sandbox.options);
}

/** The ids of so many new contacts of the workspace. */
export function contactIds({ sandbox }: World, count: number): string[] {
  return sandbox.addContacts(count).map(({ id }) => id);
}

/** A draft to which nobody is enrolled. */
export async function draft({ sandbox, leadlex }: World): Promise<{ readonly id: string }> {
  const list_id = sandbox.addList({ name: "Nobody", contacts: 0 });
  return leadlex.campaigns.create({ name: "Q3", list_id, template: "Hello {{name}}" });
}

/** A list on which nobody is. */
export function emptyList({ leadlex }: World, name = "Spring"): PromiseLike<ContactList> {
  return leadlex.lists.create({ name });
}

/** How many requests to an operation there have been. */
export function countOf({ sandbox }: World, operation: LeadLexRequest["operation"]): number {
  return sandbox.requests.filter((request) => request.operation === operation).length;
}
