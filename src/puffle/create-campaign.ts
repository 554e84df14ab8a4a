import type { Lost } from "../core/attempts.ts";
import type { ApiResponse } from "../core/call.ts";
import { optionChecks } from "../core/call-options.ts";
import { OutcomeUnknownError } from "../core/errors.ts";
import type { CallOptions } from "../core/options.ts";
import { httpDate } from "../core/retry-after.ts";
import { DuplicateNameError } from "./errors.ts";
import type { Campaign, NewCampaign, PuffleEngine } from "./types.ts";

export interface CreateOptions extends CallOptions {
  /** What to do when the name is taken: throw `DuplicateNameError` (default), or return the campaign that has it. */
  readonly ifExists?: "error" | "return" | undefined;
}

/** Creates a campaign once; a lost answer is settled by its name, which is unique (P17). */
export async function createCampaign(
  engine: PuffleEngine,
  body: NewCampaign,
  options: CreateOptions = {},
): Promise<ApiResponse<Campaign>> {
  const { ifExists, ...call } = options;
  const wire = { ...body };
  const more = { ifExists: optionChecks.ifExists };
  let proved: Campaign | undefined;
  const reconcile = async (lost: Lost) => {
    proved = await findOwn(engine, body, lost);
    return proved;
  };
  try {
    const answer = await engine.answer("createCampaign", { body: wire }, ifExists === undefined ? call : options, {
      reconcile,
      more,
    });
    if (!proved) await engine.member("createCampaign", answer, "campaign");
    return { ...answer, data: proved ?? answer.data.campaign };
  } catch (error) {
    if (ifExists !== "return" || !(error instanceof DuplicateNameError)) throw error;
    return existing(engine, body, call, error);
  }
}

/**
 * What the lost attempts made, if they made it: it has the name, was created since the first of them by the service's own
 * clock, is what was sent, and nobody has touched it.
 */
async function findOwn(engine: PuffleEngine, body: NewCampaign, lost: Lost): Promise<Campaign | undefined> {
  const { clock } = engine.config;
  const answer = await engine.answer("listCampaigns", {}, undefined, { budget: lost.budget });
  await engine.member("listCampaigns", answer, "campaigns");
  const found = answer.data.campaigns.find((campaign) => campaign.name === body.name);
  if (!found) return undefined;
  const serverNow = httpDate(answer.headers.get("date") ?? "");
  const since = serverNow === undefined ? undefined : serverNow - (clock.now() - lost.firstAttemptAt);
  const created = Date.parse(found.created_at ?? "");
  // It was there before: the lost attempts were refused for it, and another one will be.
  if (since !== undefined && created < since) return undefined;
  // The Date header is cut to the second, so `since` may be early by as much; a campaign that this client has met before
  // is then told apart by its id.
  const fresh =
    since !== undefined && created >= since && found.updated_at === found.created_at && !engine.knows(found.id);
  if (fresh && isWhatWasSent(found, body)) return withNodes(engine, found, lost);
  const message = `createCampaign: there is a campaign of this name (id ${found.id}), and nobody can tell whether this call made it.`;
  throw new OutcomeUnknownError(message, {
    code: "outcome_unknown",
    operation: "createCampaign",
    candidates: [found.id],
  });
}

/** The answer to a create has the nodes, a list has not. */
async function withNodes(engine: PuffleEngine, campaign: Campaign, { budget }: Lost): Promise<Campaign> {
  const { data } = await engine.answer("getCampaign", { path: { id: campaign.id } }, undefined, { budget });
  return { ...campaign, sequence_nodes: data.sequence_nodes };
}

/** Equal in everything that was sent, and still the draft that a create makes. */
function isWhatWasSent(found: Campaign, { sender_account_ids: sent, ...members }: NewCampaign): boolean {
  const senders = (found.sender_accounts ?? []).map((sender) => sender.id);
  const sameSenders = senders.length === sent.length && sent.every((id) => senders.includes(id));
  const sameMembers = Object.entries(members).every(
    ([name, value]) => value === undefined || isEqual(Reflect.get(found, name), value),
  );
  return found.status === "draft" && sameSenders && sameMembers;
}

/** Whether two JSON values are the same, whatever the order of their members. */
function isEqual(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => isEqual(Reflect.get(a, name), Reflect.get(b, name)));
}

/** P11: the campaign that has the name already. */
async function existing(
  engine: PuffleEngine,
  body: NewCampaign,
  options: CallOptions,
  taken: DuplicateNameError,
): Promise<ApiResponse<Campaign>> {
  const campaigns = await engine.call("listCampaigns", {}, options, { pick: "campaigns" });
  const found = campaigns.find((campaign) => campaign.name === body.name);
  // Another channel's campaign is not what was asked for, and one that is gone again can't be returned.
  if (!found || found.type !== body.type) throw taken;
  const detail = await engine.call("getCampaign", { path: { id: found.id } }, options).withResponse();
  return { ...detail, data: { ...detail.data.campaign, sequence_nodes: detail.data.sequence_nodes } };
}
