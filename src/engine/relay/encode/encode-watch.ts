/** A pause between two inputs counts for so much at most: a source that stands still is no fault of the encode. */
const longestGapMs = 1_000;
/** What an encode may take without giving anything: at first ffmpeg probes, and an encoder opens. */
const firstOwedMs = 15_000;
const owedMs = 5_000;

/** Notices an encode that stands still: it was given something all the time, and nothing came out. Times are monotonic milliseconds. */
export class EncodeWatch {
  #owedMs = 0;
  #fedAtMs: number | null = null;
  #hasGiven = false;

  /** Something went in. True: it stands still. */
  fed(nowMs: number): boolean {
    this.#owedMs += Math.min(longestGapMs, nowMs - (this.#fedAtMs ?? nowMs));
    this.#fedAtMs = nowMs;
    return this.#owedMs >= (this.#hasGiven ? owedMs : firstOwedMs);
  }

  /** Something came out. */
  gave(): void {
    this.#owedMs = 0;
    this.#hasGiven = true;
  }
}
