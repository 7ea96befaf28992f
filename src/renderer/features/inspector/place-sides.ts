import type { SceneCollection } from '../../../shared/scenes/scene-collection.js';
import type { Box, SceneItem } from '../../../shared/scenes/scene-item.js';
import { moveItems, setBox } from '../../scenes/edits/move-items.js';
import { scaleItems } from '../../scenes/edits/transform-items.js';
import { boundsOf } from '../../scenes/geometry/bounds-of.js';
import { leastBounds } from '../../scenes/geometry/scale-placed.js';

/** What the fields of place and size show: the box of one item, the one around several; null: there is none. */
export function placeOf(items: readonly SceneItem[]): Box | null {
  const [only] = items;
  return items.length === 1 ? (only?.box ?? null) : boundsOf(items);
}

/**
 * One field typed: the box gets there from its upper left corner, and several items with it. With `keepsAspect` the other
 * side follows. Nothing gets shorter than a pixel.
 */
export function setPlace(
  collection: SceneCollection,
  items: readonly SceneItem[],
  key: keyof Box,
  value: number,
  keepsAspect: boolean,
): SceneCollection {
  const box = placeOf(items);
  const [only] = items;
  if (box === null || only === undefined) return collection;
  const ids = items.map(({ id }) => id);
  if (key === 'x' || key === 'y') return moveItems(collection, ids, { x: 0, y: 0, [key]: value - box[key] });
  const least = items.length === 1 ? { width: 1, height: 1 } : leastBounds(items);
  const shortest = { width: least.width / box.width, height: least.height / box.height };
  const wanted = value / box[key];
  const scale = keepsAspect ? Math.max(wanted, shortest.width, shortest.height) : Math.max(wanted, shortest[key]);
  const x = keepsAspect || key === 'width' ? scale : 1;
  const y = keepsAspect || key === 'height' ? scale : 1;
  if (items.length > 1) return scaleItems(collection, ids, { x, y }, { x: 0, y: 0 });
  return setBox(collection, only.id, { ...box, width: box.width * x, height: box.height * y });
}
