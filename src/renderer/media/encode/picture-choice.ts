import { KeyframeRhythm } from './keyframe-rhythm.js';

/** Keyframes that still find room behind a full queue: an encoder that is further behind gets no faster with more of them. */
const keysOnTop = 2;

/**
 * Decides what becomes of each picture. An encoder that is behind is given fewer of them, but never less than its keyframes:
 * all that comes after (the copied top rung, segments, rungs that follow its keyframes) lives by their rhythm, and one that
 * came late would have the engine encode on the very machine that is short of CPU.
 */
export class PictureChoice {
  readonly #rhythm: KeyframeRhythm;
  readonly #queueLimit: number;

  constructor(fps: number, keyframeSeconds: number) {
    this.#rhythm = new KeyframeRhythm(fps, keyframeSeconds);
    // a quarter of a second: enough for hardware that keeps some, too little to be seen as delay
    this.#queueLimit = Math.max(4, Math.round(fps / 4));
  }

  /** The next picture is a keyframe. */
  demandKeyframe(): void {
    this.#rhythm.demand();
  }

  /** For the picture of this tick, with so many that wait for the encoder. What is not `skip` counts as encoded. */
  choose(tick: number, queued: number): 'key' | 'delta' | 'skip' {
    const isKey = this.#rhythm.isDue(tick);
    if (queued >= this.#queueLimit + (isKey ? keysOnTop : 0)) return 'skip';
    if (!isKey) return 'delta';
    this.#rhythm.made(tick);
    return 'key';
  }
}
