import {
  type Campaign,
  type ClientOptions,
  type EmailCampaign,
  type LinkedInCampaign,
  type NewCampaignLead,
  Puffle,
} from "puffle-sdk";
import { createSandbox, type Sandbox, type SandboxOptions, type SandboxRequest } from "puffle-sdk/sandbox";

/** A service of the test's own, a client of it, and a sender of each channel. */
export interface World {
  readonly sandbox: Sandbox;
  readonly puffle: Puffle;
  /** Ids of senders. */
  readonly email: string;
  readonly linkedin: string;
}

export function setUp(options: SandboxOptions = {}, client: ClientOptions = {}): World {
  const sandbox = createSandbox({ replyRate: 0, bounceRate: 0, ...options });
  const email = sandbox.addSender({ type: "email" }).id;
  const linkedin = sandbox.addSender({ type: "linkedin" }).id;
  return { sandbox, puffle: new Puffle({ ...sandbox.options, ...client }), email, linkedin };
}

/** Another program with the same key: somebody else, as far as this client can tell. */
export function somebodyElse({ sandbox }: Pick<World, "sandbox">): Puffle {
  return new Puffle(sandbox.options);
}

export function emailDraft({ puffle, email }: World, name = "Q3"): Promise<EmailCampaign> {
  return puffle.campaigns.create({ type: "email", name, sender_account_ids: [email] });
}

export function linkedInDraft({ puffle, linkedin }: World, name = "Q3"): Promise<LinkedInCampaign> {
  return puffle.campaigns.create({ type: "linkedin", name, sender_account_ids: [linkedin] });
}

/** A campaign that is being sent: its sequence and roster are frozen. */
export async function activeCampaign(world: World): Promise<Campaign> {
  const campaign = await emailDraft(world, "Running");
  await world.puffle.sequenceNodes.build(campaign, [{ type: "email", subject: "Hello", body: "A word" }]);
  await world.puffle.campaigns.leads.add(campaign, people(1));
  const launched = await world.puffle.campaigns.launchAndWait(campaign);
  return launched.campaign;
}

/** Leads, all different. */
export function people(count: number, from = 0): NewCampaignLead[] {
  return Array.from({ length: count }, (_, index) => ({
    email: `lead${from + index}@example.test`,
    first_name: `Lead${from + index}`,
  }));
}

/** LinkedIn leads, all different. */
export function profiles(count: number): NewCampaignLead[] {
  return Array.from({ length: count }, (_, index) => ({ linkedin_url: `https://www.linkedin.com/in/lead-${index}` }));
}

/** What `act` had the client send. */
export async function requestsOf(sandbox: Sandbox, act: () => PromiseLike<unknown>): Promise<SandboxRequest[]> {
  const before = sandbox.requests.length;
  await act();
  return sandbox.requests.slice(before);
}

/** How many requests to an operation there have been. */
export function countOf(sandbox: Sandbox, operation: SandboxRequest["operation"]): number {
  return sandbox.requests.filter((request) => request.operation === operation).length;
}

/** A request as it leaves the client. */
export interface Outgoing {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Headers;
  /** Parsed; undefined where there was none. */
  readonly body: unknown;
  /** Counts requests of the same method and path from 1. */
  readonly nth: number;
}

/** What happens around requests: to act as somebody else in between, or to spoil an answer. */
export interface Tap {
  readonly before?: (request: Outgoing) => unknown;
  /** Gives back the answer that arrives. */
  readonly after?: (request: Outgoing, response: Response) => Response | Promise<Response>;
}

/** A `fetch` that lets a test see and touch what passes. */
export function tapped(fetch: typeof globalThis.fetch, { before, after }: Tap): typeof globalThis.fetch {
  const counts = new Map<string, number>();
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const method = init?.method ?? "GET";
    const key = `${method} ${url.pathname}`;
    const nth = (counts.get(key) ?? 0) + 1;
    counts.set(key, nth);
    const body: unknown = typeof init?.body === "string" ? JSON.parse(init.body) : undefined;
    const headers = new Headers(init?.headers);
    const request = { method, path: url.pathname, query: url.search, headers, body, nth };
    await before?.(request);
    const response = await fetch(input, init);
    return after ? after(request, response) : response;
  };
}

/** The same answer with another body. */
export async function edited(response: Response, edit: (body: Record<string, unknown>) => unknown): Promise<Response> {
  const body: Record<string, unknown> = await response.json();
  return new Response(JSON.stringify(edit(body)), { status: response.status, headers: response.headers });
}
