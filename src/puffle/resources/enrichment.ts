import { asGiven } from "../../core/as-given.ts";
import { type Call, toCall } from "../../core/call.ts";
import type { Operation, StartedOperation } from "../../core/operation.ts";
import type { CallOptions } from "../../core/options.ts";
import type { List } from "../../core/pages.ts";
import type { EnrichmentOptions } from "../enrich.ts";
import { flows } from "../flows.ts";
import { jobOperation } from "../jobs.ts";
import type {
  CancelledEnrichmentRun,
  EnrichmentCatalogEntry,
  EnrichmentItem,
  EnrichmentItemsQuery,
  EnrichmentPreview,
  EnrichmentRun,
  EnrichmentStarted,
  NewEnrichmentRun,
  PuffleEngine,
} from "../types.ts";

/** Finding out more about leads: work emails, what a company's website says, whether it is hiring. Runs cost credits. */
export class Enrichment {
  readonly #engine: PuffleEngine;

  /** @internal */
  constructor(engine: PuffleEngine) {
    this.#engine = engine;
  }

  /**
   * Lists what leads can be enriched with: for which type of lead, and under which action of the credits configuration it is
   * charged (`costModel.creditAction`, for `credits.estimate`). May be resent.
   * @param query.id only the entry with this slug
   * @param query.q only entries with these words
   */
  catalog(
    query: { readonly id?: string; readonly q?: string } = {},
    options?: CallOptions,
  ): Call<EnrichmentCatalogEntry[]> {
    return this.#engine.call("listEnrichments", { query }, options, { pick: "enrichments" });
  }

  /**
   * Starts a run. Every lead of the scope is charged at once; what is found lands in the leads' attributes.
   *
   * It is always sent with an idempotency key, yours or a random one, and sent again with the very same: a lost answer never
   * costs twice (P54). To try again after an error, or in another process, give the same key once more; where a run may have
   * been started, the error names it (`idempotencyKey`).
   * @param body.enrichmentId a slug of the catalog
   * @param body.scope `{ type: "explicit_leads", leadIds }` or `{ type: "list", listId }`
   * @param options.idempotencyKey the key; the body's member of this name will do as well
   * @returns the run as an operation: `poll()`, `wait()` (default deadline 10 minutes), `cancel()`, `toJSON()`; its `started`
   * says how many leads there are (`leadCount`) and whether the key was known (`reusedExistingRun`: nothing was charged, unless
   * an attempt of this very call with your own key was lost, and had started it)
   * @throws InputError naming everything that is wrong: nothing was sent; InsufficientCreditsError with `required` and `balance`; BadRequestError, NotFoundError
   * @example
   * const run = await puffle.enrichment.start({ enrichmentId: "work_email", scope: { type: "list", listId } });
   * const { scope } = await run.wait();
   */
  async start(
    body: NewEnrichmentRun,
    options?: EnrichmentOptions,
  ): Promise<StartedOperation<EnrichmentRun, EnrichmentStarted>> {
    const given = asGiven(body);
    const { startEnrichment } = await flows();
    return startEnrichment(this.#engine, given, options);
  }

  /**
   * Plans a run and starts none: nothing is written, nothing is charged (P55). May be resent.
   * @returns `leadCount`, how many leads a run would be charged for
   * @throws InputError naming everything that is wrong; BadRequestError, NotFoundError
   */
  preview(body: EnrichmentPreview, options?: CallOptions): Call<EnrichmentStarted> {
    const given = asGiven(body);
    return toCall(flows().then(({ previewEnrichment }) => previewEnrichment(this.#engine, given, options)));
  }

  /** A run as an operation, made from its id alone: nothing is sent until it is polled. */
  operation(runId: string): Operation<EnrichmentRun> {
    return jobOperation(this.#engine, "createEnrichment", runId);
  }

  /**
   * Reads a run: its status, its leads by status, its cost. May be resent.
   * @throws NotFoundError
   */
  get(runId: string, options?: CallOptions): Call<EnrichmentRun> {
    return this.#engine.call("getEnrichmentRun", { path: { id: runId } }, options, { pick: "run" });
  }

  /**
   * Lists a run's items, one for each lead, in a stable order (P59). May be resent.
   * @param query.status only items with this status; `leadId`: only this lead's
   * @param query.limit items per page, at most 100; default 50
   * @throws NotFoundError
   * @example
   * for await (const item of puffle.enrichment.items(run.id, { status: "failed" })) console.log(item.leadId, item.error);
   */
  items(runId: string, query: EnrichmentItemsQuery = {}, options?: CallOptions): List<EnrichmentItem> {
    return this.#engine.list("listEnrichmentItems", "items", { path: { id: runId }, query }, options);
  }

  /**
   * Cancels a run: leads that are being worked on are finished, the others skipped; no credits are given back. A run that is
   * cancelled already is success (P56). May be resent.
   * @throws NotCancellableError when it has ended otherwise; NotFoundError
   */
  cancel(runId: string, options?: CallOptions): Call<CancelledEnrichmentRun> {
    return toCall(flows().then(({ cancelEnrichment }) => cancelEnrichment(this.#engine, runId, options)));
  }
}
