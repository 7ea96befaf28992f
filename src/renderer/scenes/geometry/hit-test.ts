import type { SceneItem } from '../../../shared/scenes/scene-item.js';
import { centreOf, type Placed } from './bounds-of.js';
import { rotateVector, type Point } from './point.js';

/** Whether the point lies in the box as it is seen. */
export function isInside({ box, rotation }: Placed, point: Point): boolean {
  const centre = centreOf(box);
  const local = rotateVector({ x: point.x - centre.x, y: point.y - centre.y }, -rotation);
  return Math.abs(local.x) <= box.width / 2 && Math.abs(local.y) <= box.height / 2;
}

/** The topmost item at a point that can be taken: visible and not locked. Null: none. */
export function hitTest(items: readonly SceneItem[], point: Point): SceneItem | null {
  return items.findLast((item) => item.isVisible && !item.isLocked && isInside(item, point)) ?? null;
}
