import type { WebPagePicture } from '../../../shared/web-pages.js';
import type { Picture } from '../compose/draw-list.js';
import { nextVersion, notShifted, type SourcePicture } from './source-picture.js';
import { straightAlpha } from './straight-alpha.js';

type Part = Extract<WebPagePicture, { type: 'part' }>;

/** The pictures of a web page, as they come over a port: each is a part that is laid over what is there. */
export class PagePicture implements SourcePicture {
  readonly #port: MessagePort;
  readonly #onSize: (width: number, height: number) => void;
  readonly #delayMs: () => number;
  /** Not to be seen yet, the oldest first. */
  #held: Part[] = [];
  #pixels: Uint32Array<ArrayBuffer> | null = null;
  #size = { width: 0, height: 0 };
  /** Of `pixels` as they are; null: it is to be made. */
  #frame: VideoFrame | null = null;
  #version = 0;

  /** `onSize`: told with the first picture, and when it has another size. `delayMs`: how long after it came a picture is seen. */
  constructor(port: MessagePort, onSize: (width: number, height: number) => void, delayMs: () => number) {
    this.#port = port;
    this.#onSize = onSize;
    this.#delayMs = delayMs;
    port.onmessage = ({ data }: MessageEvent<WebPagePicture>) => {
      if (data.type === 'none') return this.#empty();
      // the next one is made meanwhile
      port.postMessage(null);
      this.#hold(data);
    };
  }

  at(): Picture | null {
    if (this.#pixels === null) return null;
    const { width, height } = this.#size;
    // made when it is looked at: a page may be quicker than the programme, and no scene may show it
    this.#frame ??= new VideoFrame(this.#pixels, {
      ...{ format: 'BGRA', codedWidth: width, codedHeight: height, timestamp: 0 },
    });
    return { image: this.#frame, version: this.#version, size: this.#size, shift: notShifted, isMirrored: false };
  }

  close(): void {
    this.#port.close();
    this.#empty();
  }

  #hold(part: Part): void {
    const delayMs = this.#delayMs();
    if (delayMs === 0 && this.#held.length === 0) return this.#take(part);
    this.#held.push(part);
    // whichever timer is first: they stay in their order
    setTimeout(() => {
      const oldest = this.#held.shift();
      if (oldest !== undefined) this.#take(oldest);
    }, delayMs);
  }

  #empty(): void {
    this.#held = [];
    this.#clear();
  }

  #clear(): void {
    this.#frame?.close();
    this.#frame = null;
    this.#pixels = null;
    this.#size = { width: 0, height: 0 };
  }

  #take({ width, height, part, pixels }: Part): void {
    const isOtherSize = width !== this.#size.width || height !== this.#size.height;
    if (isOtherSize || this.#pixels === null) {
      this.#clear();
      this.#pixels = new Uint32Array(width * height);
      this.#size = { width, height };
    }
    const from = new Uint32Array(pixels.buffer, pixels.byteOffset, part.width * part.height);
    for (let row = 0; row < part.height; row += 1) {
      const line = from.subarray(row * part.width, (row + 1) * part.width);
      straightAlpha(line, this.#pixels, (part.y + row) * width + part.x);
    }
    this.#frame?.close();
    this.#frame = null;
    this.#version = nextVersion();
    if (isOtherSize) this.#onSize(width, height);
  }
}
