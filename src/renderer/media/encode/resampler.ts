/** Taps on each side of a sample; phases between two samples. */
const half = 8;
const phases = 256;

/** Windowed sinc (Blackman): row p interpolates at p / 256 between two samples. */
const table = Array.from({ length: phases + 1 }, (_, phase) => {
  const taps = Array.from({ length: 2 * half }, (_, tap) => {
    const x = tap - half + 1 - phase / phases;
    const turn = Math.PI * x;
    const sinc = x === 0 ? 1 : Math.sin(turn) / turn;
    const window = 0.42 + 0.5 * Math.cos(turn / half) + 0.08 * Math.cos((2 * turn) / half);
    return Math.abs(x) >= half ? 0 : sinc * window;
  });
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return Float32Array.from(taps, (tap) => tap / sum);
});

/**
 * Reads stereo sound a little faster or slower than it was recorded. Its place between two samples goes on from one call
 * to the next whatever the ratio, so that nothing clicks.
 */
export class Resampler {
  #left = new Float32Array(0);
  #right = new Float32Array(0);
  /** Of the next sample to be given, in what is kept; never below what the taps reach back. */
  #position = half - 1;

  constructor() {
    this.reset();
  }

  /** Frames that came and were not given yet; a few of them wait for those after them. */
  get waiting(): number {
    return Math.max(0, this.#left.length - this.#position);
  }

  /** Forgets what it holds: the next frame pushed is the next to be given, after silence. */
  reset(): void {
    this.#left = new Float32Array(half - 1);
    this.#right = new Float32Array(half - 1);
    this.#position = half - 1;
  }

  push([left, right]: readonly [Float32Array, Float32Array]): void {
    const kept = Math.max(0, Math.floor(this.#position) - half + 1);
    this.#left = joined(this.#left.subarray(kept), left);
    this.#right = joined(this.#right.subarray(kept), right);
    this.#position -= kept;
  }

  /** Throws away up to so many frames that wait; answers how many it did. */
  skip(frames: number): number {
    const skipped = Math.min(frames, Math.floor(this.waiting));
    this.#position += skipped;
    return skipped;
  }

  /** All that can be given at that ratio: frames taken for each frame given. */
  pull(ratio: number): [Float32Array, Float32Array] {
    const last = this.#left.length - half - 1;
    const count = this.#position > last ? 0 : Math.floor((last - this.#position) / ratio) + 1;
    const [left, right] = [new Float32Array(count), new Float32Array(count)];
    for (let index = 0; index < count; index += 1) {
      const place = Math.floor(this.#position);
      const phase = (this.#position - place) * phases;
      const row = Math.floor(phase);
      const [lower, upper, between] = [table[row], table[row + 1], phase - row];
      if (lower === undefined || upper === undefined) break;
      let [sumLeft, sumRight] = [0, 0];
      for (let tap = 0; tap < 2 * half; tap += 1) {
        const low = lower[tap] ?? 0;
        const weight = low + ((upper[tap] ?? 0) - low) * between;
        const at = place - half + 1 + tap;
        sumLeft += weight * (this.#left[at] ?? 0);
        sumRight += weight * (this.#right[at] ?? 0);
      }
      left[index] = sumLeft;
      right[index] = sumRight;
      this.#position += ratio;
    }
    return [left, right];
  }
}

function joined(first: Float32Array, second: Float32Array): Float32Array<ArrayBuffer> {
  const both = new Float32Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
