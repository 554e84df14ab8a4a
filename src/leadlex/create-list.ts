import type { ApiResponse } from "../core/call.ts";
import { type CreateOptions, createOnce, type Listed } from "../core/create-once.ts";
import type { CallDetails } from "../core/engine.ts";
import type { CallOptions } from "../core/options.ts";
import { unproved } from "../core/own-work.ts";
import { checkBody, isText } from "./check-body.ts";
import type { ContactList, LeadLexEngine, NewContactList } from "./types.ts";

const OPERATION = "createList";
const NOUN = "list of this name";

/** So many pages of lists are looked through, as large as they come; each costs one of the day's calls. */
const MOST_PAGES = 10;
const PAGE = 100;

/** Creates a list once: a name is there once (P17). */
export async function createList(
  engine: LeadLexEngine,
  body: NewContactList,
  options?: CreateOptions,
): Promise<ApiResponse<ContactList>> {
  checkBody(OPERATION, body, { name: ["a text", isText] }, ["name"]);
  const { name, description = null } = body;
  const creation = {
    operation: OPERATION,
    noun: NOUN,
    async create(call: CallOptions, details: object) {
      const answer = await engine.answer(OPERATION, { body }, call, details);
      return { answer, made: answer.data };
    },
    list: (call: CallOptions, details: CallDetails) => allLists(engine, call, details),
    hasName: (one: ContactList) => one.name?.trim() === name.trim(),
    isAsSent: (one: ContactList) => (one.description ?? null) === description && one.contact_count === 0,
  };
  return createOnce(engine, creation, options);
}

/** All lists, in as many requests as it takes: either all are seen, or nothing is proved. */
async function allLists(
  engine: LeadLexEngine,
  options: CallOptions,
  details: CallDetails,
): Promise<Listed<ContactList>> {
  const all = new Map<string, ContactList>();
  for (let page = 1; page <= MOST_PAGES; page++) {
    const answer = await engine.answer("listLists", { query: { page, per_page: PAGE } }, options, details);
    await engine.items("listLists", answer, "lists");
    const { lists, meta } = answer.data;
    const before = all.size;
    for (const list of lists) all.set(list.id, list);
    // Whether lists come in pages is not documented: the same ones again are the end as well.
    const isLast = all.size === before || (meta ? all.size >= meta.total : lists.length < PAGE);
    if (isLast) return { answer, all: [...all.values()], requests: page };
  }
  throw unproved(OPERATION, NOUN, []);
}
