import type { Box } from '../../../shared/scenes/scene-item.js';
import { centreOf, type Placed } from './bounds-of.js';
import { rotateVector, type Point } from './point.js';

/** The eight handles of a box, by the sides that they move. */
export const handles = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'] as const;
export type Handle = (typeof handles)[number];

export interface ResizeOptions {
  /** Keep width to height as they are; from a side the other dimension grows about the middle. */
  readonly keepAspect: boolean;
  /** Hold the centre instead of the opposite side. */
  readonly fromCentre: boolean;
  /** The smallest size; else a pixel each way. */
  readonly least?: { readonly width: number; readonly height: number };
}

/** No side gets shorter: a box is never turned inside out. */
const shortest = { width: 1, height: 1 };

/** Where a handle is, from the centre: −1, 0 or 1 to the right and down. */
export function signsOf(handle: Handle): Point {
  return {
    x: handle.includes('e') ? 1 : handle.includes('w') ? -1 : 0,
    y: handle.includes('s') ? 1 : handle.includes('n') ? -1 : 0,
  };
}

/**
 * The box after its handle was dragged by `by` (programme pixels, as seen on the canvas). However it is turned, the opposite
 * corner or side stays where it is seen; with `fromCentre` the centre does.
 */
export function resizeBox({ box, rotation }: Placed, handle: Handle, by: Point, options: ResizeOptions): Box {
  const signs = signsOf(handle);
  const local = rotateVector(by, -rotation);
  const reach = options.fromCentre ? 2 : 1;
  const least = options.least ?? shortest;
  const free = {
    width: Math.max(least.width, box.width + reach * signs.x * local.x),
    height: Math.max(least.height, box.height + reach * signs.y * local.y),
  };
  const size = options.keepAspect ? withAspect(box, free, signs, least) : free;
  // the centre moves by half of what the dragged sides moved, in the box's own directions
  const shift = options.fromCentre
    ? { x: 0, y: 0 }
    : rotateVector(
        { x: (signs.x * (size.width - box.width)) / 2, y: (signs.y * (size.height - box.height)) / 2 },
        rotation,
      );
  const centre = centreOf(box);
  return { x: centre.x + shift.x - size.width / 2, y: centre.y + shift.y - size.height / 2, ...size };
}

/** The size of the box's aspect that follows the pointer: from a corner the side that was dragged farther leads. */
function withAspect(
  box: Readonly<Box>,
  free: { readonly width: number; readonly height: number },
  signs: Point,
  least: { readonly width: number; readonly height: number },
): { width: number; height: number } {
  const [across, down] = [free.width / box.width, free.height / box.height];
  const lead =
    signs.x === 0 ? down : signs.y === 0 ? across : Math.abs(across - 1) > Math.abs(down - 1) ? across : down;
  const scale = Math.max(lead, least.width / box.width, least.height / box.height);
  return { width: box.width * scale, height: box.height * scale };
}
