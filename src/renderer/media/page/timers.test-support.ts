/** Time that only a test moves. */
export class TestTimers {
  #calls: { readonly atMs: number; readonly call: () => void }[] = [];
  #nowMs = 0;

  readonly after = (ms: number, call: () => void): (() => void) => {
    const entry = { atMs: this.#nowMs + ms, call };
    this.#calls.push(entry);
    return () => {
      this.#calls = this.#calls.filter((other) => other !== entry);
    };
  };

  /** Calls what is due until then, in order. */
  pass(ms: number): void {
    const endMs = this.#nowMs + ms;
    for (;;) {
      const due = this.#calls.filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (due === undefined) break;
      this.#calls = this.#calls.filter((other) => other !== due);
      this.#nowMs = due.atMs;
      due.call();
    }
    this.#nowMs = endMs;
  }
}
