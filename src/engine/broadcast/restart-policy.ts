import type { Clock } from '../clock.js';

const firstDelayMs = 500;
const longestDelayMs = 10_000;
/** With so many failures in a row the source is given up. */
const hopelessFailures = 8;
/** A run that lasted this long wipes out the failures before it. */
const healthyMs = 10_000;

/** When to start ffmpeg again: at once after the first failure, then more and more slowly, and not for ever. */
export class RestartPolicy {
  readonly #clock: Clock;
  #failures = 0;
  #startedAtMs: number | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A run has something to show. */
  started(): void {
    this.#startedAtMs = this.#clock.monotonicMs();
  }

  /** It failed, however. */
  failed(): { readonly attempt: number; readonly delayMs: number; readonly isHopeless: boolean } {
    const ranMs = this.#startedAtMs === null ? 0 : this.#clock.monotonicMs() - this.#startedAtMs;
    if (ranMs >= healthyMs) this.#failures = 0;
    this.#startedAtMs = null;
    this.#failures += 1;
    return {
      attempt: this.#failures,
      delayMs: this.#failures === 1 ? 0 : Math.min(longestDelayMs, firstDelayMs * 2 ** (this.#failures - 2)),
      isHopeless: this.#failures >= hopelessFailures,
    };
  }
}
