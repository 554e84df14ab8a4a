import {
  type Answer,
  type AttemptState,
  type AttemptTools,
  ended,
  eventOf,
  type Job,
  type NotBegun,
  traced,
  type Writable,
} from "./attempts.ts";
import { parseJson } from "./body.ts";
import { neverConnected, safeCause } from "./connection.ts";
import { type AttemptRecord, type FailureKind, OutcomeUnknownError, PuffleError } from "./errors.ts";
import {
  abortError,
  deadlineError,
  type FailedCall,
  failureError,
  outcomeUnknown,
  type ServiceWords,
  statusError,
} from "./failures.ts";
import { keptBody } from "./kept-body.ts";
import { withoutPeople } from "./personal.ts";
import { LONGEST_RETRY_AFTER, type RetryRule, retryWait, ruleFor } from "./policy.ts";
import { at } from "./record.ts";
import { retryAfter } from "./retry-after.ts";
import type { Failed, Refused } from "./transport.ts";

/** An attempt that did not end in a usable success. */
export interface FailedAttempt {
  /** Counts from 1. */
  readonly attempt: number;
  readonly result: Refused | Failed;
  readonly durationMs: number;
  /** What the attempt was given, in ms. */
  readonly limit: number;
}

/** What follows a failed attempt. */
export class AfterFailure {
  readonly #words: ServiceWords;

  constructor(words: ServiceWords) {
    this.#words = words;
  }

