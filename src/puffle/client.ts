import { operations } from "../../generated/puffle.operations.ts";
import type { operations as OperationTypes } from "../../generated/puffle.types.ts";
import type { Call } from "../core/call.ts";
import { number, yesOrNo } from "../core/checks.ts";
import type { AnswerOf, Immutable, InputOf } from "../core/contract.ts";
import { Engine } from "../core/engine.ts";
import type { OnDemand } from "../core/on-demand.ts";
import type { CallOptions } from "../core/options.ts";
import type { IdOfRoute, RequestArguments, RouteOf } from "../core/routes.ts";
import type { PaidCall, Service } from "../core/service.ts";
import { VERSION } from "../version.ts";
import { flows } from "./flows.ts";
import { Operations } from "./operations.ts";
import { type PuffleOptions, Purse } from "./purse.ts";
import { Account } from "./resources/account.ts";
import { Campaigns } from "./resources/campaigns.ts";
import { Context } from "./resources/context.ts";
import { Credits } from "./resources/credits.ts";
import { Enrichment } from "./resources/enrichment.ts";
import { Leads } from "./resources/leads.ts";
import { Lists } from "./resources/lists.ts";
import { Senders } from "./resources/senders.ts";
import { SequenceNodes } from "./resources/sequence-nodes.ts";
import { Signals } from "./resources/signals.ts";
import { Threads } from "./resources/threads.ts";
import type { PuffleEngine } from "./types.ts";

/** Every operation of the contract as method and path: `"GET /api/leads"`. */
export type Route = RouteOf<typeof operations, OperationTypes>;
type IdOf<Of extends Route> = IdOfRoute<typeof operations, OperationTypes, Of>;

/**
 * A client of Puffle.
 *
 * It takes its key from `PUFFLE_API_KEY` and its address from `PUFFLE_API_BASE_URL`, unless the options say otherwise. Two
 * clients share nothing.
 * @example
 * const puffle = new Puffle();
 * const { campaign } = await puffle.campaigns.launchAndWait(draft);
 */
export class Puffle {
  readonly campaigns: Campaigns;
  readonly sequenceNodes: SequenceNodes;
  readonly leads: Leads;
  readonly lists: Lists;
  readonly signals: Signals;
  readonly enrichment: Enrichment;
  readonly senders: Senders;
  readonly threads: Threads;
  readonly context: Context;
  readonly account: Account;
  readonly credits: Credits;
  /** Operations that were left in another process. */
  readonly operations: Operations;
  readonly #engine: PuffleEngine;

  /** @throws InputError naming everything that is wrong with the options, a missing or malformed key included (P02) */
  constructor(options: PuffleOptions = {}) {
    const purse = new Purse(options);
    const engine: PuffleEngine = new Engine(
      createService(purse, () => engine),
      options,
      VERSION,
    );
    this.#engine = engine;
    this.campaigns = new Campaigns(engine);
    this.sequenceNodes = new SequenceNodes(engine);
    this.leads = new Leads(engine);
    this.lists = new Lists(engine);
    this.signals = new Signals(engine);
    this.enrichment = new Enrichment(engine);
    this.senders = new Senders(engine);
    this.threads = new Threads(engine);
    this.context = new Context(engine);
    this.account = new Account(engine);
    this.credits = new Credits(engine, purse);
    this.operations = new Operations(engine);
  }

  /**
   * Calls any operation of the contract by its route; nothing outside the contract (P06). Answers are handed out whole. Operations that need a read to settle a lost answer are not resent from here.
   * @param route method and path as the contract has them, parameters in braces: `"GET /api/campaigns/{id}"`
   * @param input `path`, `query` and `body`, as far as the operation has them
   * @throws InputError when the contract has no such operation
   * @example
   * const { leads } = await puffle.request("GET /api/leads", { query: { q: "founder", limit: 20 } });
   */
  request<Of extends Route>(
    route: Of,
    ...[input, options]: RequestArguments<Immutable<InputOf<OperationTypes[IdOf<Of>]>>>
  ): Call<AnswerOf<OperationTypes[IdOf<Of>]>>;
  request(route: string, input: object = {}, options?: CallOptions): Call<unknown> {
    return this.#engine.request(route, input, options);
  }
}

function createService(purse: Purse, engine: () => PuffleEngine): Service {
  let loaded: Promise<OnDemand> | undefined;
  return {
    name: "Puffle",
    baseURL: "https://app.puffle.ai",
    env: { key: "PUFFLE_API_KEY", baseURL: "PUFFLE_API_BASE_URL" },
    operations,
    traceHeader: "x-correlation-id",
    onDemand() {
      loaded ??= flows().then(({ createOnDemand }) => createOnDemand());
      return loaded;
    },
    options: () => ({ spendLimit: number(0, Number.MAX_SAFE_INTEGER, "credits"), allowUnpriced: yesOrNo }),
    ...(purse.limit !== undefined && {
      reserve: async (call: PaidCall) => (await flows()).reserve(engine(), purse, call),
    }),
  };
}
