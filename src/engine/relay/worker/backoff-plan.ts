/** Which of a relay's two addresses. */
export type Via = 'primary' | 'backup';

export interface BackoffLimits {
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  readonly healthyMs: number;
}

/**
 * Where a relay goes after a failure, and when: at once to the other address if there is one, then after 1, 2, 4 … 30 s, each time
 * to the other one. Jittered (half to the whole pause), so that all relays of a region do not come back as one. A
 * connection that held for 30 s clears the count.
 */
export class BackoffPlan {
  readonly #limits: BackoffLimits;
  readonly #chance: () => number;
  #failures = 0;

  constructor(limits: BackoffLimits, chance: () => number = Math.random) {
    this.#limits = limits;
    this.#chance = chance;
  }

  /** `livedMs`: how long the connection held; 0 when there was none. */
  failed(via: Via, livedMs: number, hasBackup: boolean): { readonly via: Via; readonly pauseMs: number } {
    if (livedMs >= this.#limits.healthyMs) this.#failures = 0;
    this.#failures += 1;
    const next = hasBackup && via === 'primary' ? 'backup' : 'primary';
    const paused = hasBackup ? this.#failures - 1 : this.#failures;
    if (paused === 0) return { via: next, pauseMs: 0 };
    const { firstPauseMs, longestPauseMs } = this.#limits;
    const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(paused - 1, 20));
    return { via: next, pauseMs: pauseMs * (0.5 + this.#chance() / 2) };
  }

  /** Someone changed something, or started it by hand: no pause is owed any more. */
  reset(): void {
    this.#failures = 0;
  }
}
