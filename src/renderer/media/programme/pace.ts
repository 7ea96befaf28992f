/** A programme that stood still for so long rests. */
const stillMs = 1_000;
/** While it rests it is looked at so often: what changes by the time of day alone (a clock, a slow animation) is late by this at most. */
const restingTickMs = 250;

/**
 * How often the programme is composed. A show has each picture at its time; while there is none, a programme that stands still need
 * not be compared with itself at full rate. Pure: time comes with the calls, in milliseconds of one clock.
 */
export class Pace {
  #changedMs: number;

  constructor(nowMs: number) {
    this.#changedMs = nowMs;
  }

  /** Something is another than it was, or may be. */
  changed(nowMs: number): void {
    this.#changedMs = nowMs;
  }

  isResting(nowMs: number): boolean {
    return nowMs - this.#changedMs >= stillMs;
  }

  /** Until the next look. `tickMs`: until the next tick is due. */
  nextInMs(nowMs: number, tickMs: number): number {
    return this.isResting(nowMs) ? Math.max(tickMs, restingTickMs) : tickMs;
  }
}
