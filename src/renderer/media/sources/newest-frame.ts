import type { PictureImage } from '../compose/draw-list.js';
import { FrameCanvas } from './frame-canvas.js';

/** The newest frame of a source, as it is best drawn: itself, or a copy of its pixels, made when it is looked at. */
export class NewestFrame {
  readonly #copiesPixels: () => boolean;
  #frame: VideoFrame | null = null;
  #canvas: FrameCanvas | null = null;
  #isCopyable = true;

  /** `copiesPixels`: whether copies are wanted, for frames are drawn by the processor. */
  constructor(copiesPixels: () => boolean) {
    this.#copiesPixels = copiesPixels;
  }

  /** To be drawn at once, not to be closed. Null before the first one. */
  image(): PictureImage | null {
    if (this.#frame !== null && this.#isCopyable && this.#copiesPixels()) this.#copy(this.#frame);
    return this.#frame ?? this.#canvas?.canvas ?? null;
  }

  /** Takes a frame, which is closed by this; the one before is closed at once. */
  take(frame: VideoFrame): void {
    this.#frame?.close();
    this.#frame = frame;
  }

  close(): void {
    this.#frame?.close();
    this.#frame = null;
    this.#canvas = null;
  }

  #copy(frame: VideoFrame): void {
    this.#canvas ??= new FrameCanvas();
    this.#isCopyable = this.#canvas.take(frame);
    if (!this.#isCopyable) return;
    frame.close();
    this.#frame = null;
  }
}
