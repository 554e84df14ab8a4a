/** What is to be undone when the matrix ends, in whatever way: the last thing first. */
export class Cleanup {
  readonly #undo = new Set<() => unknown>();

  /** @returns what forgets it again */
  add(undo: () => unknown): () => void {
    this.#undo.add(undo);
    return () => this.#undo.delete(undo);
  }

  async all(): Promise<void> {
    for (const undo of [...this.#undo].reverse()) {
      this.#undo.delete(undo);
      await undo();
    }
  }

  /** Also when the matrix is ended from outside. */
  onSignals(): void {
    for (const [signal, code] of [
      ["SIGINT", 130],
      ["SIGTERM", 143],
      ["SIGHUP", 129],
    ] as const)
      process.once(signal, () => {
        this.all().finally(() => process.exit(code));
      });
  }
}
