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
  onAbort(signal: AbortSignal | undefined, leave: Leave): () => void {
    if (!signal) return nothing;
    this.add(signal, leave);
    return () => this.remove(signal, leave);
  }

  /** The same for who keeps `leave` anyway, and ends the listening with `remove`. */
  add(signal: AbortSignal, leave: Leave): void {
    (this.#heard.get(signal) ?? this.#listen(signal)).leaves.add(leave);
  }

  remove(signal: AbortSignal, leave: Leave): void {
    const heard = this.#heard.get(signal);
    if (!heard?.leaves.delete(leave) || heard.leaves.size > 0) return;
    signal.removeEventListener("abort", heard.listener);
    this.#heard.delete(signal);
  }

  #listen(signal: AbortSignal): Heard {
    const leaves = new Set<Leave>();
    const listener = () => {
      for (const leave of [...leaves]) leave("aborted");
    };
    signal.addEventListener("abort", listener);
    const heard = { leaves, listener };
    this.#heard.set(signal, heard);
    return heard;
  }
}

function nothing(): void {}

type Leave = (why: "aborted") => void;

interface Heard {
  readonly leaves: Set<Leave>;
  readonly listener: () => void;
}
