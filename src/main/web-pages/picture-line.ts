import type { MessagePortMain, NativeImage, Rectangle } from 'electron';
import type { WebPagePicture } from '../../shared/web-pages.js';

type Port = Pick<MessagePortMain, 'postMessage' | 'start' | 'close' | 'on'>;
type Image = Pick<NativeImage, 'crop' | 'getSize' | 'toBitmap'>;
type Part = Extract<WebPagePicture, { type: 'part' }>;

/**
 * Carries a page's pictures to who composes: the part that is new, and never more than one under way. What comes meanwhile is put
 * together, the newest of it goes next.
 */
export class PictureLine {
  #port: Port | null = null;
  #isUnderWay = false;
  #waiting: Part | null = null;
  /** Of the picture that the other end has; null: it has none. */
  #size: { readonly width: number; readonly height: number } | null = null;

  /** From now on over this port; the next picture is to be a whole one. */
  connect(port: Port): void {
    this.#port?.close();
    this.#port = port;
    this.#isUnderWay = false;
    this.#waiting = null;
    this.#size = null;
    port.on('message', () => {
      if (this.#port !== port) return;
      this.#isUnderWay = false;
      const next = this.#waiting;
      this.#waiting = null;
      if (next !== null) this.#send(next);
    });
    port.start();
  }

  /** `image`: all of it, as it is at this moment only; `dirty`: the part that is new. */
  take(dirty: Rectangle, image: Image): void {
    if (this.#port === null) return;
    const { width, height } = image.getSize();
    if (width === 0 || height === 0) return;
    const isWhole = this.#size?.width !== width || this.#size.height !== height;
    this.#size = { width, height };
    const fresh = isWhole ? { x: 0, y: 0, width, height } : within(dirty, this.#size);
    const waits = this.#waiting;
    const isSameSize = waits?.width === width && waits.height === height;
    const part = isSameSize && !isWhole ? around(waits.part, fresh) : fresh;
    if (part.width <= 0 || part.height <= 0) return;
    const bitmap = image.crop(part).toBitmap();
    const picture: Part = { type: 'part', width, height, part, pixels: new Uint8Array(bitmap) };
    if (this.#isUnderWay) this.#waiting = picture;
    else this.#send(picture);
  }

  /** Nothing is to be seen of it. */
  clear(): void {
    this.#waiting = null;
    this.#size = null;
    this.#port?.postMessage({ type: 'none' } satisfies WebPagePicture);
  }

  close(): void {
    this.#port?.close();
    this.#port = null;
    this.#waiting = null;
  }

  #send(picture: Part): void {
    this.#isUnderWay = true;
    this.#port?.postMessage(picture);
  }
}

function within({ x, y, width, height }: Rectangle, size: { width: number; height: number }): Rectangle {
  const [left, top] = [Math.max(0, x), Math.max(0, y)];
  return {
    x: left,
    y: top,
    width: Math.min(x + width, size.width) - left,
    height: Math.min(y + height, size.height) - top,
  };
}

function around(one: Rectangle, other: Rectangle): Rectangle {
  const [x, y] = [Math.min(one.x, other.x), Math.min(one.y, other.y)];
  const right = Math.max(one.x + one.width, other.x + other.width);
  const bottom = Math.max(one.y + one.height, other.y + other.height);
  return { x, y, width: right - x, height: bottom - y };
}
