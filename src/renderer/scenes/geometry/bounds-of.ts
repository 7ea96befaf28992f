import type { Box } from '../../../shared/scenes/scene-item.js';
import { rotateVector, type Point } from './point.js';

/** What of an item says where it is seen. */
export interface Placed {
  readonly box: Readonly<Box>;
  /** Degrees, clockwise, about the centre of the box. */
  readonly rotation: number;
}

/** The centre, which turning does not move. */
export function centreOf({ x, y, width, height }: Readonly<Box>): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

/** The corners as they are seen, from the top left one of the box on, clockwise. */
export function cornersOf({ box, rotation }: Placed): [Point, Point, Point, Point] {
  const centre = centreOf(box);
  const corner = (right: number, down: number): Point => {
    const turned = rotateVector({ x: (right * box.width) / 2, y: (down * box.height) / 2 }, rotation);
    return { x: centre.x + turned.x, y: centre.y + turned.y };
  };
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
}

/** The smallest upright box around all of them; null for none. */
export function boundsOf(placed: readonly Placed[]): Box | null {
  if (placed.length === 0) return null;
  const corners = placed.flatMap(cornersOf);
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}
