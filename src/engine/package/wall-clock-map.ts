/**
 * Maps a run's own clock to the wall clock for PROGRAM-DATE-TIME. A frame cannot arrive before it was made, so the
 * smallest (arrival − time stamp) seen is the best estimate: it is not fooled by the burst of older frames with which a
 * pull starts.
 */
export class WallClockMap {
  #offsetMs = Infinity;
  #leastOffsetMs = -Infinity;
  #isFrozen = false;

  /** A frame with this time stamp arrived now. */
  observe(seconds: number, nowMs: number): void {
    if (!this.#isFrozen) this.#offsetMs = Math.min(this.#offsetMs, nowMs - seconds * 1000);
  }

  /**
   * The run continues at this time what ended at `wallMs`: it is not dated before that, whoever set this computer's clock back
   * in between, for players look segments up by their dates. Says nothing once the map is frozen.
   */
  notBefore(seconds: number, wallMs: number): void {
    if (!this.#isFrozen) this.#leastOffsetMs = Math.max(this.#leastOffsetMs, wallMs - seconds * 1000);
  }

  /** From here on the map does not change, so that date-times advance exactly with the segments' durations. */
  freeze(): void {
    this.#isFrozen = true;
  }

  /** Epoch milliseconds of a time on the run's clock. */
  toWallClockMs(seconds: number): number {
    return Math.round(Math.max(this.#offsetMs, this.#leastOffsetMs) + seconds * 1000);
  }
}
