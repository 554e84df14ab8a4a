import { asGiven } from "../../core/as-given.ts";
import type { Items } from "../../core/batches.ts";
import { type Call, toCall } from "../../core/call.ts";
import type { Operation, StartedOperation } from "../../core/operation.ts";
import type { CallOptions } from "../../core/options.ts";
import type { List } from "../../core/pages.ts";
import { flows } from "../flows.ts";
import { jobOperation } from "../jobs.ts";
import type {
  ItemsOptions,
  SignalChange,
  SignalDraftRequest,
  SignalDraftsReport,
  SignalLeadChange,
  UpdateOptions,
  UpdateReport,
} from "../signal-changes.ts";
import type {
  KeywordQuery,
  NewSignalSearch,
  PuffleEngine,
  Signal,
  SignalAnalytics,
  SignalKeywordStats,
  SignalLead,
  SignalLeadQuery,
  SignalQuery,
  SignalSearch,
  SignalSearchStarted,
} from "../types.ts";
import { withIds } from "../with-ids.ts";
import { SignalScans } from "./signal-settings.ts";
import { SignalSources } from "./signal-sources.ts";
import { SignalTypes } from "./signal-types.ts";

/** Signals: what the daily scan finds of types that you choose, in sources that you choose; and searches for more. */
export class Signals {
  /** What is looked for. */
  readonly types: SignalTypes;
  /** Where it is looked for. */
  readonly sources: SignalSources;
  /** When it is looked for. */
  readonly settings: SignalScans;
  readonly #engine: PuffleEngine;

  /** @internal */
  constructor(engine: PuffleEngine) {
    this.#engine = engine;
    this.types = new SignalTypes(engine);
    this.sources = new SignalSources(engine);
    this.settings = new SignalScans(engine);
  }

  /**
   * Lists the feed: await it for the first page, iterate it for every signal. Dismissed ones are left out unless asked for.
   * May be resent.
   * @param query.ids only these; an empty selection is refused, so that it never means all
   * @param query.since only signals from then on, in ISO 8601
   * @param query.minScore 1 to 3; what scores less than 2 is not in the feed anyway
   * @example
   * for await (const signal of puffle.signals.list({ minScore: 3 })) console.log(signal.id, signal.title);
   */
  list(query: SignalQuery = {}, options?: CallOptions): List<Signal> {
    return this.#engine.list("listSignals", "signals", () => ({ query: withIds("listSignals", query) }), options);
  }

