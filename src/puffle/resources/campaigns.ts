import { asGiven } from "../../core/as-given.ts";
import { type Call, toCall } from "../../core/call.ts";
import type { CreateOptions } from "../../core/create-once.ts";
import type { Operation, WaitOptions } from "../../core/operation.ts";
import type { CallOptions } from "../../core/options.ts";
import type { WatchOptions } from "../../core/watching.ts";
import { flows } from "../flows.ts";
import { jobOperation } from "../jobs.ts";
import type { Launches, LaunchReport, LaunchResult } from "../launch.ts";
import type { Readiness } from "../readiness.ts";
import {
  type Campaign,
  type CampaignDetail,
  type CampaignRef,
  type CampaignSenders,
  type CampaignSettings,
  type CampaignUpdate,
  type EmailCampaign,
  idOf,
  type LinkedInCampaign,
  type NewCampaign,
  type NewEmailCampaign,
  type NewLinkedInCampaign,
  type PuffleEngine,
} from "../types.ts";
import type { WatchStep } from "../watch.ts";
import type { WatchManyStep } from "../watch-many.ts";
import { CampaignLeads } from "./campaign-leads.ts";
import { CampaignMessages } from "./campaign-messages.ts";

/**
 * Campaigns: created as drafts, launched once, then sent by the service until every lead has come to its end. Where a
 * method takes a campaign, its id will do.
 */
export class Campaigns {
  /** The roster. */
  readonly leads: CampaignLeads;
  /** The messages made for the leads. */
  readonly messages: CampaignMessages;
  readonly #engine: PuffleEngine;
  #launches: Launches | undefined;

  /** @internal */
  constructor(engine: PuffleEngine) {
    this.#engine = engine;
    this.leads = new CampaignLeads(engine);
    this.messages = new CampaignMessages(engine);
  }

  /** Lists all campaigns, active and paused ones first, without their sequences. May be resent. */
  list(options?: CallOptions): Call<Campaign[]> {
    return this.#engine.call("listCampaigns", {}, options, { pick: "campaigns" });
  }

  /**
   * Reads one campaign with its sequence and the leads by status and by node. May be resent.
   * @throws NotFoundError
   */
  get(campaign: CampaignRef, options?: CallOptions): Call<CampaignDetail> {
    return this.#engine.call("getCampaign", { path: { id: idOf(campaign) } }, options);
  }

