import type { SoundBlock } from '../protocol.js';

/** Joins the audio thread's little pieces to blocks of one size, without a gap, counted from the first frame on. */
export class BlockMaker {
  readonly #frames: number;
  readonly #onBlock: (block: SoundBlock) => void;
  readonly #nowMs: () => number;
  #left: Float32Array;
  #right: Float32Array;
  #filled = 0;
  #startFrame = 0;

  /** `frames`: of a block; `nowMs`: epoch milliseconds. */
  constructor(options: {
    readonly frames: number;
    readonly nowMs: () => number;
    readonly onBlock: (block: SoundBlock) => void;
  }) {
    this.#frames = options.frames;
    this.#onBlock = options.onBlock;
    this.#nowMs = options.nowMs;
    this.#left = new Float32Array(this.#frames);
    this.#right = new Float32Array(this.#frames);
  }

  /** Takes as many frames of both channels; they are copied. */
  add(left: Float32Array, right: Float32Array): void {
    for (let at = 0; at < left.length;) {
      const end = Math.min(left.length, at + this.#frames - this.#filled);
      this.#left.set(left.subarray(at, end), this.#filled);
      this.#right.set(right.subarray(at, end), this.#filled);
      this.#filled += end - at;
      at = end;
      if (this.#filled === this.#frames) this.#emit();
    }
  }

  /** Sound stood still, and nobody knows for how long: frames are counted from 0 again. */
  beginAnew(): void {
    this.#filled = 0;
    this.#startFrame = 0;
  }

  #emit(): void {
    this.#onBlock({ startFrame: this.#startFrame, samples: [this.#left, this.#right], renderedMs: this.#nowMs() });
    this.#startFrame += this.#frames;
    this.#filled = 0;
    // those that were given are transferred
    this.#left = new Float32Array(this.#frames);
    this.#right = new Float32Array(this.#frames);
  }
}
