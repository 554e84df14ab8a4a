import type { FailureKind } from "./errors.ts";
import { member } from "./record.ts";

/** What every event says: which call, never what was in it (P82). */
export interface CallEvent {
  /** The operation's id in the contract. */
  readonly operation: string;
  readonly method: string;
  /** The path's template, without ids. */
  readonly path: string;
  /** Counts from 1. */
  readonly attempt: number;
}

/** An attempt ended, one way or another. */
export interface ResponseEvent extends CallEvent {
  /** The HTTP status; absent where no answer came. */
  readonly status?: number;
  readonly failure?: FailureKind;
  readonly correlationId?: string;
  /** From sending to the end of the body, in ms. */
  readonly durationMs: number;
}

/** Another attempt follows. */
export interface RetryEvent extends ResponseEvent {
  /** In ms from now. */
  readonly waitMs: number;
}

/** The service answered something that the contract does not know yet. Nothing failed because of it. */
export interface DriftEvent {
  readonly operation: string;
  /** Where in the answer, with `*` for indexes: `campaigns.*.status`. */
  readonly path: string;
  /** What the contract expects there. */
  readonly expected: string;
}

/**
 * Functions that are told what a client does. They run inside the call, so keep them short. One that throws is reported
 * to the logger and otherwise ignored: it must not make a launch that happened look like one that failed.
 */
export interface Hooks {
  /** Before each attempt. */
  onRequest?(event: CallEvent): void;
  /** After each attempt. */
  onResponse?(event: ResponseEvent): void;
  /** Before the wait for another attempt. */
  onRetry?(event: RetryEvent): void;
  /** For each place where an answer differs from the contract. */
  onDrift?(event: DriftEvent): void;
}

/** `console`, pino, winston: anything with these four. */
export interface Logger {
  debug(message: string, details?: object): void;
  info(message: string, details?: object): void;
  warn(message: string, details?: object): void;
  error(message: string, details?: object): void;
}

/** Tells hooks and logger what happens. */
export class Events {
  readonly #hooks: Hooks | undefined;
  readonly #logger: Logger | undefined;
  readonly #reported = new Set<string>();
  /** Whether anybody listens; if not, nobody need make an event. */
  readonly heard: boolean;

  constructor(hooks: Hooks | undefined, logger?: Logger) {
    this.#hooks = hooks;
    this.#logger = logger;
    this.heard = logger !== undefined || hooks !== undefined;
  }

  request(event: CallEvent): void {
    this.#tell("onRequest", event);
  }

  response(event: ResponseEvent): void {
    this.#tell("onResponse", event);
    if (this.#logger) {
      const result = event.status ?? event.failure;
      this.#log(
        "debug",
        `${event.operation}: ${event.method} ${event.path}, attempt ${event.attempt}: ${result}`,
        event,
      );
    }
  }

  retry(event: RetryEvent): void {
    this.#tell("onRetry", event);
    if (this.#logger) {
      const result = event.status ?? event.failure;
      this.#log("info", `${event.operation}: ${result}, trying again in ${Math.round(event.waitMs)} ms`, event);
    }
  }

  /** Every drift goes to the hook, and to the log once for each operation and path. */
  drift(event: DriftEvent): void {
    this.#tell("onDrift", event);
    const key = `${event.operation} ${event.path}`;
    if (this.#reported.has(key)) return;
    this.#reported.add(key);
    this.#log(
      "warn",
      `${event.operation}: the answer's ${event.path} is not ${event.expected}, as the contract has it`,
      event,
    );
  }

  /** For what has no event of its own. */
  warn(message: string, details?: object): void {
    this.#log("warn", message, details);
  }

  #tell<Name extends keyof Hooks>(name: Name, event: Parameters<NonNullable<Hooks[Name]>>[0]): void {
    const hook: ((event: never) => unknown) | undefined = this.#hooks?.[name];
    if (!hook) return;
    try {
      // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the hook of this name takes this event, as the signature says
      this.heed(`the hook ${name}`, hook.call(this.#hooks, event as never));
    } catch (error) {
      this.#ignored(`the hook ${name}`, error);
    }
  }

  /** What a caller's function returned: an async one is not waited for, and that it fails must not end the process. */
  heed(what: string, result: unknown): void {
    if (typeof member(result, "then") === "function")
      Promise.resolve(result).catch((error: unknown) => this.#ignored(what, error));
  }

  #ignored(what: string, error: unknown): void {
    const kind = error instanceof Error ? error.name : typeof error;
    this.#log("error", `puffle-sdk: ${what} threw ${kind}; it is ignored`);
  }

  #log(level: keyof Logger, message: string, details?: object): void {
    try {
      this.#logger?.[level](message, details);
    } catch {
      // A logger that throws must not fail the call that it reports on.
    }
  }
}
