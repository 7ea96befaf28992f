import { gainOf } from './decibels.js';
import { SlidingMinimum } from './sliding-minimum.js';

/** Gains are kept as whole numbers of this size: their sum is exact, and a gain of 1 stays one for ever. */
const one = 2 ** 24;
/** So near to where it rises to, it is there. */
const near = 1e-6;

/**
 * A limiter that looks ahead: nothing leaves it above the ceiling, and its gain never jumps. What each sample needs is held
 * over the time it looks ahead, let go slowly, and averaged over the same time: the mean has reached what a peak needs when
 * the peak leaves. Both channels get the same gain, so that the image stands still. Below the ceiling it is a mere delay.
 */
export class Limiter {
  /** By so many frames sound leaves later than it came. */
  readonly delayFrames: number;
  readonly #ceiling: number;
  readonly #release: number;
  readonly #needs: SlidingMinimum;
  readonly #gains: Int32Array;
  readonly #left: Float32Array;
  readonly #right: Float32Array;
  #isOn = true;
  #sum: number;
  #gain = 1;
  #at = 0;

  /** `ceilingDb`: dBFS; `lookaheadMs`: time to fade down before a peak; `releaseMs`: in which the gain comes most of its way back. */
  constructor(options: {
    readonly sampleRate: number;
    readonly ceilingDb: number;
    readonly lookaheadMs: number;
    readonly releaseMs: number;
  }) {
    const { sampleRate, ceilingDb, lookaheadMs, releaseMs } = options;
    const window = Math.max(1, Math.round((lookaheadMs * sampleRate) / 1000));
    this.delayFrames = window - 1;
    // what is written is a 32 bit float: the ceiling is one, too
    this.#ceiling = Math.fround(gainOf(ceilingDb));
    this.#release = 1 - Math.exp(-1000 / (releaseMs * sampleRate));
    this.#needs = new SlidingMinimum(window);
    this.#gains = new Int32Array(window).fill(one);
    this.#sum = window * one;
    this.#left = new Float32Array(window);
    this.#right = new Float32Array(window);
  }

  /** Off it is the same delay, without a ceiling: switching it moves nothing in time. */
  setOn(isOn: boolean): void {
    this.#isOn = isOn;
  }

  /** In place, as many frames of both channels. What is no number, or without end, is silence. */
  process(left: Float32Array, right: Float32Array): void {
    for (let index = 0; index < left.length; index += 1) {
      const [leftIn, rightIn] = [finite(left[index]), finite(right[index])];
      const gain = this.#next(Math.max(Math.abs(leftIn), Math.abs(rightIn)));
      this.#left[this.#at] = leftIn;
      this.#right[this.#at] = rightIn;
      this.#at = (this.#at + 1) % this.#left.length;
      left[index] = this.#held((this.#left[this.#at] ?? 0) * gain);
      right[index] = this.#held((this.#right[this.#at] ?? 0) * gain);
    }
  }

  /** The gain of the frame that leaves now. */
  #next(peak: number): number {
    const need = this.#isOn && peak > this.#ceiling ? this.#ceiling / peak : 1;
    const held = this.#needs.push(need);
    const risen = this.#gain + (held - this.#gain) * this.#release;
    this.#gain = held < this.#gain || held - risen < near ? held : risen;
    const whole = Math.floor(this.#gain * one);
    this.#sum += whole - (this.#gains[this.#at] ?? one);
    this.#gains[this.#at] = whole;
    return this.#sum / (this.#gains.length * one);
  }

  /** Rounding may pass the ceiling by a hair, and what was on its way when it was switched on by more. */
  #held(sample: number): number {
    return this.#isOn ? Math.min(this.#ceiling, Math.max(-this.#ceiling, sample)) : sample;
  }
}

function finite(sample: number | undefined): number {
  return sample !== undefined && Number.isFinite(sample) ? sample : 0;
}
