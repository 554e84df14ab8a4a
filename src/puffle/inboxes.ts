import { operations } from "../../generated/puffle.operations.ts";
import type { ApiResponse } from "../core/call.ts";
import { checkCallOptions } from "../core/call-options.ts";
import type { CreateOptions } from "../core/create-once.ts";
import { createOnce } from "../core/create-once.ts";
import { unlessGone } from "../core/delete-once.ts";
import {
  type AttemptRecord,
  ConflictError,
  InputError,
  type Problem,
  PuffleError,
  RateLimitError,
} from "../core/errors.ts";
import type { CallOptions } from "../core/options.ts";
import { idProblem } from "../core/path.ts";
import { isRecord } from "../core/record.ts";
import { settlingRead } from "../core/settling-read.ts";
import type { Deleted, Inbox, NewInbox, PuffleEngine, WarmupAnalytics } from "./types.ts";

/** Creates an inbox once: an address is there once (P17). */
export function createInbox(
  engine: PuffleEngine,
  body: NewInbox,
  options?: CreateOptions,
): Promise<ApiResponse<Inbox>> {
  if (!isRecord(body))
    return Promise.reject(new InputError([{ field: "body", problem: "must be an object" }], "createInbox"));
  const problems: Problem[] = [];
  if (typeof body.username !== "string" || !/^[A-Za-z0-9._-]+$/.test(body.username))
    problems.push({ field: "body.username", problem: "must be made of letters, digits, '.', '-' and '_'" });
  const problem = idProblem(body.domain_id);
  if (problem) problems.push({ field: "body.domain_id", problem });
  if (problems.length > 0) return Promise.reject(new InputError(problems, "createInbox"));
  const { username, domain_id, ...person } = body;
  const start = `${username.toLowerCase()}@`;
  const creation = {
    operation: "createInbox",
    noun: "inbox of this address",
    async create(call: CallOptions, details: object) {
      const answer = await engine.answer("createInbox", { body }, call, details);
      // What was proved by reading is in the place of the answer, and has no such member.
      if (!answer.reconciled) await engine.member("createInbox", answer, "account");
      return { answer, made: answer.data.account };
    },
    async list(call: CallOptions, details: object) {
      const answer = await engine.answer("listInboxes", {}, call, details);
      await engine.items("listInboxes", answer, "accounts");
      return { answer, all: answer.data.accounts };
    },
    hasName: (one: Inbox) => one.domain_id === domain_id && one.email_address?.startsWith(start) === true,
    // Made in several steps: only one with a mailbox is whole.
    isAsSent: (one: Inbox) =>
      one.agentmail_inbox_id != null &&
      one.updated_at === one.created_at &&
      Object.entries(person).every(([name, value]) => value === undefined || Reflect.get(one, name) === value),
  };
  return createOnce(engine, creation, options);
}

/** Deletes an inbox for good. */
export function deleteInbox(engine: PuffleEngine, id: string, options?: CallOptions): Promise<ApiResponse<Deleted>> {
  return unlessGone(engine.call("deleteInbox", { path: { id } }, options), { success: true });
}

/** Starts a warm-up that did not start; the 409 to an attempt after a lost one is success where the inbox is warming. */
export async function retryWarmup(
  engine: PuffleEngine,
  id: string,
  options: CallOptions | undefined,
): Promise<ApiResponse<Inbox>> {
  const budget = engine.budget(options);
  try {
    const input = { path: { id } };
    return await engine.call("retryInboxWarmup", input, options, { pick: "account", budget }).withResponse();
  } catch (error) {
    if (!(error instanceof ConflictError) || error.outcome !== "unknown") throw error;
    const found = await engine
      .call("getSender", { path: { id } }, settlingRead(options), { pick: "account", budget })
      .withResponse()
      .catch(() => Promise.reject(error));
    if (found.data.warmup_status !== "warming") throw error;
    return found;
  }
}

/** When a client has read the warm-up analytics: the service wants them read no more often than every few minutes (P18). */
export class WarmupReads {
  #readAt: number | undefined;

  /** @throws RateLimitError before anything is sent, where it is too soon */
  async read(engine: PuffleEngine, options: CallOptions | undefined): Promise<ApiResponse<WarmupAnalytics>> {
    checkCallOptions(options, "getWarmupAnalytics");
    const now = engine.config.clock.now();
    const before = this.#readAt;
    const left = before === undefined ? 0 : before + operations.getWarmupAnalytics.minInterval - now;
    if (left > 0) throw tooSoon(left);
    // Of two reads side by side, the second sees that there is a first.
    this.#readAt = now;
    try {
      const answer = await engine
        .call("getWarmupAnalytics", {}, { ...options, retry: onlyUnread(options) })
        .withResponse();
      this.#readAt = beganAt(engine, answer.attempts);
      return answer;
    } catch (error) {
      const attempts = error instanceof PuffleError ? error.attempts : [];
      this.#readAt = attempts.some(mayHaveRead) ? beganAt(engine, attempts) : before;
      throw error;
    }
  }
}

/** Reading has effects, so what may have been read is not read again at once, whatever the options say. */
function onlyUnread(options: CallOptions | undefined): CallOptions["retry"] {
  if (options?.retry === false) return false;
  const never = { lost: false, timeout: false, unreadable: false, 408: false, 500: false } as const;
  return { ...options?.retry, ...never, 502: false, 503: false, 504: false };
}

/** Whether an attempt may have been carried out: one that never connected was not, nor one that was refused. */
function mayHaveRead({ failure, status = 0 }: AttemptRecord): boolean {
  if (failure !== undefined) return failure !== "connect";
  return status < 400 || status === 408 || status >= 500;
}

/** When the last of the attempts was sent. */
function beganAt(engine: PuffleEngine, attempts: readonly AttemptRecord[]): number {
  return engine.config.clock.now() - (attempts.at(-1)?.durationMs ?? 0);
}

function tooSoon(retryAfterMs: number): RateLimitError {
  const minutes = operations.getWarmupAnalytics.minInterval / 60_000;
  const message = `getWarmupAnalytics: not sent. Reading changes inboxes, so it is read every ${minutes} minutes at the most: come back in ${Math.ceil(retryAfterMs / 1_000)} s.`;
  return new RateLimitError(message, { code: "too_soon", operation: "getWarmupAnalytics", next: "wait", retryAfterMs });
}
