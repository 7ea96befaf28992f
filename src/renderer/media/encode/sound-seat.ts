import type { SoundBlock } from '../protocol.js';
import { Earliest } from './earliest.js';

/** What becomes of the sound that has come, before any more of it is taken. Frames of 48 kHz. */
export interface SoundOrder {
  /** Silence in front of it. */
  readonly silence: number;
  /** Of what came: thrown away. */
  readonly skip: number;
  /** Frames taken for each frame given: 1 ± 0.002. */
  readonly ratio: number;
}

const framesPerMs = 48;
const windowMs = 15_000;
/** Sound that is rendered later than before, all of it for so long, is late for good: its device stood still. */
const stepWindowMs = 1_000;
const stepMs = 25;
/** Off by more than this, sound is set anew instead of stretched: beyond it the ear finds lips out of step. */
const jumpMs = 60;
/** Share by which it is stretched per millisecond of error; two per mille, a thirtieth of a semitone, is heard by nobody. */
const gainPerMs = 1e-4;
const largestStretch = 2e-3;

/**
 * Ties the sound's clock (its frame count) to the programme's. A block ends when it is heard of, at the earliest; from the
 * earliest of the last seconds follows where each frame belongs on the time line, and how much what is given next is off.
 * An audio device that stands still renders nothing, and counts no frames: what comes after it belongs that much later, and
 * is set there within a second. Pure: time comes with the blocks.
 */
export class SoundSeat {
  readonly #heard = new Earliest(windowMs);
  readonly #rendered = new Earliest(windowMs);
  readonly #renderedLately = new Earliest(stepWindowMs);
  #isSeated = false;
  #errorMs = 0;

  /** How far sound is from where it belongs: milliseconds, positive when it is given too early. */
  get errorMs(): number {
    return this.#errorMs;
  }

  /** What comes next has to find its place anew (silence was given in its stead, the time line has jumped). */
  unseat(): void {
    this.#isSeated = false;
  }

  /** The frames are counted anew, or the clock was set: what was known of both is worth nothing. */
  forget(): void {
    for (const earliest of [this.#heard, this.#rendered, this.#renderedLately]) earliest.clear();
    this.#isSeated = false;
  }

  heard({ startFrame, samples, renderedMs }: SoundBlock, heardMs: number): void {
    const endMs = (startFrame + samples[0].length) / framesPerMs;
    this.#heard.add(endMs, heardMs);
    this.#rendered.add(endMs, renderedMs);
    this.#renderedLately.add(endMs, renderedMs);
    const lateMs = (this.#renderedLately.lagMs ?? 0) - (this.#rendered.lagMs ?? 0);
    if (lateMs <= stepMs) return;
    for (const earliest of [this.#heard, this.#rendered]) earliest.keepFrom(endMs - stepWindowMs);
    this.#isSeated = false;
  }

  /** `inputFrame`: the sound's next frame; `outputMs`: where the next frame given lies on the clock that blocks are heard by. */
  order(inputFrame: number, outputMs: number): SoundOrder {
    const { lagMs } = this.#heard;
    if (lagMs === null) return { silence: 0, skip: 0, ratio: 1 };
    const errorMs = inputFrame / framesPerMs + lagMs - outputMs;
    if (!this.#isSeated || Math.abs(errorMs) > jumpMs) {
      this.#isSeated = true;
      this.#errorMs = 0;
      const frames = Math.round(Math.abs(errorMs) * framesPerMs);
      return errorMs > 0 ? { silence: frames, skip: 0, ratio: 1 } : { silence: 0, skip: frames, ratio: 1 };
    }
    this.#errorMs = errorMs;
    const stretch = Math.min(largestStretch, Math.max(-largestStretch, errorMs * gainPerMs));
    return { silence: 0, skip: 0, ratio: 1 - stretch };
  }
}
