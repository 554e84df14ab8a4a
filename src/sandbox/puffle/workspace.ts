import type { Chance } from "../chance.ts";
import { WEEK } from "./usage.ts";
import type { Channel, Schemas } from "./wire.ts";

/** What a workspace has before anybody calls. */
export interface Workspace {
  /** What it says about its company; null where nobody has filled it in yet. */
  readonly context: Schemas["WorkspaceContext"] | null;
  readonly profile: Schemas["WorkspaceProfile"] | null;
  readonly account: SandboxAccount;
  readonly senders: readonly SandboxSender[];
  /** Leads that are in no list but the default one. */
  readonly leads: readonly SandboxLead[];
  readonly lists: readonly SandboxList[];
  /** Sending domains that another user has verified: they can't be registered here. */
  readonly domainsElsewhere: readonly string[];
  /** Credits to spend. */
  readonly credits: number;
}

export interface SandboxAccount {
  readonly email?: string;
  readonly firstName?: string | null;
  readonly lastName?: string | null;
}

/** A sender account to add: what is left out is what a sender in good order has. */
export interface SandboxSender extends Partial<Omit<Schemas["Sender"], "type" | "stats">> {
  readonly type: Channel;
  /** LinkedIn: the account is connected here but no longer exists upstream, so that a launch must be refused. */
  readonly goneUpstream?: boolean;
  /** Email: what the warm-up service says of the inbox: 1 is good, -1 banned, -2 and -3 suspended. Shows when it is read. */
  readonly warmupUpstream?: 1 | -1 | -2 | -3;
}

/** A lead to add, in the wire's shape; one with an id that is known is that lead. */
export type SandboxLead = Partial<Schemas["Lead"]>;

/** A list to add, with its leads. */
export interface SandboxList {
  readonly id?: string;
  readonly name: string;
  readonly description?: string;
  readonly leads: readonly SandboxLead[];
}

export interface SenderRecord {
  readonly id: string;
  readonly type: Channel;
  row: Schemas["Sender"];
  goneUpstream: boolean;
  /** Email: since when the inbox warms up, in virtual ms, and what the warm-up service says of it. */
  warmup: { readonly startedAt: number; readonly says: 1 | -1 | -2 | -3 };
}

/** What a workspace has unless told otherwise: one sender of each type, in good order, and a company. */
export function defaultWorkspace(): Workspace {
  return {
    context: {
      user: { professionalBackground: "Ten years in logistics software" },
      company: {
        overview: "Acme makes planning software for small carriers",
        product: "Acme Planner",
        problemSolved: "Empty return trips",
        differentiators: "Set up in a day",
        linkedInPresence: "A company page with weekly posts",
      },
      content: {
        linkedInVoice: "Plain and friendly",
        recommendedTopics: ["planning", "fuel"],
        preferredTone: "friendly",
        contentFormats: ["short post"],
        topicsToAvoid: ["politics"],
        postingCadence: "weekly",
      },
      market: {
        targetAudience: "Owners of carriers with 10 to 50 trucks",
        industryContext: "Road freight in Europe",
        icpJobTitles: ["Owner", "Head of Operations"],
        icpIndustries: ["Logistics"],
        icpCompanySizes: ["11-50"],
        icpPainPoints: ["Empty trips"],
        icpKeywords: ["carrier", "dispatch"],
      },
      extra: null,
    },
    profile: { firstName: "Robin", lastName: "Doe", companyName: "Acme", website: "https://acme.test" },
    account: { email: "robin@acme.test", firstName: "Robin", lastName: "Doe" },
    senders: [
      {
        type: "email",
        display_name: "Robin Doe",
        first_name: "Robin",
        last_name: "Doe",
        email_address: "robin@acme.test",
      },
      { type: "linkedin", display_name: "Robin Doe", first_name: "Robin", last_name: "Doe" },
    ],
    leads: [],
    lists: [],
    domainsElsewhere: [],
    credits: 1_000,
  };
}

/** A sender in good order, with what `sender` says instead. */
export function senderRecord(
  chance: Chance,
  sender: SandboxSender,
  count: number,
  at: string,
  userId: string,
): SenderRecord {
  const { goneUpstream = false, warmupUpstream = 1, type, ...row } = sender;
  const id = row.id ?? chance.uuid("sender", count);
  const name = row.display_name ?? `Sender ${count}`;
  const common = { id, type, user_id: userId, created_at: at, updated_at: at, display_name: name };
  const [first, ...rest] = name.split(" ");
  const named = { first_name: first ?? null, last_name: rest.join(" ") || null, signature: null, daily_limit: null };
  const premium = row.is_premium ?? false;
  const defaults: Schemas["Sender"] =
    type === "email"
      ? {
          ...common,
          ...named,
          status: "active",
          warmup_status: "active",
          email_address: `sender${count}@acme.test`,
          domain_id: chance.uuid("domain", 1),
          agentmail_inbox_id: `inbox_${id.slice(0, 8)}`,
          instantly_account_id: `instantly_${id.slice(0, 8)}`,
          instantly_tag_id: null,
          instantly_warmup_tag_id: null,
          email_domains: { id: chance.uuid("domain", 1), domain: "acme.test", status: "verified" },
          provider_account_id: null,
          profile_url: null,
          is_premium: null,
          has_sales_navigator: null,
          weekly_connection_limit: null,
          weekly_message_limit: null,
        }
      : {
          ...common,
          ...named,
          status: "connected",
          provider_account_id: `provider_${id.slice(0, 8)}`,
          profile_url: `https://www.linkedin.com/in/sender-${count}`,
          is_premium: premium,
          has_sales_navigator: false,
          weekly_connection_limit: premium ? 100 : 80,
          weekly_message_limit: premium ? 150 : 100,
          email_address: null,
          domain_id: null,
          agentmail_inbox_id: null,
          instantly_account_id: null,
          instantly_tag_id: null,
          instantly_warmup_tag_id: null,
          warmup_status: null,
          email_domains: null,
        };
  // One that is in good order has its warm-up behind it.
  const startedAt = Date.parse(at) - (row.warmup_status === "warming" ? 0 : 4 * WEEK);
  const warmup = { startedAt, says: warmupUpstream };
  return { id, type, row: { ...defaults, ...row, id, type }, goneUpstream, warmup };
}
