import { AppError } from '../../../shared/errors.js';
import type { PictureImage } from '../compose/draw-list.js';
import { straightRgba } from './straight-rgba.js';

interface Part {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The picture of a web page, as it is best drawn: a frame of its pixels, or, where a processor draws, a canvas of them, for
 * Chromium keeps each frame that it draws (see FrameCanvas).
 */
export class PageImage {
  readonly width: number;
  readonly height: number;
  readonly #pixels: Uint32Array<ArrayBuffer>;
  /** Of `pixels` as they are; null: it is to be made. */
  #frame: VideoFrame | null = null;
  #canvas: PageCanvas | null = null;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.#pixels = new Uint32Array(width * height);
  }

  /** Lays a part over what is there; its pixels are BGRA, multiplied by their alpha. */
  put(part: Part, pixels: Uint8Array): void {
    const from = new Uint32Array(pixels.buffer, pixels.byteOffset, part.width * part.height);
    for (let row = 0; row < part.height; row += 1) {
      const line = from.subarray(row * part.width, (row + 1) * part.width);
      straightRgba(line, this.#pixels, (part.y + row) * this.width + part.x);
    }
    this.#frame?.close();
    this.#frame = null;
    this.#canvas?.put(part);
  }

  /** `asCanvas`: whether a processor draws it. To be drawn at once, not to be closed. */
  image(asCanvas: boolean): PictureImage {
    const { width, height } = this;
    if (asCanvas) {
      this.#canvas ??= new PageCanvas(this.#pixels, width, height);
      return this.#canvas.canvas;
    }
    this.#canvas = null;
    // made when it is looked at: a page may be quicker than the programme, and no scene may show it
    this.#frame ??= new VideoFrame(this.#pixels, {
      ...{ format: 'RGBA', codedWidth: width, codedHeight: height, timestamp: 0 },
    });
    return this.#frame;
  }

  close(): void {
    this.#frame?.close();
    this.#frame = null;
  }
}

/** A canvas that follows pixels: what changes in them is put anew. */
class PageCanvas {
  readonly canvas: OffscreenCanvas;
  readonly #context: OffscreenCanvasRenderingContext2D;
  readonly #data: ImageData;

  /** Throws AppError `internal` when there is no memory for a canvas. */
  constructor(pixels: Uint32Array<ArrayBuffer>, width: number, height: number) {
    this.canvas = new OffscreenCanvas(width, height);
    const context = this.canvas.getContext('2d', { willReadFrequently: true });
    if (context === null) throw new AppError('internal', 'Expected a 2D context, got none');
    this.#context = context;
    // no copy: it sees the same memory
    this.#data = new ImageData(new Uint8ClampedArray(pixels.buffer), width, height);
    this.put({ x: 0, y: 0, width, height });
  }

  put({ x, y, width, height }: Part): void {
    this.#context.putImageData(this.#data, 0, 0, x, y, width, height);
  }
}
