import type { OperationId } from "./wire.ts";

/** A request that came in. Never the key, never the body. */
export interface SandboxRequest {
  /** When, by the virtual clock, ms since 1970. */
  readonly at: number;
  /** Absent where the contract has no such operation. */
  readonly operation?: OperationId;
  readonly method: string;
  /** The path's template, or the path where the contract has no such operation. */
  readonly path: string;
  /** The path with its ids, and the query. */
  readonly url: string;
  /** What was answered, whether or not it arrived; absent where nothing was done. */
  readonly status?: number;
  /** The fault that it met, in a few words. */
  readonly fault?: string;
}

/** So many requests are kept, the newest ones. */
const KEPT = 20_000;

/** What came in, newest last. */
export class RequestLog {
  #entries: SandboxRequest[] = [];
  readonly #tell: ((request: SandboxRequest) => void) | undefined;

  /** @param tell is told of every request when it is known what becomes of it */
  constructor(tell?: (request: SandboxRequest) => void) {
    this.#tell = tell;
  }

  get entries(): readonly SandboxRequest[] {
    return this.#entries.slice(-KEPT);
  }

  add(entry: SandboxRequest): void {
    if (this.#entries.length >= 2 * KEPT) this.#entries = this.#entries.slice(-KEPT);
    this.#entries.push(entry);
  }

  done(entry: SandboxRequest): void {
    this.#tell?.(entry);
  }
}
