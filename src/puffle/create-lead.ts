import type { Answer, Lost } from "../core/attempts.ts";
import type { ApiResponse } from "../core/call.ts";
import type { CallOptions } from "../core/options.ts";
import { ownWork, unproved } from "../core/own-work.ts";
import { isRecord } from "../core/record.ts";
import { settlingRead, untilSettled } from "../core/settling-read.ts";
import type { Lead, NewLead, PuffleEngine } from "./types.ts";

const OPERATION = "createLead";
const NOUN = "lead of this name";

/** So many pages of leads of that name are looked through. */
const MOST_PAGES = 5;

/** Creates a lead once; a lost answer is settled by the leads of that name (P17). */
export async function createLead(
  engine: PuffleEngine,
  body: NewLead,
  options: CallOptions | undefined,
): Promise<ApiResponse<Lead>> {
  const budget = engine.budget(options);
  const reconcile = (lost: Lost) =>
    untilSettled(engine, lost, async () => {
      const { leads, answer } = await namesakes(engine, body, settlingRead(options), lost);
      const traces = { operation: OPERATION, noun: NOUN, answer, lost, createdAt: (lead: Lead) => lead.createdAt };
      const all = leads.filter((lead) => isPartOf(body.name, lead.name));
      const lead = ownWork(engine, { ...traces, all, isAsSent: (one) => isAsSent(one, body) });
      return lead && { lead };
    });
  const answer = await engine.answer(OPERATION, { body }, options, { budget, reconcile });
  await engine.member(OPERATION, answer, "lead");
  const { status, headers, correlationId, attempts, data } = answer;
  return { data: data.lead, status, headers, correlationId, attempts };
}

/** All leads of that type and name. Which come first is not documented, so either all are seen, or nothing is proved. */
async function namesakes(
  engine: PuffleEngine,
  { type, name }: NewLead,
  options: CallOptions,
  { budget }: Lost,
): Promise<{ leads: readonly Lead[]; answer: Answer }> {
  const text = name.full ?? name.last ?? name.first ?? name.short;
  const filter = { type, ...(text !== undefined && { name: text.trim() }) };
  const leads: Lead[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const query = cursor === undefined ? filter : { ...filter, cursor };
    const answer = await engine.answer("listLeads", { query }, options, { budget, settles: true });
    await engine.items("listLeads", answer, "leads");
    leads.push(...answer.data.leads);
    const { nextCursor } = answer.data;
    if (!nextCursor || nextCursor === cursor) return { leads, answer };
    cursor = nextCursor;
  }
  throw unproved(OPERATION, NOUN, []);
}

/** Members that can be written, and that no page shows in an answer. */
const NOT_SURELY_SHOWN = ["domain", "industry", "size"] as const;

/** Equal in everything that was sent, as far as the service shows it, and untouched since. */
function isAsSent(found: Lead, { listIds = [], ...sent }: NewLead): boolean {
  const lists = new Set(found.lists?.map(({ id }) => id));
  const isUntouched = found.updatedAt === undefined || found.updatedAt === found.createdAt;
  const hidden = NOT_SURELY_SHOWN.filter((name) => found[name] === undefined || found[name] === null);
  const shown = Object.fromEntries(Object.entries(sent).filter(([name]) => !hidden.some((one) => one === name)));
  return isUntouched && listIds.every((id) => lists.has(id)) && isPartOf(shown, found);
}

/** Whether everything that was sent is there; the service may add members, and write addresses in a form of its own. */
function isPartOf(sent: unknown, found: unknown): boolean {
  if (sent === undefined || sent === null) return true;
  if (Array.isArray(sent))
    return Array.isArray(found) && sent.every((one) => found.some((other) => isPartOf(one, other)));
  if (isRecord(sent))
    return isRecord(found) && Object.entries(sent).every(([name, value]) => isPartOf(value, found[name]));
  return typeof sent === "string" && typeof found === "string" ? plain(sent) === plain(found) : sent === found;
}

function plain(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\/(www\.)?/, "")
    .replace(/\/+$/, "");
}
