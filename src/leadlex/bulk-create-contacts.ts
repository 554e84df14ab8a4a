import { operations } from "../../generated/leadlex.operations.ts";
import { asWritten, kindOf } from "../core/as-written.ts";
import { type BatchProgress, type Items, sendBatches, type Unsettled } from "../core/batches.ts";
import { batchChecks, checkCallOptions } from "../core/call-options.ts";
import type { BatchCheckpoint } from "../core/checkpoint.ts";
import { PuffleError } from "../core/errors.ts";
import type { CallOptions } from "../core/options.ts";
import { isRecord } from "../core/record.ts";
import type { BulkContact, LeadLexEngine } from "./types.ts";

const OPERATION = "bulkCreateContacts";

/** Nothing here counts as a duplicate. */
const ANEW =
  "Go on with the unchanged checkpoint and source: without a checkpoint, those that were created are created again";

/** A contact to create, as a table has it: null where nothing is known is not sent. The name is needed. */
export type BulkContactRow = Pick<BulkContact, "full_name"> & {
  readonly [Name in keyof Omit<BulkContact, "full_name">]: BulkContact[Name] | null;
};

/**
 * How far it has come. It has no checkpoint: one that was kept before a request whose answer is lost would have that request's
 * contacts created twice.
 */
export type BulkCreateProgress = Pick<BatchProgress, "received" | "chunks"> & { readonly created: number };

export interface BulkCreateOptions extends CallOptions {
  /** Is told how far it has come, after each request's worth of contacts. The next one waits for the promise that it returns. */
  readonly onProgress?: ((progress: BulkCreateProgress) => unknown) | undefined;
  /**
   * Goes on from a run that ended early, where its report has a checkpoint: what is finished is not sent again. A source that
   * has changed since is refused. One that was kept is void as soon as a later run has ended `unknown`: to go on from there
   * would create that run's contacts twice.
   */
  readonly checkpoint?: BatchCheckpoint | string | undefined;
}

/** What became of the contacts: `received = created + rejected.length + repeated.length + unknown + notSent`. */
export interface BulkCreateReport extends Unsettled {
  readonly created: number;
  /** The ids of the contacts that this run has created, in the service's order; all that is kept of them. */
  readonly ids: readonly string[];
  /** Where a later run may go on. None where an answer was lost: to send those contacts again might create them twice. */
  readonly checkpoint: BatchCheckpoint | undefined;
}

/** Creates contacts from any source, 500 a request (L09). None is sent twice. */
export async function bulkCreateContacts(
  engine: LeadLexEngine,
  contacts: Items<BulkContactRow>,
  options: BulkCreateOptions = {},
): Promise<BulkCreateReport> {
  checkCallOptions(options, OPERATION, batchChecks);
  const { onProgress, checkpoint, ...each } = options;
  const ids: string[] = [];
  let isInDoubt = false;
  let rows = 0;
  return sendBatches<BulkContactRow, BulkContact, BulkCreateReport>({
    operation: OPERATION,
    target: "",
    items: contacts,
    noun: "contact",
    verb: "created",
    max: operations.bulkCreateContacts.maxItems.max,
    signal: options.signal,
    checkpoint,
    anew: ANEW,
    onProgress: onProgress && (({ received, chunks, done: created }) => onProgress({ received, chunks, created })),
    prepare: (contact) => prepareRow(contact, rows++),
    async send(chunk) {
      try {
        const answer = await engine.answer(OPERATION, { body: { contacts: chunk } }, each);
        const { created, contacts: made } = answer.data;
        if (!Number.isInteger(created)) throw await engine.unreadable(OPERATION, answer, "has no count");
        await engine.items(OPERATION, answer, "contacts");
        const named = made.map(({ id }) => id).filter((id) => typeof id === "string");
        ids.push(...named);
        if (named.length < made.length)
          throw await engine.unreadable(OPERATION, answer, "has contacts without an id in `contacts`");
        return { done: created };
      } catch (error) {
        isInDoubt ||= !(error instanceof PuffleError && error.outcome === "not_sent");
        throw error;
      }
    },
    report: ({ done: created, duplicates: _, failed: __, checkpoint: at, ...counts }) => ({
      ...counts,
      created,
      ids,
      checkpoint: isInDoubt ? undefined : at,
    }),
  });
}

const TEXTS = ["email", "phone", "job_title", "company", "linkedin_url"];
/** What tells people apart. */
const IDENTITIES = ["email", "phone", "linkedin_url"];

/** One row that can't be sent must not keep the other 499: the service refuses them together. */
function prepareRow(
  row: unknown,
  place: number,
): { readonly wire: BulkContact; readonly identity: string } | { readonly reason: string } {
  if (!isRecord(row) || Array.isArray(row)) return { reason: `is not a contact but ${kindOf(row)}` };
  const written = asWritten(row);
  if (!written) return { reason: "can't be written as JSON" };
  const wire = Object.fromEntries(Object.entries(written).filter(([, value]) => value !== null));
  const problem = problemOf(wire);
  if (problem !== undefined || !isContact(wire)) return { reason: problem ?? "is no contact" };
  // Two people may have the same name: only what also has something of somebody's own is told to stand there twice.
  const isTold = IDENTITIES.some((name) => wire[name] !== undefined && wire[name] !== "");
  return { wire, identity: isTold ? JSON.stringify(Object.entries(wire).sort()) : `row ${place}` };
}

/** The first thing that is wrong with a row; names the member, and nothing of what it holds. */
function problemOf(wire: Readonly<Record<string, unknown>>): string | undefined {
  const { full_name, tags, custom_fields } = wire;
  if (full_name === undefined) return "full_name is missing";
  if (typeof full_name !== "string") return "full_name is not a string";
  if (full_name.trim() === "") return "full_name is empty";
  const wrong = TEXTS.find((name) => wire[name] !== undefined && typeof wire[name] !== "string");
  if (wrong) return `${wrong} is not a string`;
  if (tags !== undefined && !(Array.isArray(tags) && tags.every((tag) => typeof tag === "string")))
    return "tags is not an array of strings";
  if (custom_fields !== undefined && (!isRecord(custom_fields) || Array.isArray(custom_fields)))
    return "custom_fields is not an object";
  return undefined;
}

/** What `problemOf` has found nothing wrong with. */
function isContact(wire: Readonly<Record<string, unknown>>): wire is BulkContact & Readonly<Record<string, unknown>> {
  return problemOf(wire) === undefined;
}
