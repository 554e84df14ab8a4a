/**
 * One listener on a signal, however many calls of a client wait for it: platforms warn of more than a few, and a signal may
 * live as long as the process.
 */
export class Signals {
  readonly #heard = new WeakMap<AbortSignal, Heard>();

  /**
   * @param signal that has not been aborted yet
   * @param leave called once when it is
   * @returns what ends the listening
   */
  onAbort(signal: AbortSignal | undefined, leave: () => void): () => void {
    if (!signal) return () => {};
    const heard = this.#heard.get(signal) ?? this.#listen(signal);
    heard.leaves.add(leave);
    return () => {
      if (!heard.leaves.delete(leave) || heard.leaves.size > 0) return;
      signal.removeEventListener("abort", heard.listener);
      this.#heard.delete(signal);
    };
  }

  #listen(signal: AbortSignal): Heard {
    const leaves = new Set<() => void>();
    const listener = () => {
      for (const leave of [...leaves]) leave();
    };
    signal.addEventListener("abort", listener);
    const heard = { leaves, listener };
    this.#heard.set(signal, heard);
    return heard;
  }
}

interface Heard {
  readonly leaves: Set<() => void>;
  readonly listener: () => void;
}