  /**
   * Creates a draft, with an empty first node and an `end`. Names are unique.
   *
   * May not be resent blindly: a lost answer is settled by reading the list, and only what is proved to be this call's own
   * campaign is returned.
   * @param body channel, name, senders of that channel, and the channel's settings
   * @param options.ifExists `"return"` fetches the campaign that has the name already (P11)
   * @returns the campaign, its channel known to the compiler, with its `sequence_nodes`
   * @throws DuplicateNameError, BadRequestError, OutcomeUnknownError with the candidates
   */
  create(body: NewEmailCampaign, options?: CreateOptions): Call<EmailCampaign>;
  create(body: NewLinkedInCampaign, options?: CreateOptions): Call<LinkedInCampaign>;
  create(body: NewCampaign, options?: CreateOptions): Call<EmailCampaign | LinkedInCampaign>;
  create(body: NewCampaign, options?: CreateOptions): Call<Campaign> {
    const given = asGiven(body);
    return toCall(flows().then(({ createCampaign }) => createCampaign(this.#engine, given, options)));
  }

  /**
   * Changes settings, senders or the whole sequence. Senders and sequence take effect in drafts only; what a running
   * campaign ignores is not refused. May be resent: it sets values.
   * @param body `sequence_nodes` replaces the whole sequence, `end` included
   * @returns the campaign as it is then
   * @throws BadRequestError, NotFoundError
   */
  update(campaign: CampaignRef, body: CampaignUpdate, options?: CallOptions): Call<Campaign> {
    return this.#engine.call("updateCampaign", { path: { id: idOf(campaign) }, body }, options, { pick: "campaign" });
  }

  /**
   * Launches a draft: from here on messages reach people. An answer means that the launch was dispatched, not that anything
   * was sent (P20); `launchAndWait` waits for that. To stop, `pause`; aborting a call stops no sending.
   *
   * Never resent blindly: a lost answer is settled by reading the campaign (P17). Launches of one campaign in one client
   * run one at a time (P29). Another launch that is under way is waited for as far as the timeout allows (P24).
   * @returns `via: "dispatched"` with the run's id, or `via: "reconciled"` with the campaign, where reading proved the launch
   * @throws LaunchBlockedError with the `blocker` (P27); LaunchInProgressError with `retryAfterMs`
   * @throws OutcomeUnknownError when reading failed too; NotFoundError
   */
  async launch(campaign: CampaignRef, options?: CallOptions): Promise<LaunchResult> {
    return (await this.#launcher()).launch(idOf(campaign), options);
  }

  /**
   * Launches a draft and waits until the campaign is active, or completed already (P20, P21).
   * @param options.timeout for both together, in ms; default 5 minutes
   * @returns the campaign as it is then, and how it was launched
   * @throws LaunchRolledBackError when it falls back to draft; PollTimeoutError with a token when it is still launching at
   * the deadline; IncompleteError with the `launch` in its `report` when it was launched and reading it failed for good; all
   * that `launch` throws
   * @example
   * const { campaign } = await puffle.campaigns.launchAndWait(draft, { onProgress: (step) => console.log(step.state) });
   */
  async launchAndWait(campaign: CampaignRef, options?: WaitOptions<Campaign>): Promise<LaunchReport> {
    const { launchAndWait } = await flows();
    return launchAndWait(this.#engine, await this.#launcher(), idOf(campaign), options);
  }

  /**
   * The launch of a campaign as an operation, made from the id alone: nothing is sent, and nothing is lost when the process
   * ended before a token was stored. `poll()` makes one request; `toJSON()` gives a token for `operations.resume`.
   */
  launchOperation(campaign: CampaignRef): Operation<Campaign> {
    return jobOperation(this.#engine, "launchCampaign", idOf(campaign));
  }

  /**
   * Waits until a launched campaign is active (or completed), reading it every 30 s (P22). Launches nothing.
   * @throws LaunchRolledBackError, PollTimeoutError (default deadline 5 minutes), NotFoundError
   */
  waitUntilActive(campaign: CampaignRef, options?: WaitOptions<Campaign>): Promise<Campaign> {
    return this.launchOperation(campaign).wait(options);
  }

  /**
   * Follows a campaign to its end: a step for each poll, the last one with `ended` (P22, P23). Polls every 30 s while it is
   * launching, then every 1 to 5 minutes. Leaving the loop ends the watch, not the campaign; start it again any time.
   * @param options.timeout in ms; by default a watch has no deadline, because campaigns run for days
   * @throws LaunchRolledBackError when the campaign is a draft; NotFoundError; AbortError
   * @example
   * for await (const seen of puffle.campaigns.watch(campaign)) console.log(seen.campaign.stats);
   */
  watch(campaign: CampaignRef, options?: WatchOptions): AsyncIterable<WatchStep> {
    const engine = this.#engine;
    return {
      async *[Symbol.asyncIterator]() {
        const { watchCampaign } = await flows();
        yield* watchCampaign(engine, idOf(campaign), options);
      },
    };
  }

  /**
   * Follows many campaigns to their ends: a step for each look, with all of them, in the given order (P22, P23). Each look is
   * one request, however many campaigns there are; those of which the list shows too little are read one by one, and
   * `readSingly` says how many. A campaign that does not exist, or is a draft, ends by itself, with an `error`; the watch
   * goes on until all have ended.
   * @param campaigns one or more campaigns or their ids; taken as they are when this is called
   * @param options.timeout in ms; by default a watch has no deadline, because campaigns run for days
   * @throws InputError, AbortError, TimeoutError; AuthenticationError and others that another look can't cure
   * @example
   * for await (const { campaigns, open } of puffle.campaigns.watchMany(ids)) console.log(open, campaigns[0]?.done);
   */
  watchMany(campaigns: Iterable<CampaignRef> & object, options?: WatchOptions): AsyncIterable<WatchManyStep> {
    const engine = this.#engine;
    // What is no source has none in it, and is refused where the watch begins; a text would come apart into its letters.
    const ids = Object(campaigns) === campaigns ? Array.from(campaigns, idOf) : [];
    return {
      async *[Symbol.asyncIterator]() {
        const { watchCampaigns } = await flows();
        yield* watchCampaigns(engine, ids, options);
      },
    };
  }

  /**
   * Pauses a running campaign. One that is paused already is success (P30); a lost answer is settled by reading.
   * @returns the campaign
   * @throws BadRequestError when it is not running; NotFoundError
   */
  async pause(campaign: CampaignRef, options?: CallOptions): Promise<Campaign> {
    const { switchCampaign } = await flows();
    return switchCampaign(this.#engine, "pauseCampaign", idOf(campaign), options);
  }

  /**
   * Goes on with a paused campaign. One that is running already is success (P30); a lost answer is settled by reading.
   * @returns the campaign, `active`, or `completed` when there was nothing left to do
   * @throws BadRequestError when it is not paused; NotFoundError
   */
  async resume(campaign: CampaignRef, options?: CallOptions): Promise<Campaign> {
    const { switchCampaign } = await flows();
    return switchCampaign(this.#engine, "resumeCampaign", idOf(campaign), options);
  }

  /**
   * The emergency stop for a campaign that is still launching, and so can't be paused yet: waits until it is active and
   * pauses it then (P29). Reads it after 2 s, 4 s, up to every 30 s.
   * @param options.timeout in ms; default 5 minutes
   * @returns the campaign: `paused`; or `completed` or `draft`, where there is nothing to stop
   * @throws TimeoutError when it is still launching at the deadline, and then not paused; AbortError, NotFoundError
   */
  async pauseWhenActive(campaign: CampaignRef, options?: CallOptions): Promise<Campaign> {
    const { pauseWhenActive } = await flows();
    return pauseWhenActive(this.#engine, idOf(campaign), options);
  }

  /**
   * Looks whether a campaign can be launched: everything that is in the way at once, in the words of `LaunchBlockedError`,
   * each with what to do about it (P28). Reads only; may be resent.
   * @returns `ready`, the `blockers`, and `unverified`: what only the launch itself can tell
   * @throws NotFoundError
   */
  async checkReadiness(campaign: CampaignRef, options?: CallOptions): Promise<Readiness> {
    const { checkReadiness } = await flows();
    return checkReadiness(this.#engine, idOf(campaign), options);
  }

  /**
   * Reads a campaign's senders with what they have sent and are committed to. May be resent.
   * @throws NotFoundError
   */
  senders(campaign: CampaignRef, options?: CallOptions): Call<CampaignSenders> {
    return this.#engine.call("getCampaignSenders", { path: { id: idOf(campaign) } }, options);
  }

  /** Reads the sender accounts' limits, which all their campaigns share. May be resent. */
  settings(options?: CallOptions): Call<CampaignSettings> {
    return this.#engine.call("getCampaignSettings", {}, options);
  }

  /** Launches of one campaign run one at a time, so one object of the client knows them all. */
  async #launcher(): Promise<Launches> {
    const { Launches } = await flows();
    this.#launches ??= new Launches(this.#engine);
    return this.#launches;
  }
}
