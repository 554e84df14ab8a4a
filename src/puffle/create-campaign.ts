import type { Answer, Lost } from "../core/attempts.ts";
import type { ApiResponse } from "../core/call.ts";
import { optionChecks } from "../core/call-options.ts";
import type { CreateOptions } from "../core/create-once.ts";
import { DuplicateNameError, OutcomeUnknownError, type PuffleError } from "../core/errors.ts";
import type { CallOptions } from "../core/options.ts";
import { firstAttemptAt, isEqual } from "../core/own-work.ts";
import { settlingRead } from "../core/settling-read.ts";
import type { Budget } from "../core/waits.ts";
import { readSequence } from "./read-sequence.ts";
import type { Campaign, NewCampaign, PuffleEngine } from "./types.ts";

/** Creates a campaign once; a lost answer is settled by its name, which is unique (P17). */
export async function createCampaign(
  engine: PuffleEngine,
  body: NewCampaign,
  options: CreateOptions = {},
): Promise<ApiResponse<Campaign>> {
  const { ifExists, ...call } = options;
  const wire = { ...body };
  const budget = engine.budget(call);
  const more = { ifExists: optionChecks.ifExists };
  let proved: Campaign | undefined;
  const reconcile = async (lost: Lost) => {
    const own = await findOwn(engine, wire, settlingRead(call), lost);
    proved = own && (await withNodes(engine, own, settlingRead(call), lost));
    return proved;
  };
  try {
    const checked = ifExists === undefined ? call : options;
    const answer = await engine.answer("createCampaign", { body: wire }, checked, { budget, reconcile, more });
    if (!proved) await engine.member("createCampaign", answer, "campaign");
    return response(answer, proved ?? answer.data.campaign);
  } catch (error) {
    if (ifExists !== "return") throw error;
    if (error instanceof DuplicateNameError) return existing(engine, wire, call, budget, error);
    const isThere = error instanceof OutcomeUnknownError && error.candidates.length > 0;
    if (!isThere) throw error;
    // Whoever made it: any campaign of that name will do. What the read says is no news of the create.
    return existing(engine, wire, call, budget, error).catch(() => Promise.reject(error));
  }
}

/**
 * What the lost attempts made, if they made it: it has the name, was created since the first of them by the service's own
 * clock, is what was sent, nobody has touched it, and this client has not met it before.
 * @returns undefined where nothing of that name can have been made since
 * @throws OutcomeUnknownError naming what may be this call's, where that can't be proved
 */
async function findOwn(
  engine: PuffleEngine,
  body: NewCampaign,
  options: CallOptions,
  lost: Lost,
): Promise<Campaign | undefined> {
  const answer = await engine.answer("listCampaigns", {}, options, { budget: lost.budget, settles: true });
  await engine.items("listCampaigns", answer, "campaigns");
  const since = firstAttemptAt(answer, lost, engine.config.clock.now());
  // What was there before is why the lost attempts were refused, and another one will be.
  const possible = answer.data.campaigns.filter(
    (campaign) => campaign.name === body.name && !(since && createdAt(campaign) < since.earliest),
  );
  const [only, ...more] = possible;
  if (!only) return undefined;
  const isFresh = since !== undefined && createdAt(only) >= since.latest && only.updated_at === only.created_at;
  if (more.length > 0 || !isFresh || !isWhatWasSent(only, body) || engine.knows(only.id, lost.since))
    throw unproved(possible);
  // Met at once: of two calls that look at the same time, one takes it.
  engine.meet(only.id, true);
  return only;
}

/** NaN, which is neither before nor after anything, where the service does not say. */
function createdAt({ created_at }: Campaign): number {
  return Date.parse(created_at ?? "");
}

/** The answer to a create has the nodes, a list has not. */
async function withNodes(
  engine: PuffleEngine,
  campaign: Campaign,
  options: CallOptions,
  { budget }: Lost,
): Promise<Campaign> {
  try {
    const { nodes } = await readSequence(engine, campaign.id, options, { budget });
    return { ...campaign, sequence_nodes: [...nodes] };
  } catch {
    throw unproved([campaign]);
  }
}

function unproved(campaigns: readonly Campaign[]): OutcomeUnknownError {
  const candidates = campaigns.map(({ id }) => id);
  const message = `createCampaign: there is a campaign of this name (id ${candidates.join(", ")}), and it can't be told whether it is whole and this call's own.`;
  return new OutcomeUnknownError(message, { code: "outcome_unknown", operation: "createCampaign", candidates });
}

/** Equal in everything that was sent, and still the draft that a create makes. */
function isWhatWasSent(found: Campaign, { sender_account_ids: sent, ...members }: NewCampaign): boolean {
  const wanted = new Set(sent);
  const senders = new Set((found.sender_accounts ?? []).map((sender) => sender.id));
  const sameSenders = senders.size === wanted.size && [...wanted].every((id) => senders.has(id));
  const sameMembers = Object.entries(members).every(
    ([name, value]) => value === undefined || isEqual(Reflect.get(found, name), value),
  );
  return found.status === "draft" && sameSenders && sameMembers;
}

/** P11: the campaign that has the name already; throws `otherwise` where there is none to give back. */
async function existing(
  engine: PuffleEngine,
  body: NewCampaign,
  options: CallOptions,
  budget: Budget,
  otherwise: PuffleError,
): Promise<ApiResponse<Campaign>> {
  const list = await engine.answer("listCampaigns", {}, options, { budget });
  await engine.items("listCampaigns", list, "campaigns");
  const found = list.data.campaigns.find((campaign) => campaign.name === body.name);
  // Another channel's campaign is not what was asked for, and one that is gone again can't be returned.
  if (!found || found.type !== body.type) throw otherwise;
  const { campaign, nodes, answer } = await readSequence(engine, found.id, options, { budget });
  return response(answer, { ...campaign, sequence_nodes: [...nodes] });
}

/** What callers are shown of an answer: the key that it was got with is not among it (P02). */
function response({ status, headers, correlationId, attempts }: Answer, data: Campaign): ApiResponse<Campaign> {
  return { data, status, headers, correlationId, attempts };
}
