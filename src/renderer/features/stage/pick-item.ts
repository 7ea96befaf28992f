import type { SceneItem } from '../../../shared/scenes/scene-item.js';
import { boundsOf } from '../../scenes/geometry/bounds-of.js';
import { hitTest, isInside } from '../../scenes/geometry/hit-test.js';
import type { Point } from '../../scenes/geometry/point.js';

/**
 * The item that a click takes: the topmost one; with `below` the next one under that which is selected there, round to the
 * topmost again. Null: none.
 */
export function pickItem(
  items: readonly SceneItem[],
  point: Point,
  selection: readonly string[],
  below: boolean,
): SceneItem | null {
  if (!below) return hitTest(items, point);
  const under = items.filter((item) => item.isVisible && !item.isLocked && isInside(item, point)).toReversed();
  const index = under.findIndex(({ id }) => selection.includes(id));
  return under[(index + 1) % Math.max(1, under.length)] ?? null;
}

/** Two corners of a rectangle. */
export interface Marquee {
  readonly from: Point;
  readonly to: Point;
}

/** Items that a rectangle touches, of those that can be taken. */
export function itemsWithin(items: readonly SceneItem[], { from, to }: Marquee): readonly SceneItem[] {
  const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
  const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)];
  return items.filter((item) => {
    const bounds = boundsOf([item]);
    if (bounds === null || !item.isVisible || item.isLocked) return false;
    const { x, y, width, height } = bounds;
    return x <= right && x + width >= left && y <= bottom && y + height >= top;
  });
}
