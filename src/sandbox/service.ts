import { account } from "./account.ts";
import { campaigns } from "./campaigns.ts";
import { connecting } from "./connect.ts";
import { ContractCheck } from "./contract-check.ts";
import { credits } from "./credits.ts";
import { domains } from "./domains.ts";
import { enrichments } from "./enrichments.ts";
import { generatedMessages } from "./generated-messages.ts";
import { handlerOf, type Shaping } from "./handlers.ts";
import { inboxes } from "./inboxes.ts";
import { launching } from "./launch.ts";
import { leadSearches } from "./lead-searches.ts";
import { leads } from "./leads.ts";
import { lists } from "./lists.ts";
import { sequenceNodes } from "./nodes.ts";
import { Refusal, structured } from "./refusal.ts";
import type { Route } from "./router.ts";
import { senders } from "./senders.ts";
import { signalSearches } from "./signal-searches.ts";
import { signalSettings } from "./signal-settings.ts";
import { signals } from "./signals.ts";
import { threadSending } from "./thread-sending.ts";
import { threads } from "./threads.ts";
import { workspaceLeads } from "./workspace-leads.ts";
import type { World } from "./world.ts";

/** A request as it came, by whichever way. */
export interface Incoming {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: string;
  /** The parts of a form, for what is uploaded. */
  readonly form?: FormData;
}

/** What the service answers before it is put on the wire. */
export interface Answer {
  readonly status: number;
  readonly body: object;
}

/** The rooms: what is played. Everything else of the contract answers 501. */
const PLAYED = [
  campaigns,
  launching,
  leads,
  sequenceNodes,
  generatedMessages,
  senders,
  account,
  credits,
  workspaceLeads,
  leadSearches,
  lists,
  enrichments,
  signals,
  signalSettings,
  signalSearches,
  threads,
  threadSending,
  inboxes,
  domains,
  connecting,
] as const;

/** The service itself: from a request to an answer, at once, nothing between. */
export class Service {
  readonly #world: World;
  readonly #keys: ReadonlySet<string> | undefined;
  readonly #revoked = new Set<string>();
  readonly #check = new ContractCheck();

  /** @param keys those that are accepted; undefined for every well-formed one */
  constructor(world: World, keys: readonly string[] | undefined) {
    this.#world = world;
    this.#keys = keys && new Set(keys);
  }

  revoke(key: string): void {
    this.#revoked.add(key);
  }

  answer(incoming: Incoming, route: Route | undefined, shaping: Shaping): Answer {
    this.#world.catchUp();
    try {
      return this.#answer(incoming, route, shaping);
    } catch (problem) {
      if (problem instanceof Refusal) return { status: problem.status, body: problem.body };
      throw problem;
    }
  }

  #answer({ method, url, headers, body, form }: Incoming, route: Route | undefined, shaping: Shaping): Answer {
    this.#authenticate(headers.get("authorization"));
    if (!route) throw new Refusal(404, structured(404, `There is no ${method} ${url.pathname}`));
    const { operation, path } = route;
    const input = {
      path,
      query: this.#check.query(operation, url.searchParams),
      body: this.#check.body(operation, body) ?? form,
    };
    for (const room of PLAYED) {
      const handler = handlerOf(room, operation);
      if (handler) return handler(input, this.#world, shaping);
    }
    throw new Refusal(501, { error: `The sandbox does not play ${operation} yet.` });
  }

  /** The key comes first, whatever else is wrong; it is never repeated. (P03) */
  #authenticate(authorization: string | null): void {
    const key = /^Bearer ([\x21-\x7e]+)$/.exec(authorization ?? "")?.[1];
    const problem = key === undefined ? "Missing or malformed Bearer token" : "Invalid API key";
    const accepted = key !== undefined && !this.#revoked.has(key) && (this.#keys?.has(key) ?? true);
    if (!accepted) throw new Refusal(401, structured(401, problem));
  }
}
