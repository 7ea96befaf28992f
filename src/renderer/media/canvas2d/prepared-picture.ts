import { applyPixelEffects } from '../compose/pixel-effects.js';
import type { DrawItem, PictureImage } from '../compose/draw-list.js';
import { imageSize } from '../renderer.js';
import { context2d } from './canvas2d-renderer.js';

const wholePart = { left: 0, top: 0, right: 1, bottom: 1 };
/** Effects are done on at most so many pixels a side: a processor alone keeps up with them. */
const largestSide = 640;

/** An item's picture ready to be drawn: moved on and with its effects, or as it is where it has neither. */
export function preparedPicture(item: DrawItem): {
  readonly image: PictureImage;
  readonly part: DrawItem['part'];
} {
  const { picture, effects, part } = item;
  let image: PictureImage = picture.image;
  if (picture.shift.u !== 0 || picture.shift.v !== 0) image = shifted(picture.image, picture.shift);
  if (effects === null) return { image, part };
  const { width: fullWidth, height: fullHeight } = imageSize(picture.image);
  const scale = Math.min(1, largestSide / Math.max(item.rect.width, item.rect.height));
  const width = Math.max(1, Math.round(item.rect.width * scale));
  const height = Math.max(1, Math.round(item.rect.height * scale));
  const canvas = new OffscreenCanvas(width, height);
  const context = context2d(canvas, { willReadFrequently: true });
  if (part.left > part.right) {
    context.translate(width, 0);
    context.scale(-1, 1);
  }
  context.drawImage(
    image,
    ...([Math.min(part.left, part.right) * fullWidth, part.top * fullHeight] as const),
    ...([Math.abs(part.right - part.left) * fullWidth, (part.bottom - part.top) * fullHeight] as const),
    ...([0, 0, width, height] as const),
  );
  if (effects.chromaKey !== null || effects.colour !== null) {
    const pixels = context.getImageData(0, 0, width, height);
    applyPixelEffects(pixels.data, effects);
    context.putImageData(pixels, 0, 0);
  }
  return { image: effects.blurPx > 0 ? blurred(canvas, effects.blurPx * scale) : canvas, part: wholePart };
}

/** The picture moved on by shares of itself; what leaves on one side comes in on the other. */
function shifted(image: PictureImage, { u, v }: { readonly u: number; readonly v: number }): OffscreenCanvas {
  const { width, height } = imageSize(image);
  const canvas = new OffscreenCanvas(width, height);
  const context = context2d(canvas);
  const x = -wrap(u) * width;
  const y = -wrap(v) * height;
  for (const [left, top] of [
    [x, y],
    [x + width, y],
    [x, y + height],
    [x + width, y + height],
  ] as const)
    context.drawImage(image, left, top);
  return canvas;
}

const wrap = (share: number): number => share - Math.floor(share);

/** Softened as the shader does it: beyond its edge the picture's edge goes on. */
function blurred(picture: OffscreenCanvas, sigma: number): OffscreenCanvas {
  const { width, height } = picture;
  const margin = Math.ceil(sigma * 3);
  const wide = new OffscreenCanvas(width + 2 * margin, height + 2 * margin);
  const context = context2d(wide);
  const columns = [
    [0, 1, 0, margin],
    [0, width, margin, width],
    [width - 1, 1, margin + width, margin],
  ] as const;
  const rows = [
    [0, 1, 0, margin],
    [0, height, margin, height],
    [height - 1, 1, margin + height, margin],
  ] as const;
  for (const [fromX, fromWidth, toX, toWidth] of columns)
    for (const [fromY, fromHeight, toY, toHeight] of rows)
      context.drawImage(picture, fromX, fromY, fromWidth, fromHeight, toX, toY, toWidth, toHeight);
  const result = new OffscreenCanvas(width, height);
  const final = context2d(result);
  final.filter = `blur(${sigma}px)`;
  final.drawImage(wide, -margin, -margin);
  return result;
}
