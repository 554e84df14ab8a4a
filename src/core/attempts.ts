import type { Clock } from "./clock.ts";
import type { Effect, OperationInfo, Repeat } from "./contract.ts";
import type { Cooldowns } from "./cooldown.ts";
import type { AttemptRecord, PuffleError } from "./errors.ts";
import type { Events } from "./events.ts";
import type { OnDemand } from "./on-demand.ts";
import type { RetryOptions } from "./policy.ts";
import { member } from "./record.ts";
import type { Secret } from "./secret.ts";
import type { Service } from "./service.ts";
import type { Transport } from "./transport.ts";
import type { Budget, Slots, Waits } from "./waits.ts";

/** A call on its way: everything that its attempts have in common. */
export interface Job extends Budget {
  readonly id: string;
  readonly info: OperationInfo;
  readonly effect: Effect;
  readonly repeat: Repeat;
  /** What a 429 holds up: the calls of this operation, or of all. */
  readonly limit: string;
  /** Expanded and encoded. */
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>> | undefined;
  readonly headers: Record<string, string>;
  readonly body: string | FormData | undefined;
  /** As the caller gave it, for errors. */
  readonly requestBody: unknown;
  /** What else no error may quote. */
  readonly about: unknown;
  readonly key: Secret;
  /** In ms. */
  readonly attemptTimeout: number;
  /** The client's, then the call's. */
  readonly retry: readonly (RetryOptions | undefined)[];
  /** One request and no wait, whatever comes: for polls. */
  readonly once: boolean;
  /** Whether this client has seen the call's ids before. */
  readonly known: boolean;
  /** How many ids the client had met when it began. */
  readonly since: number;
  /** Looks for what attempts with an unknown outcome may have left; undefined where they left nothing. */
  readonly reconcile: ((lost: Lost) => Promise<object | undefined>) | undefined;
}

/** What a reconciliation knows about the attempts that were lost. */
export interface Lost {
  /** When the first attempt was sent, by the client's clock. */
  readonly firstAttemptAt: number;
  /** Tells ids that the client had met before from those that it has met since: see `engine.knows`. */
  readonly since: number;
  /** Whether the last attempt got no answer in time: then it may yet be carried out. */
  readonly late: boolean;
  /** For the reads: they share the call's deadline and signal. */
  readonly budget: Budget;
}

export interface Answer<Data = object> {
  readonly data: Data;
  readonly status: number;
  readonly headers: Headers;
  readonly correlationId: string | undefined;
  readonly attempts: readonly AttemptRecord[];
  /** The key it was got with: what is quoted of the answer is cleaned of it. */
  readonly key: Secret;
  /** Whether an attempt before may have been carried out as well. */
  readonly repeated: boolean;
  /** Whether the answer was lost and a read proved the work. */
  readonly reconciled: boolean;
}

/** What a call has come to so far. */
export interface AttemptState {
  readonly firstAttemptAt: number;
  readonly attempts: Writable<AttemptRecord>[];
  /** How many retries each rule has had. */
  readonly used: Record<string, number>;
  /** Whether some attempt may have been carried out without our knowing. */
  unknown: boolean;
  correlationId: string | undefined;
}

/** What the loop needs of its client. */
export interface AttemptTools {
  readonly clock: Clock;
  readonly transport: Transport;
  readonly cooldowns: Cooldowns;
  readonly waits: Waits;
  readonly slots: Slots | undefined;
  readonly events: Events;
  readonly service: Pick<Service, "traceHeader" | "heard">;
  onDemand(): Promise<OnDemand>;
}

/** Why an attempt was not even begun: among others, a 401 that another call got for the same key (P03). */
export type NotBegun = "aborted" | "deadline" | { readonly coolingDown: number } | PuffleError;

/** The loop: sends, and sends again as far as `afterFailure` lets it. */
export async function runAttempts(tools: AttemptTools, job: Job): Promise<Answer> {
  const { clock, events } = tools;
  const state: AttemptState = {
    firstAttemptAt: clock.now(),
    attempts: [],
    used: {},
    unknown: false,
    correlationId: undefined,
  };
  for (let attempt = 1; ; attempt++) {
    const release = mayBegin(tools, job) ? undefined : await (await tools.onDemand()).admitted(tools, job, state);
    const sentAt = clock.now();
    const limit = Math.min(job.attemptTimeout, job.endsAt - sentAt);
    if (events.heard) {
      events.request({ ...eventOf(job), attempt });
      if (job.signal?.aborted) {
        release?.();
        throw (await tools.onDemand()).afterFailure.notBegun(job, state, "aborted");
      }
    }
    const result = await tools.transport.attempt(job, limit);
    release?.();
    const durationMs = Math.round(clock.now() - sentAt);
    if (result.ok) {
      const { data, status, headers } = result;
      const { correlationId } = ended(tools, job, state, {
        attempt,
        durationMs,
        status,
        ...traced(tools, headers, data, job.key),
      });
      const { attempts, unknown } = state;
      return { data, status, headers, correlationId, attempts, key: job.key, repeated: unknown, reconciled: false };
    }
    const { afterFailure } = await tools.onDemand();
    const proved = await afterFailure.next(tools, job, state, { attempt, result, durationMs, limit });
    if (proved) return proved;
  }
}

/** Notes what an attempt came to, and tells who listens. */
export function ended(
  tools: AttemptTools,
  job: Job,
  state: AttemptState,
  record: Writable<AttemptRecord>,
): Writable<AttemptRecord> {
  state.attempts.push(record);
  state.correlationId = record.correlationId ?? state.correlationId;
  if (tools.events.heard) tools.events.response({ ...eventOf(job), ...record });
  return record;
}

/** Shows the service the headers. The correlation id is in them or in the body; without the key, should it be echoed there. */
export function traced(
  { service }: Pick<AttemptTools, "service">,
  headers: Headers | undefined,
  body: unknown,
  key: Secret,
): { correlationId?: string } {
  if (headers) service.heard?.(headers);
  const id = headers?.get(service.traceHeader) ?? member(body, "correlationId");
  return typeof id === "string" && id !== "" ? { correlationId: key.redact(id.slice(0, 200)) } : {};
}

/** Nearly always: nothing to wait for. */
function mayBegin({ clock, cooldowns, slots }: AttemptTools, { limit, signal, endsAt }: Job): boolean {
  return !slots && !signal?.aborted && !cooldowns.has(limit) && clock.now() < endsAt;
}

export type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

/** What every event of a call says. */
export function eventOf({ id, info }: Job) {
  return { operation: id, method: info.method, path: info.path };
}
