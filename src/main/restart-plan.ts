/** Before the first start anew, the second …: twice at once, for a show waits; then longer, for what made it fall may pass. */
const pausesMs = [0, 0, 1_000, 2_000, 5_000, 10_000, 20_000] as const;
/** After a life of so long the next fall is a first one. */
const healthyMs = 60_000;

/** When to start anew what fell. */
export class RestartPlan {
  #falls = 0;

  /** How long to wait, in milliseconds, after a life of `livedMs`; null: it falls again and again, leave it. */
  next(livedMs: number): number | null {
    if (livedMs >= healthyMs) this.#falls = 0;
    const pauseMs = pausesMs[this.#falls] ?? null;
    this.#falls += 1;
    return pauseMs;
  }
}
