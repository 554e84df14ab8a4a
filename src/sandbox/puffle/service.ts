import { operations } from "../../../generated/puffle.operations.ts";
import { requests } from "../../../generated/puffle.requests.ts";
import { ContractCheck } from "../contract-check.ts";
import type { Answer, Incoming, PlayedService } from "../exchange.ts";
import { handlerOf } from "../handlers.ts";
import { Refusal } from "../refusal.ts";
import { type Route, Router } from "../router.ts";
import { account } from "./account.ts";
import { campaigns } from "./campaigns.ts";
import { connecting } from "./connect.ts";
import { credits } from "./credits.ts";
import { domains } from "./domains.ts";
import { enrichments } from "./enrichments.ts";
import { generatedMessages } from "./generated-messages.ts";
import type { Shaping } from "./handlers.ts";
import { inboxes } from "./inboxes.ts";
import { launching } from "./launch.ts";
import { leadSearches } from "./lead-searches.ts";
import { leads } from "./leads.ts";
import { lists } from "./lists.ts";
import { sequenceNodes } from "./nodes.ts";
import { invalidRequest, structured } from "./refusal.ts";
import { senders } from "./senders.ts";
import { signalSearches } from "./signal-searches.ts";
import { signalSettings } from "./signal-settings.ts";
import { signals } from "./signals.ts";
import { threadSending } from "./thread-sending.ts";
import { threads } from "./threads.ts";
import type { OperationId } from "./wire.ts";
import { workspaceLeads } from "./workspace-leads.ts";
import type { World } from "./world.ts";

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

/** So many problems of a request are named; a long list helps nobody. */
const MOST_PROBLEMS = 5;

/** The service itself. */
export class Service implements PlayedService<OperationId, Shaping> {
  readonly router = new Router(operations);
  readonly prefix = "";
  readonly #world: World;
  readonly #keys: ReadonlySet<string> | undefined;
  readonly #revoked = new Set<string>();
  readonly #check = new ContractCheck(requests, (_, problems) => {
    const sentences = problems.map(({ sentence }) => sentence);
    return invalidRequest(sentences.slice(0, MOST_PROBLEMS).join("; "));
  });

  /** @param keys those that are accepted; undefined for every well-formed one */
  constructor(world: World, keys: readonly string[] | undefined) {
    this.#world = world;
    this.#keys = keys && new Set(keys);
  }

  revoke(key: string): void {
    this.#revoked.add(key);
  }

  requestId(count: number): string {
    return `sbx-${String(count).padStart(6, "0")}`;
  }

  answer(
    incoming: Incoming,
    route: Route<OperationId> | undefined,
    shaping: Partial<Shaping>,
    requestId: string,
  ): Answer {
    this.#world.correlationId = requestId;
    this.#world.catchUp();
    try {
      return this.#answer(incoming, route, shaping);
    } catch (problem) {
      if (problem instanceof Refusal) return { status: problem.status, body: problem.body };
      throw problem;
    }
  }

  /** Documented in the body as well as in the header, which is the one to rely on; with async work always in both (002). */
  dress({ status, body }: Answer, requestId: string): ReturnType<PlayedService<OperationId, Shaping>["dress"]> {
    const { chance } = this.#world;
    const isNamed = status === 202 || (status >= 400 && chance.of("correlation", requestId) < 0.5);
    return {
      body: isNamed ? { ...body, correlationId: requestId } : body,
      headers: { "x-correlation-id": requestId },
    };
  }

  errorBody(status: number, message: string): object {
    return structured(status, message);
  }

  schedule(at: number, work: () => void): void {
    this.#world.schedule(at, work);
  }

  #answer(
    { method, url, headers, body, form }: Incoming,
    route: Route<OperationId> | undefined,
    shaping: Shaping,
  ): Answer {
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
