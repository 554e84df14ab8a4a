/** A request that came in. Never the key, never the body. */
export interface ServiceRequest<Operation extends string> {
  /** When, by the virtual clock, ms since 1970. */
  readonly at: number;
  /** Absent where the contract has no such operation. */
  readonly operation?: Operation;
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
export class RequestLog<Operation extends string> {
  #entries: ServiceRequest<Operation>[] = [];
  readonly #tell: ((request: ServiceRequest<Operation>) => void) | undefined;

  /** @param tell is told of every request when it is known what becomes of it */
  constructor(tell?: (request: ServiceRequest<Operation>) => void) {
    this.#tell = tell;
  }

  get entries(): readonly ServiceRequest<Operation>[] {
    return this.#entries.slice(-KEPT);
  }

  add(entry: ServiceRequest<Operation>): void {
    if (this.#entries.length >= 2 * KEPT) this.#entries = this.#entries.slice(-KEPT);
    this.#entries.push(entry);
  }

  done(entry: ServiceRequest<Operation>): void {
    this.#tell?.(entry);
  }
}
