import type { Clock } from '../../clock.js';

/** A point in time on both of a computer's clocks. */
export interface Moment {
  readonly monotonicMs: number;
  readonly wallMs: number;
}

/** Now, on both clocks. */
export function momentOf(clock: Clock): Moment {
  return { monotonicMs: clock.monotonicMs(), wallMs: clock.now() };
}

/**
 * Milliseconds since then, at least: the clock that says more counts. Linux's monotonic clock stands still while the computer
 * sleeps, and the wall clock may be set back.
 */
export function elapsedSince(from: Moment, clock: Clock): number {
  const now = momentOf(clock);
  return Math.max(now.monotonicMs - from.monotonicMs, now.wallMs - from.wallMs);
}

/** Whether a holder may still write. A clock that goes wrong only ends it early. */
export class LeaseValidity {
  readonly #clock: Clock;
  readonly #validForMs: number;
  #from: Moment | null = null;

  constructor(options: { readonly clock: Clock; readonly validForMs: number }) {
    this.#clock = options.clock;
    this.#validForMs = options.validForMs;
  }

  /** Valid from `from` on: when the request was begun, because nobody can know when it was carried out. */
  extend(from: Moment): void {
    this.#from = from;
  }

  end(): void {
    this.#from = null;
  }

  get holds(): boolean {
    if (this.#from === null) return false;
    return elapsedSince(this.#from, this.#clock) < this.#validForMs;
  }
}
