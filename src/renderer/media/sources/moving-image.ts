import type { Picture } from '../compose/draw-list.js';
import { nextVersion, notShifted, type SourcePicture } from './source-picture.js';

/** What browsers do with a gif that names no time, or too short a one. */
const shortestMs = 20;
const untoldMs = 100;
/** Frames of an animation faster than the programme that are passed over between two of its pictures. */
const maxPassed = 8;
/** Between two pictures of the slowest programme, and some more. */
const longestTickMs = 100;

/**
 * An animation (gif, webp, apng), decoded a frame at a time as it is due, without end: two frames are held whatever the
 * file's length is.
 */
export class MovingImage implements SourcePicture {
  readonly #decoder: ImageDecoder;
  readonly #count: number;
  #shown: { readonly frame: VideoFrame; readonly version: number };
  #next: VideoFrame | null = null;
  #index = 0;
  #dueMs: number | null = null;
  /** When it was last looked at, and for how long before it was not. */
  #lookedMs = -Infinity;
  #tickMs = 0;
  #isClosed = false;

  /** `first`: frame 0 of the decoder; both are closed by this. */
  constructor(decoder: ImageDecoder, count: number, first: VideoFrame) {
    this.#decoder = decoder;
    this.#count = count;
    this.#shown = { frame: first, version: nextVersion() };
    void this.#decodeNext();
  }

  at(nowMs: number): Picture {
    const thisMs = durationMs(this.#shown.frame);
    this.#tickMs = Math.min(Math.max(nowMs - this.#lookedMs, 0), longestTickMs);
    this.#lookedMs = nowMs;
    // a clock that was set back must not stop it for as long
    const isFar = this.#dueMs !== null && this.#dueMs > nowMs + Math.max(thisMs, longestTickMs);
    if (this.#dueMs === null || isFar) this.#dueMs = nowMs + thisMs;
    if (nowMs >= this.#dueMs && this.#next !== null) {
      this.#shown.frame.close();
      this.#shown = { frame: this.#next, version: nextVersion() };
      this.#next = null;
      // after a pause it goes on from here, it does not race to where it would be
      const lateMs = Math.min(nowMs - this.#dueMs, Math.max(durationMs(this.#shown.frame), this.#tickMs));
      this.#dueMs = nowMs - lateMs + durationMs(this.#shown.frame);
      void this.#decodeNext();
    }
    const { frame, version } = this.#shown;
    const size = { width: frame.displayWidth, height: frame.displayHeight };
    return { image: frame, version, size, shift: notShifted, isMirrored: false };
  }

  close(): void {
    this.#isClosed = true;
    this.#shown.frame.close();
    this.#next?.close();
    this.#next = null;
    this.#decoder.close();
  }

  async #decodeNext(): Promise<void> {
    try {
      for (let passed = 0; ; passed += 1) {
        this.#index = (this.#index + 1) % this.#count;
        const { image } = await this.#decoder.decode({ frameIndex: this.#index });
        if (this.#isClosed) return image.close();
        const endMs = this.#dueMs === null ? Infinity : this.#dueMs + durationMs(image);
        // over before the programme's next picture: nobody would see it, and waiting for it would slow the animation down
        if (endMs > this.#lookedMs + this.#tickMs || passed === maxPassed) {
          this.#next = image;
          return;
        }
        image.close();
        this.#dueMs = endMs;
      }
    } catch {
      // a damaged frame: the last good one stays
    }
  }
}

function durationMs(frame: VideoFrame): number {
  const told = (frame.duration ?? 0) / 1000;
  return told < shortestMs ? untoldMs : told;
}
