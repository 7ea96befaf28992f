import type { Reason } from '../../../../shared/domain.js';
import type { SceneSource } from '../../../../shared/scenes/scene-source.js';
import type { MediaReasonCode } from '../../media-reasons.js';
import type { CaptureState } from '../../studio-media.js';
import type { Capture, CaptureOutlet } from './capture.js';
import type { CaptureBrowser } from './capture-browser.js';
import { rasterSize } from './raster-size.js';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A drawing is made anew once what shows it has grown by so much: not with each step of a drag. */
const growth = 1.25;
/** Whoever has the file is asked again so often. */
const retryMs = 2_000;
const unreadable: MediaReasonCode = 'capture.file-unreadable';

/** A picture file. What the worker can decode goes there as it is; SVG, which only a page can draw, as pixels, as many as are needed. */
export class ImageCapture implements Capture {
  readonly #outlet: CaptureOutlet;
  readonly #urlOf: (assetId: string) => string;
  #assetId: string | null = null;
  #label = '';
  #file: Blob | null = null;
  #boxes: readonly Size[] = [];
  #drawnWidth = 0;
  #own: Size = { width: 0, height: 0 };
  #state: CaptureState = { status: 'idle' };
  #attempt = 0;
  readonly #after: CaptureBrowser['after'];
  #cancelRetry: () => void = () => undefined;

  /** `urlOf`: where the file of an asset lies. */
  constructor(options: {
    readonly outlet: CaptureOutlet;
    readonly urlOf: (assetId: string) => string;
    readonly after: CaptureBrowser['after'];
  }) {
    this.#outlet = options.outlet;
    this.#urlOf = options.urlOf;
    this.#after = options.after;
    this.#outlet.state(this.#state);
  }

  update({ kind, name }: SceneSource): void {
    if (kind.type !== 'image') return;
    this.#label = name;
    if (kind.assetId === this.#assetId) return;
    this.#assetId = kind.assetId;
    void this.start();
  }

  /** Boxes of the items that show it, in programme pixels. */
  setBoxes(boxes: readonly Size[]): void {
    this.#boxes = boxes;
    if (this.#drawnWidth > 0 && rasterSize(this.#own, boxes).width > this.#drawnWidth * growth) void this.#deliver();
  }

  async start(): Promise<void> {
    const attempt = (this.#attempt += 1);
    const assetId = this.#assetId;
    this.#file = null;
    this.#drawnWidth = 0;
    this.#cancelRetry();
    if (assetId === null) return this.#set({ status: 'idle' });
    if (this.#state.status !== 'gone') this.#set({ status: 'asking' });
    const answer = await fetch(this.#urlOf(assetId)).catch(() => null);
    const file = answer?.ok === true ? await answer.blob().catch(() => null) : null;
    if (attempt !== this.#attempt) return;
    if (file === null) {
      if (answer?.status === 404) return this.#fail({ code: 'asset.not-found', details: { name: this.#label } });
      this.#cancelRetry = this.#after(retryMs, () => void this.start());
      return this.#fail({ code: 'capture.file-away', details: { name: this.#label } }, false);
    }
    this.#file = file;
    await this.#deliver();
  }

  /** What the worker made of the file, which alone knows whether it can be decoded. Word of an earlier file is made good by the next. */
  told(isReadable: boolean): void {
    const state = this.#state;
    if (!isReadable && state.status === 'live') this.#set(this.#unreadable());
    const wasUnreadable = state.status === 'gone' && state.reason.code === unreadable;
    if (isReadable && wasUnreadable && this.#file !== null) this.#set(this.#live());
  }

  stop(): void {
    this.#attempt += 1;
    this.#cancelRetry();
    this.#file = null;
  }

  repeat(): void {
    if (this.#state.status === 'gone') this.#outlet.gone();
    else void this.#deliver();
  }

  async #deliver(): Promise<void> {
    const attempt = (this.#attempt += 1);
    const file = this.#file;
    if (file === null) return;
    if (!(this.#assetId?.endsWith('.svg') ?? false)) {
      this.#outlet.file(file);
      return this.#set(this.#live());
    }
    try {
      const bitmap = await this.#draw(file);
      if (attempt !== this.#attempt) return bitmap.close();
      const { width, height } = bitmap;
      this.#drawnWidth = width;
      this.#outlet.bitmap(bitmap);
      this.#set({ ...this.#live(), width, height });
    } catch {
      if (attempt === this.#attempt) this.#fail(this.#unreadable().reason);
    }
  }

  /** Rejects when it is no drawing. As an image it runs no scripts and loads nothing. */
  async #draw(file: Blob): Promise<ImageBitmap> {
    const image = new Image();
    const url = URL.createObjectURL(file);
    try {
      image.src = url;
      await image.decode();
      this.#own = { width: image.naturalWidth, height: image.naturalHeight };
      const { width, height } = rasterSize(this.#own, this.#boxes);
      const canvas = new OffscreenCanvas(width, height);
      canvas.getContext('2d')?.drawImage(image, 0, 0, width, height);
      return canvas.transferToImageBitmap();
    } finally {
      URL.revokeObjectURL(url);
    }
  }

  /** Its size is told by the worker. */
  #live(): Extract<CaptureState, { readonly status: 'live' }> {
    return { status: 'live', label: this.#label, width: 0, height: 0 };
  }

  #unreadable(): Extract<CaptureState, { readonly status: 'gone' }> {
    return { status: 'gone', reason: { code: unreadable, details: { name: this.#label } }, needsGesture: true };
  }

  #fail(reason: Reason, needsGesture = true): void {
    this.#set({ status: 'gone', reason, needsGesture });
    this.#outlet.gone();
  }

  #set(state: CaptureState): void {
    this.#state = state;
    this.#outlet.state(state);
  }
}
