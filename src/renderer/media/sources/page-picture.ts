import type { WebPagePicture } from '../../../shared/web-pages.js';
import type { Picture } from '../compose/draw-list.js';
import { PageImage } from './page-image.js';
import { nextVersion, notShifted, type SourcePicture } from './source-picture.js';

type Part = Extract<WebPagePicture, { type: 'part' }>;

/** The pictures of a web page, as they come over a port: each is a part that is laid over what is there. */
export class PagePicture implements SourcePicture {
  readonly #port: MessagePort;
  readonly #onSize: (width: number, height: number) => void;
  readonly #delayMs: () => number;
  readonly #copiesPixels: () => boolean;
  /** Not to be seen yet, the oldest first. */
  #held: Part[] = [];
  #image: PageImage | null = null;
  #version = 0;

  /**
   * `onSize`: told with the first picture, and when it has another size. `delayMs`: how long after it came a picture is seen.
   * `copiesPixels`: whether frames are drawn by the processor.
   */
  constructor(options: {
    readonly port: MessagePort;
    readonly onSize: (width: number, height: number) => void;
    readonly delayMs: () => number;
    readonly copiesPixels: () => boolean;
  }) {
    const { port } = options;
    this.#port = port;
    this.#onSize = options.onSize;
    this.#delayMs = options.delayMs;
    this.#copiesPixels = options.copiesPixels;
    port.onmessage = ({ data }: MessageEvent<WebPagePicture>) => {
      if (data.type === 'none') return this.#empty();
      // the next one is made meanwhile
      port.postMessage(null);
      this.#hold(data);
    };
  }

  at(): Picture | null {
    if (this.#image === null) return null;
    const { width, height } = this.#image;
    const image = this.#image.image(this.#copiesPixels());
    return { image, version: this.#version, size: { width, height }, shift: notShifted, isMirrored: false };
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
    this.#image?.close();
    this.#image = null;
  }

  #take({ width, height, part, pixels }: Part): void {
    const isSameSize = this.#image?.width === width && this.#image.height === height;
    if (!isSameSize) this.#clear();
    this.#image ??= new PageImage(width, height);
    this.#image.put(part, pixels);
    this.#version = nextVersion();
    if (!isSameSize) this.#onSize(width, height);
  }
}
