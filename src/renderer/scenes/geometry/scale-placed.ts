import type { Box } from '../../../shared/scenes/scene-item.js';
import { boundsOf, centreOf, type Placed } from './bounds-of.js';
import type { Point } from './point.js';

/**
 * The boxes of several items after what they fill together was scaled: places and sizes alike, turns as they were.
 * `scale`: how much longer it gets along each axis of the canvas. `anchor`: what of the common bounds stays where it is
 * seen (0: the left or top side, 0.5: the middle, 1: the other side). A box cannot be slanted: one that is turned by no
 * quarter gets, where the axes differ, the share of each along which its sides look. The inverse brings everything back.
 */
export function scalePlaced(placed: readonly Placed[], scale: Point, anchor: Point): readonly Box[] {
  const from = boundsOf(placed);
  if (from === null) return [];
  const scaled = placed.map(({ box, rotation }) => {
    const centre = centreOf(box);
    const along = Math.cos((rotation * Math.PI) / 180) ** 2;
    const width = box.width * scale.x ** along * scale.y ** (1 - along);
    const height = box.height * scale.y ** along * scale.x ** (1 - along);
    const next = { x: centre.x * scale.x - width / 2, y: centre.y * scale.y - height / 2, width, height };
    return { box: next, rotation };
  });
  const to = boundsOf(scaled) ?? from;
  const shift = {
    x: from.x + anchor.x * from.width - (to.x + anchor.x * to.width),
    y: from.y + anchor.y * from.height - (to.y + anchor.y * to.height),
  };
  return scaled.map(({ box }) => ({ ...box, x: box.x + shift.x, y: box.y + shift.y }));
}

/** Upright or turned by quarters: its bounds are its box, and scaling each axis by itself is exact. */
export function isSquareOn({ rotation }: Placed): boolean {
  return rotation % 90 === 0;
}

/** The size below which scaled common bounds would make one of the boxes shorter than a pixel. */
export function leastBounds(placed: readonly Placed[]): { width: number; height: number } {
  const bounds = boundsOf(placed) ?? { width: 1, height: 1 };
  const sides = placed.map((one) => {
    const { width, height } = isSquareOn(one) ? (boundsOf([one]) ?? one.box) : one.box;
    return isSquareOn(one) ? { width, height } : { width: Math.min(width, height), height: Math.min(width, height) };
  });
  return {
    width: bounds.width / Math.min(...sides.map(({ width }) => width)),
    height: bounds.height / Math.min(...sides.map(({ height }) => height)),
  };
}
