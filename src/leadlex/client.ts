import { operations } from "../../generated/leadlex.operations.ts";
import type { operations as OperationTypes } from "../../generated/leadlex.types.ts";
import type { Call } from "../core/call.ts";
import type { AnswerOf, Immutable, InputOf } from "../core/contract.ts";
import { Engine } from "../core/engine.ts";
import type { OnDemand } from "../core/on-demand.ts";
import type { CallOptions, ClientOptions } from "../core/options.ts";
import type { IdOfRoute, RequestArguments, RouteOf } from "../core/routes.ts";
import type { Service } from "../core/service.ts";
import { VERSION } from "../version.ts";
import { unwrap } from "./envelope.ts";
import { flows } from "./flows.ts";
import { Operations } from "./operations.ts";
import { type RateLimit, RateLimits } from "./rate-limit.ts";
import { Campaigns } from "./resources/campaigns.ts";
import { Contacts } from "./resources/contacts.ts";
import { Lexi } from "./resources/lexi.ts";
import { Lists } from "./resources/lists.ts";
import { Webhooks } from "./resources/webhooks.ts";
import type { LeadLexEngine } from "./types.ts";

/** Every operation of the contract as method and path: `"GET /v1/contacts"`. */
export type Route = RouteOf<typeof operations, OperationTypes>;
type IdOf<Of extends Route> = IdOfRoute<typeof operations, OperationTypes, Of>;

/** A call by default: long enough for one wait for the minute's limit. In ms. */
const TIMEOUT = 150_000;

/**
 * A client of LeadLex.
 *
 * It takes its key from `LEADLEX_API_KEY` and its address from `LEADLEX_API_BASE_URL`, unless the options say otherwise. Two
 * clients share nothing. A call's `timeout` is 150 000 ms by default: a 429 of the minute's limit is waited for (L06).
 * @example
 * const leadlex = new LeadLex();
 * const { campaign } = await leadlex.campaigns.startAndWait(draft, { approve: async () => "wait" });
 */
export class LeadLex {
  readonly campaigns: Campaigns;
  readonly contacts: Contacts;
  readonly lists: Lists;
  readonly lexi: Lexi;
  readonly webhooks: Webhooks;
  /** Starts that were left in another process. */
  readonly operations: Operations;
  readonly #engine: LeadLexEngine;
  readonly #limits: RateLimits;

  /** @throws InputError naming everything that is wrong with the options, a missing or malformed key included (P02) */
  constructor(options: ClientOptions = {}) {
    const limits: RateLimits = new RateLimits(() => engine.config.clock.now());
    const engine: LeadLexEngine = new Engine(createService(limits), options, VERSION);
    this.#engine = engine;
    this.#limits = limits;
    this.campaigns = new Campaigns(engine, limits);
    this.contacts = new Contacts(engine);
    this.lists = new Lists(engine);
    this.lexi = new Lexi(engine);
    this.webhooks = new Webhooks(engine);
    this.operations = new Operations(engine, limits);
  }

  /** The plan's limit on calls as the last answer showed it; undefined before the first one (L06). */
  get rateLimit(): RateLimit | undefined {
    const { last } = this.#limits;
    return last && { limit: last.limit, remaining: last.remaining, resetAt: last.resetAt, seenAt: last.seenAt };
  }

  /**
   * Calls any operation of the contract by its route; nothing outside the contract (P06). Answers are handed out without their
   * envelopes. Operations that need a read to settle a lost answer are not resent from here.
   * @param route method and path as the contract has them, parameters in braces: `"GET /v1/campaigns/{id}"`
   * @param input `path`, `query` and `body`, as far as the operation has them
   * @throws InputError when the contract has no such operation
   * @example
   * const { tasks } = await leadlex.request("GET /v1/lexi/tasks", { query: { status: "pending" } });
   */
  request<Of extends Route>(
    route: Of,
    ...[input, options]: RequestArguments<Immutable<InputOf<OperationTypes[IdOf<Of>]>>>
  ): Call<AnswerOf<OperationTypes[IdOf<Of>]>>;
  request(route: string, input: object = {}, options?: CallOptions): Call<unknown> {
    return this.#engine.request(route, input, options);
  }
}

function createService(limits: RateLimits): Service {
  let loaded: Promise<OnDemand> | undefined;
  return {
    name: "LeadLex",
    baseURL: "https://data.leadlex.com/functions/v1/api-gateway",
    env: { key: "LEADLEX_API_KEY", baseURL: "LEADLEX_API_BASE_URL" },
    operations,
    traceHeader: "x-request-id",
    oneLimit: true,
    timeout: TIMEOUT,
    heard: (headers) => limits.heard(headers),
    unwrap,
    onDemand() {
      loaded ??= flows().then(({ createOnDemand }) => createOnDemand());
      return loaded;
    },
  };
}
