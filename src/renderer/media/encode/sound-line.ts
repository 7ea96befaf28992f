import type { SoundBlock } from '../protocol.js';
import { Resampler } from './resampler.js';
import { SoundSeat } from './sound-seat.js';

const framesPerMs = 48;
/** Sound that is missing for so long is silence from then on, up to `keptMs` before now: pictures wait for it no longer. */
const missingMs = 300;
const keptMs = 200;
/** Frames that the sound lost on its way are silence; more than this is another recording. */
const largestGap = 48_000;
/** From sound to silence and back, in frames: 10 ms click no more. */
const rampFrames = 480;

interface SoundOutput {
  startMs: number;
  /** Frames given so far. */
  given: number;
  readonly onFrames: (left: Float32Array, right: Float32Array) => void;
}

/**
 * The programme's sound: blocks of the mixer in, one stream without gaps out, at the place on the time line where it
 * belongs, from the first frame to the last. Without blocks it is silence. It listens before anybody wants its sound: where
 * frames belong is known the better the longer it did. Milliseconds are of the worker's own clock.
 */
export class SoundLine {
  readonly #seat = new SoundSeat();
  readonly #resampler = new Resampler();
  #output: SoundOutput | null = null;
  #expected: number | null = null;
  #gain = 1;
  #isSilent = false;

  /** How far what is heard is from where it belongs; what is being made good. */
  get driftMs(): number {
    return this.#seat.errorMs;
  }

  /** Begins a stream. `onFrames`: sound of 48 kHz, on from where the last ended; the first begins at `startMs`. */
  begin(startMs: number, onFrames: SoundOutput['onFrames']): void {
    this.#output = { startMs, given: 0, onFrames };
    this.#gain = this.#isSilent ? 0 : 1;
    this.#resampler.reset();
    this.#seat.unseat();
  }

  /** Nobody wants its sound any more. */
  end(): void {
    this.#output = null;
  }

  /** Whether silence is given in place of what comes. */
  setSilent(isSilent: boolean): void {
    this.#isSilent = isSilent;
  }

  /** The time line goes on without these milliseconds: nobody lived through them. */
  jump(jumpedMs: number): void {
    if (this.#output !== null) this.#output.startMs += jumpedMs;
    this.#seat.forget();
  }

  /** A block, and when it was heard of, by the clock of `startMs`. */
  take(block: SoundBlock, heardMs: number): void {
    const { startFrame, samples } = block;
    const gap = startFrame - (this.#expected ?? startFrame);
    if (gap > 0 && gap <= largestGap) {
      if (this.#output !== null) this.#resampler.push([new Float32Array(gap), new Float32Array(gap)]);
    } else if (gap !== 0) {
      this.#seat.forget();
      this.#resampler.reset();
    }
    this.#expected = startFrame + samples[0].length;
    this.#seat.heard(block, heardMs);
    const output = this.#output;
    if (output === null) return;
    this.#resampler.push(samples);
    const order = this.#seat.order(this.#expected - this.#resampler.waiting, endMs(output));
    this.#giveSilence(output, order.silence);
    if (this.#resampler.skip(order.skip) < order.skip - 1) return this.#seat.unseat();
    this.#give(output, ...this.#resampler.pull(order.ratio));
  }

  /** Silence in place of what does not come. Called with each tick. */
  tick(nowMs: number): void {
    const output = this.#output;
    if (output === null || endMs(output) >= nowMs - missingMs) return;
    this.#giveSilence(output, Math.round((nowMs - keptMs - endMs(output)) * framesPerMs));
    this.#seat.unseat();
  }

  #giveSilence(output: SoundOutput, frames: number): void {
    // what follows comes up softly
    if (frames > 0) this.#gain = 0;
    // a second at a time: after a long absence there is much of it
    for (let left = frames; left > 0; left -= 48_000) {
      const count = Math.min(left, 48_000);
      send(output, new Float32Array(count), new Float32Array(count));
    }
  }

  #give(output: SoundOutput, left: Float32Array, right: Float32Array): void {
    const target = this.#isSilent ? 0 : 1;
    if (this.#gain !== target || target === 0) {
      for (let index = 0; index < left.length; index += 1) {
        const step = Math.sign(target - this.#gain) / rampFrames;
        this.#gain = step > 0 ? Math.min(target, this.#gain + step) : Math.max(target, this.#gain + step);
        left[index] = (left[index] ?? 0) * this.#gain;
        right[index] = (right[index] ?? 0) * this.#gain;
      }
    }
    send(output, left, right);
  }
}

function endMs({ startMs, given }: SoundOutput): number {
  return startMs + given / framesPerMs;
}

function send(output: SoundOutput, left: Float32Array, right: Float32Array): void {
  if (left.length === 0) return;
  output.given += left.length;
  output.onFrames(left, right);
}
