import { boundsOf, centreOf, type Placed } from './bounds-of.js';
import { rotateVector } from './point.js';

/** Several items turned as one about the middle of their common bounds, by so many degrees clockwise. */
export function turnPlaced(placed: readonly Placed[], degrees: number): readonly Placed[] {
  const bounds = boundsOf(placed);
  if (bounds === null) return [];
  const middle = centreOf(bounds);
  return placed.map(({ box, rotation }) => {
    const centre = centreOf(box);
    const way = rotateVector({ x: centre.x - middle.x, y: centre.y - middle.y }, degrees);
    const place = { x: middle.x + way.x - box.width / 2, y: middle.y + way.y - box.height / 2 };
    return { box: { ...box, ...place }, rotation: rotation + degrees };
  });
}