  /**
   * Votes on signals, edits their comments and drafts, dismisses them: 200 a request, one request at a time, from a source of
   * any length. May be resent. The `timeout` is each request's own.
   *
   * What can't be sent is reported with its index and keeps no other item: an item without an id or a change (P71), and one
   * that has other changes for an id that stands before it.
   * @param items each an `id` and at least one change; `vote: null` takes a vote back, `status: "dismissed"` has no way back
   * @returns what became of every item (P70); `throwIfAnyFailed(report)` throws when any failed
   * @throws InputError when the source is empty or no source: nothing was sent then
   * @throws IncompleteError when it stopped half-way; `report` holds what was done
   * @example
   * const report = await puffle.signals.update([{ id, vote: "up" }, { id: other, status: "dismissed" }]);
   * throwIfAnyFailed(report);
   */
  async update(items: Items<SignalChange>, options?: UpdateOptions): Promise<UpdateReport> {
    const { updateSignals } = await flows();
    return updateSignals(this.#engine, items, options);
  }

  /**
   * Lists the people, or the companies, behind the signals, each once: await it for the first page, iterate it for all. May
   * be resent.
   * @param query.ids only these; an empty selection is refused, so that it never means all
   * @param query.groupBy `person` (the service's default) or `company`; a list holds one kind only
   */
  leads(query: SignalLeadQuery = {}, options?: CallOptions): List<SignalLead> {
    return this.#engine.list("listSignalLeads", "leads", () => ({ query: withIds("listSignalLeads", query) }), options);
  }

  /**
   * Sets the status of people or companies behind signals, 200 a request, like `update`. May be resent.
   * @param items each an `entityId` and its `status`
   * @returns what became of every item (P70)
   * @throws InputError, IncompleteError
   */
  async updateLeads(items: Items<SignalLeadChange>, options?: UpdateOptions): Promise<UpdateReport> {
    const { updateSignalLeads } = await flows();
    return updateSignalLeads(this.#engine, items, options);
  }

  /**
   * Has drafts of direct messages and comments written, and kept on the signals. Costs credits for each draft: 20 signals a
   * request, one request at a time. The `timeout` is each 20 signals' own.
   *
   * Never resent when the outcome is unknown. A draft that another call is writing is asked for again after a wait, within
   * the timeout, and nothing but that (P72).
   * @param items each an `id`, with `dm`, `comment`, or both, set to true
   * @returns the drafts; `errors` has the signals of which one is missing, and why
   * @throws InsufficientCreditsError with `required`, `balance` and `affordable`, when nothing was written before (P16)
   * @throws IncompleteError when it stopped half-way, for want of credits among others; `report` holds what was written
   * @throws OutcomeUnknownError inside an IncompleteError: the items in doubt are counted as `unknown`
   * @throws InputError when the source is empty or no source
   * @example
   * const { results } = await puffle.signals.generate([{ id, dm: true, comment: true }]);
   * console.log(results[0]?.dm?.text);
   */
  async generate(items: Items<SignalDraftRequest>, options?: ItemsOptions): Promise<SignalDraftsReport> {
    const { generateSignalMessages } = await flows();
    return generateSignalMessages(this.#engine, items, options);
  }

  /**
   * Starts a search through the sources. One runs at a time. What it costs is not documented.
   *
   * May not be resent blindly: a lost answer is settled by reading the searches, and only one that is proved to be this
   * call's own is handed out (P17).
   * @param body.query 1 to 500 characters
   * @param body.filterPrompt which of what is found is relevant, in words; at most 1 000 characters
   * @returns the search as an operation, done when it has completed, with its results. Polled every 5 to 10 s, given up after
   * 10 minutes with the correlation id (P53)
   * @throws InputError: nothing was sent; SearchInProgressError with the search that is running (P11)
   * @throws InsufficientCreditsError, OutcomeUnknownError with the candidates
   * @example
   * const search = await puffle.signals.search({ query: "dispatch software" });
   * const { results } = await search.wait();
   */
  async search(
    body: NewSignalSearch,
    options?: CallOptions,
  ): Promise<StartedOperation<SignalSearch, SignalSearchStarted>> {
    const given = asGiven(body);
    const { startSignalSearch } = await flows();
    return startSignalSearch(this.#engine, given, options);
  }

  /** A search that was started elsewhere, as an operation, from its id alone: nothing is sent. */
  searchOperation(id: string): Operation<SignalSearch> {
    return jobOperation(this.#engine, "createSignalSearch", id);
  }

  /**
   * Lists the searches, newest first; with `ids` those, with their results. May be resent.
   * @param query.ids only these; an empty selection is refused, so that it never means all
   * @param query.limit searches a page, 1 to 100
   */
  searches(
    query: { readonly ids?: readonly string[] | string; readonly cursor?: string; readonly limit?: number } = {},
    options?: CallOptions,
  ): List<SignalSearch> {
    return this.#engine.list(
      "listSignalSearches",
      "searches",
      () => ({ query: withIds("listSignalSearches", query) }),
      options,
    );
  }

  /**
   * Lists how each keyword of each type does in each source. The mean over all is in the answer of
   * `puffle.request("GET /api/signals/analytics", …)` alone. May be resent.
   */
  analytics(query: KeywordQuery = {}, options?: CallOptions): List<SignalKeywordStats> {
    const whole = { ...query, type: "keywords" } as const;
    return this.#engine.list("getSignalAnalytics", "keywords", { query: whole }, options);
  }

  /**
   * Reads one keyword's runs, in a shape that is not documented. May be resent.
   * @throws NotFoundError when the keyword does not exist or is not yours
   */
  keywordRuns(keywordId: string, options?: CallOptions): Call<SignalAnalytics> {
    return toCall(flows().then((flow) => flow.keywordRuns(this.#engine, keywordId, options)));
  }
}
