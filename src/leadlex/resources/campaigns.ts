import { type Call, toCall } from "../../core/call.ts";
import type { Operation } from "../../core/operation.ts";
import type { CallOptions } from "../../core/options.ts";
import type { List } from "../../core/pages.ts";
import type { WatchOptions } from "../../core/watching.ts";
import { flows } from "../flows.ts";
import { type CampaignStart, startOperation } from "../jobs.ts";
import type { RateLimits } from "../rate-limit.ts";
import type { StartResult, Starts } from "../start.ts";
import type { StartAndWaitOptions, StartReport } from "../start-and-wait.ts";
import { firstNote } from "../start-note.ts";
import {
  type Campaign,
  type CampaignRow,
  type CampaignStats,
  type CampaignsQuery,
  type CampaignUpdate,
  type CreatedCampaign,
  type DeletedCampaign,
  idOf,
  type LeadLexEngine,
  type NewCampaign,
  type PausedCampaign,
  type Ref,
} from "../types.ts";
import type { WatchStep } from "../watch.ts";
import { CampaignContacts } from "./campaign-contacts.ts";
import { Steps } from "./steps.ts";

/**
 * Campaigns: created as drafts, started once, perhaps approved by a person, then sent by the service. Where a method takes
 * a campaign, its id will do.
 */
export class Campaigns {
  /** The contacts that are enrolled. */
  readonly contacts: CampaignContacts;
  /** The emails of the sequence. */
  readonly steps: Steps;
  readonly #engine: LeadLexEngine;
  readonly #limits: RateLimits;
  #starts: Starts | undefined;

  /** @internal */
  constructor(engine: LeadLexEngine, limits: RateLimits) {
    this.#engine = engine;
    this.#limits = limits;
    this.contacts = new CampaignContacts(engine);
    this.steps = new Steps(engine);
  }

  /**
   * Lists campaigns: await it for the first page, iterate it for all (L07). May be resent. What a row holds is not documented
   * beyond its id.
   */
  list(query: CampaignsQuery = {}, options?: CallOptions): List<CampaignRow> {
    return this.#engine.list("listCampaigns", "campaigns", { query }, options);
  }

  /**
   * Reads one campaign. May be resent.
   * @throws NotFoundError
   */
  get(campaign: Ref, options?: CallOptions): Call<Campaign> {
    return this.#engine.call("getCampaign", { path: { id: idOf(campaign) } }, options);
  }

  /**
   * Creates a draft for a list of contacts. Never resent when its outcome is unknown: there may be several campaigns of one
   * name, and nothing tells them apart (P17).
   * @param body its name, the list that it writes to, and the text of its first email
   * @throws BadRequestError for a list that does not exist; OutcomeUnknownError: look at `campaigns.list()`
   */
  create(body: NewCampaign, options?: CallOptions): Call<CreatedCampaign> {
    return this.#engine.call("createCampaign", { body }, options);
  }

  /**
   * Changes settings. May be resent: it sets values.
   * @param body `daily_send_limit` from 1 to 500; `delay_between_emails` in seconds, at least 30
   * @returns the campaign as it is then
   * @throws BadRequestError, NotFoundError
   */
  update(campaign: Ref, body: CampaignUpdate, options?: CallOptions): Call<Campaign> {
    return this.#engine.call("updateCampaign", { path: { id: idOf(campaign) }, body }, options);
  }

