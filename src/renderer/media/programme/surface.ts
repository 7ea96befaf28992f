import type { Reason } from '../../../shared/domain.js';
import { AppError } from '../../../shared/errors.js';
import { Canvas2dRenderer } from '../canvas2d/canvas2d-renderer.js';
import type { Drawing } from '../compose/draw-list.js';
import { GlRenderer } from '../gl/gl-renderer.js';
import type { ToProgramme } from '../protocol.js';
import type { Renderer } from '../renderer.js';

type RendererMode = Extract<ToProgramme, { type: 'init' }>['renderer'];

/** So many lost contexts within a minute, and it stays with Canvas 2D. */
const lossesAllowed = 3;
const lossesWithinMs = 60_000;

/** What makes renderers; for tests that take the GPU away. */
export interface RendererMakers {
  readonly webgl2: () => Renderer;
  readonly canvas2d: () => Renderer;
}

const makersOf = (mode: RendererMode): RendererMakers => ({
  webgl2: () => new GlRenderer({ acceptsSoftware: mode === 'webgl2' }),
  canvas2d: () => new Canvas2dRenderer(),
});

/**
 * A canvas on the page, and who draws for it. The renderer has a canvas of its own and hands its pictures over: one whose
 * GPU context is lost is replaced, and what is seen goes on.
 */
export class Surface {
  readonly #display: ImageBitmapRenderingContext;
  readonly #mode: RendererMode;
  readonly #onTrouble: (reason: Reason) => void;
  readonly #makers: RendererMakers;
  #renderer: Renderer;
  #lostMs: number[] = [];

  /** Throws AppError `internal` when nothing can be drawn at all. */
  constructor(options: {
    readonly display: OffscreenCanvas;
    readonly mode: RendererMode;
    readonly onTrouble: (reason: Reason) => void;
    readonly makers?: RendererMakers;
  }) {
    const display = options.display.getContext('bitmaprenderer');
    if (display === null) throw new AppError('internal', 'Expected a canvas that takes bitmaps, got none');
    this.#display = display;
    this.#mode = options.mode;
    this.#onTrouble = options.onTrouble;
    this.#makers = options.makers ?? makersOf(options.mode);
    this.#renderer = this.#make();
  }

  get kind(): Renderer['kind'] {
    return this.#renderer.kind;
  }

  /** The picture of a drawing; the caller presents or closes it. Throws AppError `internal` when nothing draws any more. */
  draw(drawing: Drawing): ImageBitmap {
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const bitmap = this.#tryToDraw(drawing);
      if (bitmap !== null) return bitmap;
      this.#renderer.dispose();
      this.#lostMs = [...this.#lostMs.filter((at) => at > performance.now() - lossesWithinMs), performance.now()];
      this.#renderer = this.#make();
      this.#onTrouble({ code: 'programme.renderer-lost', details: { renderer: this.#renderer.kind } });
    }
    // one that is new, and fails at once: without a GPU there is nothing left to lose
    this.#renderer = this.#makers.canvas2d();
    const bitmap = this.#renderer.draw(drawing);
    if (bitmap === null) throw new AppError('internal', 'Expected a picture, got none');
    return bitmap;
  }

  /** Shows a picture and takes it. */
  present(bitmap: ImageBitmap): void {
    const { canvas } = this.#display;
    const { width, height } = bitmap;
    // Electron 33 (Chromium 130), without a GPU at least, shows as much of a picture as the canvas was large: 300 × 150 at first
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    this.#display.transferFromImageBitmap(bitmap);
  }

  close(): void {
    this.#renderer.dispose();
  }

  #tryToDraw(drawing: Drawing): ImageBitmap | null {
    if (this.#renderer.kind === '2d') return this.#renderer.draw(drawing);
    try {
      return this.#renderer.draw(drawing);
    } catch {
      // a context that is going says so in many ways
      return null;
    }
  }

  #make(): Renderer {
    if (this.#mode === '2d' || this.#lostMs.length >= lossesAllowed) return this.#makers.canvas2d();
    try {
      return this.#makers.webgl2();
    } catch {
      return this.#makers.canvas2d();
    }
  }
}