  /**
   * Decides, and waits where another attempt follows: the policy table, the operation's `repeat` and the deadline, in this
   * order, and nothing else.
   * @returns undefined for another attempt, or the answer that a read proved
   * @throws the call's error
   */
  async next(tools: AttemptTools, job: Job, state: AttemptState, failed: FailedAttempt): Promise<Answer | undefined> {
    const { clock, events } = tools;
    const { attempt, result, durationMs } = failed;
    const kind = kindOf(result);
    const body = result.text ? parseJson(result.text) : undefined;
    const record: Writable<AttemptRecord> = { attempt, durationMs, ...traced(tools, result.headers, body, job.key) };
    if (result.status !== undefined) record.status = result.status;
    if (typeof kind === "string") record.failure = kind;
    ended(tools, job, state, record);
    const rule = ruleFor(kind, job.info.retry, job.retry);
    const unknownBefore = state.unknown;
    const maybeDone = job.effect !== "read" && mayBeDone(kind, rule);
    state.unknown ||= maybeDone;

    const said = result.headers && retryAfter(result.headers, clock.now());
    const quota = said === undefined && kind === 429 ? this.#words.quota?.(result.headers, clock.now()) : undefined;
    const asked = said ?? quota?.wait;
    const used = state.used[kind] ?? 0;
    const wait = rule ? retryWait(rule, used, asked, Math.random()) : 0;
    const left = rule !== undefined && used < rule.retries;
    const fits = (asked ?? 0) <= LONGEST_RETRY_AFTER && clock.now() + wait < job.endsAt;
    const again = left && fits && !job.once && !quota?.usedUp;
    if (kind === 429) {
      const cooldown = asked ?? rule?.wait ?? 0;
      // What the service is known to mean holds to its end; nothing else that an answer asks for holds anybody up for longer.
      const ms = quota?.usedUp ? cooldown : Math.min(cooldown, LONGEST_RETRY_AFTER);
      tools.cooldowns.start(job.limit, clock.now(), ms, quota?.usedUp);
    }

    const comeBack = asked ?? (kind === 429 || kind === 503 || (left && !fits) ? rule?.wait : undefined);
    const error = () => this.#error(job, state, { ...failed, body, kind, comeBack });
    if (kind === "aborted") throw error();
    if (kind === 401) tools.waits.invalid(job.key, error());
    const mustNotRepeat = job.repeat === "never" || (job.repeat === "reconcile" && !job.reconcile);
    if (maybeDone && mustNotRepeat) {
      const last = error();
      throw last.outcome === "sent" ? last : outcomeUnknown(this.#call(job, state), last);
    }
    if (again) {
      state.used[kind] = used + 1;
      events.retry({ ...eventOf(job), ...record, waitMs: wait });
      record.waitedMs = wait;
      const end = await tools.waits.wait(wait, job.signal, job.key);
      if (end) throw this.notBegun(job, state, end);
    }
    // A refusal after a lost attempt may come from that very attempt having been carried out.
    const refused = unknownBefore && !maybeDone && REFUSALS.has(kind);
    if (job.reconcile && ((maybeDone && job.repeat === "reconcile") || refused)) {
      const answer = await this.#reconciled(job, state, LATE.has(kind), error);
      if (answer) return answer;
    }
    if (!again) throw error();
    return undefined;
  }

  /** Why a call ended between two attempts, or before the first. */
  notBegun(job: Job, state: AttemptState, why: NotBegun): PuffleError {
    if (why === "aborted") return abortError(this.#call(job, state), job.signal?.reason);
    if (why === "deadline") return deadlineError(this.#call(job, state));
    // Somebody else's 401 for this very key: this call's own attempts and outcome, their reason.
    if (why instanceof PuffleError) {
      return statusError(
        this.#call(job, state, { cause: why, correlationId: why.correlationId }),
        401,
        undefined,
        undefined,
      );
    }
    return statusError(this.#call(job, state, { retryAfterMs: why.coolingDown }), 429, undefined, undefined);
  }

  /** Reads whether a lost attempt was carried out. What can't be read can't be proved. */
  async #reconciled(
    job: Job,
    state: AttemptState,
    late: boolean,
    error: () => PuffleError,
  ): Promise<Answer | undefined> {
    const { firstAttemptAt, correlationId, attempts } = state;
    const { key } = job;
    try {
      const data = await job.reconcile?.({ firstAttemptAt, since: job.since, late, budget: job });
      const proved = { status: 200, headers: new Headers(), correlationId, attempts, key };
      return data && { ...proved, data, repeated: true, reconciled: true };
    } catch (problem) {
      if (job.signal?.aborted) throw this.notBegun(job, state, "aborted");
      // A doubt that was found names its candidates.
      const candidates = problem instanceof OutcomeUnknownError ? problem.candidates : undefined;
      throw outcomeUnknown(this.#call(job, state), error(), candidates);
    }
  }

  #error(job: Job, state: AttemptState, { result, body, kind, limit, comeBack }: ExplainedAttempt): PuffleError {
    const { key } = job;
    const call = this.#call(job, state, { retryAfterMs: comeBack });
    if (result.failure === undefined) {
      return statusError(call, result.status, keptBody(body, key), result.text && key.redact(result.text));
    }
    if (kind === "aborted") return abortError(call, job.signal?.reason);
    const cause = safeCause(result.cause, call.clean);
    const text = result.text && key.redact(result.text);
    return failureError({ ...call, cause }, { ...result, text }, kind, {
      ms: limit,
      deadline: limit < job.attemptTimeout,
    });
  }

  #call(job: Job, state: AttemptState, more: Partial<FailedCall> = {}): FailedCall {
    const { info, requestBody } = job;
    const items = info.maxItems && at(requestBody, info.maxItems.parameter);
    const { special, personal, checks } = this.#words;
    return {
      operation: job.id,
      method: info.method,
      path: info.path,
      attempts: state.attempts,
      unknown: state.unknown,
      correlationId: state.correlationId,
      requestBody,
      items: Array.isArray(items) ? items.length : undefined,
      retryAfterMs: undefined,
      known: job.known,
      check: checks[job.id],
      // Foreign text, fit to print: no key (P02), nobody's data (P82).
      clean: (text) => withoutPeople(job.key.redact(text), [requestBody, job.query, job.about], new Set(personal)),
      special,
      ...more,
    };
  }
}

/** A failed attempt with what was made of it. */
interface ExplainedAttempt extends FailedAttempt {
  readonly body: unknown;
  readonly kind: FailureKind | number;
  /** When to come back, in ms. */
  readonly comeBack: number | undefined;
}

/** Only here it is told whether there was a connection at all: on the way to a success nobody asks. */
function kindOf(result: Refused | Failed): FailureKind | number {
  if (result.failure === "lost" && !result.headers && neverConnected(result.cause)) return "connect";
  return result.failure ?? result.status;
}

/** What says that time ran out, here or on the way: the attempt may yet be carried out. */
const LATE = new Set<string | number>(["timeout", 408, 504]);

/** Statuses that say that something's state is in the way of the request. */
const REFUSALS = new Set<string | number>([400, 404, 409, 422]);

/** Whether an attempt that ended so may have been carried out: a refusal was not, nor was what never connected. */
function mayBeDone(kind: string | number, rule: RetryRule | undefined): boolean {
  if (rule) return rule.carriedOut !== false;
  return typeof kind === "string" || kind >= 500 || kind < 400;
}
