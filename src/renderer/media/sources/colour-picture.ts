import type { SourceKind } from '../../../shared/scenes/scene-source.js';
import { context2d } from '../canvas2d/canvas2d-renderer.js';
import { StillPicture } from './still-picture.js';

/** Of a gradient: stretched smoothly, it needs no more. */
const gradientSize = { width: 512, height: 288 } as const;

/** A colour, or a gradient from the top to the bottom turned clockwise; it fills the box it is put in. */
export function colourPicture({ colour, to, angle }: Extract<SourceKind, { type: 'colour' }>): StillPicture {
  const { width, height } = to === null ? { width: 1, height: 1 } : gradientSize;
  const canvas = new OffscreenCanvas(width, height);
  const context = context2d(canvas);
  context.fillStyle = colour;
  if (to !== null) {
    const turn = (angle * Math.PI) / 180;
    const [x, y] = [-Math.sin(turn), Math.cos(turn)];
    // as far as the corners lie in that direction: the whole gradient is seen, whatever the angle
    const reach = (Math.abs(x) * width + Math.abs(y) * height) / 2;
    const [left, top] = [width / 2 - x * reach, height / 2 - y * reach];
    const gradient = context.createLinearGradient(left, top, width - left, height - top);
    gradient.addColorStop(0, colour);
    gradient.addColorStop(1, to);
    context.fillStyle = gradient;
  }
  context.fillRect(0, 0, width, height);
  return new StillPicture(canvas.transferToImageBitmap(), null);
}
