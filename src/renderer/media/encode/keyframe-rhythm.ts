/** Says which pictures become keyframes: every so many ticks, however many of them were left out, and on demand. */
export class KeyframeRhythm {
  readonly #ticks: number;
  #lastKey: number | null = null;
  #isWanted = true;

  constructor(fps: number, keyframeSeconds: number) {
    this.#ticks = Math.max(1, Math.round(fps * keyframeSeconds));
  }

  /** The next picture is a keyframe, and the rhythm goes on from it. */
  demand(): void {
    this.#isWanted = true;
  }

  /** Whether the picture of this tick shall be one, should it be encoded. */
  isDue(tick: number): boolean {
    return this.#isWanted || this.#lastKey === null || tick - this.#lastKey >= this.#ticks;
  }

  /** The picture of this tick became one. */
  made(tick: number): void {
    const last = this.#lastKey;
    // one that came late (its tick was left out) does not move those after it
    this.#lastKey = this.#isWanted || last === null ? tick : tick - ((tick - last) % this.#ticks);
    this.#isWanted = false;
  }
}
