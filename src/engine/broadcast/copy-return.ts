import { segmentSlackSeconds } from '../../shared/keyframes.js';
import type { FeedFigures } from './feed.js';

/** For so long a source's keyframes must have been regular before its pictures are passed on again … */
const firstNeedMs = 5_000;
/** … and for twice as long whenever that did not last, … */
const longestNeedMs = 600_000;
/** … unless it lasted for this long. */
const healthyMs = 120_000;

/**
 * When a source that had a GOP too long for a segment may be copied again. One keyframe that came late (an encoder short of
 * CPU, a line that stood still) must not cost encoding for the rest of its stay, least of all where the encoder is the studio
 * on the same machine. A source that is irregular by its nature comes to be encoded for good: every change of hands is a
 * discontinuity. Milliseconds of a monotonic clock.
 */
export class CopyReturn {
  readonly #limitSeconds: number;
  #needMs = firstNeedMs;
  #isEncoded = false;
  #regularSinceMs: number | null = null;
  #copiedAtMs: number | null = null;

  constructor(segmentSeconds: number) {
    this.#limitSeconds = segmentSeconds + segmentSlackSeconds(segmentSeconds);
  }

  /** A GOP was too long: from here on the source is encoded. */
  encoded(nowMs: number): void {
    if (this.#copiedAtMs !== null) {
      const hasLasted = nowMs - this.#copiedAtMs >= healthyMs;
      this.#needMs = hasLasted ? firstNeedMs : Math.min(longestNeedMs, this.#needMs * 2);
    }
    this.#isEncoded = true;
    this.#regularSinceMs = null;
    this.#copiedAtMs = null;
  }

  /** It is copied again. */
  copied(nowMs: number): void {
    this.#isEncoded = false;
    this.#regularSinceMs = null;
    this.#copiedAtMs = nowMs;
  }

  /** To be told of what is measured, about once a second. True when `isDue`. */
  observe(figures: FeedFigures | null, nowMs: number): boolean {
    const open = figures?.openGopSeconds ?? null;
    // where it is not measured nothing says that it is regular
    const isRegular =
      open !== null && Math.max(open, figures?.gopSeconds ?? 0) <= this.#limitSeconds && this.#isEncoded;
    this.#regularSinceMs = isRegular ? (this.#regularSinceMs ?? nowMs) : null;
    return this.isDue(nowMs);
  }

  /** The source is encoded and had better be copied. */
  isDue(nowMs: number): boolean {
    return this.#regularSinceMs !== null && nowMs - this.#regularSinceMs >= this.#needMs;
  }
}
