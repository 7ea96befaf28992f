import { AppError } from '../../../shared/errors.js';
import type { Drawing, DrawItem, DrawLayer } from '../compose/draw-list.js';
import { imageSize, type Renderer } from '../renderer.js';
import { preparedPicture } from './prepared-picture.js';

const operations: Readonly<Record<DrawItem['blend'], GlobalCompositeOperation>> = {
  normal: 'source-over',
  add: 'lighter',
  screen: 'screen',
  multiply: 'multiply',
  lighten: 'lighten',
  darken: 'darken',
};

/** Draws the same lists as gl/ without a GPU. Effects are done pixel by pixel: it is what goes on when nothing else does. */
export class Canvas2dRenderer implements Renderer {
  readonly kind = '2d';
  readonly #canvas = new OffscreenCanvas(2, 2);
  readonly #context: OffscreenCanvasRenderingContext2D;

  /** Throws AppError `internal` when there is no memory for a canvas. */
  constructor() {
    // kept by the processor, which encodes it as well: read back from a software GPU it would be late
    this.#context = context2d(this.#canvas, { alpha: false, willReadFrequently: true });
  }

  draw({ width, height, layers }: Drawing): ImageBitmap {
    resize(this.#canvas, width, height);
    for (const layer of layers) {
      if (layer.clip.width <= 0) continue;
      if (layer.opacity >= 1) {
        drawLayer(this.#context, layer);
        continue;
      }
      const apart = new OffscreenCanvas(width, height);
      drawLayer(context2d(apart), layer);
      this.#context.globalAlpha = layer.opacity;
      this.#context.drawImage(apart, 0, 0);
      this.#context.globalAlpha = 1;
    }
    return this.#canvas.transferToImageBitmap();
  }

  dispose(): void {
    resize(this.#canvas, 1, 1);
  }
}

/** A canvas's 2D context. Throws AppError `internal` where there is none. */
export function context2d(
  canvas: OffscreenCanvas,
  options?: CanvasRenderingContext2DSettings,
): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', options);
  if (context === null) throw new AppError('internal', 'Expected a 2D context, got none');
  return context;
}

function resize(canvas: OffscreenCanvas, width: number, height: number): void {
  if (canvas.width === width && canvas.height === height) return;
  canvas.width = width;
  canvas.height = height;
}

function drawLayer(context: OffscreenCanvasRenderingContext2D, { items, clip, offsetX }: DrawLayer): void {
  context.save();
  context.beginPath();
  context.rect(clip.x, clip.y, clip.width, clip.height);
  context.clip();
  context.fillStyle = '#000000';
  context.fillRect(clip.x, clip.y, clip.width, clip.height);
  context.translate(offsetX, 0);
  for (const item of items) drawItem(context, item);
  context.restore();
}

function drawItem(context: OffscreenCanvasRenderingContext2D, item: DrawItem): void {
  const { rect, cornerRadius } = item;
  const { image, part } = preparedPicture(item);
  const { width, height } = imageSize(image);
  context.save();
  context.translate(rect.x + rect.width / 2, rect.y + rect.height / 2);
  context.rotate(item.rotationRadians);
  if (cornerRadius > 0) {
    context.beginPath();
    context.roundRect(-rect.width / 2, -rect.height / 2, rect.width, rect.height, cornerRadius);
    context.clip();
  }
  if (part.left > part.right) context.scale(-1, 1);
  context.globalAlpha = item.opacity;
  context.globalCompositeOperation = operations[item.blend];
  const left = Math.min(part.left, part.right) * width;
  const shown = { width: Math.abs(part.right - part.left) * width, height: (part.bottom - part.top) * height };
  context.imageSmoothingQuality = rect.width < shown.width / 2 ? 'medium' : 'low';
  const [x, y] = [-rect.width / 2, -rect.height / 2];
  context.drawImage(image, left, part.top * height, shown.width, shown.height, x, y, rect.width, rect.height);
  context.restore();
}
