/** What a look at the clock brought. */
export interface DueTicks {
  /** The newest tick that is due; a picture is made for it. Null: none yet. */
  readonly tick: number | null;
  /** Ticks before it that nobody looked for in time: the last picture stands for them. */
  readonly late: readonly number[];
  /** Milliseconds that nobody looked because the machine slept: the time line goes on without them. 0: none. */
  readonly jumpedMs: number;
  /** Milliseconds that the machine slept, by the clock that went on longer. 0: it did not. */
  readonly sleptMs: number;
}

/** More than this between two looks is no load but sleep. */
const sleepMs = 5_000;

/** A moment, in milliseconds by two clocks. */
export interface Moment {
  /** Of the clock that only goes forward. While a computer sleeps it stands still on Linux and macOS, and goes on on Windows (w3c/hr-time#115). */
  readonly nowMs: number;
  /** Since the epoch, by the computer's clock: it goes on during a sleep, and may be set. */
  readonly dateMs: number;
}

/** This moment, here. */
export const thisMoment = (): Moment => ({ nowMs: performance.now(), dateMs: Date.now() });

/**
 * The programme's clock: tick n is due at `start + n / fps`, whatever happened before, so that the rate never drifts. It has
 * no timer: whoever owns it looks when `nextInMs` is over. After a sleep the start is moved, and ticks go on one by one.
 * A computer's clock that is set forwards looks like a sleep: what is dated by it goes on elsewhere in both cases.
 */
export class TickClock {
  readonly fps: number;
  #startMs: number;
  #looked: Moment;
  #next = 0;

  /** Tick 0 is due at once. */
  constructor(fps: number, moment: Moment) {
    this.fps = fps;
    this.#startMs = moment.nowMs;
    this.#looked = moment;
  }

  /** When tick 0 was due; later after a sleep. */
  get startMs(): number {
    return this.#startMs;
  }

  look(moment: Moment): DueTicks {
    const { nowMs } = moment;
    const sinceMs = nowMs - this.#looked.nowMs;
    const longestMs = Math.max(sinceMs, moment.dateMs - this.#looked.dateMs);
    const sleptMs = longestMs > sleepMs ? longestMs : 0;
    // one interval is what would have passed anyhow
    const jumpedMs = sinceMs > sleepMs ? sinceMs - 1000 / this.fps : 0;
    this.#startMs += jumpedMs;
    this.#looked = moment;
    // a thousandth of a millisecond: sums of thirds are not exact
    const newest = Math.floor(((nowMs - this.#startMs + 0.001) * this.fps) / 1000);
    if (newest < this.#next) return { tick: null, late: [], jumpedMs, sleptMs };
    const late = Array.from({ length: newest - this.#next }, (_, index) => this.#next + index);
    this.#next = newest + 1;
    return { tick: newest, late, jumpedMs, sleptMs };
  }

  /** Until the next tick is due; 0 when it is already. */
  nextInMs(nowMs: number): number {
    return Math.max(0, this.#startMs + (this.#next * 1000) / this.fps - nowMs);
  }
}
