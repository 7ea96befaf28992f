/** Failed returns double the distance of the looks up to so many times. */
const PATIENCE = 16;

export interface ReturnLimits {
  readonly probeEveryMs: number;
  readonly probesNeeded: number;
}

/**
 * When a relay goes back from its backup to its primary: after two good looks in a row, 15 s apart. A primary that was gone back to
 * and failed again is looked at half as often each time (up to every 4 min): each change costs viewers a moment.
 */
export class ReturnRule {
  readonly #limits: ReturnLimits;
  #good = 0;
  #patience = 1;

  constructor(limits: ReturnLimits) {
    this.#limits = limits;
  }

  /** Until the next look, in milliseconds. */
  get pauseMs(): number {
    return this.#limits.probeEveryMs * this.#patience;
  }

  /** Takes in what a look found; true: go back now. */
  looked(isGood: boolean): boolean {
    this.#good = isGood ? this.#good + 1 : 0;
    return this.#good >= this.#limits.probesNeeded;
  }

  /** The return did not work out. */
  returnFailed(): void {
    this.#good = 0;
    this.#patience = Math.min(PATIENCE, this.#patience * 2);
  }

  /** The looks begin anew. `isHealthy`: the primary held long enough to be trusted. */
  restart(isHealthy: boolean): void {
    this.#good = 0;
    if (isHealthy) this.#patience = 1;
  }
}
