import type { Failure, FailureCounts } from '../watch/recovery.js';

const forgetAfterMs = 60_000;

/** Counts failures since things last went well, which is what the recovery table asks for. */
export class FailureLog {
  #network = 0;
  #media = 0;
  #lastMediaMs = Number.NEGATIVE_INFINITY;

  /** Counts one more. `nowMs`: any steady clock. */
  note(failure: Failure, nowMs: number): FailureCounts {
    if (failure.kind === 'network') {
      this.#network += 1;
    } else {
      // A decoder that failed once an hour ago is not a decoder that keeps failing.
      if (nowMs - this.#lastMediaMs > forgetAfterMs) this.#media = 0;
      this.#lastMediaMs = nowMs;
      this.#media += 1;
    }
    return { network: this.#network, media: this.#media };
  }

  /** The network delivers again. */
  delivered(): void {
    this.#network = 0;
  }
}
