import { AppError } from '../../../shared/errors.js';

/**
 * Whether this browser hands out the pixels of frames as RGBA, and before `copyTo` returns: as Chromium does from 127 on, though
 * WebCodecs (section 9.4) lets it take its time.
 */
export function copiesPixelsAtOnce(): boolean {
  const frame = new VideoFrame(new Uint8Array(6), { format: 'I420', codedWidth: 2, codedHeight: 2, timestamp: 0 });
  const pixels = new Uint8Array(16);
  // it has been copied by then, or it is of no use
  frame.copyTo(pixels, { format: 'RGBA' }).catch(() => undefined);
  frame.close();
  return pixels[15] === 255;
}

/**
 * Takes over the pixels of frames, one after the other. Drawn by a processor, a frame costs its size in memory for good: Chromium
 * keeps each one as it was decoded, up to 512 MB of them (SoftwareImageDecodeCache; measured: 128 × 4 MB for a camera of
 * 720p30). What is drawn from a canvas is not kept.
 */
export class FrameCanvas {
  readonly canvas = new OffscreenCanvas(1, 1);
  readonly #context: OffscreenCanvasRenderingContext2D;
  #pixels: ImageData | null = null;

  /** Throws AppError `internal` when there is no memory for a canvas. */
  constructor() {
    const context = this.canvas.getContext('2d', { willReadFrequently: true });
    if (context === null) throw new AppError('internal', 'Expected a 2D context, got none');
    this.#context = context;
  }

  /** True: the canvas shows the frame, which stays the caller's. False: its pixels are out of reach, or come later; then give it no more of them. */
  take(frame: VideoFrame): boolean {
    const { width = 0, height = 0 } = frame.visibleRect ?? {};
    if (this.#pixels?.width !== width || this.#pixels.height !== height) this.#pixels = new ImageData(width, height);
    const { data } = this.#pixels;
    const last = data.length - 1;
    data[last] = 0;
    // what is refused stays as it was
    frame.copyTo(data, { format: 'RGBA' }).catch(() => undefined);
    // or it is see-through there: a film with alpha is drawn as it is
    if (data[last] === 0) return false;
    if (this.canvas.width !== width || this.canvas.height !== height) Object.assign(this.canvas, { width, height });
    this.#context.putImageData(this.#pixels, 0, 0);
    return true;
  }
}
