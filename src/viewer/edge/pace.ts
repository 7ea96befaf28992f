/** Where the reserve is, and what to do about it. All in seconds of media. */
export interface PaceOptions {
  /** What shall lie ahead of the picture at the moment before the next object comes. */
  readonly leastReserve: number;
  readonly mostReserve: number;
}

export type PaceAdvice = { readonly rate: number } | { readonly skip: number };

/** The reserve is what lay ahead at the worst moment of so long. */
const windowMs = 2_500;
const fastest = 1.1;
const slowest = 0.95;
/** Below this nobody needs to hurry; once hurrying, until it is nearly right. */
const calmSeconds = 0.12;
const rightSeconds = 0.03;
/** So far behind nobody wants to catch up by running. */
const skipSeconds = 4;
const growth = 1.6;
const shrinkPerMinute = 0.85;

/**
 * Keeps a viewer at the live edge: plays up to 10 % faster while more lies ahead than is needed, a little slower before it
 * runs out, and needs more for a while after it did. Knows no clock but the caller's, and no latency: only what is ahead.
 */
export class Pace {
  readonly #options: PaceOptions;
  readonly #seen: { readonly atMs: number; readonly ahead: number }[] = [];
  #reserve: number;
  #isHurrying = false;
  #grownMs: number | null = null;

  constructor(options: PaceOptions) {
    this.#options = options;
    this.#reserve = options.leastReserve;
  }

  /** What is kept ahead now, seconds. */
  get reserveSeconds(): number {
    return this.#reserve;
  }

  /** The picture stood still for want of media: more is kept from now on. */
  stalled(atMs: number): void {
    this.#reserve = Math.min(this.#options.mostReserve, this.#reserve * growth);
    this.#grownMs = atMs;
    this.reset();
  }

  /** The viewer went elsewhere, or what was ahead changed at a stroke. */
  reset(): void {
    this.#seen.length = 0;
    this.#isHurrying = false;
  }

  /** Tells how much lies ahead now; to be called several times a second while it plays. */
  next(ahead: number, atMs: number): PaceAdvice {
    this.#relax(atMs);
    this.#seen.push({ atMs, ahead });
    while ((this.#seen[0]?.atMs ?? atMs) < atMs - windowMs) this.#seen.shift();
    const hasSeenEnough = atMs - (this.#seen[0]?.atMs ?? atMs) > windowMs * 0.6;
    if (ahead < this.#reserve * 0.4 && hasSeenEnough) return { rate: slowest };
    if (!hasSeenEnough) return { rate: 1 };
    const least = Math.min(...this.#seen.map((each) => each.ahead));
    const tooMuch = least - this.#reserve;
    if (tooMuch > skipSeconds) {
      this.reset();
      return { skip: tooMuch };
    }
    this.#isHurrying = tooMuch > (this.#isHurrying ? rightSeconds : calmSeconds);
    if (this.#isHurrying) return { rate: Math.min(fastest, 1.02 + tooMuch * 0.15) };
    return { rate: tooMuch < -calmSeconds ? slowest : 1 };
  }

  #relax(atMs: number): void {
    if (this.#grownMs === null) return;
    const minutes = (atMs - this.#grownMs) / 60_000;
    if (minutes < 0.5) return;
    this.#reserve = Math.max(this.#options.leastReserve, this.#reserve * shrinkPerMinute ** minutes);
    this.#grownMs = this.#reserve > this.#options.leastReserve ? atMs : null;
  }
}