  /**
   * Deletes a draft. May be resent: one that is gone after a lost answer is success.
   * @throws NotFoundError; how the service refuses a campaign that is no draft is not documented
   */
  delete(campaign: Ref, options?: CallOptions): Call<DeletedCampaign> {
    const path = { id: idOf(campaign) };
    return toCall(flows().then(({ deleteCampaign }) => deleteCampaign(this.#engine, path, options)));
  }

  /**
   * Starts a draft (L01). Either it is active, and messages reach people from here on; or a person has to approve it first:
   * by default where it has more than 100 recipients. Nothing is approved by starting (L02). To stop, `pause`; aborting a
   * call stops no sending.
   *
   * Never resent blindly: a lost answer is settled by reading the campaign and the tasks (P17). Starts of one campaign in one
   * client run one at a time.
   * @returns `status: "active"`, or `status: "pending_approval"` with the `task` to approve or dismiss
   * @throws StartRefusedError with the `reason`; CampaignDismissedError where it was dismissed before the answer was known
   * @throws OutcomeUnknownError when reading failed too; NotFoundError
   * @example
   * const start = await leadlex.campaigns.start(campaign);
   * if (start.status === "pending_approval") console.log("waits for approval:", start.task.id);
   */
  async start(campaign: Ref, options?: CallOptions): Promise<StartResult> {
    return (await this.#starter()).start(idOf(campaign), options);
  }

  /**
   * Starts a draft and waits until it is launched (L01, L02).
   *
   * Where it needs approval, `approve` is asked. Nothing else approves: a callback that throws or answers anything else than
   * it may ends the wait with nothing approved; one that hangs is ended by the deadline, and its late answer counts for
   * nothing. Right before approving the task is read again as pending. While a person decides the task is looked at every
   * few minutes, and never for more than a tenth (for all waits and watches of a client together) of the plan's remaining calls; it may as well be decided on in the dashboard.
   * @param options.approve an async function that answers `"approve"`, `"wait"` (to be asked again at a later look), `"dismiss"` or `{ dismiss: reason }`
   * @param options.timeout for everything together, in ms; default 24 hours
   * @param options.onProgress is told of every look: `pending_approval`, `looking`, `approved`, `executed`, `active`
   * @returns the campaign as it is then, how it was started, and who approved it
   * @throws ApprovalRequiredError with the task and a token, when approval is needed and `approve` is missing or unusable
   * @throws CampaignDismissedError, CampaignStartFailedError, TaskVanishedError: the campaign is not launched
   * @throws PollTimeoutError with a token at the deadline; AbortError; all that `start` and `lexi.tasks.approve` throw
   * @example
   * const { campaign } = await leadlex.campaigns.startAndWait(draft, {
   *   approve: async ({ campaign }) => ((await confirmed(`Start ${campaign.name}?`)) ? "approve" : { dismiss: "testing" }),
   * });
   */
  async startAndWait(campaign: Ref, options?: StartAndWaitOptions): Promise<StartReport> {
    const id = idOf(campaign);
    const { startAndWait } = await flows();
    return startAndWait(this.#engine, await this.#starter(), this.#limits, id, options);
  }

  /**
   * The start of a campaign as an operation: nothing is sent, nothing approved. It ends when somebody has approved or dismissed
   * the start, wherever they did. Made from the id alone, it finds the task itself.
   *
   * `poll()` makes one request, and remembers where to look next; `toJSON()` gives a token for `operations.resume`. Whoever
   * polls from a stored token stores it anew after each poll: one that stays the same looks at the same place again and again.
   * @param start what `start` answered, where it is at hand: the first look is at its task then
   * @example
   * const operation = leadlex.campaigns.startOperation(campaign, await leadlex.campaigns.start(campaign));
   * await store(JSON.stringify(operation));
   */
  startOperation(campaign: Ref, start?: StartResult): Operation<CampaignStart> {
    const known =
      start?.status === "pending_approval"
        ? { memo: firstNote(start.task.id), correlationId: start.correlationId }
        : undefined;
    return startOperation(this.#engine, this.#limits, idOf(campaign), known);
  }

  /**
   * Follows a campaign to its end: a step for each look, the last one with `ended`. Looks every 1 to 5 minutes, and never for
   * more than a tenth of the plan's remaining calls; a look takes two. All waits and watches of a client share that tenth. Leaving the loop ends the watch, not the campaign;
   * start it again any time. One that waits for approval is watched as it is.
   * @param options.timeout in ms; by default a watch has no deadline, because campaigns run for days
   * @param options.interval in ms; the plan's calls are kept whatever it says
   * @throws NotFoundError; AbortError; TimeoutError; AuthenticationError and others that another look can't cure
   * @example
   * for await (const { stats } of leadlex.campaigns.watch(campaign)) console.log(stats.sent_count, stats.replied_count);
   */
  watch(campaign: Ref, options?: WatchOptions): AsyncIterable<WatchStep> {
    const engine = this.#engine;
    const limits = this.#limits;
    const id = idOf(campaign);
    return {
      async *[Symbol.asyncIterator]() {
        const { watchCampaign } = await flows();
        yield* watchCampaign(engine, limits, id, options);
      },
    };
  }

  /**
   * Pauses an active campaign: what is on its way goes out, nothing new is scheduled. One that is paused already is success;
   * a lost answer is settled by reading. How a campaign goes on after a pause is not documented.
   * @throws CampaignNotActiveError, NotFoundError
   */
  pause(campaign: Ref, options?: CallOptions): Call<PausedCampaign> {
    const id = idOf(campaign);
    return toCall(flows().then(({ pauseCampaign }) => pauseCampaign(this.#engine, id, options)));
  }

  /**
   * Reads what has been sent, opened, clicked and replied to, over all steps and contacts. May be resent.
   * @throws NotFoundError
   */
  stats(campaign: Ref, options?: CallOptions): Call<CampaignStats> {
    return this.#engine.call("getCampaignStats", { path: { id: idOf(campaign) } }, options);
  }

  /** Starts of one campaign run one at a time, so one object of the client knows them all. */
  async #starter(): Promise<Starts> {
    const { Starts } = await flows();
    this.#starts ??= new Starts(this.#engine);
    return this.#starts;
  }
}
