/** What a look at the clock brought. */
export interface DueTicks {
  /** The newest tick that is due; a picture is made for it. Null: none yet. */
  readonly tick: number | null;
  /** Ticks before it that nobody looked for in time: the last picture stands for them. */
  readonly late: readonly number[];
  /** Milliseconds that were not lived through (the machine slept): the time line goes on without them. 0: none. */
  readonly jumpedMs: number;
}

/** More than this between two looks is no load but sleep. */
const sleepMs = 5_000;

/**
 * The programme's clock: tick n is due at `start + n / fps`, whatever happened before, so that the rate never drifts. It has
 * no timer: whoever owns it looks when `nextInMs` is over. After a sleep the start is moved, and ticks go on one by one.
 */
export class TickClock {
  readonly fps: number;
  #startMs: number;
  #lookedMs: number;
  #next = 0;

  /** `nowMs`: of the clock that is asked with later, in milliseconds. Tick 0 is due at once. */
  constructor(fps: number, nowMs: number) {
    this.fps = fps;
    this.#startMs = nowMs;
    this.#lookedMs = nowMs;
  }

  /** When tick 0 was due; later after a sleep. */
  get startMs(): number {
    return this.#startMs;
  }

  look(nowMs: number): DueTicks {
    const sinceMs = nowMs - this.#lookedMs;
    // one interval is what would have passed anyhow
    const jumpedMs = sinceMs > sleepMs ? sinceMs - 1000 / this.fps : 0;
    this.#startMs += jumpedMs;
    this.#lookedMs = nowMs;
    // a thousandth of a millisecond: sums of thirds are not exact
    const newest = Math.floor(((nowMs - this.#startMs + 0.001) * this.fps) / 1000);
    if (newest < this.#next) return { tick: null, late: [], jumpedMs };
    const late = Array.from({ length: newest - this.#next }, (_, index) => this.#next + index);
    this.#next = newest + 1;
    return { tick: newest, late, jumpedMs };
  }

  /** Until the next tick is due; 0 when it is already. */
  nextInMs(nowMs: number): number {
    return Math.max(0, this.#startMs + (this.#next * 1000) / this.fps - nowMs);
  }
}
