import { segmentSlackSeconds } from '../../shared/keyframes.js';

/** Where a segment starts, in every rendition. */
export interface Cut {
  readonly seconds: number;
  /** At any frame, for want of an IDR: without it the segment before would be too long. */
  readonly isForced: boolean;
}

/**
 * Decides at which IDRs of the reference rendition a new segment starts. A segment ends at the last IDR that keeps it
 * within target + slack: at this IDR, when waiting for the next might make it too long (the longest GOP so far is what
 * the next may last). With a GOP of 1 s and a target of 2 s every second IDR cuts; with 1.5 s every one does.
 */
export class CutPlanner {
  readonly #targetSeconds: number;
  readonly #limitSeconds: number;
  #startSeconds: number | null = null;
  #lastIdrSeconds: number | null = null;
  #longestGopSeconds = 0;

  constructor(targetSeconds: number) {
    this.#targetSeconds = targetSeconds;
    this.#limitSeconds = targetSeconds + segmentSlackSeconds(targetSeconds);
  }

  /** Tells of an IDR at `seconds`; true when a segment starts there. The first one always does. */
  onIdr(seconds: number): boolean {
    const start = this.#startSeconds;
    if (this.#lastIdrSeconds !== null) {
      this.#longestGopSeconds = Math.max(this.#longestGopSeconds, seconds - this.#lastIdrSeconds);
    }
    this.#lastIdrSeconds = seconds;
    const waitSeconds = this.#longestGopSeconds;
    const cuts =
      start === null ||
      seconds - start >= this.#targetSeconds - 0.02 ||
      seconds - start + waitSeconds > this.#limitSeconds;
    if (cuts) this.#startSeconds = seconds;
    return cuts;
  }

  /** A segment starts at `seconds` all the same. */
  force(seconds: number): void {
    this.#startSeconds = seconds;
  }

  /** True when the open segment at `seconds` is longer than a segment may be: the source's GOP is too long to cut on. */
  isOverlong(seconds: number): boolean {
    return this.#startSeconds !== null && seconds - this.#startSeconds > this.#limitSeconds;
  }
}
