const CHANGES = 10;
const WITHIN_MS = 10_000;

/**
 * How often one encoder may change its decoder configuration: ten times in any 10 s. A phone that is turned to and fro stays
 * far below; each change costs the engine a session and an ffmpeg.
 */
export class ChangeBudget {
  #spentAtMs: number[] = [];

  /** Pays for one change; false when there were too many. `nowMs` is monotonic. */
  spend(nowMs: number): boolean {
    this.#spentAtMs = this.#spentAtMs.filter((atMs) => nowMs - atMs < WITHIN_MS);
    if (this.#spentAtMs.length >= CHANGES) return false;
    this.#spentAtMs.push(nowMs);
    return true;
  }
}
