/** How long the latest pictures took, in milliseconds. */
export class ComposeTimes {
  readonly #kept: number;
  readonly #times: number[] = [];
  #next = 0;

  /** `kept`: of so many pictures. */
  constructor(kept: number) {
    this.#kept = kept;
  }

  add(ms: number): void {
    this.#times[this.#next] = ms;
    this.#next = (this.#next + 1) % this.#kept;
  }

  /** The time that this share of pictures did not take longer than; 0 before the first one. */
  quantile(share: number): number {
    const sorted = [...this.#times].sort((a, b) => a - b);
    return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  }
}
